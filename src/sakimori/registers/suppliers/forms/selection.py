"""Forms about criteria and selections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.suppliers.criteria import CriteriaLine
from sakimori.registers.suppliers.forms.basis import CHOOSE, FILE_HELP, RecordForm
from sakimori.registers.suppliers.models import Candidate, Contract, CriteriaItem
from sakimori.registers.suppliers.types import Mark, Need, Occasion

SHOULD_MARK = "（望ましい）"
"""At the end of a line of the form: the point is no must. Part of a Japanese text, so it is not translated."""


class CriteriaForm(forms.Form):
    """A draft of the criteria as text: one point a line."""

    title = forms.CharField(label=_("名称"), max_length=120)
    preface = forms.CharField(label=_("趣旨"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    items = forms.CharField(
        label=_("確かめること"), widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("一行に一つずつ。「（望ましい）」で終わる行のほかは、必須になります。"),
    )  # fmt: skip

    def clean_items(self) -> list[CriteriaLine]:
        lines = [line.strip() for line in str(self.cleaned_data["items"]).splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise forms.ValidationError(_("一つの項目は300字までにしてください。"))
        return [
            CriteriaLine(line.removesuffix(SHOULD_MARK), Need.SHOULD if line.endswith(SHOULD_MARK) else Need.MUST)
            for line in lines
        ]


def as_lines(items: Iterable[CriteriaLine | CriteriaItem]) -> str:
    """Points as the form writes them."""
    return "\n".join(f"{item.text}{SHOULD_MARK if item.need == Need.SHOULD else ''}" for item in items)


class DecideForm(forms.Form):
    """The decision of the criteria."""

    decided_on = forms.DateField(label=_("決定日"), widget=DateInput)
    effective_on = forms.DateField(label=_("施行日"), widget=DateInput)
    decision = forms.CharField(label=_("決定した会議・決裁番号"), max_length=120, required=False)
    file = forms.FileField(label=_("決定した文書"), required=False, help_text=FILE_HELP)


class SelectionForm(forms.Form):
    """A new selection."""

    title = forms.CharField(label=_("件名"), max_length=160)
    occasion = forms.ChoiceField(label=_("機会"), choices=Occasion.choices)
    contract = Pick(label=_("契約"), required=False, help_text=_("まだ契約がないときは空欄。あとで結べます。"))
    note = forms.CharField(label=_("備考"), max_length=400, required=False)

    def __init__(self, *args: Any, contracts: Iterable[Contract], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract"].offer(contracts, empty=CHOOSE)  # type: ignore[attr-defined]


class CandidateForm(RecordForm):
    """A candidate with a mark for every point."""

    model = Candidate
    shown = (
        "supplier",
        "company",
        "product",
        "listing",
        "listing_number",
        "own_reason",
        "hq_country",
        "owner_country",
        "development_place",
        "maintenance_place",
        "update_origin",
        "data_place",
        "disclosure_risk",
        "has_pledge",
        "note",
    )

    def __init__(self, *args: Any, items: Sequence[CriteriaItem], marks: dict[UUID, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["company"].required = False
        for item in items:
            known = marks.get(item.pk)
            need = _("必須") if item.need == Need.MUST else _("望ましい")
            self.fields[f"{item.pk}-mark"] = forms.ChoiceField(
                label=f"{item.order}. {item.text}", help_text=need, required=False,
                choices=[("", CHOOSE), *Mark.choices], initial=known.mark if known else "",
            )  # fmt: skip
            self.fields[f"{item.pk}-note"] = forms.CharField(
                label=_("%(order)s の説明") % {"order": item.order}, required=False, max_length=200,
                initial=known.note if known else "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("company") and not values.get("supplier"):
            self.add_error("company", _("登録済みの事業者を選ぶか、事業者名を入力してください。"))
        return values

    def record(self) -> dict[str, Any]:
        """The columns of the candidate."""
        return {name: self.cleaned_data[name] for name in self.shown}

    def marks(self) -> dict[UUID, tuple[str, str]]:
        """The marks that were given."""
        values = self.cleaned_data
        return {
            item.pk: (values[f"{item.pk}-mark"], values[f"{item.pk}-note"])
            for item in self.items
            if values[f"{item.pk}-mark"]
        }


class JudgeForm(forms.Form):
    """The judgement."""

    chosen = Pick(label=_("選んだ候補"))
    judged_on = forms.DateField(label=_("判断した日"), widget=DateInput)
    reason = forms.CharField(
        label=_("選んだ理由"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("必須の項目に△や×があるときは、なぜ選べるかも書いてください。"),
    )  # fmt: skip
    decision = forms.CharField(label=_("決裁番号"), max_length=60, required=False)
    contract = Pick(label=_("結んだ契約"), required=False)

    def __init__(
        self, *args: Any, candidates: Iterable[Candidate], contracts: Iterable[Contract], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].offer(candidates, empty=CHOOSE)  # type: ignore[attr-defined]
        self.fields["contract"].offer(contracts, empty=CHOOSE)  # type: ignore[attr-defined]


class TieForm(forms.Form):
    """The contract that came of a selection."""

    contract = Pick(label=_("結んだ契約"))

    def __init__(self, *args: Any, contracts: Iterable[Contract], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract"].offer(contracts, empty=CHOOSE)  # type: ignore[attr-defined]
