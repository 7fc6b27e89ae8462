"""The owner of a corrective action says what was done, by link, on a phone, with a photo if they like."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.improvements.actions import report_done
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import ASK_KIND
from sakimori.foundation.ui.forms import DateInput


class DoneForm(forms.Form):
    """What was done, when, and what shows it; the day is kept as text, as answers are."""

    done_on = forms.DateField(label=_("実施した日"), widget=DateInput)
    done_note = forms.CharField(label=_("何をしましたか"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    cause = forms.CharField(
        label=_("なぜ起きていたと思いますか"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("人を責めるためではなく、また起きないようにするためです。"),
    )
    proof = forms.FileField(
        label=_("写真や書類"), required=False, help_text=_("済んだことが分かるもの。PDF・画像・Excelなど、20 MBまで。")
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("done_on"):
            values["done_on"] = values["done_on"].isoformat()
        return values


def _form(ask: Ask, data: Any, files: Any) -> forms.Form:
    return DoneForm(data, files)


def _page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    return {"improvement": Improvement.objects.filter(pk=ask.subject_id).first()}


def _apply(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> None:
    proof = StoredFile.objects.filter(pk=answer["proof"]).first() if answer.get("proof") else None
    report_done(
        ctx,
        improvement=Improvement.objects.get(pk=ask.subject_id),
        done_on=date.fromisoformat(answer["done_on"]),
        done_note=answer["done_note"],
        cause=answer.get("cause", ""),
        proof=proof,
    )


KIND = AskKind(
    name=ASK_KIND,
    title=_("改善措置"),
    template="audits/asks/report.html",
    page=_page,
    form=_form,
    apply=_apply,
    submit_label=_("実施したことを報告する"),
)
