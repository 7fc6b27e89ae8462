"""Papers of this module: the pocket card for generative AI, the sheet of one service."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.papers.render import render
from sakimori.measures.services.models import AiRules, UseRequest
from sakimori.measures.services.types import ServiceKind
from sakimori.registers.assets.examples import Verdict

FOLDER = "measures/services/papers"
MOST = 5
"""Examples of each verdict that fit on a card."""


def ai_card(ctx: Context, rules: AiRules, permits: Sequence[UseRequest]) -> bytes:
    """Two cards on a page, to be cut out: services, examples, whom to ask."""
    rows = sorted(rules.examples.all(), key=lambda row: row.order)
    data = {
        "title": _("生成AIを使うときのカード"),
        "assembly": ctx.assembly.name,
        "version": _("第%(number)s版（%(day)s）") % {"number": rules.number, "day": day_text(rules.decided_on)},
        "services": [
            f"{row.service.name}（{row.get_limit_display()}）" for row in permits if row.service.kind == ServiceKind.AI
        ],
        "none": _("いま使ってよい生成AIはありません。"),
        "groups": [
            {
                "verdict": verdict.value,
                "word": str(verdict.label),
                "rows": [row.text for row in rows if row.verdict == verdict.value][:MOST],
            }
            for verdict in Verdict
        ],
        "ask": _("迷ったとき、間違えて入れてしまったときは、すぐ議会事務局へ"),
    }
    return render(f"{FOLDER}/card.typ", data, lang=get_language() or "ja")
