"""Every write of upkeep: work planned, decided, done or called off; windows allowed, opened, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.registers.premises.models import Visit
from sakimori.registers.suppliers.queries import supplier_named
from sakimori.registers.upkeep import queries
from sakimori.registers.upkeep.models import RemoteWindow, Work, WorkVisit
from sakimori.registers.upkeep.types import APPROVAL, WindowState, WorkResult

MANAGE = Permission.ASSET_MANAGE


@action("upkeep.plan", permission=MANAGE, sentence=_("変更・保守を予定しました"))
def plan_work(ctx: Context, /, *, route: Sequence[Role] = (), **values: Any) -> Work:
    """Put work into the log before it is done; with a route it is handed in for decision at once."""
    work = Work(number=queries.next_number(ctx.today), entered_on=ctx.today, needs_approval=bool(route))
    _fill(work, values)
    if route:
        work.application = apply_for(
            ctx,
            kind=APPROVAL,
            title=_t("変更・保守: %(title)s") % {"title": work.title},
            subject=work,
            route=route,
            from_date=work.planned_on,
        )
        work.save()
    return work


@action("upkeep.change", permission=MANAGE, sentence=_("変更・保守の予定を直しました"))
def change_work(ctx: Context, /, *, work: Work, **values: Any) -> Work:
    """Correct the plan while it is not done."""
    _must_be_open(work)
    if work.approved_on is not None and values.get("reason", work.reason).strip() != work.reason:
        raise ValidationError({"reason": _t("承認された内容は変えられません。新しい記録を作ってください。")})
    return _fill(work, values)


def _fill(work: Work, values: dict[str, Any]) -> Work:
    before = work.company
    for name, value in _plain(values).items():
        setattr(work, name, value)
    _tie(work, before)
    work.full_clean()
    work.save()
    return work


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _tie(row: Work | RemoteWindow, before: str = "") -> None:
    """Tie the row to the company of the register that has the typed name.

    A name that stands as it was keeps its tie: the company may have got another name in the meantime.
    """
    if row.company != before or row.supplier is None:
        row.supplier = supplier_named(row.company)


def _must_be_open(work: Work) -> None:
    if work.done_on is not None or work.cancelled_on is not None:
        raise ValidationError(_t("この記録は、すでに終わっています。"))


@action("upkeep.approve", permission=Permission.APPROVAL_APPLY, sentence=_("変更・保守の申請が決定されました"))
def adopt_decided_work(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: the application of a piece of work came to its end. Refused, it is called off."""
    if event.kind != APPROVAL:
        return
    work = Work.objects.select_related("application").get(pk=event.subject_id)
    decision = work.application.decisions.order_by("-decided_on", "-id").first() if work.application else None
    day = decision.decided_on if decision else ctx.today
    if event.is_approved:
        work.approved_on = day
    elif work.done_on is None and work.cancelled_on is None:
        work.cancelled_on, work.cancel_reason = day, _t("承認されませんでした。")
    work.save()


@action("upkeep.done", permission=MANAGE, sentence=_("変更・保守の結果を記録しました"))
def record_done(
    ctx: Context,
    *,
    work: Work,
    done_on: date,
    result: WorkResult | str,
    after: str,
    tested: str = "",
    operator: str = "",
    unapproved_reason: str = "",
) -> Work:
    """What was done, how it was tested, how it turned out. Raises ValidationError."""
    _must_be_open(work)
    if done_on > ctx.today:
        raise ValidationError({"done_on": _t("実施日に先の日付は入力できません。")})
    early = work.needs_approval and (work.approved_on is None or work.approved_on > done_on)
    if early and not unapproved_reason.strip():
        raise ValidationError({"unapproved_reason": _t("承認の前に行ったときは、その理由を入力してください。")})
    if not after.strip():
        raise ValidationError({"after": _t("作業後の状態を入力してください。")})
    work.done_on, work.result, work.after, work.tested = done_on, WorkResult(result), after.strip(), tested.strip()
    work.operator = operator.strip() or work.operator
    work.unapproved_reason = unapproved_reason.strip() if early else ""
    work.full_clean()
    work.save()
    return work


