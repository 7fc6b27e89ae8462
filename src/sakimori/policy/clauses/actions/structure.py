"""A person corrects how the text of a draft was divided: split, merge, another level. No word is lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.policy.clauses import queries
from sakimori.policy.clauses.actions.draft import (
    ground_of,
    moved_doubts,
    must_be_draft,
    read_obligations,
    rehash,
    store_alignments,
)
from sakimori.policy.clauses.models import Clause, ClauseMeasure, PolicyVersion
from sakimori.policy.clauses.reading import ReadClause, frequency_in, to_parts
from sakimori.policy.clauses.types import AlignmentSource
from sakimori.policytext.restructure import NoSuchChange, Part, merge, move, numbered_again, parents, split


@action("policy.split-clause", permission=Permission.POLICY_PREPARE, sentence=_("条項を二つに分けました"))
def split_clause(ctx: Context, *, clause: Clause, at: int, below: bool = False, number: str = "") -> Clause:
    """The clause ends before `at`; a new one begins there, beside it or below it. Returns the new one."""
    must_be_draft(clause.version)
    rows, before, index = _rows_around(clause)
    whole = rows[index]
    new = Clause(version=clause.version, order=whole.order + 1, concerns_assembly=whole.concerns_assembly)
    after = _changed(lambda: split(before, index, at, key=new.pk, below=below, number=number.strip()))
    said = whole.frequency if whole.frequency != frequency_in(whole) else None
    _make_room(rows[index + 1 :], new)
    _store([*rows[: index + 1], new, *rows[index + 1 :]], after)
    _read_again(clause.version, words={whole.pk, new.pk}, moved=_moved(before, after))
    _set_frequency(whole.pk, said)
    _set_frequency(new.pk)
    _finish(clause.version, before, after)
    new.refresh_from_db()
    return new


@action("policy.merge-clause", permission=Permission.POLICY_PREPARE, sentence=_("条項を前の条項に続けました"))
def merge_clause(ctx: Context, *, clause: Clause, apart: bool = True) -> Clause:
    """The clause's words go to the end of the one before it, `apart` as a new paragraph. Returns that one."""
    must_be_draft(clause.version)
    rows, before, index = _rows_around(clause)
    after = _changed(lambda: merge(before, index, apart=apart))
    kept, gone = rows[index - 1], rows[index]
    said = [row.frequency for row in (kept, gone) if row.frequency != frequency_in(row)]
    kept.note = "　".join(note for note in (kept.note, gone.note) if note)
    kept.concerns_assembly = kept.concerns_assembly or gone.concerns_assembly
    _store([row for row in rows if row.pk != gone.pk], after)
    _carry_measures(gone, kept)
    ClauseMeasure.objects.filter(clause=gone).delete()
    Clause.objects.filter(pk=gone.pk).delete()
    _read_again(clause.version, words={kept.pk}, moved=_moved(before, after))
    _set_frequency(kept.pk, next(iter(said), None))
    _finish(clause.version, before, after)
    kept.refresh_from_db()
    return kept


@action("policy.move-clause", permission=Permission.POLICY_PREPARE, sentence=_("条項の段を変えました"))
def move_clause(ctx: Context, *, clause: Clause, deeper: bool) -> Clause:
    """The clause, with all below it, goes one level down or up; it stays where it is in the text."""
    must_be_draft(clause.version)
    rows, before, index = _rows_around(clause)
    after = _changed(lambda: move(before, index, deeper=deeper))
    _store(rows, after)
    _read_again(clause.version, words=set(), moved=_moved(before, after))
    _finish(clause.version, before, after)
    clause.refresh_from_db()
    return clause


def _rows_around(clause: Clause) -> tuple[list[Clause], list[Part], int]:
    """The draft's clauses, the same as parts, and the place of this one."""
    rows = queries.clauses_of(clause.version)
    return rows, to_parts(rows), next(place for place, row in enumerate(rows) if row.pk == clause.pk)


