"""Asks of this module: which services somebody uses, and that the rules for generative AI were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.measures.services.actions import apply_ai_rules, apply_used
from sakimori.measures.services.known import known_services
from sakimori.measures.services.models import AiRules
from sakimori.measures.services.types import ASK_AI_RULES, ASK_USED
from sakimori.registers.assets.examples import Limit

STATEMENT = "生成AIの利用ルールを読みました。ルールを守って使います。"
"""The sentence that is kept with the record. It is part of the evidence, so it is not translated."""
OFFERED = 16
"""So many well-known services stand in the question; others are written down."""


class UsedForm(forms.Form):
    """Which services somebody uses for the assembly's work."""

    services = forms.MultipleChoiceField(
        label=_("議会の仕事で使っているもの"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=_("そのほかに使っているもの"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行に一つずつ。名前が分からなければ、どんなものかだけでも。"),
    )
    purpose = forms.CharField(label=_("何に使っていますか"), required=False, max_length=300)
    limit = forms.ChoiceField(
        label=_("どんな情報を入れていますか"),
        required=False,
        choices=[("", _("（わからない）")), *Limit.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(row.name, row.name) for row in known_services()[:OFFERED]]
        self.fields["services"].choices = names  # type: ignore[attr-defined]


class AiRulesForm(forms.Form):
    """One tick; the sentence goes into the answer as it was shown."""

    confirmed = forms.BooleanField(
        label=STATEMENT, error_messages={"required": _("お読みのうえ、チェックを入れてください。")}
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["statement"] = STATEMENT
        return values


def _nothing(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    return {}


def _rules(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    return {"rules": AiRules.objects.get(pk=ask.subject_id)}


KINDS = (
    AskKind(
        name=ASK_USED,
        title=_("お使いのサービスについて"),
        template="services/asks/used.html",
        page=_nothing,
        form=lambda ask, data, files: UsedForm(data),
        apply=apply_used,
        submit_label=_("知らせる"),
    ),
    AskKind(
        name=ASK_AI_RULES,
        title=_("生成AIの利用ルールの確認"),
        template="services/asks/ai_rules.html",
        page=_rules,
        form=lambda ask, data, files: AiRulesForm(data),
        apply=apply_ai_rules,
        submit_label=_("確認しました"),
    ),
)
