"""What may be published: adopted in versions with examples (SNS-2)."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.social.models import PublishRange, RangeExample
from sakimori.registers.assets.examples import parse_examples


@action("social.adopt-range", permission=Permission.SUPPLIER_MANAGE, sentence=_("発信の範囲を定めました"))
def adopt_range(
    ctx: Context, *, text: str, examples: str, decided_on: date, effective_on: date, decision: str
) -> PublishRange:
    """A new version with its examples. Raises ValidationError."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("決めた日に先の日付は入力できません。")})
    if effective_on < decided_on:
        raise ValidationError({"effective_on": _t("使い始める日は、決めた日以後の日にしてください。")})
    try:
        lines = parse_examples(examples)
    except ValidationError as error:
        raise ValidationError({"examples": error.messages}) from error
    words = text.strip().replace("\r\n", "\n")
    last = PublishRange.objects.aggregate(last=Max("number"))["last"] or 0
    made = PublishRange(
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
        row = RangeExample(
            range=made, order=order, verdict=line.verdict, limit=line.limit, subject=line.subject, text=line.text
        )
        row.full_clean()
        row.save()
    return made
