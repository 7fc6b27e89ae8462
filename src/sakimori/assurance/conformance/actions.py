"""Keeping the evaluation fresh. Derived rows only: nothing here is an act of a person, so nothing enters the ledger."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from django.db import connection, transaction

from sakimori.assurance.conformance.engine import Key, Standing, duties_touched_by, evaluate, standing_of
from sakimori.assurance.conformance.models import DutyHistory, DutyStatus, SnapshotDay
from sakimori.assurance.conformance.urgent import FIRST, Urgent, from_json, urgent_of
from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.queries import active_assemblies
from sakimori.foundation.assemblies.records import Change
from sakimori.foundation.assemblies.scope import current_assembly_id, every_assembly
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.spec import built_duties

FIGURES = ("state", "population", "breached", "soon", "next_due")


def mark_stale(ctx: Context, changes: Sequence[Change]) -> None:
    """Watcher of every action, inside its transaction: only duties that the write can change are marked."""
    touched = duties_touched_by(frozenset(change.table for change in changes))
    if touched:
        key = DutyStatus._meta.get_field("assembly").get_db_prep_value(ctx.assembly.pk, connection)
        with connection.cursor() as cursor:
            cursor.execute(_marking(len(touched)), [True, key, *sorted(touched)])


@functools.cache
def _marking(count: int) -> str:
    """Every act runs this statement: it is composed once for each number of duties."""
    table, marks = connection.ops.quote_name(DutyStatus._meta.db_table), ", ".join(["%s"] * count)
    return f"UPDATE {table} SET is_stale = %s WHERE assembly_id = %s AND duty IN ({marks})"  # noqa: S608


def fresh_standings(on: date) -> dict[str, Standing]:
    """How every built duty of the assembly in scope stands on the day (today); evaluates what is stale."""
    assembly_id = current_assembly_id()
    keys = list(built_duties())
    known = {row.duty: row for row in DutyStatus.objects.defer("urgent")}
    stale = [k for k in keys if k not in known or known[k].is_stale or known[k].evaluated_on != on]
    standings = {key: standing_of(row) for key, row in known.items() if key not in stale}
    if stale:
        with transaction.atomic():
            # First the mark, then the look: a write that comes between marks the row again and is not lost.
            DutyStatus.objects.filter(duty__in=stale).update(is_stale=False, evaluated_on=on, urgent=None)
            found = evaluate(stale, on, settings_by_key(on), [assembly_id])
            _store(found, on, {(assembly_id, key): standing_of(row) for key, row in known.items()})
        standings |= {key: standing for (_assembly, key), standing in found.items()}
    return {key: standings[key] for key in keys}


def first_urgent(keys: Collection[str], on: date) -> dict[str, list[Urgent]]:
    """The first subjects of duties that were evaluated just now, most urgent first. One statement while nothing changed.

    After a write the touched duties are read anew, a statement for each of their populations, and kept.
    """
    rows = DutyStatus.objects.filter(duty__in=keys)
    kept = dict(rows.values_list("duty", "urgent"))
    if missing := [key for key, urgent in kept.items() if urgent is None]:
        with transaction.atomic():
            # The rows are locked before the look: a write that comes between marks them stale afterwards.
            found = list(rows.filter(duty__in=missing).select_for_update())
            for row in found:
                row.urgent = [one.as_json() for one in urgent_of(row.duty, on, FIRST)[:FIRST]]
            DutyStatus.objects.bulk_update(found, ["urgent"])
        kept |= {row.duty: row.urgent for row in found}
    return {key: [from_json(one) for one in kept[key] or ()] for key in keys if key in kept}


def snapshot(on: date) -> int:
    """Evaluate every duty of every assembly for the day and keep it; gives the number of assemblies.

    A fixed number of SQL statements for the evaluation; storing writes only what differs from before.
    """
    with every_assembly(), transaction.atomic():
        assemblies = [assembly.pk for assembly in active_assemblies()]
        DutyStatus.objects.all().update(is_stale=False, evaluated_on=on, urgent=None)
        known = {key_of(row): standing_of(row) for row in DutyStatus.objects.defer("urgent")}
        _store(evaluate(built_duties(), on, settings_by_key(on), assemblies), on, known)
        SnapshotDay.objects.bulk_create(
            (SnapshotDay(assembly_id=key, day=on) for key in assemblies), ignore_conflicts=True
        )
    return len(assemblies)


def record_history(days: Iterable[date]) -> None:
    """Evaluate past days of the assembly in scope from its dated records (samples; days on which the PC was off)."""
    assembly_id = current_assembly_id()
    known: dict[Key, Standing] = {}
    with transaction.atomic():
        for day in sorted(days):
            found = evaluate(built_duties(), day, settings_by_key(day), [assembly_id])
            _store_history({at: s for at, s in found.items() if known.get(at) != s}, day)
            SnapshotDay.objects.bulk_create([SnapshotDay(day=day)], ignore_conflicts=True)
            known |= found


def settings_by_key(on: date) -> dict[Key, DutySetting]:
    """The settings in force on the day, of the assemblies in scope."""
    rows = DutySetting.objects.on(on).order_by("from_date", "id")
    return {key_of(row): row for row in rows}


def key_of(row: DutyStatus | DutySetting) -> Key:
    """Assembly and duty of a row."""
    return cast("UUID", row.assembly_id), row.duty


def _store(found: Mapping[Key, Standing], on: date, known: Mapping[Key, Standing]) -> None:
    changed = {at: standing for at, standing in found.items() if known.get(at) != standing}
    DutyStatus.objects.bulk_create(
        (
            DutyStatus(assembly_id=assembly, duty=key, evaluated_on=on, **_figures(standing))
            for (assembly, key), standing in changed.items()
        ),
        update_conflicts=True,
        unique_fields=["assembly", "duty"],
        update_fields=[*FIGURES, "evaluated_on"],
    )
    _store_history(changed, on)


def _store_history(changed: Mapping[Key, Standing], on: date) -> None:
    DutyHistory.objects.bulk_create(
        (
            DutyHistory(assembly_id=assembly, duty=key, from_day=on, **_figures(standing))
            for (assembly, key), standing in changed.items()
        ),
        update_conflicts=True,
        unique_fields=["assembly", "duty", "from_day"],
        update_fields=FIGURES,
    )


def _figures(standing: Standing) -> dict[str, object]:
    return {name: getattr(standing, name) for name in FIGURES}
