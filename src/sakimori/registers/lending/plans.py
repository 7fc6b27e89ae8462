"""What a holder answered to the ask to give back, in words for the office."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t

from sakimori.foundation.asks.models import Ask
from sakimori.foundation.papers.days import day_text
from sakimori.registers.lending.types import Plan


def plan_text(ask: Ask) -> str:
    """E.g. 返す予定 令和8年12月1日, or the wish to keep it longer with its reason."""
    answer = ask.answer or {}
    if answer.get("plan") == Plan.EXTEND:
        return _t("延長の希望: %(reason)s") % {"reason": answer.get("note", "")}
    text = _t("返す予定 %(day)s") % {"day": day_text(date.fromisoformat(str(answer["day"])))}
    note = str(answer.get("note") or "")
    return f"{text} ・ {note}" if note else text
