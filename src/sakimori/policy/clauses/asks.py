"""The ask by which a person acknowledges a version (5 遵守義務): what is shown, and what the answer means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.policy.clauses import queries
from sakimori.policy.clauses.actions import apply_acknowledgement
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.types import ACKNOWLEDGE

STATEMENT = "方針を読みました。情報セキュリティの大切さを理解し、方針とこれに基づく対策を守ります。"
"""The sentence that is kept with the record. It is part of the evidence, so it is not translated."""


class AcknowledgeForm(forms.Form):
    """One tick; the sentence goes into the answer as it was shown."""

    confirmed = forms.BooleanField(
        label=STATEMENT, error_messages={"required": _("確認のうえ、チェックを入れてください。")}
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["statement"] = STATEMENT
        return values


def _page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    version = PolicyVersion.objects.get(pk=ask.subject_id)
    return {"version": version, "clauses": queries.clauses_of(version), "statement": STATEMENT}


KIND = AskKind(
    name=ACKNOWLEDGE,
    title=_("方針の確認"),
    template="clauses/asks/acknowledge.html",
    page=_page,
    form=lambda ask, data, files: AcknowledgeForm(data),
    apply=apply_acknowledgement,
    submit_label=_("確認しました"),
)
