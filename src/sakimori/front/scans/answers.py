"""From readings to an answer: the same form as on the screen judges both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t

from sakimori.foundation.asks.kinds import kind_of
from sakimori.foundation.asks.models import Ask, PrintedSheet
from sakimori.foundation.asks.sheets import ListForm
from sakimori.foundation.papers.sheets import Row, RowKind, row_from
from sakimori.front.scans.models import ScannedPage
from sakimori.front.scans.types import Why


@dataclass(frozen=True, slots=True)
class Answered:
    """A row in words: what was asked, what was read, and whether somebody must look."""

    label: str
    words: str
    is_doubtful: bool


def form_for(ask: Ask | None, sheet: PrintedSheet | None, data: Any = None, files: Any = None) -> forms.Form:
    """The form of an ask, or of a list as it was printed. One of both must be given."""
    if ask is not None:
        return kind_of(ask).form(ask, data, files)
    if sheet is None:
        raise ValueError("neither an ask nor a sheet")
    return ListForm(sheet, data)


def rows_of(sheet: PrintedSheet) -> list[Row]:
    """Every row that was printed."""
    return [row_from(kept) for page in sheet.pages for kept in page]


def readings_of(pages: Iterable[ScannedPage]) -> dict[str, dict[str, Any]]:
    """The readings of all pages of one sheet."""
    return {name: reading for page in pages for name, reading in page.readings.items()}


def as_sent(form: forms.Form, pages: Iterable[ScannedPage]) -> QueryDict:
    """What a browser would send for what was read; hidden fields as the form begins."""
    sent = QueryDict(mutable=True)
    for name, field in form.fields.items():
        if field.widget.is_hidden and field.initial is not None:
            sent[name] = str(field.initial)
    for name, reading in readings_of(pages).items():
        value = reading["value"]
        if isinstance(value, list):
            sent.setlist(name, value)
        elif value is True:
            sent[name] = "on"
        elif value:
            sent[name] = str(value)
    return sent


def doubt_of(ask: Ask | None, sheet: PrintedSheet, pages: Sequence[ScannedPage]) -> Why | None:
    """Why the pages of one sheet are not simply filed; None when everything is there and clear."""
    numbers = [page.page for page in pages]
    if len(set(numbers)) < len(numbers):
        return Why.DOUBLE
    if set(numbers) != set(range(1, len(sheet.pages) + 1)):
        return Why.PAGE_MISSING
    if any(reading["doubt"] for reading in readings_of(pages).values()):
        return Why.DOUBT
    if sheet.is_signed and not any(page.is_signed for page in pages):
        return Why.UNSIGNED
    form = form_for(ask, sheet, as_sent(form_for(ask, sheet), pages), {})
    return None if form.is_valid() else Why.INCOMPLETE


def in_words(sheet: PrintedSheet, pages: Sequence[ScannedPage]) -> list[Answered]:
    """Everything that was read, as the list shows it."""
    readings = readings_of(pages)
    return [_in_words(row, readings[row.field]) for row in rows_of(sheet) if row.field in readings]


def _in_words(row: Row, reading: dict[str, Any]) -> Answered:
    value, is_doubtful = reading["value"], bool(reading["doubt"])
    if row.kind == RowKind.WORDS:
        return Answered(row.text, _t("書込みあり") if is_doubtful else _t("書込みなし"), is_doubtful)
    if row.kind == RowKind.TICK:
        return Answered(row.text, _t("✓あり") if value else _t("✓なし"), is_doubtful)
    labels = {box.value: box.label for box in row.boxes}
    chosen = value if isinstance(value, list) else [value] if value else []
    words = "、".join(labels.get(str(one), str(one)) for one in chosen) or _t("✓なし")
    return Answered(row.text, words, is_doubtful)
