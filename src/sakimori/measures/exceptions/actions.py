"""Every write of exceptions: applied for, decided, warned of, reopened, settled; the list gone through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Grade, Origin, State
from sakimori.foundation.notices.actions import queue_notice
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import holders
from sakimori.foundation.people.types import Role
from sakimori.measures.exceptions import queries
from sakimori.measures.exceptions.models import ExceptionReview, RuleException
from sakimori.measures.exceptions.types import APPLICATION, Ending, ExceptionKind, Stage

MANAGE = Permission.POLICY_PREPARE
LONGEST = timedelta(days=366)
"""An exception that lasts longer is a rule: whoever wants more extends it by a new decision."""
MEND_DAYS = 30
"""Own target: after the end it is settled within a month how the rule is kept again."""


@action("exceptions.apply", permission=Permission.APPROVAL_APPLY, sentence=_("例外措置を申請しました"))
def apply_for_exception(ctx: Context, /, *, route: Sequence[Role], **values: Any) -> RuleException:
    """Hand in an application: staff for anybody, everybody else for themselves. Raises ValidationError."""
    found = RuleException(number=queries.next_number(ctx.today), applied_on=ctx.today, **_plain(values))
    if not allowed(ctx, MANAGE):
        own = ctx.actor.person_id is not None and found.person_id == ctx.actor.person_id
        if not own or found.unit_id or found.asset_id or found.improvement_id:
            raise PermissionDenied("exceptions.apply")
    _check(ctx, found)
    if found.kind == ExceptionKind.RISK and Role.CHAIR not in route:
        raise ValidationError({"route": _t("危険を承知で受け入れることは、議長が承認します。")})
    found.full_clean()
    found.save()
    found.application = apply_for(
        ctx,
        kind=APPLICATION,
        title=_t("例外措置: %(title)s") % {"title": found.title},
        subject=found,
        route=route,
        from_date=found.from_date,
        to_date=found.to_date,
        conditions=found.substitute,
    )
    found.save()
    return found


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _check(ctx: Context, found: RuleException) -> None:
    if not found.clause_path and not found.duty:
        raise ValidationError({"clause_path": _t("どの決まりの例外かを、条項か確認項目で選んでください。")})
    if not queries.subject(found):
        raise ValidationError({"covers": _t("だれの、または何についての例外かを入力してください。")})
    if found.to_date - found.from_date > LONGEST:
        raise ValidationError({"to_date": _t("期間は1年までにしてください。続けるときは、あらためて申請します。")})
    if found.to_date < ctx.today:
        raise ValidationError({"to_date": _t("終了日は今日以後の日にしてください。")})
    if found.is_emergency and found.from_date > ctx.today:
        raise ValidationError({"from_date": _t("緊急に使ったときは、使い始めた日を入力してください。")})
    if not found.is_emergency and found.from_date < ctx.today:
        raise ValidationError(
            {"from_date": _t("承認の前に使い始めたときは、「緊急のため、承認の前に使った」を選んでください。")}
        )


def ask_to_extend(
    ctx: Context, *, found: RuleException, to_date: date, reason: str, substitute: str, route: Sequence[Role]
) -> RuleException:
    """The same once more for another time: a new application with a decision of its own."""
    if found.stage(ctx.today) not in {Stage.IN_FORCE, Stage.REOPENED} or found.ending:
        raise ValidationError(_t("有効な例外か、期限が切れた例外だけを延長できます。"))
    if found.extensions.filter(granted_on__isnull=True, refused_on__isnull=True, ended_on__isnull=True).exists():
        raise ValidationError(_t("延長は、すでに申請しています。"))
    same = ("kind", "title", "clause_path", "duty", "what", "risk", "person", "unit", "asset", "covers")
    values = {name: getattr(found, name) for name in (*same, "warn_days", "improvement")}
    start = max(found.to_date + timedelta(days=1), ctx.today)
    return apply_for_exception(
        ctx,
        route=route,
        from_date=start,
        to_date=to_date,
        reason=reason,
        substitute=substitute,
        extends=found,
        **values,
    )


@action("exceptions.decide", permission=Permission.APPROVAL_APPLY, sentence=_("例外措置の申請が決定されました"))
def adopt_decided_exception(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: the application of an exception came to its end; an extension ends what it extends."""
    if event.kind != APPLICATION:
        return
    found = RuleException.objects.select_related("extends", "application").get(pk=event.subject_id)
    decision = found.application.decisions.order_by("-decided_on", "-id").first() if found.application else None
    day = decision.decided_on if decision else ctx.today
    if not event.is_approved:
        found.refused_on = day
        found.save()
        return
    found.granted_on = day
    found.save()
    earlier = found.extends
    if earlier is not None and earlier.ended_on is None:
        _end(earlier, day, Ending.EXTENDED, _t("%(number)s で延長") % {"number": found.number})


