"""Papers of awareness: a poster on A4, the letters that ask for the promise, the list of promises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.actions import print_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import Sheet
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.papers.render import Drawing, render
from sakimori.measures.awareness.models import IdPromise, IdRules
from sakimori.measures.awareness.queries import Month

FOLDER = "measures/awareness/papers"
LINE_POINTS, LARGEST, SMALLEST, ENGLISH_SIZE = 460, 40, 26, 34
"""Points: the width of a line of a poster, and sizes of its sentence."""
MOST_IN_A_LINE = LINE_POINTS // SMALLEST
"""Characters of Japanese that fit into one line; a longer phrase may break anywhere."""


def month_name(month: Month) -> str:
    """`令和8年11月` or its English form."""
    text = wareki(month.first)
    if (get_language() or "ja").startswith("ja"):
        return text[: text.index("月") + 1]
    return f"{month.first:%B %Y}"


def poster_pdf(ctx: Context, month: Month) -> bytes:
    """One sentence, one picture, what to do: for the wall."""
    phrases = [part for part in re.split(r"(?<=[、。？！])(?=[^」])", month.sentence) if part]
    longest = max(map(len, phrases))
    is_japanese = (get_language() or "ja").startswith("ja")
    data = {
        "title": month.sentence,
        "phrases": phrases,
        "whole": is_japanese and longest <= MOST_IN_A_LINE,
        "size": max(SMALLEST, min(LARGEST, LINE_POINTS // longest)) if is_japanese else ENGLISH_SIZE,
        "assembly": ctx.assembly.name,
        "month": month_name(month),
        "picture": Drawing(month.poster.svg, month.poster.alt),
        "steps": list(month.poster.steps),
        "phone": _("気づいたこと、困ったことは議会事務局へ"),
    }
    return render(f"{FOLDER}/poster.typ", data, lang=get_language() or "ja")


def letters(ctx: Context, rules: IdRules, asks: Iterable[Ask]) -> list[Sheet]:
    """One sheet a person: the rules, the sentence to tick, a place to sign, the code of the person's own link."""
    return print_asks(
        ctx,
        asks=asks,
        intro=lambda ask: f"次の約束を、{wareki(ask.due_on)}までにお返しくださいますようお願いします。\n{rules.text}",
    )


def promises_pdf(ctx: Context, rules: IdRules, rows: Sequence[IdPromise]) -> bytes:
    """The rules, and everyone who agreed, with day and channel."""
    data = {
        "title": _("ID・パスワードの約束の一覧"),
        "subtitle": _("第%(number)s版（%(decision)s）") % {"number": rules.number, "decision": rules.decision},
        "assembly": ctx.assembly.name,
        "date": day_text(ctx.today),
        "text": rules.text,
        "hash": rules.text_sha256,
        "header": [_("氏名"), _("約束した日"), _("方法")],
        "rows": [[row.person.shown_name, day_text(row.on), str(row.get_channel_display())] for row in rows],
    }
    return render(f"{FOLDER}/promises.typ", data, lang=get_language() or "ja")
