"""Reads of the contact tree: who calls whom, who is missing, what came of calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.measures.safety.models import CallLine, CallNote
from sakimori.measures.safety.queries import emergency_numbers
from sakimori.measures.safety.rules import Tree, plan_tree
from sakimori.registers.organization.queries import caucus_rows, independents


@dataclass(slots=True)
class Node:
    """Somebody of the tree, with whom they call."""

    person: Person
    phone: str
    depth: int = 0
    is_gone: bool = False
    """Holds no office any more."""
    called: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WholeTree:
    """The tree as lines from the top, and what is wrong with it."""

    nodes: Sequence[Node]
    missing: Sequence[Person]
    gone: int

    @property
    def callers(self) -> list[Node]:
        """Whoever calls somebody."""
        return [node for node in self.nodes if node.called]


def tree_of(on: date) -> WholeTree:
    """The tree of the day. Four SQL statements."""
    lines = list(CallLine.objects.select_related("person").order_by("place", "id"))
    here = {person.pk: person for person in people_in_office(on).order_by("kana", "id")}
    numbers = emergency_numbers(on)
    nodes = {
        line.person_id: Node(
            line.person, numbers.get(line.person_id) or line.person.phone, is_gone=line.person_id not in here
        )
        for line in lines
    }
    roots: list[Node] = []
    for line in lines:
        caller = nodes.get(line.caller_id) if line.caller_id else None
        (caller.called if caller else roots).append(nodes[line.person_id])
    shown: list[Node] = []
    _walk(roots, 0, shown)
    missing = [person for key, person in here.items() if key not in nodes]
    return WholeTree(shown, missing, sum(node.is_gone for node in shown))


def _walk(nodes: Sequence[Node], depth: int, shown: list[Node]) -> None:
    for node in nodes:
        node.depth = depth
        shown.append(node)
        _walk(node.called, depth + 1, shown)


def planned_tree(on: date) -> Tree:
    """A tree from posts and caucuses of the day. Six SQL statements."""
    held = list(
        Appointment.objects.filter(covers(on)).select_related("post__unit").order_by("post__order", "post_id", "id")
    )

    def holder(role: Role) -> UUID | None:
        return next((row.person_id for row in held if row.post.role == role), None)

    window = next((row.person_id for row in held if row.post.is_window), None)
    staff = [row.person_id for row in held if row.post.unit.kind == UnitKind.SECRETARIAT]
    caucuses = [(row.head.pk if row.head else None, [one.pk for one in row.members]) for row in caucus_rows(on)]
    return plan_tree(
        first=window,
        head=holder(Role.SECRETARY_GENERAL),
        deputy_head=holder(Role.MANAGER),
        staff=staff,
        chair=holder(Role.CHAIR),
        deputy=holder(Role.DEPUTY),
        caucuses=caucuses,
        others=[person.pk for person in independents(on)],
    )


def call_notes(limit: int = 200) -> list[CallNote]:
    """The latest calls."""
    rows = CallNote.objects.select_related("person", "caller", "check_row").order_by("-called_at", "-id")
    return list(rows[:limit])
