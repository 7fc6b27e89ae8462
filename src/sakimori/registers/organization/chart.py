"""The organisation as a tree of boxes: who answers to whom, drawn from posts, never by hand (ORG-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _t

from sakimori.foundation.charts.layout import Node
from sakimori.foundation.people.models import Unit
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.registers.organization.queries import PostRow, caucus_sizes, post_rows, units


def organisation(assembly_name: str, on: date, known: Sequence[PostRow] | None = None) -> tuple[Node, ...]:
    """The chart of one day: the chair on top, then deputies, secretariat, caucuses and committees; outsiders apart.

    A fixed number of SQL statements; `known` are the posts of the day where the page has them already. Without any post
    it is the assembly's name alone.
    """
    rows = post_rows(on) if known is None else known
    all_units = units(on)
    counted = caucus_sizes(on)
    sizes = {unit.pk: counted.get(unit.pk, 0) for unit in all_units if unit.kind == UnitKind.CAUCUS}
    boxes = _Boxes({row.post.pk: row.post.title for row in rows})
    inside = [row for row in rows if row.post.unit.kind != UnitKind.OUTSIDE]
    chairs = [row for row in inside if row.post.role == Role.CHAIR]
    rest = [row for row in inside if row.post.role != Role.CHAIR]
    branches = (
        *(boxes(row) for row in rest if row.post.unit.kind == UnitKind.ASSEMBLY),
        *_secretariat([row for row in rest if row.post.unit.kind == UnitKind.SECRETARIAT], boxes),
        *_units(all_units, rest, {UnitKind.CAUCUS, UnitKind.COMMITTEE}, sizes, boxes),
    )
    top = boxes(chairs[0], branches) if chairs else Node(assembly_name, children=branches)
    outside = _units(all_units, rows, {UnitKind.OUTSIDE}, {}, boxes)
    return (top, *(unit for unit in outside if unit.children or unit.person or unit.vacant))


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Draws a post as a box; `titles` names the posts that others stand in for."""

    titles: dict[UUID, str]

    def __call__(self, row: PostRow, children: Iterable[Node] = (), *, unit: str = "", size: str = "") -> Node:
        person = row.holder.person.shown_name if row.holder else ""
        notes = "・".join(note for note in (size, self._notes(row)) if note)
        return Node(f"{unit} {row.post.title}".strip(), person, notes, tuple(children), vacant=row.holder is None)

    def _notes(self, row: PostRow) -> str:
        notes = [row.post.duty_text]
        window = _t("統一窓口")
        if row.post.is_window and window not in row.post.duty_text:
            notes.append(window)
        stands_for = self.titles.get(row.post.deputy_of_id) if row.post.deputy_of_id else None
        if stands_for:
            words = {"post": stands_for, "order": row.post.deputy_order or 1}
            notes.append(_t("%(post)sの代理（第%(order)s順位）") % words)
        return "・".join(note for note in notes if note)


def _secretariat(rows: Sequence[PostRow], boxes: _Boxes) -> list[Node]:
    """The secretary-general with everybody of the office beneath; managers lead the staff."""
    heads = [row for row in rows if row.post.role == Role.SECRETARY_GENERAL]
    managers = [row for row in rows if row.post.role == Role.MANAGER]
    others = [row for row in rows if row.post.role not in {Role.SECRETARY_GENERAL, Role.MANAGER}]
    beneath = [boxes(row) for row in others]
    if managers:
        beneath = [boxes(managers[0], beneath), *(boxes(row) for row in managers[1:])]
    return [boxes(heads[0], beneath), *(boxes(row) for row in heads[1:])] if heads else beneath


def _units(
    all_units: Sequence[Unit], rows: Sequence[PostRow], kinds: set[UnitKind], sizes: dict[UUID, int], boxes: _Boxes
) -> list[Node]:
    """One box for each unit of the kinds; its posts beneath, or in the same box where there is only one."""
    nodes = []
    for unit in all_units:
        if unit.kind not in kinds:
            continue
        posts = [row for row in rows if row.post.unit_id == unit.pk]
        size = _t("所属 %(count)s人") % {"count": sizes[unit.pk]} if unit.pk in sizes else ""
        if len(posts) == 1:
            nodes.append(boxes(posts[0], unit=unit.name, size=size))
        else:
            nodes.append(Node(unit.name, sub=size, children=tuple(boxes(row) for row in posts)))
    return nodes
