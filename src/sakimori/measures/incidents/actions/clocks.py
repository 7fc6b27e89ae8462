"""Limits of a case: started from the grounds that apply, ended by doing or by a reason why not (INC-4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.periods import periods_between
from sakimori.foundation.people.types import PeriodKind
from sakimori.measures.incidents.actions.guards import MANAGE, demand_reason, must_be_open, not_later, note
from sakimori.measures.incidents.clocks import Limit, day_in_japan, due_at
from sakimori.measures.incidents.grounds import Facts, Ground, applying
from sakimori.measures.incidents.models import Case, Clock, GroundSetting
from sakimori.measures.incidents.queries.settings import own_grounds
from sakimori.measures.incidents.types import GroundKind, LineKind, Unit

LONGEST = timedelta(days=400)


def closed_days(first: date) -> frozenset[date]:
    """The assembly's own closing days from a day on, as long as any limit lasts. One SQL statement."""
    last = first + LONGEST
    found = set()
    for period in periods_between(first, last):
        if period.kind == PeriodKind.CLOSED:
            day = max(period.from_date, first)
            while day <= min(period.to_date or last, last):
                found.add(day)
                day += timedelta(days=1)
    return frozenset(found)


def facts_of(case: Case) -> Facts:
    """What of the case decides about grounds."""
    return Facts(case.level, case.kind, frozenset(case.whose), case.has_persons, case.is_hostile)


def sync_clocks(ctx: Context, case: Case) -> list[Clock]:
    """Start the limits whose grounds apply by now; end those that apply no more. Gives the new ones."""
    own = own_grounds(ctx.today)
    unused = {key for key, row in own.items() if not row.is_used}
    wanted = {ground.key: ground for ground in applying(facts_of(case), unused)}
    known = {clock.key: clock for clock in case.clocks.all() if clock.key}
    closed = closed_days(day_in_japan(case.noticed_at))
    made = []
    for key, ground in wanted.items():
        there = known.get(key)
        if there is None:
            made.append(_start(ctx, case, ground, own.get(key), closed))
        elif there.is_withdrawn:
            _set_due(there, closed)
            there.why_not, there.is_withdrawn, there.ended_on = "", False, None
            there.save()
            note(ctx, case, LineKind.CLOCK, _t("期限がまた動き出しました: %(title)s") % {"title": there.title})
            made.append(there)
    for key, clock in known.items():
        if key not in wanted and clock.ended_on is None:
            clock.why_not, clock.ended_on = _t("この事案は、この根拠に当たりません。"), ctx.today
            clock.is_withdrawn = True
            clock.save()
            note(ctx, case, LineKind.CLOCK, _t("根拠に当たらなくなりました: %(title)s") % {"title": clock.title})
    return made


def _start(ctx: Context, case: Case, ground: Ground, own: GroundSetting | None, closed: frozenset[date]) -> Clock:
    limit = ground.limit
    if own is not None:
        limit = Limit(own.amount, Unit(own.unit), limit.counts_first_day, limit.to_open_day)
    clock = Clock(
        case=case,
        key=ground.key,
        title=ground.title,
        ground_kind=ground.kind,
        ground=(own.ground if own and own.ground else ground.words),
        owner=ground.owner,
        started_at=case.noticed_at,
        amount=limit.amount,
        unit=limit.unit,
        counts_first_day=limit.counts_first_day,
        to_open_day=limit.to_open_day,
    )
    _set_due(clock, closed)
    clock.full_clean()
    clock.save()
    return clock


def _set_due(clock: Clock, closed: frozenset[date]) -> None:
    limit = Limit(clock.amount, Unit(clock.unit), clock.counts_first_day, clock.to_open_day)
    clock.due_at = due_at(clock.started_at, limit, closed)
    clock.due_on = day_in_japan(clock.due_at)


def restart_clocks(ctx: Context, case: Case) -> None:
    """The moment at which the office knew was corrected: limits that still run are counted anew."""
    closed = closed_days(day_in_japan(case.noticed_at))
    for clock in case.clocks.filter(ended_on__isnull=True, is_adjusted=False):
        clock.started_at = case.noticed_at
        _set_due(clock, closed)
        clock.save()


@action("incidents.clock-done", permission=MANAGE, sentence=_("事案の期限のあることを済ませました"))
def finish_clock(ctx: Context, *, clock: Clock, done_at: datetime | None = None, note_text: str = "") -> Clock:
    """It was done, when, in a few words."""
    _must_run(ctx, clock)
    not_later(ctx, done_at, "done_at")
    clock.done_at, clock.done_note = done_at or ctx.at, note_text.strip()[:400]
    if clock.done_at < clock.started_at:
        raise ValidationError({"done_at": _t("起算の日時より後にしてください。")})
    clock.ended_on = day_in_japan(clock.done_at)
    clock.full_clean()
    clock.save()
    words = _t("済み: %(title)s") % {"title": clock.title}
    note(ctx, clock.case, LineKind.CLOCK, f"{words} {clock.done_note}", at=clock.done_at)
    return clock


@action("incidents.clock-not", permission=MANAGE, sentence=_("事案の期限のあることを、行わないと決めました"))
def decline_clock(ctx: Context, *, clock: Clock, why_not: str) -> Clock:
    """It is not done, because."""
    _must_run(ctx, clock)
    clock.why_not, clock.ended_on = demand_reason(why_not, "why_not"), ctx.today
    clock.full_clean()
    clock.save()
    words = _t("行わない: %(title)s") % {"title": clock.title}
    note(ctx, clock.case, LineKind.DECISION, f"{words} {_t('理由')}: {clock.why_not}")
    return clock


@action("incidents.clock-adjust", permission=MANAGE, sentence=_("事案の期限を変えました"))
def adjust_clock(ctx: Context, *, clock: Clock, amount: int, unit: Unit | str, owner: str, reason: str) -> Clock:
    """Another limit or owner in this case only."""
    _must_run(ctx, clock)
    reason = demand_reason(reason)
    clock.amount, clock.unit, clock.owner, clock.is_adjusted = amount, Unit(unit), owner, True
    _set_due(clock, closed_days(day_in_japan(clock.started_at)))
    clock.full_clean()
    clock.save()
    words = _t("期限を変えました: %(title)s") % {"title": clock.title}
    note(ctx, clock.case, LineKind.CLOCK, f"{words} {_t('理由')}: {reason}")
    return clock


@action("incidents.clock-add", permission=MANAGE, sentence=_("事案に期限を加えました"))
def add_clock(
    ctx: Context, *, case: Case, title: str, ground: str, ground_kind: GroundKind | str, owner: str, amount: int,
    unit: Unit | str,
) -> Clock:  # fmt: skip
    """A limit of this case only, counted from the moment at which the office knew."""
    must_be_open(ctx, case)
    clock = Clock(
        case=case, title=title.strip(), ground=ground.strip(), ground_kind=ground_kind, owner=owner,
        started_at=case.noticed_at, amount=amount, unit=Unit(unit), is_adjusted=True,
    )  # fmt: skip
    _set_due(clock, closed_days(day_in_japan(case.noticed_at)))
    clock.full_clean()
    clock.save()
    note(ctx, case, LineKind.CLOCK, _t("期限を加えました: %(title)s") % {"title": clock.title})
    return clock


def _must_run(ctx: Context, clock: Clock) -> None:
    must_be_open(ctx, clock.case)
    if clock.ended_on is not None:
        raise ValidationError(_t("この期限は、すでに終わっています。"))
