"""Reads of awareness: the year of posters, who has agreed to the rules for IDs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from sakimori.foundation.asks.models import Ask, AskState, Campaign
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.measures.awareness.models import IdPromise, IdRules, PosterDisplay, PosterPlan
from sakimori.measures.awareness.shipped import MONTHS, Poster, poster, poster_of_month
from sakimori.measures.awareness.types import ACKNOWLEDGE
from sakimori.policy.clauses.queries import Standing, term_began


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a fiscal year: its poster, the words on it, and where it was shown."""

    year: int
    """The fiscal year."""
    month: int
    first: date
    poster: Poster
    sentence: str
    is_own: bool
    """Whether the sentence is the assembly's own."""
    displays: tuple[PosterDisplay, ...]


def months_of(*years: int, only: Sequence[int] = MONTHS) -> list[Month]:
    """The months of fiscal years, April first. Two SQL statements."""
    plans, displays = month_rows(years, only)
    shown = displays.select_related("place", "put_up_by").order_by("from_date", "place__order", "id")
    return months_from(years, plans, shown, only)


def month_rows(
    years: Sequence[int], only: Sequence[int] = MONTHS
) -> tuple[QuerySet[PosterPlan], QuerySet[PosterDisplay]]:
    """Which poster was chosen for the months of these years, and where it was shown."""
    wanted = Q(fiscal_year__in=years, month__in=only)
    return PosterPlan.objects.filter(wanted), PosterDisplay.objects.filter(wanted)


def months_from(
    years: Sequence[int],
    plans: Iterable[PosterPlan],
    displays: Iterable[PosterDisplay],
    only: Sequence[int] = MONTHS,
) -> list[Month]:
    """The months from what was read of them."""
    chosen_for = {(row.fiscal_year, row.month): row for row in plans}
    shown: dict[tuple[int, int], list[PosterDisplay]] = {}
    for row in displays:
        shown.setdefault((row.fiscal_year, row.month), []).append(row)
    found = []
    for year, month in ((year, month) for year in years for month in only):
        plan = chosen_for.get((year, month))
        chosen = (poster(plan.poster_key) if plan else None) or poster_of_month(month)
        own = plan.sentence if plan else ""
        displays = tuple(shown.get((year, month), ()))
        first = date(year if month >= 4 else year + 1, month, 1)
        found.append(Month(year, month, first, chosen, own or chosen.sentence, bool(own), displays))
    return found


def month_of(year: int, month: int) -> Month:
    """One month. Two SQL statements."""
    return months_of(year, only=[month])[0]


def versions() -> list[IdRules]:
    """Every version of the rules, newest first."""
    return list(IdRules.objects.order_by("-number"))


def in_force(on: date) -> IdRules | None:
    """The rules in force on the day."""
    return IdRules.objects.filter(effective_on__lte=on).order_by("-effective_on", "-number").first()


def rules_in_force(on: date) -> Subquery:
    """The key of the rules in force in the row's assembly, inside a statement over all assemblies."""
    rows = IdRules.objects.filter(effective_on__lte=on, assembly_id=OuterRef("assembly_id"))
    return Subquery(rows.order_by("-effective_on", "-number").values("pk")[:1])


def _given(rules: IdRules, on: date) -> QuerySet[IdPromise]:
    """Promises of the version in the present term, inside a statement over persons with `term_began`."""
    return IdPromise.objects.filter(rules=rules, person=OuterRef("pk"), on__gte=OuterRef("term_began"), on__lte=on)


def without_promise(rules: IdRules, on: date) -> QuerySet[Person]:
    """People in office on the day who have not agreed to the version in their present term."""
    rows = people_in_office(on).annotate(term_began=term_began(on))
    return rows.exclude(Exists(_given(rules, on))).order_by("kana", "name", "id")


def standing(rules: IdRules, on: date) -> Standing:
    """Who has agreed and who has not. One SQL statement."""
    rows = people_in_office(on).annotate(term_began=term_began(on)).annotate(is_done=Exists(_given(rules, on)))
    found = dict(rows.values_list("pk", "is_done"))
    done = frozenset(key for key, is_done in found.items() if is_done)
    return Standing(done, frozenset(found) - done)


def asks_that_count(rules: IdRules, found: Standing) -> list[Ask]:
    """One ask a person: the open one, else the one by which they agreed in their present term; open ones first."""
    rows = Ask.objects.filter(kind=ACKNOWLEDGE, subject_id=rules.pk).exclude(state=AskState.WITHDRAWN)
    rows = rows.select_related("person").annotate(reminded_on=Max("reminders__given_on"))
    counts: dict[UUID, Ask] = {}
    for ask in rows.order_by("person__kana", "person__name", "person_id", "answered_at", "id"):
        known = counts.get(ask.person_id)
        if ask.state == AskState.OPEN or (ask.person_id in found.done and not (known and known.state == AskState.OPEN)):
            counts[ask.person_id] = ask
    return sorted(counts.values(), key=lambda ask: ask.state != AskState.OPEN)


def last_campaign(rules: IdRules) -> Campaign | None:
    """The newest request about the version."""
    rows = Campaign.objects.filter(kind=ACKNOWLEDGE, subject_id=rules.pk)
    return rows.order_by("-opened_on", "-id").first()


def promises_of(rules: IdRules) -> list[IdPromise]:
    """Who agreed to the version, in the order of names."""
    rows = IdPromise.objects.filter(rules=rules).select_related("person")
    return list(rows.order_by("person__kana", "person__name", "on", "id"))


def without_promise_among(people: Sequence[Person], on: date) -> set[UUID]:
    """Those of the people who have not agreed to the rules in force; nobody where there are none. Two statements."""
    rules = in_force(on)
    if rules is None or not people:
        return set()
    keys = [person.pk for person in people]
    return set(without_promise(rules, on).filter(pk__in=keys).values_list("pk", flat=True))
