"""Who and what each duty of the policy counts, day by day: new terms, newcomers, amendments, planned reviews."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from sakimori.foundation.access.context import Channel
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.assemblies.scope import every_assembly, scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.people.models import Appointment, Office, Person, Post, Seat, Term
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.asks import STATEMENT
from sakimori.policy.clauses.duties import everyone_acknowledged, policy_established, policy_published, policy_reviewed
from sakimori.policy.clauses.models import Acknowledgement
from sakimori.policy.clauses.tests.texts import FIRST, SECOND
from sakimori.policy.clauses.types import ReviewOutcome, TriggerKind
from sakimori.testing import TODAY, UNTIL

if "test.acknowledge-as-of" not in registered_actions():

    @action("test.acknowledge-as-of", permission=Permission.ASK_MANAGE, sentence="acknowledge as of a day")
    def acknowledge(ctx, version, people, on):
        """Acknowledgements as the records of an earlier day would hold them."""
        Acknowledgement.objects.bulk_create(
            Acknowledgement(
                version=version,
                person=person,
                on=on,
                at=ctx.at,
                channel=Channel.PAPER,
                statement=STATEMENT,
                text_sha256=version.text_sha256,
            )
            for person in people
        )

    @action("test.newcomer", permission=Permission.ORGANIZATION_MANAGE, sentence="somebody joins the secretariat")
    def newcomer(ctx, cast, on):
        """One more person in the secretariat."""
        person = Person.objects.create(name="新人 一", kana="しんじん はじめ")
        post = Post.objects.create(unit=cast.unit["secretariat"], title="主事", role="staff", from_date=on, order=90)
        Appointment.objects.create(post=post, person=person, from_date=on)
        return person

    @action("test.new-term", permission=Permission.ORGANIZATION_MANAGE, sentence="the next term begins")
    def new_term(ctx, person):
        """The person is elected again."""
        begins = UNTIL + timedelta(days=1)
        term = Term.objects.create(number=21, from_date=begins, to_date=begins + timedelta(days=4 * 365), seats=4)
        seat = Seat.objects.create(term=term, number=1)
        Office.objects.create(person=person, seat=seat, from_date=term.from_date, to_date=term.to_date)


def adopt(cast, day, effective=None, text=FIRST):
    version = actions.take_in_text(cast.ctx("staff"), text=text)
    return actions.decide_version(
        cast.ctx("staff"), version=version, decided_on=day, effective_on=effective or day, meeting="議会運営委員会"
    )


def all_acknowledge(cast, version, on):
    acknowledge(cast.ctx("staff"), version, list(queries.without_acknowledgement(version, TODAY)), on)


def breached(build, on):
    """Rows in breach on the day."""
    return [row for subjects in build(on).subjects for row in subjects.rows.filter(subjects.breached)]


def due(build, on):
    """Day by which each row must act, by row, for rows that have one."""
    found = {}
    for subjects in build(on).subjects:
        day = F(subjects.due) if isinstance(subjects.due, str) else subjects.due
        found |= {row.pk: row.due_day for row in subjects.rows.annotate(due_day=day) if row.due_day is not None}
    return found


def ago(days):
    return TODAY - timedelta(days=days)


def test_decided_is_not_yet_in_force(cast):
    adopt(cast, ago(20), effective=ago(10))
    assert breached(policy_established, ago(11)) == [cast.unit["assembly"]]
    assert breached(policy_established, ago(10)) == []
    assert queries.in_force(ago(11)) is None


def test_a_draft_or_withdrawn_version_establishes_nothing(cast):
    version = actions.take_in_text(cast.ctx("staff"), text=FIRST)
    assert breached(policy_established, TODAY)
    actions.withdraw_version(cast.ctx("staff"), version=version)
    assert breached(policy_established, TODAY)


def test_a_version_of_the_time_before_the_assembly_joined_need_not_prove_its_publication(cast):
    adopt(cast, cast.assembly.joined_on - timedelta(days=1))
    assert breached(policy_published, TODAY) == []


def test_every_amendment_is_published_again(cast):
    first = adopt(cast, ago(60))
    actions.record_publication(cast.ctx("staff"), version=first, published_on=ago(58), address="掲示場")
    second = adopt(cast, ago(8), text=SECOND)
    assert breached(policy_published, ago(1)) == []
    assert breached(policy_published, TODAY) == [second]
    assert due(policy_published, ago(1)) == {second.pk: ago(1)}


def test_the_day_that_a_review_planned_counts_where_no_cadence_is_settled(cast):
    version = adopt(cast, ago(100))
    assert due(policy_reviewed, TODAY) == {}
    actions.record_review(
        cast.ctx("staff"),
        version=version,
        reviewed_on=ago(50),
        outcome=ReviewOutcome.NO_CHANGE,
        reasons="影響がない",
        next_on=ago(10),
    )
    assert due(policy_reviewed, TODAY) == {version.pk: ago(10)}
    assert breached(policy_reviewed, ago(10)) == []
    assert breached(policy_reviewed, ago(9)) == [version]
    settle_duty(cast.ctx("manager"), duty="policy.reviewed", days=365)
    assert due(policy_reviewed, TODAY) == {version.pk: ago(50) + timedelta(days=365)}  # what was settled goes first
    adopt(cast, ago(5), text=SECOND)  # a new version was looked at when it was made
    assert breached(policy_reviewed, TODAY) == []


def test_what_calls_for_a_review_stands_until_the_review(cast):
    version = adopt(cast, ago(30))
    actions.record_trigger(cast.ctx("staff"), kind=TriggerKind.LAW, occurred_on=ago(5), text="法律の改正")
    assert breached(policy_reviewed, ago(6)) == []
    assert breached(policy_reviewed, ago(5)) == [version]
    actions.record_review(
        cast.ctx("staff"), version=version, reviewed_on=ago(2), outcome=ReviewOutcome.CHANGE, reasons="条文を改める"
    )
    assert breached(policy_reviewed, ago(3)) == [version]
    assert breached(policy_reviewed, ago(2)) == []


def test_only_who_is_missing_is_named(cast):
    version = adopt(cast, ago(31))
    everyone = list(queries.without_acknowledgement(version, TODAY))
    assert len(everyone) == 7
    assert breached(everyone_acknowledged, ago(1)) == []
    assert set(due(everyone_acknowledged, TODAY).values()) == {ago(1)}
    acknowledge(cast.ctx("staff"), version, everyone[1:], ago(2))
    assert breached(everyone_acknowledged, TODAY) == everyone[:1]
    assert list(queries.without_acknowledgement(version, TODAY)) == everyone[:1]


def test_who_comes_later_has_days_of_their_own(cast):
    version = adopt(cast, ago(300))
    all_acknowledge(cast, version, ago(290))
    person = newcomer(cast.ctx("manager"), cast, ago(31))
    assert breached(everyone_acknowledged, ago(1)) == []
    assert breached(everyone_acknowledged, TODAY) == [person]
    settle_duty(cast.ctx("manager"), duty="compliance.acknowledged", days=40)
    assert breached(everyone_acknowledged, TODAY) == []


def test_a_new_version_asks_everyone_again(cast):
    first = adopt(cast, ago(300))
    all_acknowledge(cast, first, ago(290))
    second = adopt(cast, ago(31), text=SECOND)
    assert breached(everyone_acknowledged, ago(32)) == []
    assert len(breached(everyone_acknowledged, TODAY)) == 7
    assert Acknowledgement.objects.filter(version=first).count() == 7
    assert not Acknowledgement.objects.filter(version=second).exists()


def test_a_member_elected_again_acknowledges_in_the_new_term(cast):
    version = adopt(cast, ago(300))
    all_acknowledge(cast, version, ago(290))
    member = cast.person["member"]
    new_term(cast.ctx("manager"), member)
    begins = UNTIL + timedelta(days=1)
    assert breached(everyone_acknowledged, UNTIL) == []
    assert list(queries.without_acknowledgement(version, begins)) == [member]
    assert due(everyone_acknowledged, begins) == {member.pk: begins + timedelta(days=30)}
    assert breached(everyone_acknowledged, begins + timedelta(days=30)) == []
    assert breached(everyone_acknowledged, begins + timedelta(days=31)) == [member]
    assert sum(unit.total - unit.done for unit in queries.progress_by_unit(version, begins)) == 1
    acknowledge(cast.ctx("staff"), version, [member], begins)
    assert breached(everyone_acknowledged, begins + timedelta(days=31)) == []


@pytest.mark.parametrize("role", ["member", "deputy"])
def test_who_has_left_is_not_counted(cast, role):
    adopt(cast, ago(10))
    in_breach = {row.pk for row in breached(everyone_acknowledged, UNTIL)}
    assert cast.person[role].pk in in_breach
    after = {row.pk for row in breached(everyone_acknowledged, UNTIL + timedelta(days=1))}
    # The post of the deputy is of the assembly itself; without a seat it does not make anybody a person in office.
    assert after and cast.person[role].pk not in after


def test_one_statement_answers_for_every_assembly(cast, neighbour, django_assert_num_queries):
    version = adopt(cast, ago(40))
    with scope(neighbour.assembly.pk):
        adopt(neighbour, ago(3))
    found = {}
    with every_assembly():
        for build in (policy_established, policy_published, policy_reviewed, everyone_acknowledged):
            with django_assert_num_queries(1):
                found[build] = breached(build, TODAY)
    assert found[policy_published] == [version]
    assert found[policy_established] == found[policy_reviewed] == []
    assert {row.assembly_id for row in found[everyone_acknowledged]} == {cast.assembly.pk}
