"""Paper is a channel: any ask, and any list, as a sheet to tick that can be scanned when it comes back.

The rows of an ask's sheet come from its own form, so a kind of ask needs nothing of its own to be answered on paper.
A sheet about several people at once (e.g. who attended) is a `SheetKind`:

    ATTENDANCE = SheetKind("learning.attendance", _("出席の記録"), apply=record_attendance)   # named in `wiring`

    sheet = actions.print_list(ctx, kind=ATTENDANCE, subject=session, title=str(session), intro="出席した方の□に…",
                       questions=[Question(str(p.pk), p.shown_name, RowKind.TICK, is_required=False) for p in people])
    pdf = sheets_pdf(ctx, [sheet])

When it comes back, `apply(ctx, printed, answer, scan)` runs inside the filing action: `answer` has for each field a
bool (TICK), the value chosen (ONE), a list of values (MANY) or words (WORDS); `printed.subject_id` says what it is about.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _t

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.kinds import kind_of
from sakimori.foundation.asks.models import Ask, PrintedSheet
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.papers import sheets
from sakimori.foundation.papers.render import QrCode, render
from sakimori.foundation.papers.sheets import Question, RowKind
from sakimori.foundation.ui.signature import SignatureField

MOST_OPTIONS = 12
"""A choice among more is written by hand and read by a human."""


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A list that comes back; see above."""

    name: str
    title: Promise | str
    apply: Callable[[Context, PrintedSheet, Mapping[str, Any], StoredFile], object]


_sheet_kinds: dict[str, SheetKind] = {}


def register_sheet(kind: SheetKind) -> None:
    """Declare a kind of list; `wiring` calls this once for each."""
    if _sheet_kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two kinds of sheets are called {kind.name}")


