"""Chapters of the hand-over book that look across modules: what is due first, and why things are as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t

from sakimori.assurance.conformance.actions import fresh_standings
from sakimori.assurance.conformance.engine import populations
from sakimori.assurance.conformance.tallies import with_verdict
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.approvals.models import Application, ApplicationState, Decision
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import current
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.queries import settings_by_duty
from sakimori.foundation.duties.spec import Subjects, catalogue
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.ledger.queries import reason_in, with_reason
from sakimori.foundation.papers.book import BookSection
from sakimori.foundation.papers.days import day_text
from sakimori.policy.clauses.models import PolicyVersion, Review
from sakimori.policy.clauses.queries import decided_versions

FIRST_DAYS = 30
MOST = 60
"""More rows of one list than these are counted, not printed: a successor reads a book, not a register."""
MOST_SUBJECTS = 500
EXCEPTION_DAYS = 730
FEW = 5

Groups = dict[tuple[date, str, str], list[str]]
"""Labels of subjects by day, duty and reason."""


def due_first(ctx: Context) -> list[BookSection]:
    """What is missing today and what falls due in the first thirty days. Two SQL statements while nothing is stale."""
    horizon = ctx.today + timedelta(days=FIRST_DAYS)
    watched = _watched(ctx.today, horizon)
    asks, waiting, *found = together(
        Ask.objects.open().select_related("person"),
        Application.objects.filter(state=ApplicationState.WAITING),
        *(_urgent(subjects, horizon) for _key, subjects in watched),
    )
    missing, coming = _grouped((key, subjects, rows) for (key, subjects), rows in zip(watched, found, strict=True))
    asks.sort(key=lambda ask: (ask.due_on, ask.pk))
    waiting.sort(key=lambda application: (application.applied_on, application.pk))
    soon = [ask for ask in asks if ask.due_on <= horizon]
    return [
        BookSection(
            _t("いま足りないもの"),
            [] if missing else [_t("足りないものはありません。")],
            [_t("確認項目"), _t("対象"), _t("理由"), _t("期限")] if missing else [],
            _cut(missing),
        ),
        BookSection(
            _t("はじめの%(days)s日に期限が来るもの") % {"days": FIRST_DAYS},
            [] if coming else [_t("この期間に期限が来るものはありません。")],
            [_t("確認項目"), _t("対象"), _t("すること"), _t("期限")] if coming else [],
            _cut(coming),
        ),
        BookSection(
            _t("回答を待っているお願い"),
            [
                _t("全部で%(all)s件、そのうち%(days)s日以内に期限が来るか過ぎているものは%(soon)s件です。")
                % {"all": len(asks), "days": FIRST_DAYS, "soon": len(soon)}
            ],
            [_t("件名"), _t("お願いした人"), _t("期限")] if soon else [],
            _cut(_asked(soon)),
        ),
        BookSection(
            _t("承認を待っている申請"),
            [] if waiting else [_t("ありません。")],
            [_t("件名"), _t("申請日")] if waiting else [],
            _cut([[row.title, day_text(row.applied_on)] for row in waiting]),
        ),
    ]


def _asked(asks: Sequence[Ask]) -> list[list[str]]:
    people: dict[tuple[date, str], list[str]] = {}
    for ask in asks:
        people.setdefault((ask.due_on, ask.title), []).append(ask.person.shown_name)
    return [[title, named(names), day_text(due)] for (due, title), names in people.items()]


def _cut(rows: list[list[str]]) -> list[list[str]]:
    if len(rows) <= MOST:
        return rows
    rest = _t("ほか%(count)s件は画面で確かめてください。") % {"count": len(rows) - MOST}
    return [*rows[:MOST], [rest, *("" for _cell in rows[0][1:])]]


def _watched(on: date, horizon: date) -> list[tuple[str, Subjects]]:
    """The populations of duties that are breached or have a date by the horizon. Of the others, which are most of them in
    an assembly that keeps its policy, nothing needs to be read."""
    return [
        (key, subjects)
        for key, standing in fresh_standings(on).items()
        if standing.breached or (standing.next_due is not None and standing.next_due <= horizon)
        for subjects in populations(key, on, current())
    ]


def _urgent(subjects: Subjects, horizon: date) -> QuerySet[Any]:
    """Subjects in breach, and those whose date comes by the horizon."""
    rows = with_verdict(subjects).filter(Q(is_breached=True) | Q(act_by__lte=horizon))
    return rows.order_by("act_by", "pk")[:MOST_SUBJECTS]


def _grouped(found: Iterable[tuple[str, Subjects, list[Any]]]) -> tuple[list[list[str]], list[list[str]]]:
    """Lines about what is missing and about what is coming, from the rows of populations."""
    missing: Groups = {}
    coming: Groups = {}
    for key, subjects, rows in found:
        for row in sorted(rows, key=lambda row: (row.act_by or date.min, row.pk)):
            group = (row.act_by or date.min, catalogue()[key].title, str(subjects.reason(row)))
            (missing if row.is_breached else coming).setdefault(group, []).append(subjects.label(row))
    return _lines(missing), _lines(coming)


def _lines(found: Groups) -> list[list[str]]:
    """One line for subjects with the same duty, reason and day; a day before 2000 stands for "never" and is not shown."""
    return [
        [title, named(labels), reason, day_text(due) if due.year >= 2000 else ""]
        for (due, title, reason), labels in sorted(found.items())
    ]


def named(labels: Sequence[str]) -> str:
    """A few names, and how many more."""
    shown = "、".join(labels[:FEW])
    return shown if len(labels) <= FEW else _t("%(names)s ほか%(count)s") % {"names": shown, "count": len(labels) - FEW}


def why_so(ctx: Context) -> list[BookSection]:
    """Why things are as they are: the policy's decisions, the assembly's own settings, and every recorded exception.
    One SQL statement."""
    since = ctx.at - timedelta(days=EXCEPTION_DAYS)
    alone = Decision.objects.exclude(same_person_reason="").filter(decided_on__gte=since.astimezone(TOKYO).date())
    versions, settings, reviews, reasons, decisions = together(
        decided_versions(),
        DutySetting.objects.on(ctx.today),
        Review.objects.select_related("version").order_by("-reviewed_on", "-id")[:MOST],
        with_reason(since)[:MOST],
        alone.select_related("application").order_by("-decided_on", "-id")[:MOST],
    )
    return [_versions(versions), _settings(settings), _reviews(reviews), _exceptions(reasons, decisions)]


def _versions(found: Iterable[PolicyVersion]) -> BookSection:
    rows = sorted(found, key=lambda row: (row.decided_on or date.min, row.number), reverse=True)
    return BookSection(
        _t("方針の決定"),
        [] if rows else [_t("決定した方針はまだありません。")],
        [_t("版"), _t("決定日"), _t("施行日"), _t("決めた会議"), _t("決裁番号")] if rows else [],
        [
            [
                _t("第%(number)s版") % {"number": row.number}, day_text(row.decided_on), day_text(row.effective_on),
                row.meeting, row.decision_number,
            ]
            for row in rows
        ],
    )  # fmt: skip


def _settings(found: Iterable[DutySetting]) -> BookSection:
    known = catalogue()
    rows = [row for row in settings_by_duty(found).values() if row.duty in known]
    return BookSection(
        _t("議会が決めた期限と頻度、その理由"),
        [_t("ここにない確認項目は、はじめの設定のまま（決め直していない）です。")],
        [_t("確認項目"), _t("決めたこと"), _t("理由"), _t("決定")] if rows else [],
        [
            [
                known[row.duty].title,
                _decided(row),
                f"{row.get_ground_display()} {row.reason}".strip(),
                f"{day_text(row.decided_on)} {row.decision}".strip(),
            ]
            for row in rows
        ],
    )


def _decided(row: DutySetting) -> str:
    if not row.is_applicable:
        return _t("対象としない")
    if row.is_open:
        return _t("頻度を定めない")
    return _t("%(days)s日") % {"days": row.days} if row.days else _t("はじめの設定のまま")


def _reviews(found: Iterable[Review]) -> BookSection:
    rows = sorted(found, key=lambda row: (row.reviewed_on, row.pk), reverse=True)
    return BookSection(
        _t("見直しの結論"),
        [] if rows else [_t("見直しの記録はまだありません。")],
        [_t("見直した日"), _t("結論"), _t("理由"), _t("次の予定")] if rows else [],
        [[day_text(r.reviewed_on), str(r.get_outcome_display()), r.reasons, day_text(r.next_on)] for r in rows],
    )


def _exceptions(reasons: Iterable[Detail], decisions: Iterable[Decision]) -> BookSection:
    """Acts with a recorded reason, and approvals by the applicant himself, of the last two years."""
    rows = [
        (row.entry.at.astimezone(TOKYO).date(), sentence_of(row.entry.action), reason_in(row))
        for row in reasons
        if reason_in(row)
    ]
    rows += [
        (
            row.decided_on,
            _t("申請した人が自分で承認: %(title)s") % {"title": row.application.title},
            row.same_person_reason,
        )
        for row in decisions
    ]
    return BookSection(
        _t("例外とその理由"),
        [] if rows else [_t("この2年に、理由を付けた例外はありません。")],
        [_t("日付"), _t("行ったこと"), _t("理由")] if rows else [],
        [[day_text(day), what, why] for day, what, why in sorted(rows, reverse=True)],
    )
