"""Forms whose fields are columns: the official term, the help and the limits stand once, in the model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.suppliers.rules import plain_number

CHOOSE = _("（選んでください）")
UNKNOWN = (("", _("わからない")), ("yes", _("はい")), ("no", _("いいえ")))
FILE_HELP = _("PDF、画像、Word、Excel など。20MBまで。暗号化して保管します。")
_WIDE = 200


def _field(model: type[models.Model], name: str) -> forms.Field:
    column: Any = model._meta.get_field(name)
    label, help_text, needed = column.verbose_name, column.help_text, not column.blank
    if isinstance(column, models.ForeignKey):
        return Pick(label=label, help_text=help_text, required=needed)
    if isinstance(column, models.BooleanField) and column.null:
        return forms.TypedChoiceField(
            label=label, help_text=help_text, required=False, choices=UNKNOWN, empty_value=None,
            coerce=lambda value: value == "yes",
        )  # fmt: skip
    if isinstance(column, models.DateField):
        return forms.DateField(label=label, help_text=help_text, required=needed, widget=DateInput)
    if column.choices:
        first = [] if needed and column.has_default() else [("", CHOOSE)]
        return forms.ChoiceField(label=label, help_text=help_text, required=needed, choices=[*first, *column.choices])
    found: forms.Field = column.formfield()
    if isinstance(column, models.TextField):
        found.widget = forms.Textarea(attrs={"rows": 4})
    elif isinstance(column, models.CharField) and (column.max_length or 0) > _WIDE:
        found.widget = forms.Textarea(attrs={"rows": 2, "maxlength": column.max_length})
    return found


class CorporateNumberField(forms.CharField):
    """A corporate number as people write it: with hyphens or blanks, in wide digits too."""

    def __init__(self) -> None:
        super().__init__(
            label=_("法人番号"), max_length=24, required=False, help_text=_("13桁の数字。国税庁が付けた番号です。")
        )

    def clean(self, value: Any) -> str:
        return plain_number(super().clean(value))


class RecordForm(forms.Form):
    """Fields of these columns of a model, in this order, then what the form declares itself (which wins)."""

    model: type[models.Model]
    shown: tuple[str, ...]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields
        self.fields = {name: _field(self.model, name) for name in self.shown} | own

    def offer(self, name: str, rows: Iterable[models.Model], empty: str | Promise | None = CHOOSE) -> None:
        """Rows to choose from; `empty` is None where one must be chosen and there is a first."""
        field: Any = self.fields[name]
        if isinstance(field, Pick):
            field.offer(rows, empty=empty)  # type: ignore[arg-type]
        else:
            field.offer(rows)


def initial_of(row: models.Model, form: type[RecordForm]) -> dict[str, Any]:
    """What a row holds, as its form shows it."""
    found: dict[str, Any] = {}
    for name in form.shown:
        column = row._meta.get_field(name)
        value = getattr(row, getattr(column, "attname", name))
        if isinstance(column, models.BooleanField) and column.null:
            value = {True: "yes", False: "no"}.get(value, "")
        found[name] = str(value or "") if isinstance(column, models.ForeignKey) else value
    return found
