"""Reading what was scanned or typed at the counter, line by line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _t

from sakimori.foundation.people.models import Person
from sakimori.registers.assets.marks import find_many
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.lending import queries
from sakimori.registers.lending.actions import Back, Item, Row, problem_of
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.obstacles import obstacles_of
from sakimori.registers.lending.types import Condition

Files = MultiValueDict[str, Any]


@dataclass(frozen=True, slots=True)
class Thing:
    """One line of the counter: the thing with what was entered about it, or what is wrong."""

    mark: str
    asset: Asset | None
    problem: str = ""
    accessories: str = ""
    condition: str = Condition.GOOD
    note: str = ""

    @property
    def listed(self) -> list[str]:
        """Accessories one by one."""
        return self.accessories.splitlines()


def marks_in(text: str) -> list[str]:
    """Marks, one a line or between commas; each once, in the order in which they were read."""
    found = (part.strip() for part in re.split(r"[\n,、，]+", text))
    return list(dict.fromkeys(part for part in found if part))


def things_read(text: str, on: date, sent: QueryDict | None = None) -> list[Thing]:
    """Every line with its asset; the same thing read twice counts once. Three SQL statements."""
    marks = marks_in(text)
    known = find_many(marks)
    out, barred = queries.open_by_asset(list(known.values())), obstacles_of(list(known.values()), on)
    found: dict[object, Thing] = {}
    for mark in marks:
        asset = known.get(mark)
        if asset is None:
            found[mark] = Thing(mark, None, _t("台帳に見つかりません。番号を確かめるか、先に資産を登録してください。"))
        elif asset.pk not in found:
            found[asset.pk] = _thing(mark, asset, problem_of(asset, out, barred), sent)
    return list(found.values())


def _thing(mark: str, asset: Asset, problem: str, sent: QueryDict | None) -> Thing:
    given = sent if sent is not None else QueryDict()
    condition = given.get(f"cond-{asset.pk}", Condition.GOOD)
    return Thing(
        mark,
        asset,
        problem,
        given.get(f"acc-{asset.pk}", asset.accessories),
        condition if condition in Condition.values else Condition.GOOD,
        given.get(f"note-{asset.pk}", ""),
    )


def items_of(things: Iterable[Thing], files: Files) -> list[Item]:
    """What is lent, with photos."""
    return [
        Item(thing.asset, thing.accessories, thing.condition, thing.note, photos_of(files, f"photo-{thing.asset.pk}"))
        for thing in things
        if thing.asset is not None
    ]


def photos_of(files: Files, name: str) -> tuple[tuple[str, bytes], ...]:
    """Uploaded photos of a field as (name, bytes)."""
    return tuple((given.name or "photo.jpg", given.read()) for given in files.getlist(name))


@dataclass(frozen=True, slots=True)
class Held:
    """One loan on the return page with what was entered about it."""

    loan: Loan
    is_chosen: bool
    accessories: Sequence[tuple[int, str, bool]]
    condition: str = Condition.GOOD
    note: str = ""
    virus: str = ""
    virus_note: str = ""

    @property
    def is_media(self) -> bool:
        """Media are checked for malware when they come back."""
        return self.loan.asset.kind == AssetKind.MEDIA

    @property
    def missing(self) -> str:
        """Accessories that were not ticked back."""
        return "\n".join(name for _index, name, is_back in self.accessories if not is_back)


def held_rows(loans: Iterable[Loan], sent: QueryDict | None = None, chosen: Iterable[Any] = ()) -> list[Held]:
    """The loans of a person as rows of the return page; `chosen` are ticked before anything was sent."""
    ticked = set(sent.getlist("loan")) if sent is not None else {str(key) for key in chosen}
    return [_held(loan, sent if sent is not None else QueryDict(), str(loan.pk) in ticked) for loan in loans]


def _held(loan: Loan, given: QueryDict, is_chosen: bool) -> Held:
    key = str(loan.pk)
    back = set(given.getlist("acc"))
    names = [line for line in loan.accessories.splitlines() if line.strip()]
    condition = given.get(f"cond-{key}", Condition.GOOD)
    return Held(
        loan,
        is_chosen,
        [(index, name, f"{key}:{index}" in back) for index, name in enumerate(names)],
        condition if condition in Condition.values else Condition.GOOD,
        given.get(f"note-{key}", ""),
        given.get(f"virus-{key}", ""),
        given.get(f"virusnote-{key}", ""),
    )


def backs_of(rows: Iterable[Held], files: Files, returned_on: Any) -> list[Back]:
    """What was chosen to come back."""
    return [
        Back(
            row.loan,
            row.condition,
            row.note,
            row.missing,
            returned_on if row.is_media and row.virus == "yes" else None,
            row.virus_note if row.is_media and row.virus != "yes" else "",
            photos_of(files, f"photo-{row.loan.pk}"),
        )
        for row in rows
        if row.is_chosen
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table person × asset as it was read."""

    number: int
    text: str
    person: Person | None
    asset: Asset | None
    problem: str = ""


def table_read(text: str, people: Iterable[Person], on: date) -> list[Line]:
    """A pasted table: name or number of a person, then a mark of the asset. Names are compared without blanks."""
    known: dict[str, list[Person]] = {}
    for person in people:
        for key in {_plain(person.name), _plain(person.public_name), _plain(person.kana), _plain(person.number)}:
            if key:
                known.setdefault(key, []).append(person)
    cut = [
        (number, line, [part.strip() for part in re.split(r"[\t,，]+", line.strip())])
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    assets = find_many(parts[-1] for _number, _line, parts in cut if len(parts) > 1)
    out, barred = queries.open_by_asset(list(assets.values())), obstacles_of(list(assets.values()), on)
    lines = []
    for number, line, parts in cut:
        found = known.get(_plain(parts[0]), []) if len(parts) > 1 else []
        asset = assets.get(parts[-1]) if len(parts) > 1 else None
        problem = _t("「氏名」と「管理番号」を、タブかコンマで区切ってください。") if len(parts) < 2 else ""
        if not problem and not found:
            problem = _t("「%(name)s」が名簿に見つかりません。") % {"name": parts[0]}
        elif len(found) > 1:
            problem = _t("「%(name)s」は二人以上います。整理番号で書いてください。") % {"name": parts[0]}
        elif not problem and asset is None:
            problem = _t("「%(mark)s」が台帳に見つかりません。") % {"mark": parts[-1]}
        elif asset is not None:
            problem = problem_of(asset, out, barred)
        lines.append(Line(number, line, found[0] if len(found) == 1 else None, asset, problem))
    return lines


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """The lines without problems."""
    return [Row(line.person, line.asset) for line in lines if line.person and line.asset and not line.problem]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