def sheet_kind(printed: PrintedSheet) -> SheetKind:
    """The kind of a list. Raises KeyError for the sheet of an ask."""
    return _sheet_kinds[printed.kind]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet ready to print; `link` is in its code and known only now."""

    printed: PrintedSheet
    link: str
    name: str
    title: str
    intro: str


Intro = Callable[[Ask], str]


def sheet_of(ctx: Context, ask: Ask, token: str, intro: Intro | None) -> Sheet:
    """The sheet of one ask, not yet kept. Call it in Japanese: a letter of a Japanese public office."""
    words = (
        intro(ask)
        if intro
        else f"「{ask.title}」について、{wareki(ask.due_on)}までにお答えくださいますようお願いします。"
    )
    message = ask.campaign.message if ask.campaign else ""
    text = "\n".join(filter(None, [words, message, PHONE]))
    path = reverse("links:answer", kwargs={"assembly": ctx.assembly.slug, "token": token})
    pages = sheets.lay_out(questions_of(kind_of(ask).form(ask, None, None)), intro=text)
    printed = PrintedSheet(
        ask=ask,
        kind=ask.kind,
        title=ask.title,
        subject_model=ask.subject_model,
        subject_id=ask.subject_id,
        printed_on=ctx.today,
        digest=digest_of(token),
        pages=[[row.plain() for row in rows] for rows in pages],
    )
    return Sheet(printed, settings.ENV.address + path, f"{ask.person.shown_name} 様", ask.title, text)


PHONE = "スマートフォンのカメラで右上の二次元コードを読み取ると、画面でもお答えいただけます。ログインは要りません。"


def list_of(
    ctx: Context, *, kind: SheetKind, subject: Any, title: str, questions: Sequence[Question], intro: str
) -> Sheet:
    """The sheet of a list, not yet kept. Its code leads staff to the page where scans are taken in."""
    token = secrets.token_urlsafe(32)
    pages = sheets.lay_out(questions, intro=intro, is_signed=False)
    printed = PrintedSheet(
        kind=kind.name,
        title=title[:120],
        subject_model=subject._meta.label_lower,
        subject_id=subject.pk,
        printed_on=ctx.today,
        digest=digest_of(token),
        pages=[[row.plain() for row in rows] for rows in pages],
        is_signed=False,
    )
    path = reverse("scans:sheet", kwargs={"assembly": ctx.assembly.slug, "token": token})
    return Sheet(printed, settings.ENV.address + path, "", title, intro)


def questions_of(form: forms.Form) -> list[Question]:
    """What a form asks, as rows of a sheet. Files, pictures and hidden fields stay on the screen."""
    found = []
    for name, field in form.fields.items():
        if isinstance(field, forms.FileField | SignatureField) or field.widget.is_hidden:
            continue
        kind, options = _kind_of_field(field)
        label = str(field.label if field.label is not None else name)
        found.append(Question(name, label, kind, options, bool(field.required)))
    return found


def _kind_of_field(field: forms.Field) -> tuple[RowKind, tuple[tuple[str, str], ...]]:
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return RowKind.TICK, ()
    if isinstance(field, forms.ChoiceField):
        options = tuple(_options(cast("Iterable[Any]", field.choices)))
        if 0 < len(options) <= MOST_OPTIONS:
            return RowKind.MANY if isinstance(field, forms.MultipleChoiceField) else RowKind.ONE, options
    return RowKind.WORDS, ()


def _options(choices: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _options(label)
        elif value not in ("", None):
            yield str(value), str(label)


def sheets_pdf(ctx: Context, made: Sequence[Sheet]) -> bytes:
    """Every sheet, one after the other, as PDF."""
    data = {
        "title": made[0].title if made else "",
        "assembly": ctx.assembly.name,
        "date": wareki(ctx.today),
        "sender": f"{ctx.assembly.name}議長",
        "how": "□の中に、濃いペンで✓を書いてください。書き間違えたときは、余白にその旨をお書きください。事務局で確かめます。",
        "continued": "（続き）",
        "date_line": "令和　　　年　　　月　　　日",
        "sign_label": "署名",
        "sign_note": "折らずに議会事務局へお返しください。四隅の印と二次元コードには書き込まないでください。",
        "box": sheets.BOX,
        "link": list(sheets.LINK),
        "corner": sheets.CORNER,
        "corners": [list(place) for place in sheets.CORNERS],
        "intro_top": sheets.INTRO_TOP,
        "sign": list(sheets.SIGN),
        "sheets": [_data(sheet) for sheet in made],
    }
    return render("foundation/papers/papers/answer_sheet.typ", data, lang="ja")


def _data(sheet: Sheet) -> dict[str, Any]:
    pages = sheet.printed.pages
    return {
        "name": sheet.name,
        "title": sheet.title,
        "intro": sheet.intro,
        "intro_height": sheets.intro_height(sheet.intro),
        "link": sheet.link,
        "qr": QrCode(sheet.link, "この用紙の二次元コード", border=0),
        "corners": [
            [QrCode(sheets.corner_text(number, corner), "位置合わせの印", border=0) for corner in (1, 2, 3)]
            for number, _rows in enumerate(pages, start=1)
        ],
        "is_signed": sheet.printed.is_signed,
        "pages": [[asdict(sheets.row_from(kept)) for kept in rows] for rows in pages],
    }


class ListForm(forms.Form):
    """A list as a form, so that a human can correct what was read; made of what was printed."""

    def __init__(self, printed: PrintedSheet, data: Any = None) -> None:
        super().__init__(data)
        for row in (sheets.row_from(kept) for page in printed.pages for kept in page):
            self.fields[row.field] = _field_of(row)


def _field_of(row: sheets.Row) -> forms.Field:
    options = [(box.value, box.label) for box in row.boxes]
    if row.kind == RowKind.TICK:
        return forms.BooleanField(label=row.text, required=row.is_required)
    if row.kind == RowKind.MANY:
        return forms.MultipleChoiceField(
            label=row.text, choices=options, required=row.is_required, widget=forms.CheckboxSelectMultiple
        )
    if row.kind == RowKind.ONE:
        none = [] if row.is_required else [("", _t("答えなし"))]
        return forms.ChoiceField(
            label=row.text, choices=[*none, *options], required=row.is_required, widget=forms.RadioSelect
        )
    return forms.CharField(label=row.text, required=row.is_required, max_length=400)
