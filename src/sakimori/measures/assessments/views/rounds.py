"""Rounds of the office: open one, see how far it is, print every letter at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.assessments import actions, content, forms, queries, sheets
from sakimori.measures.assessments.contracts import named
from sakimori.measures.assessments.models import CheckRound
from sakimori.measures.assessments.queries import Wanting
from sakimori.measures.assessments.types import Occasion, State
from sakimori.measures.assessments.views.checks import CLAUSE, MANAGE, READ, link_address

DAYS_TO_ANSWER = 28


def _label(row: Wanting) -> str:
    when = _("前回 %(day)s") % {"day": day_text(row.last)} if row.last else _("まだ確認していない")
    return f"{named(row.contract)}（{when}）"


@page(MANAGE)
def round_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Choose contracts, questions and a date."""
    contracts = queries.contracts_with_dates(ctx.today)
    versions = queries.usable_versions()
    year = fiscal_year(ctx.today)
    late = [row for row in contracts if row.due is not None and row.due <= ctx.today + timedelta(days=60)]
    form = forms.RoundForm(
        request.POST or None,
        versions=versions,
        shipped_name=content.shown_name(),
        contracts=contracts,
        label=_label,
        initial={
            "occasion": Occasion.YEARLY,
            "title": _("委託先の確認"),
            "fiscal_year": year,
            "questionnaire": forms.SHIPPED,
            "due_on": ctx.today + timedelta(days=DAYS_TO_ANSWER),
            "contracts": [str(row.contract.pk) for row in late if not row.is_under_way],
        },
    )
    made: list[CheckRound] = []

    def act(values: dict[str, Any]) -> None:
        chosen = values.pop("questionnaire")
        version = None if chosen == forms.SHIPPED else next(row for row in versions if str(row.pk) == chosen)
        made.append(actions.open_round(ctx, version=version, **values))

    if submitted(form, act):
        messages.success(request, _("確認を始めました。次に、委託先へリンクを渡してください。"))
        return redirect("assessments:round", assembly=ctx.assembly.slug, check_round_id=made[0].pk)
    back = address(ctx, "assessments:checks")
    lead = _("確認の時期が来ている契約に、印が付いています。前の確認が終わっていない契約は、選べません。")
    return form_page(request, form, _("確認を始める"), back=back, submit=_("始める"), lead=lead, clause=CLAUSE)


@page(READ)
def check_round(request: HttpRequest, ctx: Context, check_round_id: UUID) -> HttpResponse:
    """One round: who has answered, who has no link yet."""
    rows = queries.rounds().select_related("version__questionnaire")
    found = get_object_or_404(rows, pk=check_round_id)
    checks = queries.checks_of_round(found)
    values = {
        "page_title": found.title,
        "round": found,
        "checks": checks,
        "today": ctx.today,
        "size": found.version.questions.count(),
        "without_link": sum(row.state == State.ASKED and not getattr(row, "live_links", 0) for row in checks),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "assessments/round.html", values)


@require_POST
@page(MANAGE)
def letters(request: HttpRequest, ctx: Context, check_round_id: UUID) -> HttpResponse:
    """A letter with a fresh link for each contractor that has none yet."""
    found = get_object_or_404(CheckRound, pk=check_round_id)
    made = actions.letters_for(ctx, found=found)
    if not made:
        messages.info(request, _("リンクのない委託先はありません。"))
        return redirect("assessments:round", assembly=ctx.assembly.slug, check_round_id=found.pk)
    data = sheets.letters_pdf(ctx, [(check, name, link_address(ctx, token)) for check, name, token in made])
    return download_response(_("確認のお願い.pdf"), "application/pdf", data)
