"""Chapters of the hand-over book that look across modules: what is due first, and why things are as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _t

from sakimori.assurance.conformance.tallies import with_verdict
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.approvals.models import Application, ApplicationState, Decision
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.queries import settings_on
from sakimori.foundation.duties.spec import built_duties, catalogue
from sakimori.foundation.ledger.models import Detail, Entry
from sakimori.foundation.ledger.queries import contents
from sakimori.foundation.papers.book import BookSection
from sakimori.foundation.papers.days import day_text
from sakimori.policy.clauses.models import Review
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
    """What is missing today and what falls due in the first thirty days."""
    missing, coming = _subjects(ctx)
    horizon = ctx.today + timedelta(days=FIRST_DAYS)
    asks = list(Ask.objects.open().select_related("person").order_by("due_on", "id"))
    soon = [ask for ask in asks if ask.due_on <= horizon]
    waiting = Application.objects.filter(state=ApplicationState.WAITING).order_by("applied_on", "id")
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


def _subjects(ctx: Context) -> tuple[list[list[str]], list[list[str]]]:
    """Subjects of every evaluated duty: those in breach, and those whose date comes in the first days. One statement
    for each population of a duty."""
    horizon = ctx.today + timedelta(days=FIRST_DAYS)
    settings = settings_on(ctx.today)
    missing: Groups = {}
    coming: Groups = {}
    for key, build in built_duties().items():
        setting = settings.get(key)
        if setting is not None and not setting.is_applicable:
            continue
        for subjects in build(ctx.today).subjects:
            rows = with_verdict(subjects).filter(Q(is_breached=True) | Q(act_by__lte=horizon))
            for row in rows.order_by("act_by", "pk")[:MOST_SUBJECTS]:
                group = (row.act_by or date.min, catalogue()[key].title, str(subjects.reason(row)))
                (missing if row.is_breached else coming).setdefault(group, []).append(subjects.label(row))
    return _grouped(missing), _grouped(coming)


def _grouped(found: Groups) -> list[list[str]]:
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
    """Why things are as they are: the policy's decisions, the assembly's own settings, and every recorded exception."""
    return [_versions(ctx), _settings(ctx), _reviews(), _exceptions(ctx)]


def _versions(ctx: Context) -> BookSection:
    rows = list(decided_versions().order_by("-decided_on", "-number"))
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


def _settings(ctx: Context) -> BookSection:
    known = catalogue()
    rows = [row for row in settings_on(ctx.today).values() if row.duty in known]
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


def _reviews() -> BookSection:
    rows = list(Review.objects.select_related("version").order_by("-reviewed_on", "-id")[:MOST])
    return BookSection(
        _t("見直しの結論"),
        [] if rows else [_t("見直しの記録はまだありません。")],
        [_t("見直した日"), _t("結論"), _t("理由"), _t("次の予定")] if rows else [],
        [[day_text(r.reviewed_on), str(r.get_outcome_display()), r.reasons, day_text(r.next_on)] for r in rows],
    )


def _exceptions(ctx: Context) -> BookSection:
    """Acts with a recorded reason, and approvals by the applicant himself, of the last two years."""
    since = ctx.at - timedelta(days=EXCEPTION_DAYS)
    with_reason = Detail.objects.filter(model="reason").values("entry_id")
    entries = list(Entry.objects.filter(pk__in=with_reason, at__gte=since).order_by("-sequence")[:MOST])
    inside = contents(entries)
    rows = [
        (entry.at.astimezone(TOKYO).date(), sentence_of(entry.action), inside[entry.pk][0])
        for entry in entries
        if inside[entry.pk][0]
    ]
    alone = Decision.objects.exclude(same_person_reason="").filter(decided_on__gte=since.astimezone(TOKYO).date())
    rows += [
        (
            row.decided_on,
            _t("申請した人が自分で承認: %(title)s") % {"title": row.application.title},
            row.same_person_reason,
        )
        for row in alone.select_related("application").order_by("-decided_on", "-id")[:MOST]
    ]
    return BookSection(
        _t("例外とその理由"),
        [] if rows else [_t("この2年に、理由を付けた例外はありません。")],
        [_t("日付"), _t("行ったこと"), _t("理由")] if rows else [],
        [[day_text(day), what, why] for day, what, why in sorted(rows, reverse=True)],
    )