def _end(found: RuleException, day: date, ending: Ending, note: str) -> RuleException:
    found.ended_on, found.ending, found.end_note = day, ending, note.strip()
    found.full_clean()
    found.save()
    return found


@action("exceptions.end", permission=MANAGE, sentence=_("例外措置を終えました"))
def end_exception(ctx: Context, *, found: RuleException, ending: Ending | str, note: str) -> RuleException:
    """The rule is kept again (and somebody looked), or the exception is taken back. Raises ValidationError."""
    if found.ended_on is not None:
        raise ValidationError(_t("この例外は、すでに終わっています。"))
    if Ending(ending) == Ending.EXTENDED:
        raise ValidationError({"ending": _t("延長には、新しい申請と決裁が要ります。")})
    if not note.strip():
        raise ValidationError({"note": _t("確かめたこと、または取り消す理由を入力してください。")})
    return _end(found, ctx.today, Ending(ending), note)


@action("exceptions.review", permission=MANAGE, sentence=_("例外の一覧を見直しました"))
def review_list(ctx: Context, *, reviewed_on: date, note: str, meeting: str = "") -> ExceptionReview:
    """The list was gone through. Raises ValidationError."""
    if reviewed_on > ctx.today:
        raise ValidationError({"reviewed_on": _t("見直した日に先の日付は入力できません。")})
    review = ExceptionReview(
        reviewed_on=reviewed_on,
        note=note.strip(),
        meeting=meeting.strip(),
        count=queries.in_force(reviewed_on).count(),
        person_id=ctx.actor.person_id,
    )
    review.full_clean()
    review.save()
    return review


@action("exceptions.warn", permission=MANAGE, sentence=_("例外措置の期限が近いことを知らせました"))
def warn(ctx: Context, *, found: RuleException) -> None:
    """Whoever applied and whoever heads the office hear it before the end; each once."""
    words = {"number": found.number, "title": found.title, "day": day_text(found.to_date)}
    for person in _concerned(ctx, found):
        queue_notice(
            ctx,
            person=person,
            key=f"exception:{found.pk}:{found.to_date}:{person.pk}",
            subject=_t("【お知らせ】例外措置の期限が近づいています"),
            body=_t(
                "例外措置 %(number)s「%(title)s」は、%(day)sに終わります。"
                "決まりのとおりに戻すか、続けるときはあらためて申請してください。"
            )
            % words,
        )


@action("exceptions.reopen", permission=MANAGE, sentence=_("例外措置の期限が切れ、対応を始めました"))
def reopen(ctx: Context, *, found: RuleException) -> RuleException:
    """The time is over and nobody said what became of it: the fault stands again, as a corrective action of its own."""
    if found.reopened_on is not None:
        return found
    if found.improvement is None or found.improvement.state not in State.pending():
        found.improvement = open_improvement(
            ctx,
            title=_t("期限の切れた例外: %(title)s") % {"title": found.title},
            finding=_t("%(day)sに期限が切れましたが、決まりのとおりに戻ったことが確かめられていません。\n%(what)s")
            % {"day": day_text(found.to_date), "what": found.what},
            origin=Origin.EXCEPTION,
            due_on=ctx.today + timedelta(days=MEND_DAYS),
            grade=Grade.MINOR,
            origin_text=f"{found.number} {found.title}",
            origin_model=RuleException._meta.label_lower,
            origin_id=found.pk,
            clause_path=found.clause_path,
            duty=found.duty,
            unit=found.unit,
            owner=holders(Role.MANAGER, ctx.today).first(),
        )
    found.reopened_on = ctx.today
    found.save()
    words = {"number": found.number, "title": found.title, "day": day_text(found.to_date)}
    for person in _concerned(ctx, found):
        queue_notice(
            ctx,
            person=person,
            key=f"exception:{found.pk}:{found.to_date}:over:{person.pk}",
            subject=_t("【お知らせ】例外措置の期限が切れました"),
            body=_t(
                "例外措置 %(number)s「%(title)s」は、%(day)sに期限が切れました。"
                "決まりのとおりに戻ったことを確かめて記録するか、あらためて申請してください。"
            )
            % words,
        )
    return found


def _concerned(ctx: Context, found: RuleException) -> list[Person]:
    people = [*holders(Role.SECRETARY_GENERAL, ctx.today), *holders(Role.MANAGER, ctx.today)]
    if found.application is not None and found.application.applicant is not None:
        people.insert(0, found.application.applicant)
    return list({person.pk: person for person in people}.values())
