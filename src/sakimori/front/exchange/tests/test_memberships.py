"""Memberships go out with their days and come back; what does not fit is said by row and column."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sakimori.foundation.exchange.writers import id_label
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.people.models import Appointment, Membership
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.front.exchange.tests.test_exchange import own_place, previewed, xlsx
from sakimori.registers.organization import actions
from sakimori.registers.organization.actions.imports import Reading
from sakimori.registers.organization.memberships import memberships
from sakimori.testing import SINCE, TODAY, UNTIL

__all__ = ["own_place"]

HEAD = ["氏名", "会派", "開始日", "終了日"]
LATER = TODAY - timedelta(days=20)


@pytest.fixture
def caucus(cast):
    """A second caucus, younger than the first."""
    return actions.form_unit(
        cast.ctx("staff"), kind=UnitKind.CAUCUS, name="潮風会", short_name="潮風", from_date=SINCE + timedelta(days=30)
    )


def sent(cast, rows, name="kaiha.xlsx", content=None):
    url = previewed(cast, content or xlsx([HEAD, *rows]), "memberships", name)
    staff = cast.client("staff")
    page = staff.get(url).content.decode()
    return page, staff.post(url)


def test_a_change_of_caucus_comes_in_and_ends_the_earlier_one(cast, caucus):
    person = cast.person[Role.MEMBER]
    page, answer = sent(cast, [[person.name, "潮風", "令和8年11月3日", ""]])
    assert "この内容で取り込む" in page
    assert answer.status_code == 302
    assert Entry.objects.order_by("-sequence").first().action == "exchange.import"
    rows = list(Membership.objects.filter(person=person).order_by("from_date"))
    assert [(row.unit.name, row.from_date, row.to_date) for row in rows] == [
        (cast.unit[UnitKind.CAUCUS].name, SINCE, LATER - timedelta(days=1)),
        ("潮風会", LATER, UNTIL),
    ]


def test_an_end_that_was_written_down_ends_the_post_in_the_caucus_too(cast):
    head = cast.person[Role.CAUCUS_HEAD]
    rows = [[head.name, cast.unit[UnitKind.CAUCUS].name, SINCE.isoformat(), LATER.isoformat()]]
    assert sent(cast, rows)[1].status_code == 302
    assert Membership.objects.get(person=head).to_date == LATER
    assert Appointment.objects.get(person=head).to_date == LATER


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["だれか 知らない", "潮風会", "2026-11-03", ""], "2行目「氏名」"),
        (["髙橋 恵", "知らない会", "2026-11-03", ""], "2行目「会派」"),
        (["髙橋 恵", "潮風会", "令和8年13月1日", ""], "2行目「開始日」"),
        (["髙橋 恵", "潮風会", "", ""], "2行目「開始日」"),
        (["髙橋 恵", "潮風会", "2026-11-03", "2026-11-02"], "2行目「終了日」"),
        (["髙橋 恵", "潮風会", "2023-05-02", ""], "その日には、この会派・委員会がありません"),
        (["髙橋 恵", "潮風会", "2026-11-03", "2029-01-01"], "議員としての在職が終わったあとの日です"),
        (["髙橋 恵", "会派", "2026-11-03", ""], "同じ会派・委員会の所属が、この期間に別にあります"),
    ],
)
def test_errors_name_row_and_column_and_nothing_is_written(cast, caucus, row, told):
    before = list(Membership.objects.order_by("id").values())
    page, answer = sent(cast, [row])
    assert told in page
    assert "直すところが" in page
    assert answer.status_code == 422
    assert list(Membership.objects.order_by("id").values()) == before


def test_one_file_cannot_place_somebody_in_two_caucuses_at_once(cast, caucus):
    name, first = cast.person[Role.MEMBER].name, cast.unit[UnitKind.CAUCUS].name
    both = [[name, "潮風会", LATER.isoformat(), ""], [name, first, SINCE.isoformat(), ""]]
    page, answer = sent(cast, both)
    assert "3行目" in page
    assert "別の会派「潮風会」の所属があります" in page
    assert answer.status_code == 422
    both[1][3] = (LATER - timedelta(days=1)).isoformat()
    assert sent(cast, both)[1].status_code == 302


@pytest.mark.parametrize("shape", ["xlsx", "csv", "cp932"])
def test_round_trip_in_every_shape_with_what_was_and_is(cast, caucus, shape):
    """The name outside Shift_JIS is somebody else's: what that shape cannot hold is told before (see test_exchange)."""
    person = cast.person[Role.MEMBER]
    actions.join_unit(cast.ctx("staff"), person=person, unit=caucus, from_date=LATER)
    actions.change_person(cast.ctx("staff"), person=cast.person[Role.CAUCUS_HEAD], name="吉田 豊")
    staff = cast.client("staff")
    out = staff.get(cast.url(f"exchange/memberships.{shape}"))
    assert out["Content-Disposition"].startswith("attachment")
    if shape == "csv":
        assert out.content.startswith("\ufeff".encode())
    if shape == "cp932":
        assert "潮風会" in out.content.decode("cp932")
    name = "file.xlsx" if shape == "xlsx" else "file.csv"
    page, answer = sent(cast, [], name, out.content)
    assert "登録と違うところはありません" in page
    assert "直すところが" not in page
    # Gone and brought back from the file alone, everything is as it was.
    before = list(Membership.objects.order_by("person__kana", "from_date").values("person", "unit", "from_date"))
    found = Reading().preview(memberships(TODAY), out.content)
    assert [(row.values["person"], row.values["unit"], row.values["from_date"]) for row in found.rows] == [
        tuple(row.values()) for row in before
    ]
    assert answer.status_code == 422, "nothing to write"