def _changed(change: Callable[[], list[Part]]) -> list[Part]:
    try:
        return change()
    except NoSuchChange as error:
        raise ValidationError(_t("この条項は、そのようには直せません。場所を選び直してください。")) from error


def _make_room(following: Sequence[Clause], new: Clause) -> None:
    """Clauses after the new one move by one, all at once."""
    if not following or following[0].order > new.order:
        return
    Clause.objects.filter(version=new.version, order__gte=new.order).update(order=F("order") + 1)
    for row in following:
        row.order += 1


def _store(rows: Sequence[Clause], after: Sequence[Part]) -> None:
    """Write what differs, in reading order: what stands above is there before what stands below it."""
    above = parents(after)
    by_key: dict[Hashable, Clause] = {row.pk: row for row in rows}
    for row, part in zip(rows, after, strict=True):
        was = (row.path, row.text, row.depth, row.parent_id)
        row.path, row.text, row.depth = part.path, part.text, part.depth
        row.parent = by_key.get(above[part.key] or "")
        if row._state.adding or was != (row.path, row.text, row.depth, row.parent_id):
            row.full_clean()
            row.save()


def _moved(before: Sequence[Part], after: Sequence[Part]) -> set[Hashable]:
    """Clauses that now stand below another one, and everything below them."""
    was, above = parents(before), parents(after)
    moved: set[Hashable] = set()
    for part in after:
        if part.key in was and (above[part.key] != was[part.key] or above[part.key] in moved):
            moved.add(part.key)
    return moved


def _read_again(version: PolicyVersion, *, words: Collection[UUID], moved: Collection[Hashable]) -> None:
    """What the touched clauses are about and whom they bind. What a person said of a clause stands."""
    pairs = [(row, found) for row, found in read_obligations(version) if row.pk in words or row.pk in moved]
    by_machine = [(row, found) for row, found in pairs if not _said_by_person(row)]
    ClauseMeasure.objects.filter(clause__in=[row.pk for row, _found in by_machine]).delete()
    store_alignments(by_machine)
    for row, found in by_machine:
        _set_ground(row, found)


def _said_by_person(row: Clause) -> bool:
    return any(measure.source == AlignmentSource.PERSON for measure in row.measures.all())


def _set_ground(row: Clause, found: ReadClause) -> None:
    if row.ground != ground_of(found):
        row.ground = ground_of(found)
        row.save()


def _carry_measures(gone: Clause, kept: Clause) -> None:
    """Where a person said what one of the two is about, the merged clause is about what both were."""
    if not (_said_by_person(gone) or _said_by_person(kept)):
        return
    known = {measure.measure for measure in kept.measures.all()}
    for measure in gone.measures.all():
        if measure.measure not in known:
            ClauseMeasure(
                clause=kept,
                measure=measure.measure,
                confidence=measure.confidence,
                words=measure.words,
                where=measure.where,
                source=AlignmentSource.PERSON,
            ).save()


def _set_frequency(key: UUID, said: str | None = None) -> None:
    """How often, from the words as they now stand; what a person said goes first."""
    row = Clause.objects.get(pk=key)
    row.frequency = frequency_in(row) if said is None else said
    row.save()


def _finish(version: PolicyVersion, before: Sequence[Part], after: Sequence[Part]) -> None:
    """Doubts follow the numbers; those about a merged clause are settled; a number that now occurs twice is one."""
    cited, known = {part.key: part.path for part in after}, {part.path for part in before}
    gone = {part.path for part in before if part.key not in cited}
    doubts = [doubt for doubt in version.doubts if doubt["path"] not in gone]
    doubts = moved_doubts(doubts, {part.path: cited[part.key] for part in before if part.key in cited})
    twice = [part.path for part in numbered_again(after) if part.path not in known]
    version.doubts = doubts + [{"path": path, "code": "duplicate-number", "detail": path} for path in twice]
    rehash(version)
