"""Sets a paper: a typst template of a module plus plain data gives the bytes of a PDF.

Data reach typst as one JSON string (`sys.inputs`) and are only ever values there; text of users is never read as
markup. Templates cannot read outside the package, nor fetch anything: a package import fails at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import segno
from django.utils.functional import Promise

from sakimori.dates import wareki
from sakimori.foundation.papers.fonts import describe, shipped_fonts, substitute

ROOT = Path(__file__).resolve().parent.parent.parent
"""Folder of the `sakimori` package: `/` in every template."""

_TEMPLATE = re.compile(r"(?:[a-z_]+/)+papers/(?:[a-z_]+/)*[a-z0-9_-]+\.typ")
_MAX_DEPTH = 30


class PaperError(RuntimeError):
    """A paper could not be set: the template or its data are wrong. A fault of the program, not of the user."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A link to print as a QR code; `alt` is read aloud instead. `border` is the quiet zone in modules.

    In the template: `qr(data.link)`.
    """

    link: str
    alt: str
    border: int = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG made by the program itself (never one from a user). In the template: `drawing(data.chart)`."""

    svg: str
    alt: str


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    lang: str = "ja",
    standard: Literal["ua-1"] | None = "ua-1",
) -> bytes:
    """A PDF, the same bytes for the same arguments.

    `template` is a path inside the package such as `registers/organization/papers/chart.typ`. `data` holds strings,
    numbers, booleans, None, dates, lists, mappings, `QrCode` and `Drawing`; a date arrives in the template as it is
    written (和暦 in Japanese). Characters that the font lacks are printed as 〓 and a note lists them.
    `lang` is "ja" or "en", with or without a region; any other is set as Japanese. `standard` "ua-1" makes a tagged
    PDF/UA; None a plain one. Raises `PaperError`, `FontsMissing`.
    """
    import typst  # noqa: PLC0415 — megabytes that a process which never sets a paper need not hold

    path = ROOT / template
    if not _TEMPLATE.fullmatch(template) or not path.is_file():
        raise PaperError(f"帳票のひな形「{template}」がありません。")
    lang = "en" if lang.startswith("en") else "ja"
    plain = _Plain(lang)
    values = plain.value(data, 0)
    frame = {"lang": lang, "missing": describe(plain.missing)}
    inputs = {"data": json.dumps(values, ensure_ascii=False), "frame": json.dumps(frame, ensure_ascii=False)}
    try:
        document, warnings = typst.compile_with_warnings(
            path,
            root=ROOT,
            font_paths=shipped_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=[standard] if standard else [],
            timestamp=0,
            format="pdf",
        )
    except typst.TypstError as error:
        raise PaperError(f"帳票「{template}」を作れません: {error.message} {error.diagnostic}") from error
    if warnings:
        raise PaperError(f"帳票「{template}」を作れません: {'; '.join(warning.message for warning in warnings)}")
    if not isinstance(document, bytes):
        raise PaperError(f"帳票「{template}」を作れません。")
    return document


class _Plain:
    """Turns values into what JSON can hold, and collects the characters that cannot be printed."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.missing: set[str] = set()

    def value(self, value: Any, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            raise PaperError("帳票のデータの入れ子が深すぎます。")
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str | Promise | UUID | Decimal):
            return self._text(str(value))
        if isinstance(value, QrCode):
            return {"svg": _qr_svg(value.link, value.border), "alt": self._text(value.alt), "link": value.link}
        if isinstance(value, Drawing):
            return {"svg": self._text(value.svg), "alt": self._text(value.alt)}
        if isinstance(value, datetime):
            return f"{self._day(value.date())} {value:%H:%M}"
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, Mapping):
            return {str(key): self.value(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item, depth + 1) for item in value]
        raise PaperError(f"帳票のデータに使えない型です: {type(value).__name__}")

    def _text(self, text: str) -> str:
        shown, missing = substitute(text)
        self.missing |= missing
        return shown

    def _day(self, day: date) -> str:
        return wareki(day) if self.lang == "ja" else f"{day.day} {day:%B %Y}"


def _qr_svg(link: str, border: int) -> str:
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(
        out, kind="svg", border=border, xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()
