"""Pure decisions of self-inspection: which questions a round asks, whom they concern, what the figures are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sakimori.assurance.inspections.content import BankQuestion
from sakimori.assurance.inspections.types import Absent, Audience, Source, Value


@dataclass(frozen=True, slots=True)
class Place:
    """The clause of a measure."""

    path: str
    heading: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question as the last round had it: the office's own wording, order and choice live on."""

    key: str
    audience: str
    text: str
    hint: str
    clause_path: str
    clause_heading: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of a new round."""

    key: str
    audience: str
    text: str
    hint: str
    text_en: str = ""
    hint_en: str = ""
    register: str = ""
    register_en: str = ""
    clause_path: str = ""
    clause_heading: str = ""
    duty: str = ""
    absent: str = Absent.ASK
    is_strict: bool = False
    is_asked: bool = True


def draw(
    bank: Sequence[BankQuestion],
    places: Mapping[str, Place],
    not_adopted: Collection[str],
    earlier: Sequence[Earlier] = (),
) -> list[Drawn]:
    """The questions whose measures the policy has and whose duties were not set aside; then the office's own of the
    last round. Those of the last round come first, in its order. The same input gives the same questions.
    """
    fitting = {row.key: row for row in bank if row.measure in places and row.duty not in not_adopted}
    shipped = {row.key for row in bank}
    known = {row.key: row for row in earlier}
    first = [row.key for row in earlier if row.key in fitting or row.key not in shipped]
    order = [*first, *(key for key in fitting if key not in known)]
    return [_drawn(key, fitting.get(key), known.get(key), places) for key in order]


def _drawn(key: str, row: BankQuestion | None, was: Earlier | None, places: Mapping[str, Place]) -> Drawn:
    if row is None:
        assert was is not None
        return Drawn(
            key, was.audience, was.text, was.hint,
            clause_path=was.clause_path, clause_heading=was.clause_heading, is_asked=was.is_asked,
        )  # fmt: skip
    place = places[row.measure]
    same = was is None or was.text == row.ja.text
    return Drawn(
        key,
        row.audience,
        row.ja.text if was is None else was.text,
        row.ja.hint if was is None else was.hint,
        # A question that the office put in its own words has no translation of ours.
        text_en=row.en.text if same else "",
        hint_en=row.en.hint if same else "",
        register=row.ja.register,
        register_en=row.en.register,
        clause_path=place.path,
        clause_heading=place.heading,
        duty=row.duty,
        absent=row.absent,
        is_strict=row.is_strict,
        is_asked=was is None or was.is_asked,
    )


def concerns(question_audience: str, respondent_audience: str) -> bool:
    """Whether a question is for this kind of respondent."""
    if question_audience == Audience.EVERYONE:
        return respondent_audience in (Audience.MEMBER, Audience.STAFF)
    return question_audience == respondent_audience


@dataclass(slots=True)
class Figures:
    """Answers counted. What the register proved is counted apart."""

    yes: int = 0
    no: int = 0
    unknown: int = 0
    not_applicable: int = 0
    proven: int = 0

    def add(self, value: str, source: str, count: int = 1) -> None:
        """Count so many more answers."""
        if source == Source.REGISTER:
            self.proven += count if value == Value.YES else 0
            self.not_applicable += count if value == Value.NOT_APPLICABLE else 0
        elif value == Value.YES:
            self.yes += count
        elif value == Value.NO:
            self.no += count
        elif value == Value.UNKNOWN:
            self.unknown += count
        else:
            self.not_applicable += count

    def __iadd__(self, other: Figures) -> Figures:
        self.yes += other.yes
        self.no += other.no
        self.unknown += other.unknown
        self.not_applicable += other.not_applicable
        self.proven += other.proven
        return self

    @property
    def given(self) -> int:
        """Answers that say something: yes, no, don't know."""
        return self.yes + self.no + self.unknown

    def share(self, count: int) -> int | None:
        """Percent of the answers that say something, rounded down; None without any."""
        return 100 * count // self.given if self.given else None

    @property
    def good(self) -> int | None:
        """Percent of "yes", what the register proved included: comparable between rounds."""
        whole = self.given + self.proven
        return 100 * (self.yes + self.proven) // whole if whole else None


def together(rows: Iterable[Figures]) -> Figures:
    """The sum."""
    total = Figures()
    for row in rows:
        total += row
    return total
