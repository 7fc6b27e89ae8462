"""The assembly's own words for levels and limits for grounds, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sakimori.foundation.papers.days import reader_language
from sakimori.measures.incidents.grounds import Ground, grounds
from sakimori.measures.incidents.levels import LEVELS, Level
from sakimori.measures.incidents.models import GroundSetting, LevelWord, StockText


def levels(on: date) -> list[Level]:
    """The scale as the assembly words it. One SQL statement."""
    own = {row.level: row for row in LevelWord.objects.filter(from_date__lte=on).order_by("from_date", "id")}
    return [
        Level(one.number, own[one.number].name, own[one.number].meaning) if one.number in own else one for one in LEVELS
    ]


def own_grounds(on: date) -> dict[str, GroundSetting]:
    """The assembly's own limits by key. One SQL statement."""
    rows = GroundSetting.objects.filter(from_date__lte=on).order_by("from_date", "id")
    return {row.key: row for row in rows}


@dataclass(frozen=True, slots=True)
class GroundRow:
    """A ground as the page of settings shows it."""

    ground: Ground
    own: GroundSetting | None

    @property
    def amount(self) -> int:
        """The limit that holds."""
        return self.own.amount if self.own else self.ground.limit.amount

    @property
    def unit(self) -> str:
        """Its unit in words."""
        return str(self.own.get_unit_display()) if self.own else str(self.ground.limit.unit.label)

    @property
    def is_used(self) -> bool:
        """Whether cases start this limit."""
        return self.own is None or self.own.is_used


def ground_rows(on: date) -> list[GroundRow]:
    """Every ground in the reader's language with the assembly's own limit."""
    own = own_grounds(on)
    return [GroundRow(ground, own.get(key)) for key, ground in grounds(reader_language()).items()]


def stock_texts(*, with_unused: bool = False) -> list[StockText]:
    """Recommendations for papers."""
    rows = StockText.objects.order_by("title", "id")
    return list(rows if with_unused else rows.filter(is_used=True))
