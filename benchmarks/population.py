"""Many assemblies of fifty people each, written in bulk: a population to evaluate, not a story."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.records import journal
from sakimori.foundation.assemblies.scope import every_assembly
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term, Unit
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.policy.clauses.models import Acknowledgement, PolicyVersion, Publication
from sakimori.policy.clauses.types import VersionState

MEMBERS, STAFF = 30, 20
SINCE, UNTIL = date(2023, 5, 1), date(2027, 4, 30)
DECIDED = date(2026, 3, 25)


def populate(first: int, last: int) -> None:
    """Assemblies number `first` to `last` - 1, each with 50 people, a policy, and half of its acknowledgements."""
    for start in range(first, last, 50):
        _batch(range(start, min(last, start + 50)))


def _batch(numbers: range) -> None:
    assemblies = [
        Assembly(slug=f"bench-{n}", name=f"第{n}市議会", body_name=f"第{n}市", joined_on=date(2026, 3, 1))
        for n in numbers
    ]
    Assembly.objects.bulk_create(assemblies)
    rows: dict[type, list] = {}

    def add(row):
        rows.setdefault(type(row), []).append(row)
        return row

    for assembly in assemblies:
        _one(assembly.pk, add)
    with every_assembly(), journal():
        for model in (
            Unit,
            Term,
            Seat,
            Person,
            Office,
            Membership,
            Post,
            Appointment,
            PolicyVersion,
            Publication,
            Acknowledgement,
        ):
            model.objects.bulk_create(rows[model], batch_size=500)


def _one(assembly, add) -> None:
    own = {"assembly_id": assembly}
    kinds = (UnitKind.ASSEMBLY, UnitKind.SECRETARIAT, UnitKind.CAUCUS, UnitKind.CAUCUS)
    units = [add(Unit(kind=kind, name=f"{kind}{n}", from_date=SINCE, **own)) for n, kind in enumerate(kinds)]
    term = add(Term(number=20, from_date=SINCE, to_date=UNTIL, seats=MEMBERS, **own))
    version = add(
        PolicyVersion(
            number=1,
            title="基本方針",
            state=VersionState.DECIDED,
            decided_on=DECIDED,
            effective_on=date(2026, 4, 1),
            **own,
        )
    )
    add(Publication(version=version, published_on=DECIDED + timedelta(days=3), address="x", days_taken=3, **own))
    at = datetime(2026, 4, 10, tzinfo=ZoneInfo("Asia/Tokyo"))
    for n in range(MEMBERS + STAFF):
        person = add(Person(name=f"議員 {n}", kana=f"ぎいん {n:02}", **own))
        if n < MEMBERS:
            seat = add(Seat(term=term, number=n + 1, **own))
            add(Office(person=person, seat=seat, from_date=SINCE, to_date=UNTIL, **own))
            add(Membership(person=person, unit=units[2 + n % 2], from_date=SINCE, **own))
        else:
            role = (Role.SECRETARY_GENERAL, Role.MANAGER, Role.STAFF)[min(n - MEMBERS, 2)]
            post = add(Post(unit=units[1], title=f"職{n}", role=role, from_date=SINCE, **own))
            add(Appointment(post=post, person=person, from_date=SINCE, **own))
        if n % 2:
            add(
                Acknowledgement(
                    version=version,
                    person=person,
                    on=at.date(),
                    at=at,
                    channel=Channel.LINK,
                    statement="x",
                    text_sha256="",
                    **own,
                )
            )
