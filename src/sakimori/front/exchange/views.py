"""Registers out and in: export in three shapes; import by upload, preview with every error named, and one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed, demand
from sakimori.foundation.exchange.applying import Reading
from sakimori.foundation.exchange.cells import show_cell
from sakimori.foundation.exchange.columns import Register
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.header import ID, IGNORED
from sakimori.foundation.exchange.offers import Offer, offer_of, offers
from sakimori.foundation.exchange.readers import Preview, PreviewRow, RowAction
from sakimori.foundation.exchange.writers import id_label, write_csv, write_xlsx
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.kinds import CSV, TEXT, XLSX
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.render import render_page
from sakimori.front.exchange import queries
from sakimori.front.exchange.actions import import_file, undo_import

SHOWN_ROWS = 200
SHOWN_RUNS = 20
UNUSED = timedelta(days=7)
"""How long an uploaded file waits for its import."""
TABLES = frozenset(kind.media_type for kind in (XLSX, CSV, TEXT))
MANAGE = (Permission.ORGANIZATION_MANAGE, Permission.ASSET_MANAGE)
READ = (*MANAGE, Permission.ASSET_READ)


class UploadForm(forms.Form):
    """A ledger as the office keeps it."""

    register = forms.ChoiceField(label=_l("何の台帳ですか"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_l("ファイル"),
        help_text=_l("Excel（.xlsx）か CSV。20MBまで。見出しの行があれば、列の順番はそのままで構いません。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, offered: Sequence[Offer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["register"].choices = [(each.name, each.title) for each in offered]  # type: ignore[attr-defined]


SHAPES = ("xlsx", "csv", "cp932")


@page(*READ)
def exchange(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Choose: export one of the registers, or upload a file; an upload leads to its preview, nothing is written yet."""
    sent = request.method == "POST"
    readable = [each for each in offers() if allowed(ctx, each.read)]
    writable = [each for each in offers() if each.apply and allowed(ctx, each.manage)]
    if sent and not writable:
        raise PermissionDenied
    chosen = request.GET.get("register", "")
    first = chosen if any(each.name == chosen for each in writable) else writable[0].name if writable else ""
    form = UploadForm(writable, *((request.POST, request.FILES) if sent else ()), initial={"register": first})
    if sent and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            stored = store_file(
                ctx, name=given.name, data=given.read(), disclosure="closed", keep_until=ctx.today + UNUSED
            )
        except ValidationError as error:
            form.add_error("file", error.messages)
        else:
            if stored.media_type in TABLES:
                return redirect(
                    "exchange:import",
                    assembly=ctx.assembly.slug, name=form.cleaned_data["register"], file_id=stored.pk,
                )  # fmt: skip
            form.add_error("file", _("Excel（.xlsx）か CSV のファイルを選んでください。"))
    titles = {each.name: each.title for each in writable}
    values = {
        "page_title": _("取込み・書出し"),
        "form": form if writable else None,
        "registers": readable,
        "runs": [(run, titles[run.register]) for run in queries.runs()[:SHOWN_RUNS] if run.register in titles],
    }
    return render_page(request, "exchange/exchange.html", values, status=422 if sent else 200)


def _offer(name: str, ctx: Context, *, to_write: bool = False) -> Offer:
    found = offer_of(name)
    if found is None or (to_write and found.apply is None):
        raise Http404
    demand(ctx, found.manage if to_write else found.read)
    return found


@page(*READ)
def export(request: HttpRequest, ctx: Context, name: str, shape: str) -> HttpResponse:
    """A register as xlsx, CSV in UTF-8 or CSV in CP932; what CP932 cannot hold is shown before the file is given."""
    offer = _offer(name, ctx)
    if shape not in SHAPES:
        raise Http404
    register = offer.make(ctx.today)
    stem = f"{register.title} {ctx.today.isoformat()}"
    if shape == "xlsx":
        data = write_xlsx(register, with_wareki=True, written_at=ctx.at.replace(tzinfo=None))
        return download_response(f"{stem}.xlsx", XLSX.media_type, data)
    made = write_csv(register, "cp932" if shape == "cp932" else "utf-8-sig", with_wareki=True)
    if made.losses and "agreed" not in request.GET:
        values = {
            "page_title": _("Shift_JIS で書き出せない文字があります"),
            "losses": [str(loss) for loss in made.losses[:SHOWN_ROWS]],
            "count": len(made.losses),
            "name": name,
        }
        return render_page(request, "exchange/losses.html", values)
    charset = "Shift_JIS" if shape == "cp932" else "utf-8"
    return download_response(f"{stem}.csv", f"text/csv; charset={charset}", made.content)


