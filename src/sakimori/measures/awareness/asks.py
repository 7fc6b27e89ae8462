"""The ask for the promise about IDs and passwords (TRN-11): what is shown, and what the answer means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.measures.awareness.actions import apply_promise
from sakimori.measures.awareness.models import IdRules
from sakimori.measures.awareness.types import ACKNOWLEDGE

STATEMENT = "ID・パスワードの約束を読みました。自分のIDは自分だけが使い、人に貸しません。"
"""The sentence that is kept with the record. It is part of the evidence, so it is not translated."""


class PromiseForm(forms.Form):
    """One tick; the sentence goes into the answer as it was shown."""

    confirmed = forms.BooleanField(
        label=STATEMENT, error_messages={"required": _("お読みのうえ、チェックを入れてください。")}
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["statement"] = STATEMENT
        return values


def _page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    return {"rules": IdRules.objects.get(pk=ask.subject_id)}


KIND = AskKind(
    name=ACKNOWLEDGE,
    title=_("ID・パスワードの約束"),
    template="awareness/asks/promise.html",
    page=_page,
    form=lambda ask, data, files: PromiseForm(data),
    apply=apply_promise,
    submit_label=_("約束します"),
)
