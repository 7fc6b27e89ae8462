"""Pages of the board."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.assurance.conformance import queries
from sakimori.assurance.conformance.forms import BoardFilter, SettingForm
from sakimori.assurance.conformance.sheets import chair_sheet
from sakimori.assurance.conformance.ways import way
from sakimori.assurance.conformance.worklist import all_gaps, gap_count, gaps
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.queries import settings_of
from sakimori.foundation.duties.spec import Ground, State, catalogue
from sakimori.foundation.ui.render import render_page


@page(Permission.BOARD_READ)
def board_page(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The policy as it reads, with the state of every clause."""
    form = BoardFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    board = queries.board(ctx, chosen.get("on"))
    if chosen.get("owner"):
        board = queries.board_with_splits(board)
    shown = queries.filtered(board, chosen.get("state"), chosen.get("owner"), chosen.get("item"))
    start_url, start_by = way(ctx, "clauses:start")
    rows = {
        "page_title": _("条項ごとの状況"),
        "form": form,
        "board": board,
        "clauses": shown.clauses,
        "unplaced": shown.unplaced,
        "is_filtered": any(chosen.get(name) for name in ("state", "owner", "item")),
        "counts": [(state, board.counts[state]) for state in reversed(State) if board.counts[state]],
        "start_url": start_url,
        "start_by": start_by,
    }
    return render_page(request, "conformance/board.html", rows, part="conformance/_clauses.html")


@page(Permission.BOARD_READ)
def board_paper(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The board on one A4 page for the chair."""
    day = BoardFilter(request.GET)
    on = day.cleaned_data.get("on") if day.is_valid() else None
    board = queries.board(ctx, on)
    missing = [] if board.is_past else all_gaps(ctx, board)
    response = HttpResponse(chair_sheet(ctx, board, missing), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="board-{ctx.assembly.slug}-{on or ctx.today}.pdf"'
    return response


@page(Permission.BOARD_READ)
def clause_page(request: HttpRequest, ctx: Context, clause_id: UUID) -> HttpResponse:
    """One clause: its duties, who is missing, the button that mends it, the evidence, the trend."""
    board = queries.board(ctx)
    row = next((row for row in board.clauses if row.id == clause_id), None)
    if row is None:
        raise Http404
    keys = [duty.key for duty in row.duties]
    may_see = allowed(ctx, Permission.EVIDENCE_READ)
    rows = {
        "page_title": f"{row.path} {row.heading}".strip(),
        "row": row,
        "gaps": gaps(ctx, keys, known=board) if may_see else [],
        "may_see_evidence": may_see,
        "evidence": queries.evidence(keys) if may_see else [],
        "trend": queries.trend(keys, ctx.today),
    }
    return render_page(request, "conformance/clause.html", rows)


@page(Permission.EVIDENCE_READ)
def gaps_page(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Everything that is missing or soon due, most urgent first: the work queue of the office."""
    board = queries.board(ctx)
    missing = all_gaps(ctx, board)
    rows = {
        "page_title": _("足りないもの"),
        "gaps": missing,
        "more": gap_count(board) - len(missing),
        "may_mend": any(gap.remedy_url for gap in missing),
    }
    return render_page(request, "conformance/gaps.html", rows)


@page(Permission.BOARD_READ)
def duties_page(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every duty with ground, source and cadence."""
    rows = {
        "page_title": _("確認項目と頻度"),
        "duties": list(queries.with_splits(queries.duties_today(ctx), ctx.today).values()),
    }
    return render_page(request, "conformance/duties.html", rows)


@page(Permission.BOARD_READ)
def duty_page(request: HttpRequest, ctx: Context, key: str) -> HttpResponse:
    """One duty and what the assembly has settled about it; who may, settles it here."""
    spec = catalogue().get(key)
    if spec is None:
        raise Http404
    may_settle, may_see = allowed(ctx, Permission.DUTY_SETTINGS), allowed(ctx, Permission.EVIDENCE_READ)
    board = queries.board_with_splits(queries.board(ctx))
    form = SettingForm(request.POST or None, initial={"mode": "days", "ground": Ground.POLICY})
    status = 200
    if request.method == "POST":
        if not may_settle:
            raise PermissionDenied
        status = 422
        if form.is_valid():
            try:
                _settle(ctx, key, form.cleaned_data)
                return redirect("conformance:duty", assembly=ctx.assembly.slug, key=key)
            except ValidationError as error:
                _attach(form, error)
    rows = {
        "page_title": spec.title,
        "spec": spec,
        "row": queries.row_of(board, key),
        "clauses": [row for row in board.clauses if any(duty.key == key for duty in row.duties)],
        "gaps": gaps(ctx, [key], known=board) if may_see else [],
        "may_see_evidence": may_see,
        "settings": settings_of(key),
        "form": form,
        "may_settle": may_settle,
    }
    return render_page(request, "conformance/duty.html", rows, status=status)


def _settle(ctx: Context, key: str, values: dict[str, Any]) -> None:
    mode = values["mode"]
    settle_duty(
        ctx,
        duty=key,
        days=values["days"] if mode == "days" else None,
        is_open=mode == "open",
        is_applicable=mode != "off",
        ground=Ground(values["ground"]),
        reason=values["reason"],
        decided_on=values["decided_on"],
        decision=values["decision"],
    )


def _attach(form: SettingForm, error: ValidationError) -> None:
    if hasattr(error, "error_dict"):
        for name, messages in error.error_dict.items():
            form.add_error(name if name in form.fields else None, messages)
    else:
        form.add_error(None, error)
