"""The plan of a year: its load is seen before it is agreed, what changed since is told, the sheet hangs on the wall."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import translation

from sakimori.foundation.people.types import PeriodKind
from sakimori.front.calendar import plan, queries, walls
from sakimori.front.calendar.models import YearPlan
from sakimori.front.calendar.tests.test_calendar import DUE, mend, page, sit
from sakimori.testing import TODAY

URL = "calendar/2026/plan/"
ONE = ["improvements"]
"""One source; with all of them, posters and asks stand in the year, too."""


def test_the_load_is_seen_before_the_year_is_agreed(cast):
    for number in range(4):
        mend(cast, DUE + timedelta(days=number))
    mend(cast, date(2027, 2, 1))
    sit(cast)
    shown = page(cast, "staff", URL)
    assert "まだ合意されていません" in shown and "会期中に" in shown and "第4回定例会" in shown
    months = queries.year_of(cast.ctx("staff"), 2026, ONE)
    december, april = plan.loads(months)[8], plan.loads(months)[0]
    assert (december.total, december.is_heavy, december.in_sitting) == (4, True, 4)
    assert (april.total, april.width, december.width) == (0, 0, plan.BAR)
    assert december.kinds == (("改善措置", 4),)


def test_the_agreement_is_recorded_and_what_changed_since_is_told(cast):
    first = mend(cast)
    answer = cast.client("staff").post(
        cast.url(URL), {"agreed_on": TODAY.isoformat(), "meeting": "議会運営委員会", "note": "12月を減らす。"}
    )
    assert answer.status_code == 302
    agreed = YearPlan.objects.get()
    assert [DUE.isoformat(), first.title] in [row[:2] for row in agreed.figures["entries"]]
    mend(cast, date(2027, 1, 12))
    shown = page(cast, "staff", URL)
    assert "議会運営委員会" in shown and "加わったもの 2件" in shown and "なくなったもの" not in shown
    months = queries.year_of(cast.ctx("staff"), 2026)
    assert [load.change for load in plan.loads(months, agreed)][8:10] == [0, 2], "the action and the ask to its owner"
    assert (first.due_on, first.title) in plan.changed([], agreed.figures).gone
    late = cast.client("staff").post(
        cast.url(URL), {"agreed_on": (TODAY + timedelta(days=1)).isoformat(), "meeting": "x"}
    )
    assert late.status_code == 422
    assert "合意を記録する" not in page(cast, "member", URL)
    assert cast.client("member").post(cast.url(URL), {"agreed_on": "2026-11-01", "meeting": "x"}).status_code == 403
    assert YearPlan.objects.count() == 1


def test_the_year_hangs_on_the_wall(cast):
    mend(cast)
    sit(cast)
    for size in ("a3", "a4"):
        answer = cast.client("staff").get(cast.url(f"calendar/2026/wall-{size}.pdf"))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert cast.client("staff").get(cast.url("calendar/2026/wall-a5.pdf")).status_code == 404
    assert cast.client("staff").get(cast.url("calendar/1999/plan/")).status_code == 404
    with translation.override("en"):
        months = queries.year_of(cast.ctx("staff"), 2026)
        assert walls.wall_pdf(cast.ctx("staff"), 2026, months, "a3").startswith(b"%PDF")


def test_a_day_shows_holiday_period_and_what_fits(cast):
    sit(cast, date(2026, 11, 3), date(2026, 11, 5), PeriodKind.EXTRA)
    for number in range(3):
        mend(cast, date(2026, 11, 25))
        mend(cast, date(2026, 12, 1 + number))
    november = queries.year_of(cast.ctx("staff"), 2026, ONE)[7]
    column = walls._month(november, 15, 2)
    culture, busy, saturday = column["days"][2], column["days"][24], column["days"][27]
    assert culture["is_off"] and culture["is_sitting"] and culture["lines"][0] == "文化の日"
    assert busy["lines"][-1] == "ほか2件" and len(busy["lines"]) == 2
    assert saturday["is_off"] and saturday["weekday"] == "土" and saturday["lines"] == []
    assert walls._short("あいうえおかきくけこ", 5) == "あいうえ…"
