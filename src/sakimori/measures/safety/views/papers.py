"""Papers of a check: for the wall, for the phone, to count on, for whoever has no mail, for the chair."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.files.pages import download_response
from sakimori.measures.safety import actions, queries, sheets
from sakimori.measures.safety.views.checks import ANSWERS, MANAGE, READ, back_to, found_check
from sakimori.measures.safety.words import figures_words

PDF = "application/pdf"


@page(READ)
def result_pdf(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """Figures on A4, without names."""
    found = found_check(safety_check_id)
    words = figures_words(found, queries.figures_of(found))
    earlier = [figures_words(one, queries.figures_of(one)) for one in queries.earlier_than(found)]
    return download_response(_("安否確認の結果") + ".pdf", PDF, sheets.result_pdf(ctx, words, earlier))


@page(MANAGE)
def wall_pdf(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """The notice for the wall with the code."""
    return download_response(_("安否確認の掲示") + ".pdf", PDF, sheets.wall_pdf(ctx, found_check(safety_check_id)))


@page(ANSWERS)
def phone_pdf(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """Who has not answered, with numbers and room to write."""
    found = found_check(safety_check_id)
    left = [line for line in queries.lines_of(found, with_answers=False) if line.asked.first_answer_at is None]
    return download_response(_("安否確認の電話リスト") + ".pdf", PDF, sheets.phone_pdf(ctx, found, left))


@page(ANSWERS)
def tally_pdf(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """Everybody, with boxes: for when nothing but paper works."""
    found = found_check(safety_check_id)
    lines = queries.lines_of(found, with_answers=False)
    return download_response(_("安否確認の集計票") + ".pdf", PDF, sheets.tally_pdf(ctx, found, lines))


@page(MANAGE)
def slips_pdf(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """A slip with their own code for each who has not answered. Fresh links are made, so it is a POST."""
    found = found_check(safety_check_id)
    if request.method != "POST":
        return redirect(back_to(ctx, found))
    try:
        tokens = actions.print_slips(ctx, check=found)
    except ValidationError:
        return redirect(back_to(ctx, found))
    with translation.override("ja"):
        data = sheets.slips_pdf(ctx, found, tokens)
    return download_response(_("安否確認の案内") + ".pdf", PDF, data)
