"""A file comes in as one act, and can go out again as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import demand
from sakimori.foundation.actions.core import action
from sakimori.foundation.assemblies.records import Recorded, row_values
from sakimori.foundation.exchange.applying import Imported, Reading
from sakimori.foundation.exchange.columns import Register
from sakimori.foundation.exchange.header import Heading, known_names
from sakimori.foundation.exchange.offers import Offer
from sakimori.foundation.exchange.text import heading
from sakimori.foundation.files.actions import keep_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.ledger.queries import RowChange, history_of
from sakimori.front.exchange.models import ColumnMapping, ImportRun

LONGEST_HEADING = 120


@action("exchange.import", permission=Permission.FILE_STORE, sentence=_("台帳を取り込みました"))
def import_file(ctx: Context, *, offer: Offer, stored: StoredFile, reading: Reading) -> Imported:
    """Write a whole file through the register's own action, and remember how its columns were assigned."""
    demand(ctx, offer.manage)
    if offer.apply is None:
        raise ValidationError({"file": _t("この台帳は取り込めません。")})
    register = offer.make(ctx.today)
    content = read_file(stored)
    done = offer.apply(ctx, content=content, reading=reading)
    keep_file(ctx, stored=stored)
    _learn(register, done.headings)
    ImportRun.objects.create(
        register=offer.name,
        file=stored,
        imported_on=ctx.today,
        new_count=done.new,
        changed_count=done.changed,
    )
    return done


def _learn(register: Register, headings: Sequence[Heading]) -> None:
    """What a person assigned by hand is taken for granted next time."""
    usual = known_names(register)
    known = {row.heading: row for row in ColumnMapping.objects.filter(register=register.name)}
    for found in headings:
        text = heading(found.text)
        if found.key is None or not text or len(text) > LONGEST_HEADING or usual.get(text) == found.key:
            continue
        row = known.setdefault(text, ColumnMapping(register=register.name, heading=text))
        if row._state.adding or row.column != found.key:
            row.column = found.key
            row.save()


@action("exchange.undo", permission=Permission.FILE_STORE, sentence=_("取込みを取り消しました"))
def undo_import(ctx: Context, *, offer: Offer, run: ImportRun) -> int:
    """Take a whole import back: new rows go, changed ones get their old values. Gives the number of rows.

    Refused as a whole when anything of it was changed or used since, naming the rows.
    """
    demand(ctx, offer.manage)
    if run.undone_on is not None:
        raise ValidationError(_t("この取込みは、すでに取り消されています。"))
    made = [each for each in history_of(ImportRun._meta.label, run.pk) if each.action == "exchange.import"]
    if not made:
        raise ValidationError(_t("この取込みの記録が見つからないため、取り消せません。"))
    kept = {ImportRun._meta.label_lower, ColumnMapping._meta.label_lower, StoredFile._meta.label_lower}
    changes = [change for change in made[-1].changes if change.model not in kept]
    if any(change.erased_at for change in changes):
        raise ValidationError(_t("取り込んだ内容の一部が法令に基づいて消去されているため、取り消せません。"))
    _refuse_if_changed_since(changes)
    for change in reversed(changes):
        _take_back(change)
    run.undone_on = ctx.today
    run.save()
    return len({(change.model, change.object_id) for change in changes})


def _rows_of(changes: list[RowChange]) -> dict[tuple[str, str], Recorded]:
    keys: dict[str, set[str]] = {}
    for change in changes:
        keys.setdefault(change.model, set()).add(change.object_id)
    return {
        (model, str(row.pk)): row for model, ids in keys.items() for row in _model(model).objects.filter(pk__in=ids)
    }


def _model(label: str) -> type[Recorded]:
    model = apps.get_model(label)
    if not issubclass(model, Recorded):
        raise TypeError(label)
    return model


def _refuse_if_changed_since(changes: list[RowChange]) -> None:
    """Every row must still be as the import left it."""
    left: dict[tuple[str, str], dict[str, Any]] = {}
    for change in changes:
        left.setdefault((change.model, change.object_id), {}).update(change.after or {})
    rows = _rows_of(changes)
    differing: list[str] = []
    for mark, values in left.items():
        row = rows.get(mark)
        if row is None or _differs(row_values(row), values):
            differing.append(str(row) if row is not None else mark[1])
    if differing:
        raise ValidationError(
            _t("取り込んだあとに変わった行があるため、取り消せません: %(rows)s")
            % {"rows": "、".join(differing[:10]) + ("…" if len(differing) > 10 else "")}
        )


def _differs(now: Mapping[str, Any], then: Mapping[str, Any]) -> bool:
    return any(now.get(name) != value for name, value in then.items())


def _take_back(change: RowChange) -> None:
    row = _model(change.model).objects.get(pk=change.object_id)
    if change.before is None:
        try:
            row.delete()
        except ProtectedError as error:
            raise ValidationError(
                _t("「%(row)s」は、取り込んだあとに使われているため、取り消せません。") % {"row": row}
            ) from error
        return
    fields = {field.attname: field for field in row._meta.concrete_fields}
    for name, value in change.before.items():
        setattr(row, name, fields[name].to_python(value))
    row.save()
