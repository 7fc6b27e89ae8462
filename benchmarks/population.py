"""Many assemblies of fifty people, fifteen contracts and two dozen risks each, written in bulk: a population to evaluate, not a story."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.records import journal
from sakimori.foundation.assemblies.scope import every_assembly
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term, Unit
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.measures.risks.content import scenarios
from sakimori.measures.risks.models import Risk, RiskAssessment
from sakimori.policy.clauses.models import Acknowledgement, PolicyVersion, Publication
from sakimori.policy.clauses.types import VersionState
from sakimori.registers.suppliers.catalogue import SHIPPED_REQUIRED
from sakimori.registers.suppliers.models import (
    ClauseCheck,
    Contract,
    Criteria,
    Renewal,
    SecrecyPledge,
    Selection,
    Supplier,
    ThirdParty,
)
from sakimori.registers.suppliers.types import ClauseState, PartyKind, PledgeMeans

MEMBERS, STAFF = 30, 20
SINCE, UNTIL = date(2023, 5, 1), date(2027, 4, 30)
DECIDED = date(2026, 3, 25)
SUPPLIERS, CONTRACTS, PARTIES = 9, 15, 8
MODELS = (
    Unit, Term, Seat, Person, Office, Membership, Post, Appointment, PolicyVersion, Publication, Acknowledgement,
    Supplier, Contract, Renewal, ClauseCheck, Criteria, Selection, ThirdParty, SecrecyPledge, Risk, RiskAssessment,
)  # fmt: skip


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
        for model in MODELS:
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
    _contracts(own, add)
    _risks(own, add)


def _contracts(own, add) -> None:
    """Fifteen contracts of nine suppliers, a third of them lacking a clause, and eight third parties."""
    since, until = date(2026, 4, 1), date(2027, 3, 31)
    suppliers = [add(Supplier(name=f"事業者 {n}", registered_on=since, **own)) for n in range(SUPPLIERS)]
    criteria = add(Criteria(number=1, title="選定基準", decided_on=since, effective_on=since, **own))
    for n in range(CONTRACTS):
        contract = add(
            Contract(
                supplier=suppliers[n % SUPPLIERS], title=f"契約 {n}", party="市長", user="議会", from_date=since,
                to_date=until, auto_renews=n % 3 == 0, registered_on=since, **own,
            )
        )  # fmt: skip
        if n % 5 == 0:
            add(Renewal(contract=contract, renewed_from=date(2026, 10, 1), to_date=until, **own))
        for key in SHIPPED_REQUIRED[n % 3 == 0 :]:
            add(ClauseCheck(contract=contract, key=key, state=ClauseState.PRESENT, page="3頁", checked_on=since, **own))
        if n % 2:
            add(
                Selection(
                    number=f"2026-{n:02}", title=f"選定 {n}", criteria=criteria, contract=contract, opened_on=DECIDED,
                    judged_on=DECIDED, **own,
                )
            )  # fmt: skip
    for n in range(PARTIES):
        party = add(ThirdParty(kind=PartyKind.CLEANER, name=f"第三者 {n}", handles="紙", from_date=since, **own))
        if n % 4:
            add(SecrecyPledge(third_party=party, pledged_on=since, until=until, means=PledgeMeans.PAPER, **own))


def _risks(own, add) -> None:
    """Every shipped scenario once, judged half a year ago; a quarter of them lies above the line and is not answered."""
    since = date(2026, 5, 1)
    for number, one in enumerate(scenarios().values(), start=1):
        risk = add(
            Risk(
                number=number, threat=one.threat, scenario=one.key, asset_group=one.groups[0], added_on=since, **own
            )
        )  # fmt: skip
        harm = 3 if number % 4 == 0 else 2
        add(RiskAssessment(risk=risk, assessed_on=since, bare_chance=3, bare_harm=3, chance=2, harm=harm, **own))
