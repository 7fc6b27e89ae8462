"""The assembly's rules for generative AI: adopted in versions with examples; who has read them may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import ask_people, take_back
from sakimori.foundation.asks.models import Ask, Campaign
from sakimori.foundation.people.models import Person
from sakimori.measures.services.models import AiExample, AiRules
from sakimori.measures.services.types import ASK_AI_RULES
from sakimori.registers.assets.actions.examples import adopt_version


@action("services.adopt-ai-rules", permission=Permission.SUPPLIER_MANAGE, sentence=_("生成AIの利用ルールを定めました"))
def adopt_ai_rules(
    ctx: Context, *, text: str, examples: str, decided_on: date, effective_on: date, decision: str
) -> AiRules:
    """A new version with its examples; asks about earlier ones are taken back. Raises ValidationError."""
    rules = adopt_version(
        ctx, AiRules, AiExample, "rules", text=text, examples=examples, decided_on=decided_on, effective_on=effective_on,
        decision=decision,
    )  # fmt: skip
    take_back(Ask.objects.open().filter(kind=ASK_AI_RULES), _t("ルールが新しくなったため"))
    return rules


@action("services.ask-ai-rules", permission=Permission.ASK_MANAGE, sentence=_("生成AIのルールの確認をお願いしました"))
def ask_about_rules(
    ctx: Context, *, rules: AiRules, people: Iterable[Person], due_on: date, message: str = ""
) -> Campaign:
    """Ask people to say that they have read this version."""
    title = _t("生成AIの利用ルールの確認")
    return ask_people(ctx, kind=ASK_AI_RULES, title=title, subject=rules, people=people, due_on=due_on, message=message)


def apply_ai_rules(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> None:
    """The answer itself is the record: the sentence, the day and the channel stand in it. Raises ValidationError."""
    if not answer.get("confirmed"):
        raise ValidationError({"confirmed": _t("お読みのうえ、チェックを入れてください。")})
