"""An election of thirty: twelve leave, eighteen stay, twelve are new; from the day it is set to the last open step.

People, loans and most of what repeats are seeded by actions; the guided work itself is clicked. At every stage the
figures of the progress page are held against what must be so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib import resources

import pypdfium2
import pytest
from playwright.sync_api import Page

from sakimori.assurance.conformance.queries import duties_today
from sakimori.foundation.access.context import Channel
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import answer_for, make_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.spec import State
from sakimori.foundation.people.models import Person, Seat, Term
from sakimori.policy.clauses import actions as policy
from sakimori.registers.lending.actions import Row, lend_many
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.tests.things import tablet
from sakimori.registers.organization.actions import register_person, register_term, seat_member
from sakimori.registers.premises.actions import lend_key, register_key, register_place
from sakimori.registers.premises.types import KeyKind, PlaceKind
from sakimori.registers.turnover.models import Turnover
from sakimori.testing import UNTIL, Cast
from tests.browser import PHONE, Visitor, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MEMBERS, LEAVING, NEW = 30, 12, 12
PLANNED, ELECTION, ELECTED = date(2027, 3, 15), date(2027, 4, 18), date(2027, 4, 20)
RETURNING, BEGUN = date(2027, 4, 28), date(2027, 5, 6)
NEXT_FROM, NEXT_TO = UNTIL + timedelta(days=1), date(2031, 4, 30)
SLOT, RETURN, ERASE, KEYS = "返納の日時を決める", "貸与した物が返る", "返った端末を消去する", "鍵・カードが返る"
ACCOUNTS, EXTEND, LEND = "アカウントを停止する", "貸与を次の任期へ引き継ぐ", "新しい議員に貸与する"
ACKNOWLEDGE, RESULT = "方針を確認してもらう", "選挙の結果を登録する"


@action("test.turnover-seats", permission=Permission.ORGANIZATION_MANAGE, sentence="議席を加えました")
def add_seats(ctx, term, count):
    """The assembly of all tests has four seats; this one has thirty."""
    term.seats = count
    term.save()
    known = set(Seat.objects.values_list("number", flat=True))
    Seat.objects.bulk_create(Seat(term=term, number=number) for number in range(1, count + 1) if number not in known)


@dataclass
class Work:
    """The assembly with its members in the order of their seats."""

    visitor: Visitor
    members: list[Person]
    desks: dict[date, Page] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        return self.visitor.cast

    def ctx(self, day: date, role: str = "staff"):
        return self.cast.ctx(role, datetime(day.year, day.month, day.day, 1, tzinfo=UTC))

    def desk(self):
        """Staff open the work; they log in once a day."""
        today = datetime.now(tz=UTC).date()
        with scope(self.cast.assembly.pk):
            path = self.cast.url(f"turnover/{Turnover.objects.get().pk}/")
        if today in self.desks:
            self.desks[today].goto(self.visitor.address + path)
        else:
            self.desks[today] = self.visitor.open(path, "staff")
        return self.desks[today]

    @property
    def leaving(self) -> list[Person]:
        return self.members[MEMBERS - LEAVING : MEMBERS]


@pytest.fixture
def work(calendar, visitor):
    """Thirty members with a tablet each, two keys among those who will leave, a policy that all have acknowledged."""
    calendar.go(PLANNED)
    made = Work(visitor, [visitor.cast.person[role] for role in ("chair", "deputy", "caucus_head", "member")])
    cast, ctx = made.cast, made.ctx(PLANNED)
    with scope(cast.assembly.pk):
        term = Term.objects.get()
        add_seats(ctx, term, MEMBERS)
        for seat in Seat.objects.filter(offices=None).order_by("number"):
            person = register_person(ctx, name=f"潮見 {seat.number}郎", kana=f"しおみ {chr(0x3041 + seat.number)}ろう")
            seat_member(ctx, person=person, seat=seat, from_date=term.from_date, caucus=cast.unit["caucus"])
            made.members.append(person)
        things = [tablet(cast, number) for number in range(1, MEMBERS + 1)]
        loans = [Row(person, thing) for person, thing in zip(made.members, things, strict=True)]
        lend_many(ctx, rows=loans, lent_on=date(2026, 12, 1))
        room = register_place(ctx, kind=PlaceKind.CAUCUS_ROOM, name="会派控室", unit=cast.unit["caucus"])
        for person in made.leaving[:2]:
            key = register_key(ctx, place=room, kind=KeyKind.KEY, number=f"K-{person.name[-2]}{person.pk.hex[-4:]}")
            lend_key(ctx, key=key, person=person, lent_on=PLANNED)
        text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
        version = policy.take_in_text(ctx, text=text)
        manager = made.ctx(PLANNED, "manager")
        policy.decide_version(
            manager, version=version, decided_on=PLANNED, effective_on=PLANNED, meeting="議会運営委員会"
        )
        policy.ask_everyone(ctx, version=version, due_on=PLANNED + timedelta(days=20))
        acknowledge_all(made, PLANNED)
    return made


def acknowledge_all(work: Work, day: date) -> None:
    """Everybody who is asked signs the paper."""
    desk = work.ctx(day).via(Channel.PAPER)
    for ask in Ask.objects.open().select_related("person"):
        answer_for(desk, ask=ask, answer={"confirmed": True, "statement": "確認しました"})


def figures(page) -> dict[str, tuple[int, int]]:
    """Step → done, concerned, as the progress page says; what is said to be left must fit."""
    rows = page.locator("section", has=page.get_by_role("heading", name="進み具合")).locator("tbody tr")
    found = {}
    for name, done, left in rows.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"):
        first, total = map(int, done.split("/"))
        assert total - first == int(left.split()[0])
        found[name.strip()] = (first, total)
    return found


def sides(page) -> str:
    return page.locator("section", has=page.get_by_role("heading", name="進み具合")).locator("p").inner_text()


def pages_of(page, link) -> list[str]:
    """The text of each page of a PDF, without blanks and line ends."""
    with page.expect_download() as download:
        link.click()
    pdf = pypdfium2.PdfDocument(download.value.path())
    return [re.sub(r"\s", "", sheet.get_textpage().get_text_bounded()) for sheet in pdf]


def test_an_election_of_thirty(work, calendar):
    plan(work)
    calendar.go(ELECTED)
    elected(work)
    calendar.go(RETURNING)
    give_back(work)
    erase(work)
    close_accounts(work)
    calendar.go(BEGUN)
    lend_again(work)
    ask(work)
    finish(work)


def plan(work: Work) -> None:
    """Weeks before: who is expected to leave, when they come, what they bring."""
    page = work.visitor.open(work.cast.url("turnover/"), "staff")
    page.get_by_role("link", name="改選の作業を始める").click()
    page.get_by_label(re.compile("選挙期日")).fill(ELECTION.isoformat())
    page.get_by_label(re.compile("返納の場所")).fill("第1委員会室")
    page.get_by_role("button", name="始める").click()
    page.get_by_role("heading", name="進み具合").wait_for()
    assert sides(page) == f"未定 {MEMBERS}"
    assert figures(page) == {RESULT: (0, MEMBERS)}

    press(page, page.get_by_role("link", name="見込みを登録する"))
    for person in work.members[:-1]:  # of the last nobody knows
        word = "退任" if person in work.leaving else "引き続き在職"
        page.get_by_label(re.compile(f"^{person.name}")).select_option(label=word)
    page.get_by_role("button", name="登録する").click()
    page.get_by_text("見込みを登録しました").wait_for()
    assert sides(page).split() == ["退任", str(LEAVING - 1), "引き続き在職", str(MEMBERS - LEAVING), "未定", "1"]
    shown = figures(page)
    assert (shown[RESULT], shown[SLOT], shown[RETURN]) == ((0, 1), (0, LEAVING - 1), (0, LEAVING - 1))

    page.get_by_role("link", name="返納の日程を組む").first.click()
    page.get_by_label(re.compile("最初の日")).fill("2027-04-26")
    page.get_by_label(re.compile("最後の日")).fill("2027-04-30")
    page.get_by_label(re.compile("一人あたりの分数")).fill("30")
    page.get_by_role("button", name="組む").click()
    page.get_by_role("heading", name="進み具合").wait_for()
    assert figures(page)[SLOT] == (LEAVING - 1, LEAVING - 1)
    timetable = "".join(pages_of(page, page.get_by_role("link", name="返納の日程表")))
    packets = pages_of(page, page.get_by_role("link", name="退任する人への通知と返納書"))
    assert len(packets) == LEAVING
    for person, packet in zip(work.leaving, packets, strict=True):
        name = person.name.replace(" ", "")
        number = work.members.index(person) + 1
        assert name in timetable
        assert all(word in packet for word in (f"{name}様", f"SN-{number:04d}", "令和9年4月2", "第1委員会室", "充電器"))
    assert sum("会派控室" in packet for packet in packets) == 2

    page.get_by_role("link", name="停止するアカウント").click()
    page.get_by_label(re.compile("^サービス")).fill("会議資料の閲覧\n庁内LAN")
    page.get_by_role("button", name="登録する").click()
    page.get_by_text("停止するアカウントを登録しました").wait_for()


def elected(work: Work) -> None:
    """The result is known: what was expected gives way to the offices of the next term."""
    ctx = work.ctx(ELECTED)
    with scope(work.cast.assembly.pk):
        term = register_term(
            ctx, number=21, from_date=NEXT_FROM, to_date=NEXT_TO, seats=MEMBERS, election_date=ELECTION
        )
        new = [
            register_person(ctx, name=f"新田 {number}子", kana="にった こ", number=f"N{number:02d}")
            for number in range(1, NEW + 1)
        ]
        again = [person for person in work.members if person not in work.leaving]
        for person, seat in zip([*again, *new], term.seat_rows.order_by("number"), strict=True):
            seat_member(ctx, person=person, seat=seat, from_date=NEXT_FROM)
        work.members += new
    page = work.desk()
    assert sides(page).split() == ["退任", "12", "引き続き在職", "18", "新任", "12"]
    assert figures(page) == {
        SLOT: (12, 12), RETURN: (0, 12), ERASE: (12, 12), KEYS: (10, 12), ACCOUNTS: (0, 12), EXTEND: (0, 18),
        LEND: (0, 12), ACKNOWLEDGE: (0, 30),
    }  # fmt: skip
    packets = pages_of(page, page.get_by_role("link", name="新任の人への案内と誓約書"))
    assert [f"新田{number}子様" in packet for number, packet in enumerate(packets, start=1)] == [True] * NEW
    assert all("貸与申請書・誓約書" in packet for packet in packets)
    press(page, page.get_by_role("link", name="停止するアカウント"))  # who was undecided leaves too
    known = page.get_by_label(re.compile("^サービス")).input_value()
    assert sorted(known.splitlines()) == ["会議資料の閲覧", "庁内LAN"]
    page.get_by_role("button", name="登録する").click()
    page.get_by_text("停止するアカウントを登録しました").wait_for()
    page = work.desk()
    press(page, page.get_by_role("link", name="貸与を次の任期へ引き継ぐ"))
    assert page.get_by_role("checkbox").count() == 18
    page.get_by_role("button", name="引き継ぐ").click()
    page.get_by_text("次の任期の終わりまで延ばしました").wait_for()
    assert figures(page)[EXTEND] == (18, 18)
    with scope(work.cast.assembly.pk):
        assert Loan.objects.filter(due_on=NEXT_TO).count() == 18


def give_back(work: Work) -> None:
    """One over the counter, eleven in one act; the keys too."""
    page = work.desk()
    first, *others = work.leaving
    page.get_by_role("link", name="返してもらう", exact=True).click()
    page.get_by_role("link", name=first.name).click()
    page.get_by_label("すべての物").check()
    page.get_by_label("すべての付属品").check()
    page.get_by_label("紙に署名した", exact=True).check()
    page.get_by_role("button", name="返納を受け付ける").click()
    page.get_by_role("heading", level=1, name="返納書 第1号").wait_for()
    page = work.desk()
    press(page, page.get_by_role("link", name="まとめて返してもらう"))
    boxes = page.get_by_role("group", name=re.compile("返ってきた物")).get_by_role("checkbox")
    assert boxes.count() == len(others)
    for box in boxes.all():
        box.check()
    page.get_by_label(re.compile("リンクでお願いする")).uncheck()
    page.get_by_role("button", name="まとめて受け付ける").click()
    page.get_by_text("11件の返納を受け付けました").wait_for()
    page = work.desk()
    shown = figures(page)
    assert (shown[RETURN], shown[ERASE], shown[KEYS]) == ((12, 12), (0, 12), (10, 12))
    page.goto(work.visitor.address + work.cast.url("premises/keys/"))
    for _number in range(2):
        page.get_by_role("link", name=re.compile("^返った")).first.click()
        page.get_by_role("button", name="返ったことを記録する").click()
        page.get_by_text("鍵・カードが返ったことを記録しました").wait_for()
        page.goto(work.visitor.address + work.cast.url("premises/keys/"))
    page = work.desk()
    assert figures(page)[KEYS] == (12, 12)


def erase(work: Work) -> None:
    """The work leads to the list of what waits; it grows shorter until nothing is left."""
    page = work.desk()
    press(page, page.get_by_role("link", name="消去を待つ機器・媒体"))
    assert page.get_by_role("link", name=re.compile("^消去を記録する")).count() == 12
    page.get_by_role("link", name=re.compile("^消去を記録する")).first.click()
    page.get_by_label(re.compile("^方法")).select_option("factory_reset")
    page.get_by_label(re.compile("作業した人")).fill("渚 美咲")
    page.get_by_label(re.compile("立ち会った職員")).select_option(label="灯 直樹")
    page.get_by_role("button", name="記録する").click()
    page.get_by_text("データの消去を記録しました").wait_for()
    page.goto(work.visitor.address + work.cast.url("disposal/pending/"))
    press(page, page.get_by_role("link", name="まとめて消去を記録する"))
    boxes = page.get_by_role("group", name=re.compile("消去した物")).get_by_role("checkbox")
    assert boxes.count() == 11
    for box in boxes.all():
        box.check()
    page.get_by_label(re.compile("作業した人")).fill("渚 美咲")
    page.get_by_label(re.compile("立ち会った職員")).select_option(label="灯 直樹")
    page.get_by_role("button", name="記録する").click()
    page.get_by_text("11件の消去を記録しました").wait_for()
    assert figures(work.desk())[ERASE] == (12, 12)


def close_accounts(work: Work) -> None:
    """Every account in every service is ticked off."""
    page = work.desk()
    press(page, page.get_by_role("link", name="アカウントを停止する"))
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == 24
    for box in boxes.all()[:20]:
        box.check()
    page.get_by_role("button", name="記録する").click()
    page.get_by_text("アカウントの停止を記録しました").wait_for()
    assert boxes.count() == 4
    for box in boxes.all():
        box.check()
    page.get_by_role("button", name="記録する").click()
    page.get_by_role("heading", name="進み具合").wait_for()
    shown = figures(page)
    assert shown[ACCOUNTS] == (12, 12)
    assert {name: total - done for name, (done, total) in shown.items() if total > done} == {LEND: 12, ACKNOWLEDGE: 30}


def lend_again(work: Work) -> None:
    """The new term: the erased tablets go to the new members in one act."""
    page = work.desk()
    page.get_by_role("link", name="まとめて貸す").click()
    press(page, page.get_by_role("link", name="タブレット", exact=True))
    rows = page.get_by_label(re.compile("貸す相手と資産の表")).input_value().splitlines()
    assert sorted(row.split("\t")[0] for row in rows) == [f"N{number:02d}" for number in range(1, NEW + 1)]
    page.get_by_role("button", name="表を確かめる").click()
    page.get_by_role("button", name="12件を貸す").click()
    page.get_by_text("12件を貸しました").wait_for()
    page = work.desk()
    assert figures(page)[LEND] == (12, 12)


def ask(work: Work) -> None:
    """The work leads to the request; everyone of the new term is asked, and one answers on the phone."""
    page = work.desk()
    page.get_by_role("link", name="方針の確認をお願いする").first.click()
    page.get_by_role("button", name="全員にお願いする").click()
    page.get_by_text("方針の確認をお願いしました").wait_for()
    with scope(work.cast.assembly.pk):
        asked = list(Ask.objects.open().select_related("person"))
        assert {row.person for row in asked} >= set(work.members) - set(work.leaving)
        assert {row.person for row in asked}.isdisjoint(work.leaving)
        one = next(row for row in asked if row.person.number == "N07")
        token = make_links(work.ctx(BEGUN), asks=[one], made_for="letter")[one]
    phone = work.visitor.open(f"/l/{work.cast.assembly.slug}/{token}/", width=PHONE)
    phone.get_by_role("checkbox").check()
    phone.get_by_role("button", name="確認しました").click()
    phone.get_by_role("heading", name="ご回答ありがとうございました").wait_for()
    page = work.desk()
    assert figures(page)[ACKNOWLEDGE] == (1, 30)
    with scope(work.cast.assembly.pk):
        acknowledge_all(work, BEGUN)


def finish(work: Work) -> None:
    """Nothing is left, and only then can the work end."""
    page = work.desk()
    assert axe(page) == []
    assert all(done == total for done, total in figures(page).values())
    press(page, page.get_by_role("link", name="残っている人だけを見る"))
    assert "残っている人はいません" in page.inner_text("main")
    page.get_by_role("button", name="改選の作業を終える").click()
    page.get_by_text("改選の作業を終えました").wait_for()
    with scope(work.cast.assembly.pk):
        assert Turnover.objects.get().closed_on == BEGUN
        assert Loan.objects.filter(returned_on=None).count() == MEMBERS
        duties = duties_today(work.ctx(BEGUN))
        assert {duties[key].state for key in ("physical.returned", "physical.erased")} == {State.KEPT}
        assert duties["physical.returned"].standing.population == MEMBERS
