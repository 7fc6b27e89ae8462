"""A text that the assembly adopts in versions, with examples of what may be done by class (`examples`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.records import Recorded
from sakimori.registers.assets.examples import parse_examples

Version = TypeVar("Version", bound=Recorded)


def adopt_version(
    ctx: Context,
    version: type[Version],
    example: Callable[..., Recorded],
    parent: str,
    *,
    text: str,
    examples: str,
    decided_on: date,
    effective_on: date,
    decision: str,
) -> Version:
    """The next version and its examples, which point to it by `parent`, as part of an action. Raises ValidationError."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("決めた日に先の日付は入力できません。")})
    if effective_on < decided_on:
        raise ValidationError({"effective_on": _t("使い始める日は、決めた日以後の日にしてください。")})
    try:
        lines = parse_examples(examples)
    except ValidationError as error:
        raise ValidationError({"examples": error.messages}) from error
    words = text.strip().replace("\r\n", "\n")
    last = version._base_manager.aggregate(last=Max("number"))["last"] or 0
    made = version(
        number=last + 1,
        text=words,
        decided_on=decided_on,
        effective_on=effective_on,
        decision=decision.strip(),
        text_sha256=sha256(words.encode()).hexdigest(),
    )
    made.full_clean()
    made.save()
    for order, line in enumerate(lines, start=1):
        row = example(
            **{parent: made}, order=order, verdict=line.verdict, limit=line.limit, subject=line.subject, text=line.text
        )
        row.full_clean()
        row.save()
    return made
