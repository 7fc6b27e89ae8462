"""Forms about clauses: the checklist of a contract, a new version of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.suppliers.actions.clauses import ClauseAnswer, ClauseLine
from sakimori.registers.suppliers.catalogue import Clause
from sakimori.registers.suppliers.clause_rows import ClauseRow
from sakimori.registers.suppliers.models import ContractPaper
from sakimori.registers.suppliers.types import ClauseState

OWN_ROWS = 2
"""Empty lines for clauses of the assembly's own on the form of a new version."""


class CheckForm(forms.Form):
    """What a contract has of every clause."""

    mend = forms.BooleanField(
        label=_("「なし」で理由のない条項を、改善措置にする"), required=False,
        help_text=_("次の更新や変更契約で入れることを、期限を決めて残します。"),
    )  # fmt: skip
    mend_by = forms.DateField(label=_("改善の期限"), required=False, widget=DateInput)

    def __init__(self, *args: Any, rows: Sequence[ClauseRow], papers: Iterable[ContractPaper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.papers = {str(paper.pk): paper for paper in papers}
        ends = self.fields
        self.fields = {}
        for row in rows:
            self._add(row)
        self.fields |= ends

    def _add(self, row: ClauseRow) -> None:
        key, check = row.clause.key, row.check
        self.fields[f"{key}-state"] = forms.ChoiceField(
            label=_("結果"), required=False, choices=[("", _("まだ確かめていない")), *ClauseState.choices],
            initial=check.state if check else "",
        )  # fmt: skip
        self.fields[f"{key}-page"] = forms.CharField(
            label=_("頁・条"), required=False, max_length=40, initial=check.page if check else ""
        )
        if self.papers:
            choices = [("", _("（選んでください）")), *((pk, paper.title) for pk, paper in self.papers.items())]
            self.fields[f"{key}-paper"] = forms.ChoiceField(
                label=_("書類"), required=False, choices=choices, initial=str(check.paper_id or "") if check else ""
            )
        self.fields[f"{key}-reason"] = forms.CharField(
            label=_("理由"), required=False, max_length=300, initial=check.reason if check else "",
            help_text=_("「なし」「不要」のとき。"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("mend") and not values.get("mend_by"):
            self.add_error("mend_by", _("改善の期限を入力してください。"))
        return values

    def answers(self) -> list[ClauseAnswer]:
        """The clauses that were looked at."""
        values = self.cleaned_data
        return [
            ClauseAnswer(
                key,
                values[f"{key}-state"],
                values[f"{key}-page"],
                values[f"{key}-reason"],
                self.papers.get(values.get(f"{key}-paper", "")),
            )
            for key in (row.clause.key for row in self.rows)
            if values.get(f"{key}-state")
        ]

    def blocks(self) -> list[tuple[ClauseRow, list[forms.BoundField]]]:
        """Every clause with its fields, for the page."""
        names = ("state", "page", "paper", "reason")
        return [
            (row, [self[f"{row.clause.key}-{name}"] for name in names if f"{row.clause.key}-{name}" in self.fields])
            for row in self.rows
        ]


class ClauseSetForm(forms.Form):
    """A new version: the clauses in force to begin with, each to be worded anew or left out, and empty lines for more."""

    decided_on = forms.DateField(label=_("決定日"), widget=DateInput)
    effective_on = forms.DateField(label=_("施行日"), widget=DateInput)
    decision = forms.CharField(label=_("決定した会議・決裁番号"), max_length=120, required=False)
    note = forms.CharField(
        label=_("変えたところ"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: list[tuple[str, str]] = [(f"c{place}", clause.key) for place, clause in enumerate(clauses)]
        for name, clause in zip((name for name, _own in self.lines), clauses, strict=True):
            self._add(name, clause)
        for place in range(OWN_ROWS):
            self._add(f"n{place}", None)
            self.lines.append((f"n{place}", ""))

    def _add(self, name: str, clause: Clause | None) -> None:
        self.fields[f"{name}-title"] = forms.CharField(
            label=_("条項"), max_length=80, required=False, initial=clause.title if clause else ""
        )
        self.fields[f"{name}-text"] = forms.CharField(
            label=_("文例"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
            initial=clause.text if clause else "",
        )  # fmt: skip
        self.fields[f"{name}-why"] = forms.CharField(
            label=_("なぜ要るか"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}),
            initial=clause.why if clause else "",
        )  # fmt: skip
        self.fields[f"{name}-required"] = forms.BooleanField(
            label=_("必ず入れる"), required=False, initial=clause.is_required if clause else False
        )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for name, _own in self.lines:
            title, text = values.get(f"{name}-title", ""), values.get(f"{name}-text", "")
            if bool(title.strip()) != bool(text.strip()):
                missing = "text" if title.strip() else "title"
                self.add_error(
                    f"{name}-{missing}", _("条項と文例の両方を入力してください。外すときは、両方を空欄にします。")
                )
        return values

    def clauses(self) -> list[ClauseLine]:
        """The clauses of the new version; a line without words is left out."""
        values = self.cleaned_data
        return [
            ClauseLine(
                values[f"{name}-title"], values[f"{name}-text"], values[f"{name}-why"], values[f"{name}-required"], key
            )
            for name, key in self.lines
            if values[f"{name}-title"].strip()
        ]

    def head(self) -> list[forms.BoundField]:
        """The fields of the decision."""
        return [self[name] for name in ("decided_on", "effective_on", "decision", "note")]

    def blocks(self) -> list[list[forms.BoundField]]:
        """The fields of each clause."""
        return [[self[f"{name}-{part}"] for part in ("title", "text", "why", "required")] for name, _own in self.lines]
