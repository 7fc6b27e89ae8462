"""Phishing drills: step by step, and always nameless."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.approvals.models import ApplicationState
from sakimori.foundation.approvals.queries import applications_about
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.drills import actions, content, forms, queries, sheets
from sakimori.measures.drills.mails import lesson_link
from sakimori.measures.drills.models import PhishingDrill, Poster
from sakimori.measures.drills.rules import dated
from sakimori.measures.drills.words import default_announcement

CLAUSE = _l("6(5) 人的セキュリティ")
READ, MANAGE = Permission.LEARNING_READ, Permission.LEARNING_MANAGE


def _found(phishing_id: UUID) -> PhishingDrill:
    return get_object_or_404(PhishingDrill.objects.select_related("drill", "application"), pk=phishing_id)


def _back(ctx: Context, found: PhishingDrill) -> str:
    return address(ctx, "drills:phishing", phishing_id=found.pk)


@page(READ)
def phishing(request: HttpRequest, ctx: Context, phishing_id: UUID) -> HttpResponse:
    """One phishing drill: what is done, what comes next, figures."""
    found = _found(phishing_id)
    is_over = found.finished_on is not None
    applications = [] if found.launched_on else applications_about(found.pk)
    values = {
        "page_title": found.drill.title,
        "phishing": found,
        "lure": content.lure(found.lure_key),
        "applications": applications,
        "is_waiting": any(row.state == ApplicationState.WAITING for row in applications),
        "step": _step(found),
        "steps": [_("計画"), _("議長の承認"), _("予告"), _("実施"), _("集計")],
        "under_way": queries.under_way(found) if found.is_running else None,
        "results": list(found.results.order_by("means", "name")) if is_over else [],
        "thanks": list(found.thanks.values_list("name", flat=True).distinct().order_by("name")) if is_over else [],
        "posters": [] if is_over else list(found.posters.order_by("room")),
        "has_mail": bool(settings.ENV.smtp_host),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "drills/phishing.html", values)


def _step(found: PhishingDrill) -> int:
    if found.launched_on is not None:
        return 4 if found.finished_on is None else 5
    if found.approved_on is None:
        return 2
    return 3 if found.announced_on is None else 4


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Plan one; nothing is sent by it."""
    form = forms.PhishingForm(request.POST or None, lures=content.lures())
    made: list[PhishingDrill] = []
    if submitted(form, lambda values: made.append(actions.plan_phishing(ctx, **values))):
        messages.success(request, _("計画しました。次に、議長の承認を受け、予告をします。"))
        return redirect(_back(ctx, made[0]))
    lead = _("計画しただけでは何も送りません。議長の承認と、7日以上前の予告がそろうまで始められません。")
    return form_page(
        request, form, _("不審メール訓練を計画する"), back=address(ctx, "drills:drills"), submit=_("計画する"), lead=lead,
        clause=CLAUSE,
    )  # fmt: skip


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, phishing_id: UUID) -> HttpResponse:
    """Another mail or other days, before it begins."""
    found = _found(phishing_id)
    names = ("lure_key", "starts_on", "last_on", "ends_on")
    initial = {name: getattr(found, name) for name in names}
    initial |= {"title": found.drill.title, "objectives": found.drill.objectives}
    form = forms.PhishingForm(request.POST or None, lures=content.lures(), initial=initial)
    if submitted(form, lambda values: actions.change_phishing(ctx, phishing=found, **values)):
        return redirect(_back(ctx, found))
    lead = _("文面か送る日を変えると、議長の承認を受け直します。")
    return form_page(
        request, form, _("計画を直す"), back=_back(ctx, found), submit=_("登録する"), lead=lead, clause=CLAUSE
    )


def _asked(request: HttpRequest, ctx: Context, found: PhishingDrill, values: Mapping[str, str]) -> HttpResponse:
    """A page that asks once before an act."""
    return render_page(request, "drills/confirm.html", {"back": _back(ctx, found), **values})


@page(MANAGE)
def apply(request: HttpRequest, ctx: Context, phishing_id: UUID) -> HttpResponse:
    """Ask the chair."""
    found = _found(phishing_id)
    if request.method == "POST":
        try:
            actions.apply_for_phishing(ctx, phishing=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("議長に申請しました。"))
        return redirect(_back(ctx, found))
    values = {
        "page_title": _("議長に申請する"),
        "text": _("この文面と日程で訓練を行ってよいか、議長の決定を求めます。"),
        "submit_label": _("申請する"),
    }
    return _asked(request, ctx, found, values)


@page(MANAGE)
def announce(request: HttpRequest, ctx: Context, phishing_id: UUID) -> HttpResponse:
    """Everybody was told."""
    found = _found(phishing_id)
    initial = {
        "announcement": found.announcement or default_announcement(),
        "announced_on": found.announced_on or ctx.today,
        "announced_by": found.announced_by,
    }
    form = forms.AnnounceForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.announce(ctx, phishing=found, **values)):
        messages.success(request, _("予告を記録しました。"))
        return redirect(_back(ctx, found))
    lead = _(
        "対象の人すべてに、訓練があることを前もって知らせます。知らせた文と日を記録します。日時や文面は知らせません。"
    )
    return form_page(
        request, form, _("予告を記録する"), back=_back(ctx, found), submit=_("記録する"), lead=lead, clause=CLAUSE
    )


