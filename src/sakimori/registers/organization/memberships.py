"""The register of memberships: who belonged to which caucus or committee, from when until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.together import together
from sakimori.foundation.exchange.columns import Column, Kind, Register, Row
from sakimori.foundation.people.models import Membership, Office, Unit
from sakimori.foundation.people.types import UnitKind
from sakimori.registers.organization.options import joined_options, person_options

JOINED = (UnitKind.CAUCUS, UnitKind.COMMITTEE)


def memberships(on: date) -> Register:
    """Every membership, past ones too. The day is not asked for: the rows carry their own."""
    del on
    return Register(
        name="organization.memberships",
        title=_("所属"),
        columns=_columns(),
        key_columns=("person", "unit", "from_date"),
        export_rows=_rows,
        id_key="id",
        check_row=_Checks(),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "person", _("所属する人"), Kind.REFERENCE, ("氏名", "議員名", "所属者"), required=True, options=person_options,
            help=_("名簿にある人の名前。"),
        ),
        Column(
            "unit", _("会派・委員会"), Kind.REFERENCE, ("会派", "会派名", "所属会派", "委員会", "所属"), required=True,
            options=joined_options,
        ),
        Column(
            "from_date", _("所属の始まり"), Kind.DATE, ("開始日", "所属日", "加入日", "結成日"), required=True,
        ),
        Column(
            "to_date", _("所属の終わり"), Kind.DATE, ("終了日", "退会日", "脱会日"),
            help=_("いまも所属しているなら空欄。議員の任期とともに終わります。"),
        ),
    )  # fmt: skip


def _rows() -> Iterator[Row]:
    rows = Membership.objects.filter(unit__kind__in=JOINED)
    yield from map(_row, rows.order_by("person__kana", "person_id", "from_date", "unit__order", "id"))


def _row(membership: Membership) -> Row:
    return {
        "id": str(membership.pk),
        "person": membership.person_id,
        "unit": membership.unit_id,
        "from_date": membership.from_date,
        "to_date": membership.to_date,
    }


@dataclass(frozen=True, slots=True)
class _Span:
    """One membership as it stands or will stand; `line` is its place in the file, 0 for one that is only registered."""

    unit: UUID
    first: date
    last: date
    line: int

    def meets(self, other: _Span) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(slots=True)
class _Checks:
    """Days fit the unit and the office; nobody is in a unit twice, or in two caucuses at once."""

    known: dict[str, Row] | None = None
    units: dict[UUID, Unit] = field(default_factory=dict)
    offices: dict[UUID, list[Office]] = field(default_factory=dict)
    spans: dict[UUID, dict[str, _Span]] = field(default_factory=dict)
    lines: int = 0

    def _read(self) -> dict[str, Row]:
        registered, units, offices = together(
            Membership.objects.filter(unit__kind__in=JOINED),
            Unit.objects.filter(kind__in=JOINED),
            Office.objects.all(),
        )
        self.known = {str(membership.pk): _row(membership) for membership in registered}
        self.units = {unit.pk: unit for unit in units}
        for office in offices:
            self.offices.setdefault(office.person_id, []).append(office)
        for key, row in self.known.items():
            self.spans.setdefault(row["person"], {})[key] = self._span(row, 0)
        return self.known

    def __call__(self, row: Row) -> Iterable[tuple[str, str]]:
        if any(row.get(key) is None for key in ("person", "unit", "from_date")):
            return  # The file lacks the whole column; that is said of the file.
        known = self._read() if self.known is None else self.known
        before = known.get(str(row.get("id") or ""))
        self.lines += 1
        found = list(self._fixed(row, before) or self._days(row) or self._others(row))
        key = str(row.get("id") or f"line {self.lines}")
        self.spans.setdefault(row["person"], {})[key] = self._span(row, self.lines)
        yield from found

    def _fixed(self, row: Row, before: Row | None) -> list[tuple[str, str]]:
        """A membership keeps its person and its unit; another one is a row of its own."""
        text = _t("登録済みの所属の人や会派は変えられません。管理番号を消して、新しい行にしてください。")
        return [(key, text) for key in ("person", "unit") if before is not None and before[key] != row[key]]

    def _days(self, row: Row) -> list[tuple[str, str]]:
        first, last, unit = row["from_date"], row.get("to_date"), self.units[row["unit"]]
        if last and last < first:
            return [("to_date", _t("所属の始まりより前の日です。"))]
        if not unit.covers(first):
            return [("from_date", _t("その日には、この会派・委員会がありません。日付を確かめてください。"))]
        if last and unit.to_date and last > unit.to_date:
            return [("to_date", _t("この会派・委員会が終わったあとの日です。"))]
        office = self._office(row["person"], first)
        if last and office and office.to_date and last > office.to_date:
            return [("to_date", _t("議員としての在職が終わったあとの日です。"))]
        return []

    def _others(self, row: Row) -> list[tuple[str, str]]:
        """What the same person's other memberships do not allow. An earlier caucus that the file does not speak of ends
        by itself when another one begins, as on the page."""
        own, unit = self._span(row, self.lines), self.units[row["unit"]]
        for key, other in self.spans.get(row["person"], {}).items():
            if key == str(row.get("id") or "") or not own.meets(other):
                continue
            if other.unit == own.unit:
                return [("from_date", _t("同じ会派・委員会の所属が、この期間に別にあります。"))]
            both_caucuses = {unit.kind, self.units[other.unit].kind} == {UnitKind.CAUCUS}
            if both_caucuses and (other.line or other.first >= own.first):
                text = _t("同じ期間に、別の会派「%(unit)s」の所属があります。どちらかの期間を直してください。")
                return [("from_date", text % {"unit": self.units[other.unit].name})]
        return []

    def _span(self, row: Row, line: int) -> _Span:
        office = self._office(row["person"], row["from_date"])
        ends = [row.get("to_date"), self.units[row["unit"]].to_date, office.to_date if office else None]
        return _Span(row["unit"], row["from_date"], min((day for day in ends if day), default=date.max), line)

    def _office(self, person: UUID, on: date) -> Office | None:
        return next((office for office in self.offices.get(person, ()) if office.covers(on)), None)
