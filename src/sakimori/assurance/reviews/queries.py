"""Reads of reviews, reports and surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from sakimori.assurance.conformance.queries import Board, DutyRow, board, duties_of
from sakimori.assurance.reviews.models import AnnualReport, ManagementReview, ReviewDecision, Survey
from sakimori.assurance.reviews.types import ITEMS
from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import State


def management_reviews() -> list[ManagementReview]:
    """Those to come first, then newest first, with the number of decisions."""
    rows = ManagementReview.objects.annotate(count=Count("decisions"))
    return list(rows.order_by(F("held_on").desc(nulls_first=True), "-planned_on", "-id"))


def decisions_of(review: ManagementReview) -> list[ReviewDecision]:
    """In the order they were entered."""
    return list(review.decisions.select_related("improvement").order_by("id"))


def last_held() -> ManagementReview | None:
    """The latest review that was held."""
    return ManagementReview.objects.filter(held_on__isnull=False).order_by("-held_on", "-id").first()


def open_decisions() -> list[ReviewDecision]:
    """Decided and not done, corrective actions aside; by date."""
    rows = ReviewDecision.objects.filter(
        done_on__isnull=True, improvement__isnull=True, due_on__isnull=False, review__held_on__isnull=False
    )
    return list(rows.select_related("review").order_by("due_on", "id"))


def report_years(ctx: Context) -> list[tuple[int, AnnualReport | None]]:
    """Every fiscal year since the assembly began here, newest first, with its report where there is one."""
    known = {row.fiscal_year: row for row in AnnualReport.objects.all()}
    first = min([fiscal_year(ctx.assembly.joined_on), *known])
    return [(year, known.get(year)) for year in range(fiscal_year(ctx.today), first - 1, -1)]


def published_report(year: int) -> AnnualReport | None:
    """A report that anybody may read."""
    rows = AnnualReport.objects.filter(fiscal_year=year, published_on__isnull=False, public_file__isnull=False)
    return rows.select_related("public_file").first()


def published_years() -> list[int]:
    """Years whose report anybody may read, newest first."""
    rows = AnnualReport.objects.filter(published_on__isnull=False, public_file__isnull=False)
    return list(rows.order_by("-fiscal_year").values_list("fiscal_year", flat=True))


def surveys() -> list[Survey]:
    """Those that wait first, by date, then newest first."""
    return list(Survey.objects.order_by(F("answered_on").desc(nulls_first=True), "due_on", "-id"))


@dataclass(frozen=True, slots=True)
class Draft:
    """What the records say about one item of the ordinance, with where it comes from."""

    item: int
    title: str
    clauses: Sequence[str]
    duties: Sequence[DutyRow]
    text: str

    @property
    def kept(self) -> int:
        return sum(row.standing.kept for row in self.duties)

    @property
    def population(self) -> int:
        return sum(row.standing.population for row in self.duties)


def drafts(ctx: Context, on: date | None = None) -> list[Draft]:
    """A filled draft for each item ①–⑧, as of a day: clauses, checks, figures (AUD-6). As many statements as a board."""
    whole = board(ctx, on)
    rows = duties_of(whole)
    return [_draft(whole, rows, item, str(title)) for item, title in ITEMS.items()]


def _draft(whole: Board, rows: Mapping[str, DutyRow], item: int, title: str) -> Draft:
    own = [
        row
        for row in rows.values()
        if row.spec.ordinance_item == item and row.state not in {State.NOT_BUILT, State.NOT_APPLICABLE}
    ]
    clauses = [row.path for row in whole.clauses if item in row.ordinance_items]
    kept, population = sum(row.standing.kept for row in own), sum(row.standing.population for row in own)
    where = "、".join(clauses)
    ruled = f"方針の{where}に定めています。" if clauses else "方針に直接の定めはありません。"
    if not own:
        return Draft(item, title, clauses, own, f"{ruled}記録で確かめられる項目はまだありません。")
    bad = [row.spec.title_ja for row in own if row.state in {State.BREACHED, State.NOT_STARTED}]
    figures = f"確認項目{len(own)}件、対象{population}件のうち{kept}件が守られています。"
    missing = f"対応中: {'、'.join(bad)}。" if bad else ""
    return Draft(item, title, clauses, own, ruled + figures + missing)


def answer_texts(survey: Survey, found: Sequence[Draft]) -> dict[str, str]:
    """What would be sent: the office's own words, else the draft."""
    return {str(draft.item): survey.answers.get(str(draft.item)) or draft.text for draft in found}
