"""Critical functions and their cards."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.continuity import actions, content, forms, queries, sheets
from sakimori.measures.continuity.lists import CARDS
from sakimori.measures.continuity.models import ContinuityCard, CriticalFunction
from sakimori.measures.continuity.queries import CardRow
from sakimori.measures.continuity.types import ReviewOutcome
from sakimori.measures.continuity.words import hours_text

CLAUSE = _l("3(3) 災害 3(4) 感染症 3(5) インフラの障害")
READ, MANAGE = Permission.PLAN_READ, Permission.PLAN_MANAGE


def _found(function_id: UUID) -> CriticalFunction:
    return get_object_or_404(CriticalFunction, pk=function_id)


def _back(ctx: Context, function: CriticalFunction) -> str:
    return address(ctx, "continuity:function", function_id=function.pk)


def hours_of(row: CardRow) -> tuple[str, str]:
    """Tolerable outage in and out of session, in words."""
    card = row.card
    return hours_text(card.session_hours if card else None), hours_text(card.recess_hours if card else None)


@page(READ)
def cards(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every function of the day, the BCP they belong to, and what was exercised."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, CARDS, queries.card_rows(on), on)
    if found.wants_file:
        return found.file()
    drills = queries.exercises(on)
    values = {
        "page_title": _("業務継続の備え"),
        "list": found,
        "rows": [(row, *hours_of(row)) for row in found.rows],
        "plan": queries.plan_on(on),
        "drills": drills,
        "last_test": queries.last_safety_test(drills),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
        "may_see_drills": allowed(ctx, Permission.LEARNING_READ),
    }
    return render_page(request, "continuity/cards.html", values)


@page(READ)
def function(request: HttpRequest, ctx: Context, function_id: UUID) -> HttpResponse:
    """One card: how long, how many, what instead, who decides; its versions and reviews."""
    found = _found(function_id)
    row = queries.card_row(found, ctx.today)
    in_session, in_recess = hours_of(row)
    values = {
        "page_title": found.name,
        "row": row,
        "in_session": in_session,
        "in_recess": in_recess,
        "versions": queries.versions_of(found),
        "reviews": queries.reviews_of(found),
        "may_manage": allowed(ctx, MANAGE) and (found.to_date is None),
        "may_see_assets": allowed(ctx, Permission.ASSET_READ),
    }
    return render_page(request, "continuity/function.html", values)


@page(MANAGE)
def starter(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Shipped functions to start from."""
    known = set(CriticalFunction.objects.filter(to_date__isnull=True).values_list("key", flat=True))
    choices = [(one.key, f"{one.name} — {one.summary}") for one in content.starters() if one.key not in known]
    form = forms.StarterForm(request.POST or None, choices=choices, initial={"keys": [key for key, _name in choices]})
    back = address(ctx, "continuity:cards")
    if submitted(form, lambda values: actions.add_starters(ctx, **values)):
        messages.success(request, _("重要な機能を加えました。自分の議会に合わせて直してください。"))
        return redirect(back)
    lead = _("よくある機能と、その備えの例です。加えたあとで、自分の議会の言葉に直します。")
    return form_page(
        request, form, _("用意された機能から始める"), back=back, submit=_("加える"), lead=lead, clause=CLAUSE
    )


def _card_form(request: HttpRequest, ctx: Context, *, initial: dict[str, object], is_new: bool) -> forms.CardForm:
    return forms.CardForm(
        request.POST or None, posts=queries.candidates(ctx.today), assets=queries.usable_assets(),
        services=queries.usable_services(), is_new=is_new, initial=initial,
    )  # fmt: skip


