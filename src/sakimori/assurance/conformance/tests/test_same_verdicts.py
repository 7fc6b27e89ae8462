"""The statements are written for speed; these compare them with the same question asked plainly, on random records."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from sakimori.assurance.conformance.engine import evaluate
from sakimori.assurance.conformance.statements import execute
from sakimori.assurance.conformance.tallies import tally_sql, with_verdict
from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.records import journal
from sakimori.foundation.assemblies.scope import every_assembly, scope
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.spec import SOON_DAYS, Subjects, built_duties
from sakimori.foundation.people.models import Appointment, Office, Person, Post, Seat, Term, Unit
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.policy.clauses.duties import ACKNOWLEDGE_DAYS
from sakimori.policy.clauses.models import Acknowledgement, PolicyVersion
from sakimori.policy.clauses.types import VersionState
from sakimori.testing import TODAY

LONG_AGO = date(1947, 4, 17)
KEY = "compliance.acknowledged"


def some_day(rng: random.Random, back: int = 400) -> date:
    return TODAY + timedelta(days=rng.randint(-back, 40))


def period(rng: random.Random) -> dict[str, date | None]:
    first = some_day(rng)
    return {"from_date": first, "to_date": rng.choice([None, first + timedelta(days=rng.randint(0, 400))])}


def make_records(rng: random.Random) -> None:
    """Versions on chance days (two of one day among them), people with any offices and posts, any acknowledgements."""
    units = [Unit.objects.create(kind=kind, name=kind, from_date=LONG_AGO) for kind in UnitKind]
    posts = [Post.objects.create(unit=unit, title="職", role=Role.STAFF, from_date=LONG_AGO) for unit in units]
    term = Term.objects.create(number=99, from_date=LONG_AGO, seats=50)
    days = [some_day(rng, 200) for _ in range(3)]
    versions = [
        PolicyVersion.objects.create(
            number=100 + n,
            title="方針",
            state=rng.choice([VersionState.DECIDED, VersionState.DECIDED, VersionState.WITHDRAWN]),
            effective_on=day,
        )
        for n, day in enumerate([*days, days[0]])
    ]
    for n in range(40):
        person = Person.objects.create(name=f"対象者 {n}")
        for _ in range(rng.choice([0, 0, 1, 1, 2])):
            seat = Seat.objects.create(term=term, number=1000 + Seat.objects.count())
            Office.objects.create(person=person, seat=seat, **period(rng))
        for _ in range(rng.choice([0, 0, 1, 2])):
            Appointment.objects.create(person=person, post=rng.choice(posts), **period(rng))
        for _ in range(rng.choice([0, 1, 1, 2])):
            day = some_day(rng, 200)
            Acknowledgement.objects.create(
                version=rng.choice(versions),
                person=person,
                on=day,
                at=datetime.combine(day, datetime.min.time(), UTC),
                channel=Channel.LINK,
                statement="確認しました。",
                text_sha256="",
            )
    if rng.random() < 0.7:
        is_open = rng.random() < 0.3
        days_given = None if is_open else rng.randint(1, 90)
        DutySetting.objects.create(
            duty=KEY, from_date=some_day(rng, 100), days=days_given, is_open=is_open, ground="policy"
        )


def acknowledged_plainly(on: date) -> dict[Person, tuple[bool, date | None]]:
    """Verdict and due date of everyone the duty is about, row by row in Python."""
    decided = PolicyVersion.objects.filter(state=VersionState.DECIDED, effective_on__lte=on)
    version = max(decided, key=lambda row: (row.effective_on, row.number), default=None)
    if version is None:
        return {}
    settings = [row for row in DutySetting.objects.filter(duty=KEY) if row.covers(on)]
    setting = max(settings, key=lambda row: row.from_date, default=None)
    days = ACKNOWLEDGE_DAYS if setting is None else None if setting.is_open else setting.days
    found = {}
    for person in Person.objects.all():
        terms = [row.from_date for row in person.offices.all() if row.covers(on)]
        posts = [
            row.from_date
            for row in person.appointments.all()
            if row.covers(on) and row.post.unit.kind in {UnitKind.SECRETARIAT, UnitKind.CAUCUS}
        ]
        if not terms and not posts:
            continue
        began = max(terms, default=LONG_AGO)
        done = any(row.version_id == version.pk and began <= row.on <= on for row in person.acknowledgements.all())
        since = max(began, min(posts, default=LONG_AGO), version.effective_on)
        due = None if done or days is None else since + timedelta(days=days)
        found[person] = (due is not None and due < on, due)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_everyone_gets_the_verdict_that_plain_reading_gives(cast, neighbour, seed):
    rng = random.Random(seed)
    for town in (cast, neighbour):
        with scope(town.assembly.pk), journal():
            make_records(rng)
    for on in (TODAY, TODAY - timedelta(days=90)):
        expected = {}
        for town in (cast, neighbour):
            with scope(town.assembly.pk):
                (subjects,) = built_duties()[KEY](on).subjects
                rows = with_verdict(subjects)
                plain = acknowledged_plainly(on)
                assert {row: (row.is_breached, row.act_by) for row in rows} == plain
            breached = sum(is_breached for is_breached, _due in plain.values())
            dues = [due for is_breached, due in plain.values() if due and not is_breached]
            expected[town.assembly.pk] = (len(plain), breached, min(dues, default=None))
        with every_assembly():
            found = evaluate([KEY], on, {}, list(expected))
        assert {at: (s.population, s.breached, s.next_due) for (at, _key), s in found.items()} == expected


def by_row(subjects: Subjects) -> dict[UUID, list[int | date | None]]:
    """Rows, breached, soon and first due by assembly, counted in Python."""
    kept: dict[UUID, list[date | None]] = {}
    breached: Counter[UUID] = Counter()
    for row in with_verdict(subjects):
        kept.setdefault(row.assembly_id, [])
        if row.is_breached:
            breached[row.assembly_id] += 1
        else:
            kept[row.assembly_id].append(row.act_by)
    horizon = TODAY + timedelta(days=SOON_DAYS)
    return {
        at: [
            len(dues) + breached[at],
            breached[at],
            sum(due is not None and due <= horizon for due in dues),
            min((due for due in dues if due), default=None),
        ]
        for at, dues in kept.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_every_duty_is_counted_as_its_rows_stand(cast, neighbour, seed):
    """The two steps of the counting statement say of every population what its rows say one by one."""
    rng = random.Random(seed)
    for town in (cast, neighbour):
        with scope(town.assembly.pk), journal():
            make_records(rng)
    with every_assembly():
        for key, build in built_duties().items():
            for index, subjects in enumerate(build(TODAY).subjects):
                sql, params = tally_sql(subjects, TODAY)
                assert {at: figures for at, *figures in execute(sql, params)} == by_row(subjects), (
                    f"{key}, population {index}"
                )
