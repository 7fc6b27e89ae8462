"""The figures of a year: how every clause stood before and after, what was done for it, what is open.

Everything is plain data (codes, numbers, ISO dates, the office's own texts), so that an approved report can be frozen
as it is and gives the same pages for ever; `words` puts it into the language of the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet

from sakimori.assurance.conformance.engine import tables_of
from sakimori.assurance.conformance.queries import Board, ClauseRow, board, trend
from sakimori.assurance.reviews.happenings import happenings
from sakimori.assurance.reviews.models import ReviewDecision
from sakimori.dates import fiscal_year_end, fiscal_year_start
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.actions.core import registered_actions
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.duties.spec import State, built_duties, catalogue
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.foundation.improvements.types import State as Mending
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.people.queries import members_in_office, people_in_office
from sakimori.measures.exceptions.queries import between as exceptions_between
from sakimori.policy.clauses.models import PolicyVersion, ReviewTrigger
from sakimori.policy.clauses.types import VersionState

VERSION = "version"
"""An event: a version came into force."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a report or a review looks at, both included."""

    first: date
    last: date


def year_span(year: int, today: date) -> Span:
    """A fiscal year, or as much of it as is over."""
    return Span(fiscal_year_start(year), min(fiscal_year_end(year), today))


def figures_of(ctx: Context, span: Span) -> dict[str, Any]:
    """Everything a report or a review shows of these days. A fixed number of SQL statements."""
    before, after = board(ctx, span.first), board(ctx, span.last)
    acts, members, everybody, improvements, versions, triggers, decisions = together(
        acts_in(span),
        members_in_office(span.last).values_list("pk", flat=True),
        people_in_office(span.last).values_list("pk", flat=True),
        Improvement.objects.filter(found_on__lte=span.last),
        PolicyVersion.objects.filter(effective_on__range=(span.first, span.last), state=VersionState.DECIDED),
        ReviewTrigger.objects.filter(occurred_on__range=(span.first, span.last)),
        ReviewDecision.objects.filter(review__held_on__range=(span.first, span.last)).select_related("review"),
    )
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "recorded_from": before.recorded_on.isoformat() if before.recorded_on else "",
        "percent_before": before.percent if before.recorded_on else None,
        "percent": after.percent,
        "kept": after.kept,
        "population": after.population,
        "states": [[state.value, after.counts[state]] for state in reversed(State) if after.counts[state]],
        "people": {"members": len(members), "all": len(everybody)},
        "trend": [[point.day.isoformat(), point.value] for point in trend(list(catalogue()), span.last, 365, 13)],
        "clauses": _clauses(before, after, acts_by_duty(acts)),
        "improvements": _improvements(improvements, span),
        "events": _events(versions, triggers),
        "decisions": _decisions(decisions),
        "exceptions": _exceptions(span),
        **happenings(span.first, span.last),
    }