def _save(
    ctx: Context, values: dict[str, object], function: CriticalFunction | None, made: list[ContinuityCard]
) -> None:
    card = {name: values[name] for name in actions.CARD_FIELDS}
    rest = {name: values[name] for name in ("posts", "stand_ins", "assets", "services")}
    made.append(
        actions.save_card(
            ctx,
            name=str(values["name"]),
            values=card,
            function=function,
            change=str(values.get("change", "")),
            **rest,  # type: ignore[arg-type]
        )
    )


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A function of one's own."""
    form = _card_form(request, ctx, initial={}, is_new=True)
    made: list[ContinuityCard] = []
    if submitted(form, lambda values: _save(ctx, values, None, made)):
        messages.success(request, _("重要な機能を登録しました。"))
        return redirect(_back(ctx, made[0].function))
    back = address(ctx, "continuity:cards")
    return form_page(request, form, _("重要な機能を登録する"), back=back, submit=_("登録する"), clause=CLAUSE)


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, function_id: UUID) -> HttpResponse:
    """The next version of a card."""
    found = get_object_or_404(CriticalFunction, pk=function_id, to_date__isnull=True)
    row = queries.card_row(found, ctx.today)
    initial: dict[str, object] = {"name": found.name}
    if row.card is not None:
        initial |= {name: getattr(row.card, name) for name in actions.CARD_FIELDS}
        initial["decider"] = str(row.card.decider_id) if row.card.decider_id else ""
        initial["posts"] = [str(post.pk) for post in row.posts]
        initial["stand_ins"] = [str(post.pk) for post in row.stand_ins]
        initial["assets"] = [str(asset.pk) for asset in row.assets]
        initial["services"] = [str(service.pk) for service in row.services]
    form = _card_form(request, ctx, initial=initial, is_new=False)
    made: list[ContinuityCard] = []
    if submitted(form, lambda values: _save(ctx, values, found, made)):
        messages.success(request, _("第%(number)s版を登録しました。") % {"number": made[0].number})
        return redirect(_back(ctx, found))
    title = _("%(name)sのカードを直す") % {"name": found.name}
    lead = _("直すと新しい版になり、前の版も残ります。")
    return form_page(request, form, title, back=_back(ctx, found), submit=_("登録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def review(request: HttpRequest, ctx: Context, function_id: UUID) -> HttpResponse:
    """The yearly look."""
    found = _found(function_id)
    form = forms.ReviewForm(request.POST or None, initial={"reviewed_on": ctx.today, "outcome": ReviewOutcome.KEEP})
    if submitted(form, lambda values: actions.review_card(ctx, function=found, **values)):
        messages.success(request, _("見直しを記録しました。"))
        return redirect(_back(ctx, found))
    title = _("%(name)sのカードを見直す") % {"name": found.name}
    return form_page(request, form, title, back=_back(ctx, found), submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def end(request: HttpRequest, ctx: Context, function_id: UUID) -> HttpResponse:
    """No critical function any more."""
    found = get_object_or_404(CriticalFunction, pk=function_id, to_date__isnull=True)
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    if submitted(form, lambda values: actions.end_function(ctx, function=found)):
        messages.success(request, _("重要な機能から外しました。記録は残ります。"))
        return redirect(address(ctx, "continuity:cards"))
    title = _("%(name)sを重要な機能から外す") % {"name": found.name}
    lead = _("今日を最後に、重要な機能として数えなくなります。カードは過去の記録として残ります。")
    return form_page(request, form, title, back=_back(ctx, found), submit=_("外す"), lead=lead, clause=CLAUSE)


@page(READ)
def cards_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every card on A4, to keep where no power is needed."""
    rows = queries.card_rows(ctx.today)
    data = sheets.cards_pdf(ctx, rows, queries.plan_on(ctx.today))
    return download_response(_("業務継続カード") + ".pdf", "application/pdf", data)


@page(READ)
def card_pdf(request: HttpRequest, ctx: Context, function_id: UUID) -> HttpResponse:
    """One card."""
    row = queries.card_row(_found(function_id), ctx.today)
    data = sheets.cards_pdf(ctx, [row], queries.plan_on(ctx.today))
    return download_response(f"{row.function.name}.pdf", "application/pdf", data)
