"""An election: four members, two leave, one new comes; nothing is left when the work may end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from sakimori.dates import is_business_day
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.people.models import Office, Person, Seat, Term
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind, Category
from sakimori.registers.lending.models import Loan
from sakimori.registers.turnover import actions, queries
from sakimori.registers.turnover.models import ClosedAccount, ReturnSlot, Turnover
from sakimori.registers.turnover.rules import Hours, slots
from sakimori.registers.turnover.types import Side, Step
from sakimori.testing import TODAY, UNTIL

NEXT_FROM, NEXT_TO = UNTIL + timedelta(days=1), date(2031, 4, 30)
MEMBERS = ("chair", "deputy", "caucus_head", "member")


@action("test.turnover-lend", permission=Permission.ASSET_MANAGE, sentence="貸しました")
def lend(ctx, asset, person):
    return Loan.objects.create(asset=asset, person=person, lent_on=date(2023, 5, 8), due_on=UNTIL)


@action("test.turnover-return", permission=Permission.ASSET_MANAGE, sentence="返りました")
def give_back(ctx, loan):
    loan.returned_on = ctx.today
    loan.save()


@action("test.turnover-elect", permission=Permission.ORGANIZATION_MANAGE, sentence="当選しました")
def elect(ctx, people):
    term = Term.objects.create(number=21, from_date=NEXT_FROM, to_date=NEXT_TO, seats=4)
    for number, person in enumerate(people, start=1):
        seat = Seat.objects.create(term=term, number=number)
        Office.objects.create(person=person, seat=seat, from_date=NEXT_FROM, to_date=NEXT_TO)
    return term


@action("test.turnover-person", permission=Permission.ORGANIZATION_MANAGE, sentence="登録しました")
def newcomer(ctx):
    return Person.objects.create(name="新田 光", kana="にった ひかる")


@pytest.fixture
def work(cast):
    for number, role in enumerate(MEMBERS, start=1):
        asset = register_asset(
            cast.ctx("staff"), number=f"端末-{number:04d}", kind=AssetKind.DEVICE, category=Category.TABLET,
            name="タブレット", serial=f"S{number}", accessories="充電器\nカバー",
        )  # fmt: skip
        lend(cast.ctx("staff"), asset, cast.person[role])
    return actions.open_turnover(
        cast.ctx("staff"), term=Term.objects.get(), election_date=UNTIL - timedelta(days=5), return_place="第1委員会室"
    )


def sides(turnover):
    return {row.person.pk: row.side for row in queries.people(turnover)}


def totals(turnover):
    return {total.step: (total.done, total.total) for total in queries.totals(queries.people(turnover))}


def test_who_leaves_stays_and_comes_follows_from_the_offices(cast, work):
    assert set(sides(work).values()) == {Side.UNKNOWN}
    actions.expect(cast.ctx("staff"), turnover=work, stays={cast.person["chair"]: False, cast.person["member"]: True})
    assert sides(work)[cast.person["chair"].pk] is Side.LEAVING
    assert sides(work)[cast.person["member"].pk] is Side.STAYING
    new = newcomer(cast.ctx("staff"))
    elect(cast.ctx("staff"), [cast.person["chair"], cast.person["deputy"], new])
    assert sides(work) == {
        cast.person["chair"].pk: Side.STAYING,
        cast.person["deputy"].pk: Side.STAYING,
        cast.person["caucus_head"].pk: Side.LEAVING,
        cast.person["member"].pk: Side.LEAVING,
        new.pk: Side.COMING,
    }


def test_nothing_falls_between(cast, work):
    new = newcomer(cast.ctx("staff"))
    elect(cast.ctx("staff"), [cast.person["chair"], cast.person["deputy"], new])
    assert totals(work) == {
        Step.SLOT: (0, 2),
        Step.RETURN: (0, 2),
        Step.ERASE: (2, 2),
        Step.KEYS: (2, 2),
        Step.ACCOUNTS: (0, 2),
        Step.EXTEND: (0, 2),
        Step.LEND: (0, 1),
        Step.ACKNOWLEDGE: (0, 3),
    }
    first = UNTIL - timedelta(days=10)
    hours = Hours(minutes=15)
    assert actions.make_timetable(cast.ctx("staff"), turnover=work, first=first, last=UNTIL, hours=hours) == 2
    assert actions.make_timetable(cast.ctx("staff"), turnover=work, first=first, last=UNTIL, hours=hours) == 0
    assert actions.list_accounts(cast.ctx("staff"), turnover=work, services=["閲覧", "庁内LAN"], due_on=UNTIL) == 4
    assert actions.list_accounts(cast.ctx("staff"), turnover=work, services=["閲覧"], due_on=UNTIL) == 0
    actions.close_accounts(cast.ctx("staff"), accounts=list(ClosedAccount.objects.all()), closed_on=TODAY)
    staying = [cast.person["chair"], cast.person["deputy"], cast.person["member"]]
    assert actions.extend_loans(cast.ctx("staff"), turnover=work, people=staying) == 2
    assert set(Loan.objects.values_list("due_on", flat=True)) == {NEXT_TO, UNTIL}
    loan = Loan.objects.get(person=cast.person["member"])
    give_back(cast.ctx("staff"), loan)
    found = totals(work)
    assert found[Step.RETURN] == (1, 2)
    assert found[Step.ERASE] == (1, 2)
    assert found[Step.ACCOUNTS] == (2, 2)
    assert found[Step.EXTEND] == (2, 2)
    with pytest.raises(ValidationError, match=cast.person["caucus_head"].shown_name):
        actions.close_turnover(cast.ctx("staff"), turnover=work)


def test_too_few_places_in_the_timetable_say_how_many_lack(cast, work):
    with pytest.raises(ValidationError, match="3人分"):
        actions.make_timetable(
            cast.ctx("staff"), turnover=work, first=TODAY + timedelta(days=1), last=TODAY + timedelta(days=1),
            hours=Hours(60, time(9, 0), time(10, 0)),
        )  # fmt: skip
    assert not ReturnSlot.objects.exists()


def test_appointments_lie_in_office_hours_only():
    days = list(slots(date(2027, 4, 28), date(2027, 5, 6), Hours(minutes=20)))
    assert {moment.date() for moment in days} == {date(2027, 4, 28), date(2027, 4, 30), date(2027, 5, 6)}
    assert all(is_business_day(moment.date()) for moment in days)
    assert not any(time(11, 40) < moment.time() < time(13, 0) for moment in days)
    assert min(moment.time() for moment in days) == time(9, 0)
    assert max(moment.time() for moment in days) <= time(16, 10)


def test_the_pages_and_papers(cast, work):
    staff = cast.client("staff")
    new = newcomer(cast.ctx("staff"))
    for path in ("", "expect/", "timetable/", "services/", "extend/", "edit/"):
        assert staff.get(cast.url(f"turnover/{work.pk}/{path}")).status_code == 200, path
    sent = {f"person-{cast.person['chair'].pk}": "leave"}
    assert staff.post(cast.url(f"turnover/{work.pk}/expect/"), sent).status_code == 302
    assert sides(work)[cast.person["chair"].pk] is Side.LEAVING
    days = {"first": UNTIL - timedelta(days=9), "last": UNTIL, "opens": "09:00", "closes": "16:00", "minutes": "20"}
    assert staff.post(cast.url(f"turnover/{work.pk}/timetable/"), days).status_code == 302
    person = cast.person["chair"]
    moved = {"day": UNTIL, "time": "10:30", "note": "ご都合により"}
    assert staff.post(cast.url(f"turnover/{work.pk}/slots/{person.pk}/"), moved).status_code == 302
    elect(cast.ctx("staff"), [cast.person["deputy"], new])
    for name in ("timetable", "leaving", "coming"):
        assert staff.get(cast.url(f"turnover/{work.pk}/{name}.pdf")).content.startswith(b"%PDF"), name
    listed = {"services": "閲覧サービス\n庁内LAN", "due_on": UNTIL}
    assert staff.post(cast.url(f"turnover/{work.pk}/services/"), listed).status_code == 302
    accounts = [str(row.pk) for row in ClosedAccount.objects.all()]
    closed = {"accounts": accounts, "closed_on": TODAY}
    assert staff.post(cast.url(f"turnover/{work.pk}/accounts/"), closed).status_code == 302
    assert staff.post(cast.url(f"turnover/{work.pk}/close/")).status_code == 302
    assert Turnover.objects.get().closed_on is None
    assert cast.client("member").get(cast.url(f"turnover/{work.pk}/")).status_code == 403
    assert cast.client("chair").get(cast.url(f"turnover/{work.pk}/")).status_code == 200


def test_everybody_of_the_new_term_is_asked_for_the_acknowledgement_at_once(cast, work):
    policy = adopt(cast, days_ago=30)
    new = newcomer(cast.ctx("staff"))
    elect(cast.ctx("staff"), [cast.person["deputy"], new])
    staff, url = cast.client("staff"), cast.url(f"turnover/{work.pk}/acknowledge/")
    early = staff.post(url, {"due_on": NEXT_FROM})
    assert early.status_code == 422
    assert "新しい任期が始まってから" in early.content.decode()
    assert not Ask.objects.exists()
    with time_machine.travel(datetime(2027, 5, 10, 1, tzinfo=UTC), tick=True):
        staff = cast.client("staff")
        page = staff.get(url).content.decode()
        for person in (new, cast.person["deputy"]):
            assert person.shown_name in page
        assert cast.person["member"].shown_name not in page
        assert staff.post(url, {"due_on": date(2027, 5, 24), "message": "お願いします"}).status_code == 302
        asks = {ask.person: ask for ask in Ask.objects.all()}
        assert set(asks) == {new, cast.person["deputy"]}
        assert {ask.subject_id for ask in asks.values()} == {policy.pk}
        assert {row.step: row.asked for row in queries.totals(queries.people(work))}[Step.ACKNOWLEDGE] == 2
        shown = staff.get(cast.url(f"turnover/{work.pk}/")).content.decode()
        assert "うちお願い済み 2" in shown
        assert "お願いする人がいません" in staff.post(url, {"due_on": date(2027, 5, 24)}).content.decode()
        answer = {"confirmed": "on"}
        cast.client("deputy").post(cast.url(f"asks/{asks[cast.person['deputy']].pk}/"), answer)
        assert totals(work)[Step.ACKNOWLEDGE] == (1, 2)
        assert {row.step: row.asked for row in queries.totals(queries.people(work))}[Step.ACKNOWLEDGE] == 1


def test_without_a_policy_there_is_nothing_to_acknowledge(cast, work):
    elect(cast.ctx("staff"), [cast.person["deputy"]])
    refused = cast.client("staff").post(cast.url(f"turnover/{work.pk}/acknowledge/"), {"due_on": TODAY})
    assert "効力のある方針がありません" in refused.content.decode()


def test_another_assemblys_turnover_does_not_exist(cast, work, neighbour):
    assert neighbour.client("staff").get(neighbour.url(f"turnover/{work.pk}/")).status_code == 404


def test_the_progress_page_costs_the_same_for_any_number(cast, work, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        queries.people(work)