@action("upkeep.cancel", permission=MANAGE, sentence=_("変更・保守を取りやめました"))
def cancel_work(ctx: Context, *, work: Work, reason: str) -> Work:
    """It will not be done."""
    _must_be_open(work)
    if not reason.strip():
        raise ValidationError({"reason": _t("取りやめる理由を入力してください。")})
    work.cancelled_on, work.cancel_reason = ctx.today, reason.strip()
    work.save()
    return work


@action("upkeep.link-visit", permission=MANAGE, sentence=_("入室と保守の記録を結び付けました"))
def link_visit(ctx: Context, *, visit: Visit, work: Work | None) -> None:
    """Say for which work somebody came in; None takes it back."""
    known = WorkVisit.objects.filter(visit=visit).first()
    if work is None:
        if known is not None:
            known.delete()
        return
    row = known or WorkVisit(visit=visit)
    row.work = work
    row.full_clean()
    row.save()


@action("upkeep.allow-window", permission=MANAGE, sentence=_("遠隔接続の時間を認めました"))
def allow_window(ctx: Context, /, *, allowed_by: Person, **values: Any) -> RemoteWindow:
    """Somebody outside may come in from … to …; nothing is open yet."""
    found = RemoteWindow(allowed_by=allowed_by, **_plain(values))
    if found.work is not None and found.work.asset_id != found.asset_id:
        raise ValidationError({"work": _t("ほかの機器の記録です。")})
    _tie(found)
    found.full_clean()
    found.save()
    return found


@action("upkeep.open-window", permission=MANAGE, sentence=_("遠隔接続を開けました"))
def open_window(ctx: Context, *, window: RemoteWindow, opened_at: datetime | None = None) -> RemoteWindow:
    """The connection is switched on now, or was at a moment of the window."""
    at = opened_at or ctx.at
    if window.state(ctx.at) != WindowState.PLANNED:
        raise ValidationError(_t("この時間の接続は、もう開けられません。"))
    if not window.from_at <= at <= window.until_at:
        raise ValidationError({"opened_at": _t("認めた時間の中の時刻にしてください。")})
    if at > ctx.at:
        raise ValidationError({"opened_at": _t("先の時刻は入力できません。")})
    window.opened_at, window.opened_by_id = at, ctx.actor.person_id
    window.full_clean()
    window.save()
    return window


@action("upkeep.close-window", permission=MANAGE, sentence=_("遠隔接続を閉じました"))
def close_window(
    ctx: Context, *, window: RemoteWindow, closed_at: datetime, done: str, late_reason: str = ""
) -> RemoteWindow:
    """The connection is switched off, and what was done is written down. Raises ValidationError."""
    if window.opened_at is None or window.closed_at is not None:
        raise ValidationError(_t("この接続は、開いていません。"))
    if closed_at > ctx.at:
        raise ValidationError({"closed_at": _t("先の時刻は入力できません。")})
    if closed_at > window.until_at and not late_reason.strip():
        raise ValidationError({"late_reason": _t("終了の時刻より後に閉じたときは、その理由を入力してください。")})
    if not done.strip():
        raise ValidationError({"done": _t("接続して行われたことを入力してください。")})
    window.closed_at, window.closed_by_id = closed_at, ctx.actor.person_id
    window.done, window.late_reason = done.strip(), late_reason.strip()
    window.full_clean()
    window.save()
    return window


@action("upkeep.cancel-window", permission=MANAGE, sentence=_("遠隔接続を取りやめました"))
def cancel_window(ctx: Context, *, window: RemoteWindow) -> RemoteWindow:
    """It is not needed after all."""
    if window.opened_at is not None or window.cancelled_on is not None:
        raise ValidationError(_t("開けたあとの接続は、取りやめにできません。閉じてください。"))
    window.cancelled_on = ctx.today
    window.save()
    return window
