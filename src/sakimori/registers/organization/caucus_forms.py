"""The two steps in which caucuses split, merge or dissolve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.people.types import UnitEnd
from sakimori.foundation.ui.fields import PickMany
from sakimori.registers.organization.actions import NewCaucus
from sakimori.registers.organization.actions.units import Place
from sakimori.registers.organization.forms import DateField

NEW = 3
"""New caucuses at most in one act."""
NOWHERE = "none"


class ReorganizeForm(forms.Form):
    """Which caucuses, from which day, and what the new ones are called."""

    sources = PickMany(label=_("対象の会派"))
    from_date = DateField(label=_("新しい形になる日"), help_text=_("前の日まで、今の会派のままです。"))
    name_1 = forms.CharField(label=_("新しい会派の名称（1）"), max_length=80, required=False)
    name_2 = forms.CharField(label=_("新しい会派の名称（2）"), max_length=80, required=False)
    name_3 = forms.CharField(label=_("新しい会派の名称（3）"), max_length=80, required=False)

    def __init__(self, data: Any, *, how: UnitEnd, caucuses: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.how = how
        self.fields["sources"].offer(caucuses)  # type: ignore[attr-defined]
        kept = {UnitEnd.SPLIT: 3, UnitEnd.MERGED: 1, UnitEnd.DISSOLVED: 0}[how]
        for place in range(kept + 1, NEW + 1):
            del self.fields[f"name_{place}"]
        if how == UnitEnd.MERGED:
            self.fields["name_1"].label = _t("新しい会派の名称")
            self.fields["name_1"].help_text = _t("今ある会派に合流するときは空欄にします。")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        found["names"] = [found[f"name_{n}"] for n in range(1, NEW + 1) if found.get(f"name_{n}")]
        sources = found.get("sources") or []
        if self.how == UnitEnd.SPLIT and not found["names"]:
            self.add_error("name_1", _t("分かれてできる会派の名称を入力してください。"))
        if self.how == UnitEnd.SPLIT and len(sources) > 1:
            self.add_error("sources", _t("分割では、会派を一つだけ選んでください。"))
        if self.how == UnitEnd.MERGED and found["names"] and len(sources) == 1:
            self.add_error("sources", _t("新しい会派に合流するときは、会派を二つ以上選んでください。"))
        if len(set(found["names"])) < len(found["names"]):
            self.add_error(None, _t("同じ名称があります。違う名称にしてください。"))
        day = found.get("from_date")
        for unit in sources:
            if day and not unit.covers(day - timedelta(days=1)):
                self.add_error("from_date", _t("「%(unit)s」ができたあとの日にしてください。") % {"unit": unit.name})
        return found


class PlacingForm(forms.Form):
    """Where everyone goes, and who answers for the new caucuses. Nobody can be left out."""

    def __init__(
        self,
        data: Any,
        *,
        how: UnitEnd,
        members: Sequence[tuple[Person, Unit]],
        new: Sequence[str],
        sources: Sequence[Unit],
        others: Sequence[Unit],
    ) -> None:
        super().__init__(data)
        self.members, self.new = members, new
        self.units = {str(unit.pk): unit for unit in [*sources, *others]}
        stay = [(str(unit.pk), _t("%(unit)sに残る") % {"unit": unit.name}) for unit in sources]
        for person, unit in members:
            choices = [("", _t("選んでください"))]
            choices += [(f"new-{place}", name) for place, name in enumerate(new)]
            if how == UnitEnd.SPLIT:
                choices += stay
            elif how == UnitEnd.MERGED and not new:
                choices += [(str(source.pk), source.name) for source in sources]
            choices += [(str(other.pk), other.name) for other in others]
            choices.append((NOWHERE, _t("無所属")))
            label = f"{person.shown_name}（{unit.name}）"
            initial = "new-0" if how == UnitEnd.MERGED and new else NOWHERE if how == UnitEnd.DISSOLVED else ""
            self.fields[f"go_{person.pk}"] = forms.ChoiceField(label=label, choices=choices, initial=initial)
        heads = [("", _t("あとで登録する")), *((str(person.pk), person.shown_name) for person, _unit in members)]
        for place, name in enumerate(new):
            label = _t("「%(name)s」の会派責任者") % {"name": name}
            self.fields[f"head_{place}"] = forms.ChoiceField(label=label, choices=heads, required=False)

    def placing(self) -> dict[Person, Place]:
        """Where everyone goes, as the action wants it."""
        return {person: self._place(self.cleaned_data[f"go_{person.pk}"]) for person, _unit in self.members}

    def _place(self, answer: str) -> Place:
        if answer == NOWHERE:
            return None
        return int(answer.removeprefix("new-")) if answer.startswith("new-") else self.units[answer]

    def new_caucuses(self) -> list[NewCaucus]:
        """The new caucuses with their heads."""
        people = {str(person.pk): person for person, _unit in self.members}
        return [
            NewCaucus(name, head=people.get(self.cleaned_data.get(f"head_{place}") or ""))
            for place, name in enumerate(self.new)
        ]
