"""How many SQL statements a page needs, recorded; and that more people never mean more statements.

`query_counts.json` holds the number for each page. After a change that is meant to change them, record anew with
`SAKIMORI_RECORD_COUNTS=1` and look at the difference. Counted on SQLite, on the second request of a page: the first
fills what is derived from records (the state of the duties, the cache of sites).
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.assurance.inspections import actions as inspections
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term
from sakimori.foundation.people.types import Role
from sakimori.measures.assessments.tests.parts import a_check, answered
from sakimori.measures.awareness import actions as awareness
from sakimori.measures.continuity import actions as continuity
from sakimori.measures.continuity.models import CriticalFunction
from sakimori.measures.exceptions import actions as exceptions
from sakimori.measures.incidents import actions as incidents
from sakimori.measures.playbooks import actions as playbooks
from sakimori.measures.playbooks.content import shipped_text
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.measures.risks import actions as risks
from sakimori.measures.safety import actions as safety
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.policy.clauses.tests.texts import SECOND
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.disposal.actions import open_case
from sakimori.registers.premises.actions import register_place
from sakimori.registers.stocktaking.actions import see
from sakimori.registers.suppliers import actions as suppliers
from sakimori.registers.suppliers.criteria import CriteriaLine
from sakimori.registers.upkeep import actions as upkeep
from sakimori.testing import NAMES, NOW, SINCE, TODAY, UNTIL, Cast

RECORD = Path(__file__).with_name("query_counts.json")
BUDGET = 12
"""What a page may need, whatever it shows."""

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
    "suppliers": ("staff", "suppliers/"),
    "supplier": ("staff", "suppliers/{supplier}/"),
    "contracts": ("staff", "suppliers/contracts/"),
    "contract": ("staff", "suppliers/contracts/{contract}/"),
    "contract, clauses": ("staff", "suppliers/contracts/{contract}/?part=clauses"),
    "contract, assets and chain": ("staff", "suppliers/contracts/{contract}/?part=access"),
    "contract, papers": ("staff", "suppliers/contracts/{contract}/?part=papers"),
    "contract, end": ("staff", "suppliers/contracts/{contract}/?part=end"),
    "contract, checklist": ("staff", "suppliers/contracts/{contract}/clauses/"),
    "clauses of contracts": ("staff", "suppliers/clauses/"),
    "missing clauses": ("staff", "suppliers/gaps/"),
    "criteria": ("staff", "suppliers/criteria/"),
    "selections": ("staff", "suppliers/selections/"),
    "selection": ("staff", "suppliers/selections/{selection}/"),
    "third parties": ("staff", "suppliers/third-parties/"),
    "third party": ("staff", "suppliers/third-parties/{party}/"),
    "posters": ("staff", "awareness/"),
    "poster": ("staff", "awareness/2026/11/"),
    "promise": ("staff", "awareness/id-rules/"),
    "promise, asking": ("staff", "awareness/id-rules/asking/"),
    "playbooks": ("staff", "playbooks/"),
    "playbook": ("staff", "playbooks/lost-device/"),
    "playbook, member": ("member", "playbooks/lost-device/"),
    "playbook, edit": ("staff", "playbooks/lost-device/edit/"),
    "playbooks, review": ("staff", "playbooks/review/"),
    "exceptions": ("staff", "exceptions/"),
    "exception": ("staff", "exceptions/{exception}/"),
    "exceptions, mine": ("member", "exceptions/mine/"),
    "exceptions, reviews": ("staff", "exceptions/reviews/"),
    "asset with upkeep and an exception": ("staff", "assets/{system}/"),
    "upkeep": ("staff", "upkeep/"),
    "upkeep, one work": ("staff", "upkeep/{work}/"),
    "upkeep, windows": ("staff", "upkeep/windows/"),
    "upkeep, one window": ("staff", "upkeep/windows/{window}/"),
    "checks of units": ("staff", "inspections/checks/"),
    "check of a unit": ("staff", "inspections/checks/{check}/"),
    "services": ("staff", "services/"),
    "services, allowed": ("member", "services/allowed/"),
    "services, found": ("staff", "services/found/"),
    "services, generative AI": ("member", "services/ai/"),
    "social": ("staff", "social/"),
    "social, range": ("member", "social/range/"),
    "social, draft": ("staff", "social/draft/"),
    "social, posts": ("staff", "social/posts/"),
    "social, fakes": ("staff", "social/fakes/"),
    "risks": ("staff", "risks/"),
    "risks, a group": ("staff", "risks/groups/unintentional/"),
    "risks, one": ("staff", "risks/{risk}/"),
    "continuity": ("staff", "continuity/"),
    "continuity, one card": ("staff", "continuity/{function}/"),
    "continuity, shortage": ("staff", "continuity/shortage/"),
    "continuity, losses": ("staff", "continuity/losses/"),
    "continuity, outages": ("staff", "continuity/outages/"),
    "safety": ("staff", "safety/"),
    "safety, one check": ("staff", "safety/{safety_check}/"),
    "safety, phone": ("staff", "safety/{safety_check}/phone/"),
    "safety, result": ("member", "safety/{safety_check}/result/"),
    "safety, tree": ("staff", "safety/tree/"),
    "safety, mine": ("member", "safety/mine/"),
    "checks of contractors": ("staff", "assessments/"),
    "checks of contractors, one": ("staff", "assessments/{contractor}/"),
    "checks of contractors, judge": ("staff", "assessments/{contractor}/judge/"),
    "checks of contractors, begin": ("staff", "assessments/rounds/new/"),
    "audits": ("staff", "audits/"),
    "audits, mine": ("auditor", "audits/mine/"),
    "calendar": ("staff", "calendar/"),
    "calendar, load": ("staff", "calendar/2026/plan/"),
    "reports": ("staff", "intake/"),
    "report, new": ("member", "intake/new/"),
    "report, new, lost": ("member", "intake/new/lost/"),
    "reports by month": ("staff", "intake/months/"),
    "cards": ("staff", "cards/"),
    "packs": ("staff", "cards/packs/"),
    "incidents": ("staff", "incidents/"),
    "incident": ("staff", "incidents/{incident}/"),
    "incident, things": ("staff", "incidents/{incident}/things/"),
    "incident, evidence": ("staff", "incidents/{incident}/evidence/"),
    "incident, papers": ("staff", "incidents/{incident}/papers/"),
    "incident, review": ("staff", "incidents/{incident}/review/"),
    "incidents, figures": ("staff", "incidents/figures/"),
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


def supply(cast: Cast, asset: Asset) -> dict[str, str]:
    """A supplier at work: a contract with its clauses and chain, a version of the clauses, a selection, a third party."""
    ctx = cast.ctx("staff")
    found = suppliers.register_supplier(ctx, name="架空映像", services=[suppliers.ServiceLine("中継", "broadcast")])
    contract = suppliers.register_contract(
        ctx, supplier=found, title="中継", party="市長", user="議会", from_date=SINCE, services=list(found.services.all()),
        accesses=[suppliers.AccessLine(asset, "operate")], chain=[suppliers.ChainLine("架空配信", "配信")],
        keeper=cast.person["staff"],
    )  # fmt: skip
    suppliers.adopt_clauses(
        ctx, clauses=[suppliers.ClauseLine("秘密", "秘密を守る。", key="secrecy"), suppliers.ClauseLine("返却", "返す。")],
        decided_on=TODAY, effective_on=TODAY,
    )  # fmt: skip
    suppliers.check_clauses(ctx, contract=contract, answers=[suppliers.ClauseAnswer("secrecy", "present", "3頁")])
    draft = suppliers.write_criteria(ctx, title="基準", preface="", items=[CriteriaLine("国を確かめた")])
    suppliers.decide_criteria(ctx, criteria=draft, decided_on=TODAY, effective_on=TODAY)
    selection = suppliers.open_selection(ctx, title="更新", contract=contract)
    suppliers.write_candidate(ctx, selection=selection, supplier=found)
    party = suppliers.register_third_party(
        ctx, name="撮影班", kind="recording", handles="映像", from_date=SINCE, contract=contract
    )
    suppliers.record_pledge(ctx, third_party=party, pledged_on=TODAY)
    return {
        "supplier": str(found.pk),
        "contract": str(contract.pk),
        "selection": str(selection.pk),
        "party": str(party.pk),
    }


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
    system = register_asset(cast.ctx("staff"), kind="system", name="議会中継", zone="cloud")
    exception = exceptions.apply_for_exception(
        cast.ctx("staff"), route=[Role.CHAIR], title="古い端末", clause_path="1", what="使う。", reason="遅れ",
        substitute="切り離す。", asset=system, from_date=TODAY, to_date=TODAY,
    )  # fmt: skip
    work = upkeep.plan_work(
        cast.ctx("staff"),
        asset=system,
        kind="repair",
        title="修理",
        reason="故障",
        planned_on=TODAY,
        route=[Role.CHAIR],
    )
    window = upkeep.allow_window(
        cast.ctx("staff"), asset=system, work=work, company="架空商会", operator="保守", means="回線", purpose="修理",
        from_at=NOW, until_at=NOW + timedelta(hours=1), allowed_by=cast.person["manager"],
    )  # fmt: skip
    check = inspections.draw_check(
        cast.ctx("staff"), unit=cast.unit["secretariat"], duty="compliance.acknowledged", size=2
    )
    continuity.add_starters(cast.ctx("staff"), keys=["plenary", "broadcast"])
    (risk,) = risks.take_scenarios(cast.ctx("staff"), pairs=[("lost-device", "device")])
    risks.assess(cast.ctx("staff"), judgements=[risks.Judgement(risk, 3, 3)], assessed_on=TODAY)
    risks.ask_to_accept(cast.ctx("staff"), risk=risk, reason="予算", substitute="見張る", to_date=TODAY)
    safety.make_tree(cast.ctx("staff"))
    alarm = safety.start_check(cast.ctx("staff"), kind="real", title="地震")
    incident = incidents.open_case(
        cast.ctx("staff"), title="置き忘れ", kind="lost-device", noticed_at=NOW, answers={"happened": "real"}
    )
    contractor = a_check(cast)
    answered(cast, contractor)
    clause = version.clauses.get(heading="遵守義務")
    return supply(cast, asset) | {
        "safety_check": str(alarm.pk),
        "function": str(CriticalFunction.objects.get(key="broadcast").pk),
        "version": str(version.pk),
        "draft": str(draft.pk),
        "clause": str(clause.pk),
        "asset": str(asset.pk),
        "place": str(place.pk),
        "person": str(cast.person["member"].pk),
        "system": str(system.pk),
        "exception": str(exception.pk),
        "risk": str(risk.pk),
        "work": str(work.pk),
        "window": str(window.pk),
        "check": str(check.pk),
        "incident": str(incident.pk),
        "contractor": str(contractor.pk),
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
        RECORD.write_text(json.dumps({"statements": counts}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert counts == recorded()
    double(cast.ctx("manager"), cast)
    policy.ask_everyone(cast.ctx("staff"), version=PolicyVersion.objects.get(pk=office["version"]), due_on=TODAY)
    many = {name: statements(cast, name, office) for name in PAGES}
    grown = {name: [sql for sql in many[name] if sql not in few[name]] for name in PAGES}
    assert {name: len(found) for name, found in many.items()} == counts, {k: v for k, v in grown.items() if v}


def test_no_page_is_over_the_budget():
    assert set(recorded()) == set(PAGES)
    assert {name: number for name, number in recorded().items() if number > BUDGET} == {}
