"""Components for templates: `{% load ui %}`. Presentation only; every one is shown on the catalogue page.

State and ground words come from `ui.words`; nothing here reads a record or decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zlib import crc32

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sakimori.dates import DateError, wareki
from sakimori.foundation.papers.days import month_text, reader_language, year_text
from sakimori.foundation.ui import charts, icons, words
from sakimori.foundation.ui.fields import ShortChoice
from sakimori.foundation.ui.signature import SignaturePad

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "clock" %}`: decoration; `{% icon "clock" _("期限") %}`: announced."""
    return icons.draw(name, label)


@register.simple_tag
def same_day(shown: Any, query: str = "") -> str:
    """`{% same_day list "show=open" %}`: the address of another part of a list, seen of the same day."""
    day = f"on={shown.on.isoformat()}" if shown.is_past else ""
    return "?" + "&".join(part for part in (query, day) if part)


@register.inclusion_tag("ui/components/badge.html")
def badge(state: object) -> dict[str, Any]:
    """State of a duty or clause by word, shape and colour. Takes the enum member or its value; else KeyError."""
    key = words.key(state)
    return {"key": key, "word": words.STATES[key]}


@register.inclusion_tag("ui/components/ground.html")
def ground(basis: object) -> dict[str, Any]:
    """Why something must be done: law, this policy, or advice."""
    key = words.key(basis)
    return {"key": key, "word": words.GROUNDS[key]}


@register.inclusion_tag("ui/components/button_link.html")
def button_link(url: str, label: str, kind: str = "secondary", picture: str = "") -> dict[str, Any]:
    """A link that looks like a button. Kinds: primary, secondary, danger, quiet."""
    return {"url": url, "label": label, "kind": kind, "picture": picture}


@register.inclusion_tag("ui/components/alert.html")
def alert(kind: str, text: str, title: str = "") -> dict[str, Any]:
    """A notice in the page. Kinds: info, success, warning, error (Django's message tags work too)."""
    known = kind if kind in words.ALERTS else "info"
    return {"kind": known, "text": text, "title": title, "word": words.ALERTS[known]}


@register.inclusion_tag("ui/components/empty.html")
def empty(text: str, picture: str = "list") -> dict[str, Any]:
    """Said where a list would stand if there were rows.

    Inside `{% for %}` it may stand only after Django's own `{% empty %}`, never in the loop's body before it.
    """
    return {"text": text, "picture": picture}