def test_a_file_without_a_column_says_so(cast):
    page, answer = sent(cast, [], content=xlsx([["氏名", "会派"], [cast.person[Role.CHAIR].name, "会派"]]))
    assert "「所属の始まり」の列が見つかりません" in page
    assert answer.status_code == 422


def test_a_corrected_first_day_finds_its_row_by_its_number(cast, caucus):
    person = cast.person[Role.MEMBER]
    made = actions.join_unit(cast.ctx("staff"), person=person, unit=caucus, from_date=LATER)
    head = [*HEAD, id_label()]
    day = LATER + timedelta(days=3)
    content = xlsx([head, [person.name, "潮風会", day.isoformat(), UNTIL.isoformat(), str(made.pk)]])
    assert sent(cast, [], content=content)[1].status_code == 302
    made.refresh_from_db()
    assert made.from_date == day
    other = xlsx([head, [cast.person[Role.CHAIR].name, "潮風会", day.isoformat(), "", str(made.pk)]])
    assert "登録済みの所属の人や会派は変えられません" in sent(cast, [], content=other)[0]


def test_two_caucuses_of_one_name_are_told_apart(cast, caucus):
    actions.end_unit(cast.ctx("staff"), unit=caucus, last_day=TODAY - timedelta(days=1))
    again = actions.form_unit(cast.ctx("staff"), kind=UnitKind.CAUCUS, name="潮風会", from_date=TODAY)
    name = f"潮風会（{TODAY.isoformat()}）"
    assert sent(cast, [[cast.person[Role.MEMBER].name, name, TODAY.isoformat(), ""]])[1].status_code == 302
    assert Membership.objects.get(person=cast.person[Role.MEMBER], to_date=UNTIL).unit == again


def test_preview_costs_the_same_for_many_rows(cast, django_assert_max_num_queries):
    name = cast.person[Role.CITY_IT].name
    for count in (2, 60):
        days = [(SINCE + timedelta(days=2 * number)).isoformat() for number in range(count)]
        rows = [[name, "会派", day, day] for day in days]
        with django_assert_max_num_queries(8):
            found = Reading().preview(memberships(TODAY), xlsx([HEAD, *rows]))
        assert (len(found.rows), found.cell_errors) == (count, [])
