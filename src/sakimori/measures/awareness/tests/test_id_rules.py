"""The promise about IDs: adopted, asked of everyone in office, given on the screen, by link and on paper; once a term."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.access.context import Channel
from sakimori.foundation.access.models import AccountLink
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.asks.actions import answer_ask, answer_for, make_links
from sakimori.foundation.asks.models import Ask, AskState, Reminder
from sakimori.foundation.assemblies.scope import every_assembly, scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import Ground
from sakimori.measures.awareness import actions, queries
from sakimori.measures.awareness.asks import STATEMENT
from sakimori.measures.awareness.models import IdPromise, IdRules
from sakimori.measures.awareness.reservations import without_promise
from sakimori.measures.awareness.shipped import RULES
from sakimori.policy.clauses.tests.test_duty_dates import new_term
from sakimori.testing import TODAY, UNTIL
from sakimori.testing_duties import breaches, due_days

DUE = TODAY + timedelta(days=14)
ANSWER = {"confirmed": True, "statement": STATEMENT}
DUTY = "human.id-rules"

if "test.log-in-once" not in registered_actions():

    @action("test.log-in-once", permission=Permission.ACCOUNT_MANAGE, sentence="somebody logged in")
    def log_in_once(ctx, account):
        """As the log-in itself notes."""
        AccountLink.objects.filter(account=account).update(logged_in_at=ctx.at)


def adopt(cast, days_ago=0, text=RULES):
    day = TODAY - timedelta(days=days_ago)
    return actions.adopt_rules(
        cast.ctx("staff"), text=text, decided_on=day, effective_on=day, decision="議会運営委員会"
    )


def ask(cast, rules):
    actions.ask_everyone(cast.ctx("staff"), rules=rules, due_on=DUE)
    return {row.person: row for row in Ask.objects.open().filter(subject_id=rules.pk).select_related("person")}


def test_the_office_adopts_the_rules_and_a_member_promises_by_the_link_of_a_letter(cast):
    staff = cast.client("staff")
    assert "用意された文" in staff.get(cast.url("awareness/id-rules/")).content.decode()
    assert staff.get(cast.url("awareness/id-rules/asking/")).status_code == 302  # nothing to ask for yet
    form = staff.get(cast.url("awareness/id-rules/adopt/")).content.decode()
    assert "だれにも貸しません" in form
    sent = {
        "text": RULES.replace("\n", "\r\n"),
        "decision": "議会運営委員会",
        "decided_on": TODAY.isoformat(),
        "effective_on": TODAY.isoformat(),
    }
    assert staff.post(cast.url("awareness/id-rules/adopt/"), sent).status_code == 302
    rules = IdRules.objects.get()
    assert (rules.number, rules.text) == (1, RULES)
    asking = cast.url("awareness/id-rules/asking/")
    assert (
        staff.post(asking, {"act": "open", "due_on": DUE.isoformat(), "message": "お願いします。"}).status_code == 302
    )
    asks = {row.person: row for row in Ask.objects.select_related("person")}
    assert {*asks} == {cast.person[role] for role in cast.person} - {cast.person["auditor"], cast.person["city_it"]}
    letter = staff.post(asking, {"act": "letters", "asks": [str(asks[cast.person["member"]].pk)]})
    assert letter.content.startswith(b"%PDF")
    ((_ask, token),) = make_links(cast.ctx("staff"), asks=[asks[cast.person["member"]]], made_for="letter").items()
    phone, link = Client(), f"/l/{cast.assembly.slug}/{token}/"
    assert "だれにも貸しません" in phone.get(link).content.decode()
    assert phone.post(link, {}).status_code == 422 and not IdPromise.objects.exists()
    assert phone.post(link, {"confirmed": "on"}).status_code in {200, 302}
    kept = IdPromise.objects.get()
    assert (kept.person, kept.rules, kept.on, kept.channel) == (cast.person["member"], rules, TODAY, Channel.LINK)
    assert (kept.statement, kept.text_sha256) == (STATEMENT, rules.text_sha256)
    page = staff.get(asking).content.decode()
    assert "約束済み" in page
    listed = staff.get(cast.url("awareness/id-rules/promises.pdf"))
    assert listed.content.startswith(b"%PDF")


def test_staff_remind_and_enter_what_came_on_paper(cast):
    asks = ask(cast, adopt(cast))
    asking, chosen = cast.url("awareness/id-rules/asking/"), asks[cast.person["chair"]]
    staff = cast.client("staff")
    assert staff.post(asking, {"act": "remind"}).status_code == 422  # nobody chosen
    assert staff.post(asking, {"act": "remind", "asks": [str(chosen.pk)], "means": "letter"}).status_code == 302
    assert Reminder.objects.get().ask == chosen
    answer_for(cast.ctx("staff", channel=Channel.PAPER), ask=chosen, answer=ANSWER)
    assert IdPromise.objects.get().channel == Channel.PAPER
    with pytest.raises(ValidationError):
        answer_for(
            cast.ctx("staff", channel=Channel.PAPER),
            ask=asks[cast.person["member"]],
            answer=ANSWER | {"signed_on": (TODAY + timedelta(days=1)).isoformat()},
        )


def test_a_new_text_is_a_new_version_and_withdraws_what_was_not_answered(cast):
    first = adopt(cast, days_ago=10)
    asks = ask(cast, first)
    answer_ask(cast.ctx("member"), ask=asks[cast.person["member"]], answer=ANSWER)
    with pytest.raises(ValidationError):
        adopt(cast)  # the same words are no new version
    second = adopt(cast, text="1. 貸しません。")
    assert second.number == 2 and queries.in_force(TODAY) == second
    assert queries.in_force(TODAY - timedelta(days=1)) == first
    states = dict(Ask.objects.values_list("person__name", "state"))
    assert states.pop(cast.person["member"].name) == AskState.ANSWERED and {*states.values()} == {AskState.WITHDRAWN}
    assert cast.person["member"] in queries.without_promise(second, TODAY)
    with pytest.raises(ValidationError):
        actions.ask_everyone(cast.ctx("staff"), rules=first, due_on=DUE)
    assert len(ask(cast, second)) == 7


def test_rules_that_begin_later_leave_the_present_ones_alone(cast):
    first = adopt(cast, days_ago=10)
    ask(cast, first)
    later = actions.adopt_rules(
        cast.ctx("staff"), text="新しい文", decided_on=TODAY, effective_on=TODAY + timedelta(days=30), decision="議長"
    )
    assert queries.in_force(TODAY) == first and Ask.objects.open().count() == 7
    assert queries.in_force(TODAY + timedelta(days=30)) == later


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"decided_on": TODAY + timedelta(days=1), "effective_on": TODAY + timedelta(days=1)}, "decided_on"),
        ({"decided_on": TODAY, "effective_on": TODAY - timedelta(days=1)}, "effective_on"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(cast, values, field):
    with pytest.raises(ValidationError) as caught:
        actions.adopt_rules(cast.ctx("staff"), text="文", decision="議長", **values)
    assert field in caught.value.message_dict


def test_a_promise_counts_for_its_term(cast):
    rules = adopt(cast)
    asks = ask(cast, rules)
    for role in ("member", "staff"):
        answer_ask(cast.ctx(role), ask=asks[cast.person[role]], answer=ANSWER)
    assert {cast.person["member"], cast.person["staff"]} & {*queries.without_promise(rules, TODAY)} == set()
    new_term(cast.ctx("staff"), cast.person["member"])
    after = UNTIL + timedelta(days=2)
    missing = {*queries.without_promise(rules, after)}
    assert cast.person["member"] in missing and cast.person["staff"] not in missing


def test_the_duty_counts_from_the_rules_and_from_taking_office(cast):
    assert breaches(DUTY, TODAY) == [] and due_days(DUTY, TODAY) == set()  # no rules, nobody logged in
    rules = adopt(cast)
    last = TODAY + timedelta(days=30)
    assert due_days(DUTY, TODAY) == {last}
    assert breaches(DUTY, last) == [] and len(breaches(DUTY, last + timedelta(days=1))) == 7
    asks = ask(cast, rules)
    for person, row in asks.items():
        role = next(role for role in cast.person if cast.person[role] == person)
        answer_ask(cast.ctx(role), ask=row, answer=ANSWER)
    assert breaches(DUTY, last + timedelta(days=1)) == [] and due_days(DUTY, TODAY) == set()
    new_term(cast.ctx("staff"), cast.person["member"])
    begins = UNTIL + timedelta(days=1)
    assert due_days(DUTY, begins) == {begins + timedelta(days=30)}
    assert [name for name, _why in breaches(DUTY, begins + timedelta(days=31))] == [cast.person["member"].shown_name]


def test_an_assembly_may_settle_its_own_days(cast):
    adopt(cast)
    settle_duty(
        cast.ctx("secretary_general"),
        duty=DUTY,
        days=60,
        ground=Ground.POLICY,
        decided_on=TODAY,
        decision="議会運営委員会",
        reason="定例会の中で集めるため。",
    )
    assert due_days(DUTY, TODAY + timedelta(days=1)) == {TODAY + timedelta(days=60)}


def test_who_logs_in_needs_a_second_factor(cast):
    log_in_once(cast.system(), cast.account["staff"])
    assert breaches(DUTY, TODAY) == [
        (cast.person["staff"].shown_name, "このシステムのログインに、二要素認証がありません。")
    ]
    Authenticator.objects.create(user=cast.account["staff"], type=Authenticator.Type.RECOVERY_CODES, data={})
    assert len(breaches(DUTY, TODAY)) == 1  # codes alone are no factor
    Authenticator.objects.create(user=cast.account["staff"], type=Authenticator.Type.TOTP, data={})
    assert breaches(DUTY, TODAY) == []


def test_two_assemblies_are_judged_in_one_statement_and_apart(cast, neighbour):
    adopt(cast, days_ago=40)
    with scope(neighbour.assembly.pk):
        assert breaches(DUTY, TODAY) == []
    with every_assembly():
        assert len(breaches(DUTY, TODAY)) == 7


def test_lending_hears_of_a_missing_promise_in_two_statements(cast):
    people = [cast.person["member"], cast.person["staff"]]
    assert without_promise(people, TODAY) == {}  # no rules yet
    asks = ask(cast, adopt(cast))
    answer_ask(cast.ctx("staff"), ask=asks[cast.person["staff"]], answer=ANSWER)
    with CaptureQueriesContext(connection) as statements:
        found = without_promise(people, TODAY)
    assert found == {cast.person["member"].pk: "IDの約束をまだいただいていません。"} and len(statements) == 2


def test_members_see_no_list_of_names(cast):
    adopt(cast)
    assert cast.client("member").get(cast.url("awareness/id-rules/asking/")).status_code == 403
    chair = cast.client("chair")
    assert chair.get(cast.url("awareness/id-rules/")).status_code == 200
    assert chair.get(cast.url("awareness/id-rules/adopt/")).status_code == 403
