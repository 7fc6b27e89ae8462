"""What may be published: adopted in versions with examples (SNS-2)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.social.models import PublishRange, RangeExample
from sakimori.registers.assets.actions.examples import adopt_version


@action("social.adopt-range", permission=Permission.SUPPLIER_MANAGE, sentence=_("発信の範囲を定めました"))
def adopt_range(
    ctx: Context, *, text: str, examples: str, decided_on: date, effective_on: date, decision: str
) -> PublishRange:
    """A new version with its examples. Raises ValidationError."""
    return adopt_version(
        ctx, PublishRange, RangeExample, "range", text=text, examples=examples, decided_on=decided_on,
        effective_on=effective_on, decision=decision,
    )  # fmt: skip
