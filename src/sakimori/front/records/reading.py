"""What an entry changed, as people read it: official field names, choices in words, names instead of keys."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _t

from sakimori.foundation.assemblies.records import AssemblyRow
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.ledger.queries import RowChange

HIDDEN = frozenset({"digest", "password"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; a date or instant stays one, so that the page can write it in eras."""

    label: Promise | str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ReadableChange:
    """One row's change."""

    change: RowChange
    kind: str
    noun: Promise | str
    name: str
    fields: tuple[FieldChange, ...]


def readable(changes: Iterable[RowChange]) -> list[ReadableChange]:
    """Changes for a page. One SQL statement, whatever they point to."""
    found = list(changes)
    names = _names(found)
    return [_one(change, names) for change in found]


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    if model is None:
        return None
    return next((field for field in model._meta.concrete_fields if name in {field.attname, field.name}), None)


def _one(change: RowChange, names: dict[tuple[type[models.Model], str], str]) -> ReadableChange:
    model = _model(change.model)
    before, after = change.before or {}, change.after or {}
    fields = []
    for name in dict.fromkeys([*before, *after]):
        if name in HIDDEN or before.get(name) == after.get(name):
            continue
        field = _field(model, name)
        label = getattr(field, "verbose_name", name) if field else name
        fields.append(FieldChange(label, _value(field, before.get(name), names), _value(field, after.get(name), names)))
    kind = _t("追加") if change.before is None else _t("削除") if change.after is None else _t("変更")
    noun = model._meta.verbose_name if model else change.model
    name = names.get((model, change.object_id), "") if model and not change.erased_at else ""
    return ReadableChange(change, kind, noun or change.model, name, tuple(fields))


def _value(field: models.Field[Any, Any] | None, value: Any, names: dict[tuple[type[models.Model], str], str]) -> Any:
    if value is None or value == "":
        return "–"
    if isinstance(field, models.ForeignKey):
        return names.get((field.related_model, str(value)), str(value))
    if isinstance(value, bool):
        return _t("はい") if value else _t("いいえ")
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    choices = dict(getattr(field, "flatchoices", None) or ())
    if value in choices:
        return choices[value]
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    return value


def _names(changes: list[RowChange]) -> dict[tuple[type[models.Model], str], str]:
    """How the rows that are changed or pointed to are called today."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for change in changes:
        model = _model(change.model)
        if model is None:
            continue
        if _is_key(change.object_id):
            wanted[model].add(change.object_id)
        for values in (change.before or {}, change.after or {}):
            for name, value in values.items():
                field = _field(model, name)
                if value and isinstance(field, models.ForeignKey):
                    wanted[field.related_model].add(str(value))
    rows = together(
        *(
            model._default_manager.filter(pk__in=keys)
            for model, keys in wanted.items()
            if issubclass(model, AssemblyRow) or model._meta.label == "access.Account"
        )
    )
    names = {(type(row), str(row.pk)): str(row) for found in rows for row in found}
    # A row that is called by its key is told by its noun alone.
    return {pair: name for pair, name in names.items() if not _is_key(name)}


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