def _people(request: HttpRequest, ctx: Context, *, all_chosen: bool) -> forms.PeopleForm:
    rows = list(people_in_office(ctx.today).exclude(email="").order_by("kana", "id"))
    initial = {"people": [str(row.pk) for row in rows]} if all_chosen else {}
    return forms.PeopleForm(request.POST if request.method == "POST" else None, people=rows, initial=initial)


@page(MANAGE)
def start(request: HttpRequest, ctx: Context, phishing_id: UUID) -> HttpResponse:
    """Choose who gets a mail, and begin."""
    found = _found(phishing_id)
    form = _people(request, ctx, all_chosen=bool(settings.ENV.smtp_host))

    def act(values: dict[str, Any]) -> None:
        if values["people"] and not settings.ENV.smtp_host:
            raise ValidationError(
                _("電子メールの送信が設定されていません。紙の机上演習か、掲示による訓練をご利用ください。")
            )
        actions.launch_phishing(ctx, phishing=found, **values)

    if submitted(form, act):
        messages.success(request, _("始めました。メールは、送る日の勤務時間にばらばらに届きます。"))
        return redirect(_back(ctx, found))
    lead = _(
        "だれに送ったかは、送った瞬間に消えます。だれがリンクを開いたかは、はじめから記録しません。"
        "5人に満たない会派は、ほかと合わせて数えます。"
    )
    return form_page(
        request, form, _("訓練を始める"), back=_back(ctx, found), submit=_("始める"), lead=lead, clause=CLAUSE
    )


@page(MANAGE)
def people(request: HttpRequest, ctx: Context, phishing_id: UUID) -> HttpResponse:
    """Late additions."""
    found = _found(phishing_id)
    form = _people(request, ctx, all_chosen=False)
    if submitted(form, lambda values: actions.add_people(ctx, phishing=found, **values)):
        messages.success(request, _("加えました。"))
        return redirect(_back(ctx, found))
    lead = _("新しく就任した人などを加えます。だれに送ったかは残っていないので、まだの人だけを選んでください。")
    return form_page(
        request, form, _("対象を加える"), back=_back(ctx, found), submit=_("加える"), lead=lead, clause=CLAUSE
    )


@page(MANAGE)
def finish(request: HttpRequest, ctx: Context, phishing_id: UUID) -> HttpResponse:
    """Count and destroy."""
    found = _found(phishing_id)
    if request.method == "POST":
        try:
            actions.finish_phishing(ctx, phishing=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("集計し、符号をすべて消しました。教訓を記録してください。"))
        return redirect(_back(ctx, found))
    values = {
        "page_title": _("訓練を終える"),
        "text": _("集計し、送っていないメールと、すべての符号を消します。元には戻せません。"),
        "submit_label": _("終える"),
    }
    return _asked(request, ctx, found, values)


@page(MANAGE)
def poster_new(request: HttpRequest, ctx: Context, phishing_id: UUID) -> HttpResponse:
    """A poster with a QR code."""
    found = _found(phishing_id)
    form = forms.PosterForm(request.POST or None)
    if submitted(form, lambda values: actions.put_up_poster(ctx, phishing=found, **values)):
        return redirect(_back(ctx, found))
    lead = _("二次元コードの掲示を貼り、読み取られた数を部屋ごとに数えます。メールを使わない人にも訓練ができます。")
    return form_page(
        request, form, _("掲示を用意する"), back=_back(ctx, found), submit=_("用意する"), lead=lead, clause=CLAUSE
    )


@page(MANAGE)
def poster_pdf(request: HttpRequest, ctx: Context, poster_id: UUID) -> HttpResponse:
    """The poster on A4."""
    found = get_object_or_404(Poster.objects.select_related("phishing"), pk=poster_id)
    link = lesson_link(ctx, found.phishing, dated(found.token, ctx.at), "lesson:wall-lesson")
    return download_response(f"{found.room}.pdf", "application/pdf", sheets.bait_poster_pdf(ctx, link))


@page(MANAGE)
def poster_remove(request: HttpRequest, ctx: Context, poster_id: UUID) -> HttpResponse:
    """It is gone."""
    found = get_object_or_404(Poster.objects.select_related("phishing"), pk=poster_id)
    if request.method == "POST":
        actions.take_down_poster(ctx, poster=found)
        return redirect(_back(ctx, found.phishing))
    values = {
        "page_title": _("掲示を外す"),
        "text": _("「%(room)s」の掲示と、その数を消します。") % {"room": found.room},
        "submit_label": _("外す"),
    }
    return _asked(request, ctx, found.phishing, values)


@page(READ)
def lures(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Shipped mails."""
    values = {"page_title": _("訓練メールの文面"), "lures": content.lures()}
    return render_page(request, "drills/lures.html", values)


@page(READ)
def lure(request: HttpRequest, ctx: Context, lure_key: str) -> HttpResponse:
    """One of them with the signs by which it can be told."""
    found = content.lure(lure_key)
    if found is None:
        raise Http404
    return render_page(request, "drills/lure.html", {"page_title": found.title, "lure": found})


@page(READ)
def desk_pdf(request: HttpRequest, ctx: Context, lure_key: str) -> HttpResponse:
    """The desk exercise: mails on paper, signs to mark, answers on the last pages (TRN-9)."""
    first = content.lure(lure_key)
    if first is None:
        raise Http404
    chosen = [first, *(row for row in content.lures() if row.key != lure_key)]
    return download_response(_("机上演習.pdf"), "application/pdf", sheets.desk_pdf(ctx, chosen[:4]))
