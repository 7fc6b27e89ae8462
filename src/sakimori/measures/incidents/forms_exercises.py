"""Forms of exercises: beginning one, its players, its cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick
from sakimori.measures.incidents.types import PlayerRole
from sakimori.measures.playbooks.types import IncidentKind

LOW = forms.Textarea(attrs={"rows": 2})
OWN = "own"


class ExerciseForm(forms.Form):
    """Begin an exercise now: from which scenario, and who plays what. Players can be added while it runs."""

    scenario = forms.ChoiceField(label=_("筋書き"))
    kind = forms.ChoiceField(label=_("使う対応手順"), choices=IncidentKind.choices)
    title = forms.CharField(
        label=_("件名"), max_length=120, required=False, help_text=_("空欄なら、筋書きの名前にします。")
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(people)
        for role in PlayerRole:
            field = Pick(label=_("役: %(role)s") % {"role": role.label}, required=False)
            field.offer(found, lambda person: person.shown_name, empty="—")
            self.fields[f"role_{role}"] = field

    def players(self) -> list[tuple[str, Person]]:
        """Every part for which somebody was chosen."""
        chosen = ((role.value, self.cleaned_data[f"role_{role}"]) for role in PlayerRole)
        return [(role, person) for role, person in chosen if person is not None]


class PlayerForm(forms.Form):
    """Somebody plays a part."""

    role = forms.ChoiceField(label=_("役"), choices=[*PlayerRole.choices, (OWN, _("そのほか"))])
    own_role = forms.CharField(
        label=_("そのほかの役"), max_length=40, required=False, help_text=_("例: 会派の代表、報道の役")
    )
    person = Pick(label=_("名簿の人"), required=False)
    name = forms.CharField(label=_("名簿にない人の氏名"), max_length=120, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, lambda person: person.shown_name, empty="—")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A part of one's own needs its name."""
        values = super().clean() or {}
        if values.get("role") == OWN:
            if not values.get("own_role", "").strip():
                self.add_error("own_role", _("役の名前を入力してください。"))
            values["role"] = values.get("own_role", "")
        values.pop("own_role", None)
        return values


class AddressForm(forms.Form):
    """For whom a card is."""

    to = forms.ChoiceField(label=_("だれに伝えるか"), required=False)

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("全員")), *roles]  # type: ignore[attr-defined]


class InjectForm(AddressForm):
    """A card of one's own."""

    minute = forms.IntegerField(label=_("開始からの分"), min_value=0, max_value=600)
    text = forms.CharField(label=_("状況"), widget=LOW)

    field_order = ("minute", "text", "to")
