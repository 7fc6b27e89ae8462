"""What contradicts itself is found; a draft is run against today's records before it is decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from sakimori.assurance.conformance import checks_reads as reads
from sakimori.assurance.conformance import queries
from sakimori.assurance.conformance.checks import checks
from sakimori.assurance.conformance.engine import evaluate
from sakimori.assurance.conformance.rehearsal import rehearse
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.spec import State
from sakimori.foundation.people.models import Appointment, Office
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses import exports
from sakimori.policy.clauses.models import Clause, PolicyVersion, Publication
from sakimori.policy.clauses.tests.test_acknowledge import adopt, open_campaign
from sakimori.policy.clauses.tests.texts import FIRST, SECOND
from sakimori.testing import TODAY

if "test.upset" not in registered_actions():

    @action("test.upset", permission=Permission.ORGANIZATION_MANAGE, sentence="upset records for a test")
    def upset(ctx, change):
        """Change rows in a way that no page offers."""
        change()


OF_A_SHORT_POLICY = {"aligned", "items"}
"""The test policy leaves out most subjects of the ordinance, and that is noticed too."""


def failing(cast, role="staff"):
    return {check.key: check.findings for check in checks(cast.ctx(role)) if not check.holds}


def test_nothing_contradicts_itself_at_first(cast):
    adopt(cast)
    assert set(failing(cast)) <= OF_A_SHORT_POLICY


def test_an_owner_who_left_and_an_empty_post_are_found(cast):
    adopt(cast)
    gone = TODAY - timedelta(days=1)
    upset(cast.ctx("manager"), lambda: Office.objects.filter(person=cast.person["chair"]).update(to_date=gone))
    (finding,) = failing(cast)["left"]
    assert cast.person["chair"].shown_name in finding.text
    assert (
        finding.url == cast.url(f"organization/posts/{cast.post['chair'].pk}/appoint/")
        or str(cast.post["chair"].pk) in finding.url
    )
    upset(cast.ctx("manager"), lambda: Appointment.objects.filter(post=cast.post["chair"]).update(to_date=gone))
    found = failing(cast)
    assert "left" not in found
    assert [finding.label for finding in found["owner"]] == ["議長"]
    assert cast.post["chair"].title in {finding.label for finding in found["empty"]}


def test_two_versions_of_one_day_are_found(cast):
    adopt(cast, days_ago=3)
    assert "current" not in failing(cast)
    adopt(cast, SECOND, days_ago=3)
    (finding,) = failing(cast)["current"]
    assert "令和8年11月20日" in finding.text


def test_a_binding_clause_without_a_measure_is_found(cast):
    version = adopt(cast)
    clause = Clause.objects.get(version=version, heading="研修")
    before = {finding.label for finding in failing(cast).get("aligned", ())}
    policy.set_measures(cast.ctx("staff"), clause=clause, slugs=[])
    after = {finding.label for finding in failing(cast)["aligned"]}
    assert after - before == {f"{clause.path} 研修"}


def test_a_text_changed_behind_our_back_is_found_everywhere(cast):
    version = adopt(cast)
    asks = open_campaign(cast)
    cast.client("member").post(cast.url(f"asks/{asks[cast.person['member']].pk}/"), {"confirmed": "on"})
    values = {"published_on": TODAY.isoformat(), "address": "https://example.jp/"}
    cast.client("staff").post(cast.url(f"policy/versions/{version.pk}/publish/"), values)
    assert Publication.objects.exists() and set(failing(cast)) <= OF_A_SHORT_POLICY
    clause = Clause.objects.get(version=version, heading="研修")
    upset(cast.ctx("manager"), lambda: Clause.objects.filter(pk=clause.pk).update(text="研修は行わない。"))
    assert {"text", "published"} <= set(failing(cast))
    upset(cast.ctx("manager"), lambda: PolicyVersion.objects.filter(pk=version.pk).update(text_sha256="0" * 64))
    assert "acknowledged" in failing(cast)


def publish(cast, version, **values):
    values = {"published_on": TODAY.isoformat(), "address": "https://example.jp/", **values}
    answer = cast.client("staff").post(cast.url(f"policy/versions/{version.pk}/publish/"), values)
    assert answer.status_code == 302


def test_what_was_published_stays_right_when_an_earlier_version_is_published_beside_it(cast):
    """The document of a version has the earlier ones folded away, so its bytes change; the policy does not."""
    first, second = adopt(cast, days_ago=30), adopt(cast, SECOND, days_ago=3)
    publish(cast, second)
    before = exports.sha256_of(exports.static_html(cast.assembly, second))
    publish(cast, first)
    assert exports.sha256_of(exports.static_html(cast.assembly, second)) != before
    assert "published" not in failing(cast)
    assert Publication.objects.get(version=second).sha256 == before, "the record is of the document of its day"


def test_a_published_text_that_was_changed_with_its_hash_is_found(cast):
    version = adopt(cast)
    publish(cast, version)
    clause = Clause.objects.get(version=version, heading="研修")
    upset(cast.ctx("manager"), lambda: Clause.objects.filter(pk=clause.pk).update(text="研修は行わない。"))
    (text,) = reads.texts()
    upset(cast.ctx("manager"), lambda: PolicyVersion.objects.filter(pk=version.pk).update(text_sha256=text.hash_now))
    found = failing(cast)
    assert "text" not in found and found["published"][0].label.endswith("第1版")


def test_a_record_of_publication_from_before_it_kept_the_hash_of_the_text(cast):
    version = adopt(cast)
    publish(cast, version)
    upset(cast.ctx("manager"), lambda: Publication.objects.update(text_sha256=""))
    assert "published" not in failing(cast)


def test_the_page_shows_findings_to_those_who_see_evidence(cast):
    adopt(cast)
    adopt(cast, SECOND)
    for role in ("staff", "chair"):
        page = cast.client(role).get(cast.url("board/checks/"))
        assert page.status_code == 200 and "施行される版が二つ以上" in page.content.decode()
    for role in ("member", "city_it", "auditor"):
        assert cast.client(role).get(cast.url("board/checks/")).status_code == 403


def test_checks_cost_the_same_for_more_people(cast):
    adopt(cast)
    checks(cast.ctx("staff"))
    with CaptureQueriesContext(connection) as few:
        checks(cast.ctx("staff"))
    open_campaign(cast)
    checks(cast.ctx("staff"))
    with CaptureQueriesContext(connection) as many:
        checks(cast.ctx("staff"))
    assert len(few) == len(many)


def test_a_draft_is_rehearsed_before_it_is_decided(cast):
    first = adopt(cast, days_ago=30)
    open_campaign(cast)
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    found = rehearse(cast.ctx("staff"), draft)
    assert (found.now.version, found.then.version) == (first, draft)
    assert {duty.key for duty in found.joining} >= {"operation.incident-plan"}
    assert found.leaving == ()
    assert (found.people, found.open_asks) == (7, 7)
    draft.refresh_from_db()
    assert draft.state == "draft"
    page = cast.client("staff").get(cast.url(f"board/rehearsal/{draft.pk}/")).content.decode()
    assert "7人が、この版を新しく確認します" in page and "対応手順が整っている" in page
    assert f"board/rehearsal/{draft.pk}/" in (
        cast.client("staff").get(cast.url(f"policy/versions/{draft.pk}/differences/")).content.decode()
    )


@pytest.mark.parametrize(("role", "status"), [("chair", 200), ("manager", 200), ("member", 403), ("auditor", 403)])
def test_who_may_rehearse(cast, role, status):
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    assert cast.client(role).get(cast.url(f"board/rehearsal/{draft.pk}/")).status_code == status


def test_a_draft_of_another_assembly_cannot_be_rehearsed(cast, neighbour):
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    assert neighbour.client("manager").get(neighbour.url(f"board/rehearsal/{draft.pk}/")).status_code == 404


def test_only_what_is_not_decided_is_rehearsed(cast):
    decided = adopt(cast)
    client = cast.client("manager")
    assert client.get(cast.url(f"board/rehearsal/{decided.pk}/")).status_code == 404
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    assert client.get(cast.url(f"board/rehearsal/{draft.pk}/")).status_code == 200
    policy.withdraw_version(cast.ctx("staff"), version=draft)
    assert client.get(cast.url(f"board/rehearsal/{draft.pk}/")).status_code == 404


@pytest.mark.parametrize("where", ["", "check/", "decide/", "differences/"])
def test_the_pages_of_a_draft_lead_to_its_rehearsal(cast, where):
    adopt(cast)
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    page = cast.client("staff").get(cast.url(f"policy/versions/{draft.pk}/{where}")).content.decode()
    assert cast.url(f"board/rehearsal/{draft.pk}/") in page


def test_a_first_policy_is_not_red_for_want_of_a_policy(cast):
    """Today there is no policy, so the board is red; adopting the draft is what mends it."""
    draft = policy.take_in_text(cast.ctx("staff"), text=FIRST)
    found = rehearse(cast.ctx("staff"), draft)
    assert queries.row_of(found.now, "policy.established").state == State.BREACHED
    assert queries.row_of(found.then, "policy.established").state == State.KEPT
    assert [row.heading for row in found.red] == ["組織体制"], "the chart of the cast is not complete; the policy is"
    assert found.people == 7
    assert queries.row_of(found.then, "compliance.acknowledged").standing.next_due == TODAY + timedelta(days=30)
    assert all(not clause.before for clause in found.clauses)


def test_each_clause_stands_beside_the_present_one_of_the_same_measure(cast):
    adopt(cast, days_ago=30)
    gone = TODAY - timedelta(days=1)
    upset(cast.ctx("manager"), lambda: Appointment.objects.filter(post=cast.post["chair"]).update(to_date=gone))
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    found = rehearse(cast.ctx("staff"), draft)
    clause = next(clause for clause in found.clauses if clause.row.heading == "組織体制")
    assert [row.heading for row in clause.before] == ["組織体制"]
    assert (clause.row.state, clause.state_before) == (State.BREACHED, State.BREACHED)
    assert not clause.is_worse
    assert "組織体制" in [row.heading for row in found.red]
    page = cast.client("staff").get(cast.url(f"board/rehearsal/{draft.pk}/")).content.decode()
    assert "条項が、初日から守られていない状態になります" in page


def test_nobody_has_acknowledged_a_new_version(cast):
    """On the first day nobody has, and nobody is late; after the last day the clauses of that duty are red."""
    adopt(cast, days_ago=30)
    asks = open_campaign(cast)
    cast.client("member").post(cast.url(f"asks/{asks[cast.person['member']].pk}/"), {"confirmed": "on"})
    settle_duty(cast.ctx("manager"), duty="compliance.acknowledged", days=20)
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    found = rehearse(cast.ctx("staff"), draft)
    assert [(unit.done, unit.total) for unit in found.units if unit.done] == []
    assert (found.people, found.acknowledge_by) == (7, TODAY + timedelta(days=20))
    late = queries.row_of(found.late, "compliance.acknowledged")
    assert (late.state, late.standing.kept, late.standing.population) == (State.BREACHED, 0, 7)
    assert "遵守義務" in [row.heading for row in found.red_later]
    assert not {row.id for row in found.red_later} & {row.id for row in found.red}
    page = strip_tags(cast.client("staff").get(cast.url(f"board/rehearsal/{draft.pk}/")).content.decode())
    assert "0 / 7人" in page and "期限は令和8年12月13日です" in page and "期限までに誰も確認しないと" in page


def test_the_rehearsal_foretells_who_is_late_too(cast):
    adopt(cast, days_ago=30)
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    found = rehearse(cast.ctx("staff"), draft)
    policy.decide_version(
        cast.ctx("manager"), version=draft, decided_on=TODAY, effective_on=TODAY, meeting="議会運営委員会"
    )
    after = found.acknowledge_by + timedelta(days=1)
    with scope(cast.assembly.pk):
        real = evaluate(["compliance.acknowledged"], after, {}, [cast.assembly.pk])
    (standing,) = real.values()
    late = queries.row_of(found.late, "compliance.acknowledged").standing
    assert (standing.state, standing.breached, standing.population) == (late.state, late.breached, late.population)


@pytest.mark.parametrize("change", [{"days": None, "is_open": True}, {"is_applicable": False}])
def test_nobody_is_late_where_the_assembly_set_no_time(cast, change):
    settle_duty(cast.ctx("manager"), duty="compliance.acknowledged", reason="議会の決定", **change)
    found = rehearse(cast.ctx("staff"), policy.take_in_text(cast.ctx("staff"), text=SECOND))
    assert (found.acknowledge_by, found.red_later) == (None, ())


def test_the_rehearsal_foretells_the_board_of_the_day_it_is_decided(cast):
    adopt(cast, days_ago=30)
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    found = rehearse(cast.ctx("staff"), draft)
    policy.decide_version(
        cast.ctx("manager"), version=draft, decided_on=TODAY, effective_on=TODAY, meeting="議会運営委員会"
    )
    real = queries.board(cast.ctx("staff"))
    assert [row.state for row in real.clauses] == [clause.row.state for clause in found.clauses]
    assert [(row.kept, row.population) for row in real.clauses] == [
        (clause.row.kept, clause.row.population) for clause in found.clauses
    ]


def test_two_drafts_at_work_are_found(cast):
    policy.take_in_text(cast.ctx("staff"), text=FIRST)
    assert "drafts" not in failing(cast)
    policy.take_in_text(cast.ctx("staff"), text=SECOND)
    (finding,) = failing(cast)["drafts"]
    assert "2件" in finding.text and finding.url == cast.url("policy/versions/")


def test_subjects_of_the_ordinance_without_a_clause_are_found(cast):
    version = adopt(cast)
    items = {finding.label for finding in failing(cast)["items"]}
    assert "省令 第3号" in items and "省令 第1号" not in items
    clause = Clause.objects.get(version=version, heading="研修")
    policy.set_measures(cast.ctx("staff"), clause=clause, slugs=["human", "physical"])
    assert "省令 第3号" not in {finding.label for finding in failing(cast)["items"]}


def test_an_acknowledgement_before_taking_office_is_found(cast):
    adopt(cast)
    asks = open_campaign(cast)
    cast.client("member").post(cast.url(f"asks/{asks[cast.person['member']].pk}/"), {"confirmed": "on"})
    assert "early" not in failing(cast)
    later = TODAY + timedelta(days=1)
    upset(cast.ctx("manager"), lambda: Office.objects.filter(person=cast.person["member"]).update(from_date=later))
    (finding,) = failing(cast)["early"]
    assert finding.label == cast.person["member"].shown_name
    assert finding.url == cast.url(f"organization/persons/{cast.person['member'].pk}/")


def test_a_decision_about_a_duty_that_is_gone_is_found(cast):
    adopt(cast)
    settle_duty(cast.ctx("manager"), duty="policy.published", days=3)
    assert "settings" not in failing(cast)
    upset(cast.ctx("manager"), lambda: DutySetting.objects.update(duty="policy.of-old"))
    (finding,) = failing(cast)["settings"]
    assert finding.label == "policy.of-old"


def test_a_changed_text_of_an_earlier_version_is_found_too(cast):
    first = adopt(cast, days_ago=30)
    adopt(cast, SECOND, days_ago=3)
    assert "text" not in failing(cast)
    clause = Clause.objects.get(version=first, heading="研修")
    upset(cast.ctx("manager"), lambda: Clause.objects.filter(pk=clause.pk).update(heading="研修など"))
    (finding,) = failing(cast)["text"]
    assert finding.label.endswith("第1版")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pages_stand_in_both_languages(cast, language):
    adopt(cast)
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    for path in ("board/checks/", f"board/rehearsal/{draft.pk}/"):
        page = cast.client("staff").get(cast.url(path), headers={"Accept-Language": language})
        assert page.status_code == 200 and f'lang="{language}"' in page.content.decode()