@register.inclusion_tag("ui/components/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """How many of how many; a total of 0 shows an empty bar."""
    percent = round(100 * done / total) if total else 0
    return {"done": done, "total": total, "label": label, "percent": max(0, min(percent, 100))}


@register.inclusion_tag("ui/components/steps.html")
def steps(current: int, items: Iterable[Any]) -> dict[str, Any]:
    """Where one is in a guided job. `current` counts from 1; an item is a label or a pair (label, url)."""
    rows = []
    for number, item in enumerate(items, start=1):
        label, url = item if isinstance(item, tuple | list) else (item, "")
        place = "done" if number < current else "current" if number == current else "later"
        rows.append({"number": number, "label": label, "url": url, "place": place})
    return {"rows": rows}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Sequence[Any], label: str = "") -> dict[str, Any]:
    """Tabs that are links. An item has `label`, `url`, `is_current` and optionally `count`."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, name: str = "page") -> dict[str, Any]:
    """Pages of a Django `Page`; keeps the other parameters of the address."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {
            "number": number,
            "url": address(number) if isinstance(number, int) else "",
            "is_current": number == page.number,
        }
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


# --- forms ------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, row: bool = False, label: str = "", notes: bool = True) -> dict[str, Any]:
    """One field: label, need, help, input, errors, tied together for screen readers.

    `row` sets choices side by side; `label` replaces the form's own; `notes=False` leaves the help text out.
    """
    widget = bound.field.widget
    if not notes:
        bound.help_text = ""  # else the input would name a text that is not on the page
    if bound.is_hidden:
        kind = "hidden"
    elif isinstance(widget, SignaturePad):
        kind = "signature"
    elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "choices"
    elif isinstance(widget, forms.CheckboxInput):
        kind = "check"
    else:
        kind = "input"
    style = " ".join(filter(None, ["input" if kind == "input" else "", widget.attrs.get("class", "")]))
    attrs: dict[str, str | bool] = {"class": style} if style else {}
    control = bound.as_widget(attrs=attrs) if kind in {"input", "check", "signature"} else ""
    described = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    return {
        "field": bound,
        "kind": kind,
        "control": control,
        "row": row or isinstance(bound.field, ShortChoice),
        "label": label or bound.label,
        "described": " ".join(described),
        "shows_era": getattr(widget, "input_type", "") == "date" and reader_language() == "ja",
        "day": _day_of(bound) if kind == "input" else None,
    }


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(*form_list: forms.BaseForm) -> dict[str, Any]:
    """What is wrong in one or more forms, each with a link to its field. Nothing when all is well or not yet sent."""
    general: list[Any] = []
    rows = []
    for form in form_list:
        if not form.is_bound:
            continue
        general += form.non_field_errors()
        for bound in form:
            rows += [{"anchor": _anchor(bound), "label": bound.label, "text": text} for text in bound.errors]
    return {"general": general, "rows": rows, "count": len(general) + len(rows)}


def _day_of(bound: BoundField) -> date | None:
    """The day a date field shows, if it is one."""
    value = bound.value()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _anchor(bound: BoundField) -> str:
    """The id of the first thing to press in a field: a group of choices has no element with the field's own id."""
    many = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if many else bound.auto_id


# --- dates ------------------------------------------------------------------------------------------------------------


@register.filter(name="era")
def era_text(day: date | datetime | None, style: str = "") -> SafeString | str:
    """`{{ day|era }}`: 令和8年11月23日, or 23 November 2026 in English, as `<time>`; a moment keeps its time.

    `{{ day|era:"short" }}` gives R8.11.23 or 23 Nov 2026, `{{ day|era:"month" }}` 令和8年11月 or November 2026. Nothing for None.
    """
    if day is None or day == "":
        return ""
    moment = timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    plain = moment.date() if isinstance(moment, datetime) else moment
    if style == "month":
        return format_html('<time datetime="{}">{}</time>', f"{plain:%Y-%m}", month_text(plain))
    text = _words_of(plain, short=style == "short")
    if isinstance(moment, datetime):
        text = f"{text} {moment:%H:%M}"
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="minutes"), text)
    return format_html('<time datetime="{}">{}</time>', plain.isoformat(), text)


@register.simple_tag
def era(day: date | datetime | None, style: str = "") -> SafeString | str:
    """The same as a tag: `{% era day %}`."""
    return era_text(day, style)


@register.filter
def fiscal(year: int) -> str:
    """`{{ year|fiscal }}`: 令和8年度, or Fiscal year 2026 in English."""
    return year_text(year)


def _words_of(day: date, *, short: bool) -> str:
    if reader_language() != "ja":
        return date_format(day, "j M Y" if short else "j F Y", use_l10n=False)
    try:
        return wareki(day, short=short)
    except DateError:  # before 1873: offices keep such dates as written; the ISO form is at least unambiguous
        return day.isoformat()


# --- charts -----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/sparkline.html")
def sparkline(points: Iterable[Any], label: str, ceiling: float | None = None) -> dict[str, Any]:
    """A line as small as a word. `label` says in words what it shows; it is all that a screen reader gets."""
    return {"line": charts.line(points, left=3, top=4, width=90, height=20, ceiling=ceiling), "label": label}


@register.inclusion_tag("ui/components/trend_chart.html")
def trend_chart(
    points: Iterable[Any], title: str, description: str = "", unit: str = "", ceiling: float | None = None
) -> dict[str, Any]:
    """A line chart with its numbers beneath. Points: numbers, (label, value) pairs, or rows with `label` and `value`.

    A label may be a date. `ceiling` is the top of the scale (100 for percentages).
    """
    drawn = charts.line(points, left=40, top=24, width=336, height=120, ceiling=ceiling)
    every = max(1, -(-len(drawn.dots) // 4))
    named = [dot for index, dot in enumerate(reversed(drawn.dots)) if index % every == 0]
    return {
        "line": drawn,
        "title": title,
        "description": description,
        "unit": unit,
        "named": named,
        "id": f"chart-{crc32(f'{title}{drawn.path}'.encode()):08x}",
    }


@register.filter
def is_date(value: object) -> bool:
    """Whether a chart's label is a date (then it is written in eras)."""
    return isinstance(value, date)
