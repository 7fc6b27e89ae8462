"""The sample's year: four sittings and the time of budget requests."""

from __future__ import annotations

from sakimori.foundation.people.types import PeriodKind
from sakimori.front.calendar import actions
from sakimori.front.sample.story import Story

YEAR = (
    (PeriodKind.REGULAR, "令和8年第2回定例会", (2026, 6, 2), (2026, 6, 19)),
    (PeriodKind.REGULAR, "令和8年第3回定例会", (2026, 9, 1), (2026, 9, 25)),
    (PeriodKind.BUDGET, "令和9年度当初予算の要求", (2026, 10, 13), (2026, 11, 13)),
    (PeriodKind.REGULAR, "令和8年第4回定例会", (2026, 12, 1), (2026, 12, 18)),
    (PeriodKind.REGULAR, "令和9年第1回定例会", (2027, 2, 24), (2027, 3, 19)),
)


def fill(story: Story) -> None:
    """Entered in spring, when the year's dates are known."""
    ctx = story.system(story.day(2026, 4, 2))
    for kind, name, first, last in YEAR:
        actions.keep_period(ctx, kind=kind, name=name, from_date=story.day(*first), to_date=story.day(*last))
