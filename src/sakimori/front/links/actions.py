"""Answers with files, and answers that come on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import answer_ask, answer_for, with_files_stored
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.actions import store_file


@action("asks.answer-with-files", permission=Permission.ASK_ANSWER, sentence=_("お願いに答えました"))
def answer_with_files(ctx: Context, *, ask: Ask, answer: Mapping[str, Any]) -> Ask:
    """The person answers; photos and scans are stored in the same act. A refused file is named at its field."""
    return answer_ask(ctx, ask=ask, answer=with_files_stored(ctx, answer))


@action("asks.enter-paper", permission=Permission.ASK_MANAGE, sentence=_("紙や窓口での回答を入力しました"))
def enter_paper_answer(
    ctx: Context, *, ask: Ask, answer: Mapping[str, Any], scan_name: str = "", scan: bytes | None = None
) -> Ask:
    """Staff enter a person's answer; the scan of the paper is kept with it. `ctx` is of the paper or counter channel."""
    stored = store_file(ctx, name=scan_name, data=scan) if scan else None
    return answer_for(ctx, ask=ask, answer=with_files_stored(ctx, answer), scan=stored)
