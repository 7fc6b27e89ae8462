"""The ask "do you still have it?" (AST-7): one page for everything somebody holds, with a photo if they like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.registers.stocktaking import queries
from sakimori.registers.stocktaking.actions import apply_still_have
from sakimori.registers.stocktaking.models import StockTake
from sakimori.registers.stocktaking.types import STILL_HAVE

ANSWERS = (("yes", _("手元にある")), ("no", _("手元にない・わからない")))


def _form(ask: Ask, data: Any, files: Any) -> forms.Form:
    form = forms.Form(data, files)
    take = StockTake.objects.get(pk=ask.subject_id)
    for loan in queries.loans_by_person(take).get(ask.person_id, []):
        label = f"{loan.asset.name}（{loan.asset.number}）"
        form.fields[f"have-{loan.pk}"] = forms.ChoiceField(
            label=label,
            choices=ANSWERS,
            widget=forms.RadioSelect,
            error_messages={"required": _("どちらかを選んでください。")},
        )
        form.fields[f"photo-{loan.pk}"] = forms.FileField(
            label=_("%(thing)s の写真") % {"thing": label},
            required=False,
            widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
        )
        form.fields[f"note-{loan.pk}"] = forms.CharField(
            label=_("%(thing)s について気づいたこと") % {"thing": label}, required=False, max_length=200
        )
    return form


def _page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    return {"message": ask.campaign.message if ask.campaign else ""}


KIND = AskKind(
    name=STILL_HAVE,
    title=_("お借りいただいている物の確認"),
    template="stocktaking/asks/still_have.html",
    page=_page,
    form=_form,
    apply=apply_still_have,
    submit_label=_("この内容で答える"),
)
