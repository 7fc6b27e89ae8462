"""Answers with files, and answers that come on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import answer_ask, answer_for
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile


@action("asks.answer-with-files", permission=Permission.ASK_ANSWER, sentence=_("お願いに答えました"))
def answer_with_files(ctx: Context, *, ask: Ask, answer: Mapping[str, Any]) -> Ask:
    """The person answers; photos and scans are stored in the same act. A refused file is named at its field."""
    return answer_ask(ctx, ask=ask, answer=_stored(ctx, answer))


def _stored(ctx: Context, answer: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(answer)
    for name, value in answer.items():
        if not isinstance(value, UploadedFile):
            continue
        try:
            values[name] = str(store_file(ctx, name=value.name or name, data=value.read()).pk)
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error
    return values


@action("asks.enter-paper", permission=Permission.ASK_MANAGE, sentence=_("紙や窓口での回答を入力しました"))
def enter_paper_answer(
    ctx: Context,
    *,
    ask: Ask,
    answer: Mapping[str, Any],
    scan_name: str = "",
    scan: bytes | None = None,
    kept: StoredFile | None = None,
) -> Ask:
    """Staff enter a person's answer; the scan of the paper is kept with it. `ctx` is of the paper or counter channel.

    `kept` is a scan that is stored already.
    """
    stored = store_file(ctx, name=scan_name, data=scan) if scan else kept
    return answer_for(ctx, ask=ask, answer=_stored(ctx, answer), scan=stored)
