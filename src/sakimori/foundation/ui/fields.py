"""A choice among rows, handed over by the view; nothing is read while a form is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db import models


class ShortChoice(forms.ChoiceField):
    """A few short choices that stand side by side, wherever the form is shown."""

    widget = forms.RadioSelect


class Pick(forms.ChoiceField):
    """A select whose value is a row. The view offers the rows of the scope, so a foreign row is no choice."""

    rows: dict[str, models.Model]

    def offer(
        self, rows: Iterable[models.Model], label: Callable[[Any], str] = str, *, empty: str | None = None
    ) -> None:
        """Set the choices; `empty` is the words of the choice without a row."""
        found = list(rows)
        self.rows = {str(row.pk): row for row in found}
        none = [] if empty is None else [("", empty)]
        self.choices = [*none, *((str(row.pk), label(row)) for row in found)]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class PickMany(forms.MultipleChoiceField):
    """Several rows, as check boxes."""

    widget = forms.CheckboxSelectMultiple
    rows: dict[str, models.Model]

    def offer(self, rows: Iterable[models.Model], label: Callable[[Any], str] = str) -> None:
        """Set the choices."""
        found = list(rows)
        self.rows = {str(row.pk): row for row in found}
        self.choices = [(str(row.pk), label(row)) for row in found]

    def clean(self, value: Any) -> Any:
        return [self.rows[key] for key in super().clean(value)]
