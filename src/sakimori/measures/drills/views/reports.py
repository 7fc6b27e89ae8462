"""Reporting a suspicious mail: one minute, logged in or not; and what staff do with reports."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Actor, Channel, Context, context
from sakimori.foundation.access.pages import page, public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.drills import actions, forms, queries, sheets
from sakimori.measures.drills.actions.reports import Received
from sakimori.measures.drills.models import DrillReport, SuspiciousMail
from sakimori.measures.drills.types import Means

CLAUSE = _l("6(5) 人的セキュリティ")
MANAGE = Permission.LEARNING_MANAGE


@page(Permission.ASK_ANSWER)
def report(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A member or somebody of the office reports. While a drill runs, only their group is counted."""
    form = forms.ReportForm(request.POST if request.method == "POST" else None)
    got: list[Received] = []
    me = Person.objects.filter(pk=ctx.actor.person_id).first() if ctx.actor.person_id else None
    unit = queries.unit_of([me], ctx.today)[me.pk][0] if me else ""
    if submitted(form, lambda values: got.append(actions.report_mail(ctx, means=Means.PAGE, unit_id=unit, **values))):
        return _thanks(request, got[0], {})
    return _report_page(request, form, {})


@csrf_exempt  # no log-in is used here; a forged report says no more than anybody may say
@public_page
def public_report(request: HttpRequest, assembly: str) -> HttpResponse:
    """The same without an account, by the QR code on the wall."""
    found = assembly_by_slug(assembly)
    if found is None or not found.is_active:
        raise Http404
    with scope(found.pk):
        return _public_report(request, found)


def _public_report(request: HttpRequest, assembly: Assembly) -> HttpResponse:
    ctx = context(assembly, Actor(granted=frozenset({Permission.ASK_ANSWER})), Channel.LINK)
    form = forms.UnitReportForm(
        request.POST if request.method == "POST" else None, units=queries.counted_units(ctx.today)
    )
    got: list[Received] = []
    frame = {"assembly_name": assembly.name, "is_public": True, "csrf_token": ""}
    if submitted(form, lambda values: got.append(actions.report_mail(ctx, means=Means.PUBLIC, **values))):
        return _thanks(request, got[0], frame)
    return _report_page(request, form, frame)


def _report_page(request: HttpRequest, form: forms.ReportForm, frame: dict[str, object]) -> HttpResponse:
    values = {"page_title": _("不審なメールを報告する"), "form": form, **frame}
    template = "drills/report_public.html" if frame else "drills/report.html"
    return render_page(request, template, values, status=422 if form.is_bound else 200)


def _thanks(request: HttpRequest, got: Received, frame: dict[str, object]) -> HttpResponse:
    values = {"page_title": _("ご報告ありがとうございました"), "is_drill": got.is_drill, **frame}
    return render_page(request, "drills/thanks_public.html" if frame else "drills/thanks.html", values)


@page(MANAGE)
def reports(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What was reported: during a drill to sort out what is real, and real ones to look into."""
    during, real_ones = queries.reports_to_look_at()
    values = {
        "page_title": _("届いた報告"),
        "during": during,
        "real_ones": real_ones,
        "running": queries.running_drill(),
        "public_path": reverse("lesson:public-report", kwargs={"assembly": ctx.assembly.slug}),
    }
    return render_page(request, "drills/reports.html", values)


@page(MANAGE)
def report_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A report by phone or mail, entered by staff."""
    form = forms.StaffReportForm(request.POST or None, units=queries.counted_units(ctx.today))
    back = address(ctx, "drills:reports")
    if submitted(form, lambda values: actions.report_mail(ctx, **values)):
        messages.success(request, _("報告を記録しました。報告した人に、お礼を伝えてください。"))
        return redirect(back)
    lead = _("電話や転送で受けた報告を入力します。名前は、本人がよいと言ったときだけ書きます。")
    return form_page(request, form, _("報告を入力する"), back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@require_POST
@page(MANAGE)
def real(request: HttpRequest, ctx: Context, drill_report_id: UUID) -> HttpResponse:
    """It is not the drill's mail."""
    actions.is_real(ctx, report=get_object_or_404(DrillReport, pk=drill_report_id))
    messages.success(request, _("訓練のものではない報告として、対応の一覧に移しました。"))
    return redirect("drills:reports", assembly=ctx.assembly.slug)


@page(MANAGE)
def handle(request: HttpRequest, ctx: Context, mail_id: UUID) -> HttpResponse:
    """What was done about a real one."""
    found = get_object_or_404(SuspiciousMail, pk=mail_id, handled_on__isnull=True)
    form = forms.HandleForm(request.POST or None)
    back = address(ctx, "drills:reports")
    if submitted(form, lambda values: actions.handle_report(ctx, report=found, **values)):
        return redirect(back)
    return form_page(
        request, form, _("対応を記録する"), back=back, submit=_("記録する"), lead=found.text, clause=CLAUSE
    )


@page(MANAGE)
def report_poster(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A poster for the wall: how to report, with the QR code of the public page."""
    return download_response(_("不審なメールの報告.pdf"), "application/pdf", sheets.report_poster_pdf(ctx))