def _clauses(before: Board, after: Board, done: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    states = {row.path: row for row in before.clauses} if before.recorded_on else {}
    return [
        {
            "path": row.path,
            "heading": row.heading or row.text[:24],
            "state": row.state.value if row.state else State.NOT_BUILT.value,
            "before": _value(states.get(row.path)),
            "kept": row.kept,
            "population": row.population,
            "open": row.population - row.kept,
            "items": list(row.ordinance_items),
            "acts": _acts(row, done),
            "duties": [
                {
                    "key": duty.key,
                    "state": duty.state.value,
                    "kept": duty.standing.kept,
                    "population": duty.standing.population,
                }
                for duty in row.duties
                if duty.state not in {State.NOT_BUILT, State.NOT_APPLICABLE}
            ],
        }
        for row in after.clauses
        if row.duties and row.concerns_assembly
    ]


def _value(row: ClauseRow | None) -> str:
    return row.state.value if row and row.state else ""


def _acts(row: ClauseRow, done: Mapping[str, Mapping[str, int]]) -> list[list[Any]]:
    """What was done for a clause: name of the act and how often; the most frequent first."""
    found: dict[str, int] = {}
    for duty in row.duties:
        for name, count in done.get(duty.key, {}).items():
            found[name] = max(found.get(name, 0), count)
    return [[name, count] for name, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]


def acts_in(span: Span) -> QuerySet[Any, Any]:
    """How often each kind of act touched each kind of record."""
    start = datetime.combine(span.first, time(), TOKYO)
    end = datetime.combine(span.last + timedelta(days=1), time(), TOKYO)
    rows = Detail.objects.filter(entry__at__gte=start, entry__at__lt=end).values("model", "entry__action")
    return rows.annotate(count=Count("entry", distinct=True))


def acts_by_duty(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """How often each kind of act touched the records of a duty's own module.

    Records of other modules that the duty also reads (people are in nearly all) would put every act at every clause.
    """
    counted: dict[str, dict[str, int]] = {}
    for row in rows:
        counted.setdefault(row["model"], {})[row["entry__action"]] = row["count"]
    known = registered_actions()
    found: dict[str, dict[str, int]] = {}
    for key, models in _own_models().items():
        acts = found.setdefault(key, {})
        for model in models:
            for name, count in counted.get(model, {}).items():
                if name in known:
                    acts[name] = max(acts.get(name, 0), count)
    return found


def _own_models() -> dict[str, list[str]]:
    """The models of each duty's own module that decide it."""
    labels = {config.name: config.label for config in apps.get_app_configs()}
    found = {}
    for key, build in built_duties().items():
        own = labels.get(build.__module__.rpartition(".")[0], "")
        found[key] = [
            model._meta.label_lower
            for model in apps.get_models()
            if model._meta.app_label == own and model._meta.db_table in tables_of(key)
        ]
    return found


def _improvements(found: Iterable[Improvement], span: Span) -> dict[str, Any]:
    """Corrective actions opened, closed and open at the end, by origin; and a line for each that is open."""
    rows = sorted(found, key=lambda row: row.number)
    by_origin = []
    for origin in Origin:
        own = [row for row in rows if row.origin == origin]
        opened = sum(row.found_on >= span.first for row in own)
        closed = sum(bool(row.verified_on and span.first <= row.verified_on <= span.last) for row in own)
        still = sum(_is_open(row, span.last) for row in own)
        if opened or closed or still:
            by_origin.append([origin.value, opened, closed, still])
    still_open = [row for row in rows if _is_open(row, span.last)]
    return {
        "by_origin": by_origin,
        "opened": sum(row[1] for row in by_origin),
        "closed": sum(row[2] for row in by_origin),
        "open": [
            [row.number, row.title, row.due_on.isoformat(), row.due_on < span.last, row.clause_path]
            for row in still_open
        ],
    }


def _is_open(row: Improvement, on: date) -> bool:
    closed = row.verified_on is not None and row.verified_on <= on
    dropped = row.state == Mending.DROPPED and (row.dropped_on is None or row.dropped_on <= on)
    return not closed and not dropped


def _events(versions: Iterable[PolicyVersion], triggers: Iterable[ReviewTrigger]) -> list[list[str]]:
    """What changed around the policy: day, `version` or the kind of what called for a review, words."""
    found = [
        [row.effective_on.isoformat(), VERSION, row.title, str(row.number)] for row in versions if row.effective_on
    ]
    for trigger in triggers:
        found.append([trigger.occurred_on.isoformat(), trigger.kind, trigger.text, ""])
    return sorted(found)


def _decisions(found: Iterable[ReviewDecision]) -> list[list[str]]:
    """What reviews decided: day, kind, words."""
    dated = sorted((row.review.held_on, row.pk, row) for row in found if row.review.held_on)
    return [[day.isoformat(), row.kind, row.text] for day, _key, row in dated]


def _exceptions(span: Span) -> list[list[str]]:
    """Exceptions of these days: number, subject, clause, substitute, first and last day, how it stood at the end."""
    return [
        [
            row.number,
            row.title,
            row.clause_path,
            row.substitute,
            row.from_date.isoformat(),
            row.to_date.isoformat(),
            row.stage_now.value,  # type: ignore[attr-defined]
        ]
        for row in exceptions_between(span.first, span.last)
    ]
