"""How many SQL statements a page needs, recorded; and that more people never mean more statements.

`query_counts.json` holds the number for each page. After a change that is meant to change them, record anew with
`SAKIMORI_RECORD_COUNTS=1` and look at the difference. Counted on SQLite, on the second request of a page: the first
fills what is derived from records (the state of the duties, the cache of sites).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term
from sakimori.measures.awareness import actions as awareness
from sakimori.measures.incidents import actions as incidents
from sakimori.measures.playbooks import actions as playbooks
from sakimori.measures.playbooks.content import shipped_text
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.policy.clauses.tests.texts import SECOND
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.disposal.actions import open_case
from sakimori.registers.premises.actions import register_place
from sakimori.registers.stocktaking.actions import see
from sakimori.testing import NAMES, NOW, SINCE, TODAY, UNTIL, Cast

RECORD = Path(__file__).with_name("query_counts.json")
BUDGET = 12
"""What a page may need. Pages above it stand in the record with their number, and may only become better."""

PAGES = {
    "home, member": ("member", ""),
    "home, staff": ("staff", ""),
    "home, chair": ("chair", ""),
    "board": ("staff", "board/"),
    "board, member": ("member", "board/"),
    "board, past day": ("staff", "board/?on=2026-11-01"),
    "gaps": ("staff", "board/gaps/"),
    "clause": ("staff", "board/clauses/{clause}/"),
    "duties": ("staff", "board/duties/"),
    "duty": ("staff", "board/duties/compliance.acknowledged/"),
    "checks": ("staff", "board/checks/"),
    "rehearsal": ("staff", "board/rehearsal/{draft}/"),
    "policy": ("member", "policy/"),
    "policy, versions": ("staff", "policy/versions/"),
    "policy, one version": ("staff", "policy/versions/{version}/"),
    "policy, differences": ("staff", "policy/versions/{draft}/differences/"),
    "policy, acknowledgement": ("staff", "policy/acknowledgement/"),
    "policy, review": ("staff", "policy/review/"),
    "persons": ("staff", "organization/persons/"),
    "person": ("staff", "organization/persons/{person}/"),
    "units": ("staff", "organization/units/"),
    "posts": ("staff", "organization/posts/"),
    "seats": ("staff", "organization/seats/"),
    "chart": ("staff", "organization/chart/"),
    "contacts": ("staff", "organization/contacts/"),
    "roles": ("staff", "organization/roles/"),
    "lending": ("staff", "lending/"),
    "lending, counter": ("staff", "lending/counter/?person={person}"),
    "lending, one person": ("staff", "lending/persons/{person}/"),
    "lending, mine": ("member", "lending/mine/"),
    "classes": ("staff", "assets/classes/"),
    "classes, limits": ("member", "assets/limits/"),
    "system map": ("staff", "assets/map/"),
    "numbered copies": ("staff", "assets/copies/"),
    "retention": ("staff", "assets/retention/"),
    "asset": ("staff", "assets/{asset}/"),
    "place": ("staff", "premises/{place}/"),
    "posters": ("staff", "awareness/"),
    "poster": ("staff", "awareness/2026/11/"),
    "promise": ("staff", "awareness/id-rules/"),
    "promise, asking": ("staff", "awareness/id-rules/asking/"),
    "playbooks": ("staff", "playbooks/"),
    "playbook": ("staff", "playbooks/lost-device/"),
    "playbook, member": ("member", "playbooks/lost-device/"),
    "playbook, edit": ("staff", "playbooks/lost-device/edit/"),
    "playbooks, review": ("staff", "playbooks/review/"),
    "audits": ("staff", "audits/"),
    "audits, mine": ("auditor", "audits/mine/"),
    "incidents": ("staff", "incidents/"),
    "incident": ("staff", "incidents/{incident}/"),
    "incident, things": ("staff", "incidents/{incident}/things/"),
    "incident, evidence": ("staff", "incidents/{incident}/evidence/"),
    "incident, papers": ("staff", "incidents/{incident}/papers/"),
    "incident, review": ("staff", "incidents/{incident}/review/"),
    "incidents, figures": ("staff", "incidents/figures/"),
    "reports": ("staff", "intake/"),
    "report, new": ("member", "intake/new/"),
    "report, new, lost": ("member", "intake/new/lost/"),
    "reports by month": ("staff", "intake/months/"),
    "cards": ("staff", "cards/"),
    "packs": ("staff", "cards/packs/"),
    "ledger": ("manager", "ledger/"),
    "accounts": ("manager", "accounts/"),
}

if "test.double" not in registered_actions():

    @action("test.double", permission=Permission.ORGANIZATION_MANAGE, sentence="double the people of a test assembly")
    def double(ctx, cast: Cast) -> None:
        """As many people again, members with seats and caucus, the others with posts of the secretariat."""
        term = Term.objects.get()
        for number, _role in enumerate(NAMES, start=len(NAMES) + 1):
            person = Person.objects.create(name=f"増田 {number}", kana=f"ますだ {number:03}")
            if number % 2:
                seat = Seat.objects.create(term=term, number=number)
                Office.objects.create(person=person, seat=seat, from_date=SINCE, to_date=UNTIL)
                Membership.objects.create(person=person, unit=cast.unit["caucus"], from_date=SINCE)
            else:
                post = Post.objects.create(
                    unit=cast.unit["secretariat"],
                    title=f"係 {number}",
                    role="staff",
                    from_date=SINCE,
                    order=100 + number,
                )
                Appointment.objects.create(post=post, person=person, from_date=SINCE)


def recorded() -> dict[str, int]:
    return json.loads(RECORD.read_text(encoding="utf-8"))["statements"] if RECORD.exists() else {}


@pytest.fixture
def office(cast: Cast) -> dict[str, str]:
    """An assembly at work: a policy in force, a draft, open asks, one of them answered. Gives the ids in addresses."""
    version = adopt(cast, days_ago=30)
    policy.ask_everyone(cast.ctx("staff"), version=version, due_on=TODAY)
    ask = Ask.objects.get(person=cast.person["member"])
    cast.client("member").post(cast.url(f"asks/{ask.pk}/"), {"confirmed": "on"})
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    place = register_place(cast.ctx("staff"), kind="office", name="執務室", from_date=SINCE)
    kind = {"kind": "device", "category": "laptop", "state": "retired"}
    asset = register_asset(
        cast.ctx("staff"), name="旧PC", serial="S-1", place=place, custodian_post=cast.post["manager"], **kind
    )
    open_case(cast.ctx("staff"), kind="destroy", title="旧PCの廃棄", assets=[asset])
    see(cast.ctx("staff"), asset=asset, place=place, condition="broken")
    awareness.record_display(cast.ctx("staff"), year=2026, month=11, from_date=TODAY, places=[place], where="メール")
    rules = awareness.adopt_rules(
        cast.ctx("staff"), text="貸しません。", decided_on=TODAY, effective_on=TODAY, decision="議長"
    )
    awareness.ask_everyone(cast.ctx("staff"), rules=rules, due_on=TODAY)
    playbooks.adopt(
        cast.ctx("staff"),
        texts={kind.value: shipped_text(kind.value) for kind in IncidentKind},
        decided_on=TODAY,
        effective_on=TODAY,
        decision="議長決裁",
    )
    incident = incidents.open_case(
        cast.ctx("staff"), title="置き忘れ", kind="lost-device", noticed_at=NOW, answers={"happened": "real"}
    )
    clause = version.clauses.get(heading="遵守義務")
    return {
        "version": str(version.pk),
        "draft": str(draft.pk),
        "clause": str(clause.pk),
        "asset": str(asset.pk),
        "place": str(place.pk),
        "person": str(cast.person["member"].pk),
        "incident": str(incident.pk),
    }


def statements(cast: Cast, name: str, ids: dict[str, str]) -> list[str]:
    """The statements of the second request of a page."""
    role, path = PAGES[name]
    client, url = cast.client(role), cast.url(path.format(**ids))
    assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in found.captured_queries]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL adds the statements that set the assembly")
def test_pages_need_as_many_statements_as_recorded_however_many_people_there_are(cast, office):
    few = {name: statements(cast, name, office) for name in PAGES}
    counts = {name: len(found) for name, found in few.items()}
    if os.environ.get("SAKIMORI_RECORD_COUNTS"):
        over = [name for name, number in counts.items() if number > BUDGET]
        RECORD.write_text(
            json.dumps({"budget": BUDGET, "over_budget": over, "statements": counts}, ensure_ascii=False, indent=1)
            + "\n",
            encoding="utf-8",
        )
    assert counts == recorded()
    double(cast.ctx("manager"), cast)
    policy.ask_everyone(cast.ctx("staff"), version=PolicyVersion.objects.get(pk=office["version"]), due_on=TODAY)
    many = {name: statements(cast, name, office) for name in PAGES}
    grown = {name: [sql for sql in many[name] if sql not in few[name]] for name in PAGES}
    assert {name: len(found) for name, found in many.items()} == counts, {k: v for k, v in grown.items() if v}


def test_the_record_says_which_pages_are_over_the_budget():
    found = json.loads(RECORD.read_text(encoding="utf-8"))
    assert found["budget"] == BUDGET
    assert found["over_budget"] == [name for name, number in found["statements"].items() if number > BUDGET]
    assert set(found["statements"]) == set(PAGES)