@page(*MANAGE)
def import_preview(request: HttpRequest, ctx: Context, name: str, file_id: UUID) -> HttpResponse:
    """What the file would do, row by row; columns can be assigned by hand; then the whole file is written at once."""
    offer = _offer(name, ctx, to_write=True)
    stored = get_object_or_404(StoredFile, pk=file_id)
    if stored.media_type not in TABLES:
        raise Http404
    made = offer.make(ctx.today)
    register = replace(made, learned=queries.learned(made))
    asked = request.POST if request.method == "POST" else request.GET
    reading = _reading(asked)
    errors: list[str] = []
    if request.method == "POST":
        try:
            done = import_file(ctx.via(Channel.IMPORT), offer=offer, stored=stored, reading=reading)
        except ValidationError as error:
            errors = list(error.messages)
        else:
            text = _("取り込みました。新しい行 %(new)s件、変わった行 %(changed)s件。")
            messages.success(request, text % {"new": done.new, "changed": done.changed})
            return redirect("exchange:exchange", assembly=ctx.assembly.slug)
    try:
        found = reading.preview(register, read_file(stored))
    except FileRefused as error:
        return _page(request, offer, stored, register, None, [*errors, str(error)])
    return _page(request, offer, stored, register, found, errors)


@page(*MANAGE)
def undo(request: HttpRequest, ctx: Context, run_id: UUID) -> HttpResponse:
    """Take a whole import back, after a question."""
    run = get_object_or_404(queries.runs(), pk=run_id)
    offer = _offer(run.register, ctx, to_write=True)
    errors: list[str] = []
    if request.method == "POST":
        try:
            count = undo_import(ctx, offer=offer, run=run)
        except ValidationError as error:
            errors = list(error.messages)
        else:
            messages.success(request, _("取込みを取り消しました（%(count)s件）。") % {"count": count})
            return redirect("exchange:exchange", assembly=ctx.assembly.slug)
    values = {"page_title": _("取込みを取り消す"), "run": run, "offer": offer, "errors": errors}
    return render_page(request, "exchange/undo.html", values, status=422 if errors else 200)


def _reading(asked: Mapping[str, str]) -> Reading:
    row = asked.get("header_row", "")
    mapping = {}
    for field, key in asked.items():
        place = field.removeprefix("column-")
        if field != place and place.isascii() and place.isdigit() and len(place) < 4 and key != "?":
            mapping[int(place)] = {"-": IGNORED, "id": ID}.get(key, key)
    is_number = row.isascii() and row.isdigit() and 0 < len(row) < 6 and int(row) > 0
    return Reading(asked.get("sheet") or None, int(row) if is_number else None, mapping or None)


def _page(
    request: HttpRequest, offer: Offer, stored: StoredFile, register: Register, found: Preview | None, errors: list[str]
) -> HttpResponse:
    values: dict[str, Any] = {
        "page_title": _("取り込む内容の確認"),
        "name": offer.name,
        "clause": offer.clause,
        "register": register,
        "stored": stored,
        "found": found,
        "errors": errors,
    }
    if found is not None:
        keys = [column.key for column in register.columns if str(column.label) not in found.missing_columns]
        values |= {
            "file_errors": list(found.errors),
            "cell_errors": found.cell_errors[:SHOWN_ROWS],
            "error_count": len(found.cell_errors) + len(found.errors),
            "errors_left": max(0, len(found.cell_errors) - SHOWN_ROWS),
            "new": found.count(RowAction.NEW),
            "changed": found.count(RowAction.UPDATE),
            "same": found.count(RowAction.SAME),
            "headings": [(each.place, each.text, _chosen(each.key)) for each in found.headings],
            "choices": [
                ("?", _("（読めません。選んでください）")), ("-", _("使わない")),
                *((column.key, column.label) for column in register.columns), ("id", id_label()),
            ],
            "labels": [register.by_key[key].label for key in keys],
            "rows": [_line(register, found.options, keys, row) for row in found.rows[:SHOWN_ROWS]],
            "left_out": max(0, len(found.rows) - SHOWN_ROWS),
            "columns": [(f"column-{each.place}", _chosen(each.key)) for each in found.headings],
        }  # fmt: skip
    return render_page(request, "exchange/import.html", values, status=422 if errors or found is None else 200)


def _chosen(key: str | None) -> str:
    return "?" if key is None else {IGNORED: "-", ID: "id"}.get(key, key)


def _line(register: Register, options: Mapping[str, Any], keys: list[str], row: PreviewRow) -> dict[str, Any]:
    def text(values: Mapping[str, Any] | None, key: str) -> str:
        shown = show_cell(register.by_key[key], (values or {}).get(key), options[key])
        return day_text(shown) if isinstance(shown, date) else str(shown)

    cells = [
        (register.by_key[key].label, text(row.values, key), text(row.before, key) if key in row.changed else None)
        for key in keys
    ]
    return {"number": row.number, "action": row.action.value, "cells": cells, "errors": [str(e) for e in row.errors]}
