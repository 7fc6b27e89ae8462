"""Requests for the use of a service: five answers, what the rules say, the decision, the end before its day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for
from sakimori.foundation.exchange.text import folded
from sakimori.foundation.people.models import Person
from sakimori.measures.services.models import CloudService, FoundUse, UseRequest
from sakimori.measures.services.rules import CLAUSE, Answers, advise, route_of
from sakimori.measures.services.types import REQUEST, DataPlace, FoundState, Outcome, ServiceKind

YEAR = timedelta(days=364)
"""A permission holds for a year and is then looked at anew."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would like to use."""

    name: str
    purpose: str
    answers: Answers
    provider: str = ""
    address: str = ""


@action("services.request", permission=Permission.APPROVAL_APPLY, sentence=_("サービスの利用を申請しました"))
def request_use(
    ctx: Context,
    *,
    wish: Wish,
    service: CloudService | None = None,
    applicant: Person | None = None,
    from_date: date | None = None,
    despite_reason: str = "",
    conditions: str = "",
) -> UseRequest:
    """Anybody may apply. Against the rules only with a reason; the rules' conditions go along. Raises ValidationError."""
    answers, advice = wish.answers, advise(wish.answers)
    if advice.outcome == Outcome.REFUSED and not despite_reason.strip():
        raise ValidationError(
            {
                "despite_reason": _t("%(why)s それでも使いたいときは、理由を書いてください。")
                % {"why": advice.reasons[-1]}
            }
        )
    start = from_date or ctx.today
    if start < ctx.today:
        raise ValidationError({"from_date": _t("開始日は今日以後の日にしてください。")})
    service = service or _service_named(wish)
    request = UseRequest(
        service=service,
        applicant_id=applicant.pk if applicant and allowed(ctx, Permission.SUPPLIER_MANAGE) else ctx.actor.person_id,
        applied_on=ctx.today,
        outcome=advice.outcome,
        clause=str(CLAUSE),
        reasons="\n".join(advice.reasons),
        despite_reason=despite_reason.strip(),
        conditions="\n".join([*advice.conditions, *conditions.strip().splitlines()]),
        from_date=start,
        to_date=start + YEAR,
        **{name: value for name, value in asdict(answers).items() if name != "kind"},
    )
    request.full_clean()
    request.save()
    request.application = apply_for(
        ctx,
        kind=REQUEST,
        title=_t("サービスの利用: %(name)s") % {"name": service.name},
        subject=request,
        route=route_of(request.limit),
        from_date=request.from_date,
        to_date=request.to_date,
        conditions=request.conditions,
        applicant_id=request.applicant_id,
    )
    request.save()
    return request


def _service_named(wish: Wish) -> CloudService:
    """A service of that name that is not over, or a new one."""
    rows = CloudService.objects.filter(ended_on__isnull=True)
    known = next((row for row in rows if folded(row.name) == folded(wish.name)), None)
    if known is not None:
        return known
    service = CloudService(
        kind=wish.answers.kind,
        name=wish.name.strip(),
        provider=wish.provider.strip(),
        address=wish.address.strip(),
        purpose=wish.purpose.strip(),
        terms=wish.answers.terms,
        place=wish.answers.place,
    )
    service.full_clean()
    service.save()
    return service


@action("services.decide", permission=Permission.APPROVAL_APPLY, sentence=_("サービスの利用の申請が決定されました"))
def decide_request(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: an application for a service came to its end. The use begins with the permission."""
    if event.kind != REQUEST:
        return
    request = UseRequest.objects.select_related("service", "application").get(pk=event.subject_id)
    last = request.application.decisions.order_by("-decided_on", "-id").first() if request.application else None
    day = last.decided_on if last else ctx.today
    if not event.is_approved:
        request.refused_on = day
        request.save()
        for found in FoundUse.objects.filter(request=request, state=FoundState.REQUESTED):
            found.state, found.closed_on = FoundState.OPEN, None
            found.save()
        return
    request.granted_on = day
    request.save()
    service = request.service
    service.limit, service.terms = request.limit, request.terms
    service.started_on = service.started_on or max(day, request.from_date)
    if service.place == DataPlace.UNKNOWN:
        service.place = request.place
    service.save()


@action("services.revoke", permission=Permission.SUPPLIER_MANAGE, sentence=_("サービスの利用の許可を取り消しました"))
def revoke_request(ctx: Context, *, request: UseRequest, reason: str) -> UseRequest:
    """The permission ends before its day, e.g. after a change of terms."""
    if request.granted_on is None or request.revoked_on is not None or request.to_date < ctx.today:
        raise ValidationError(_t("有効な許可ではありません。"))
    if not reason.strip():
        raise ValidationError({"reason": _t("取り消す理由を入力してください。")})
    request.revoked_on, request.revoke_reason = ctx.today, reason.strip()
    request.full_clean()
    request.save()
    return request


def unknown_wish(name: str, kind: str, purpose: str, limit: str) -> Wish:
    """The careful answers for something of which only this much is known."""
    answers = Answers(
        kind=kind or ServiceKind.CLOUD,
        limit=limit or "2",
        users="self",
        terms="click",
        place=DataPlace.UNKNOWN,
        can_leave="unknown",
    )
    return Wish(name=name, purpose=purpose or _t("議会の仕事（くわしくは確かめる）"), answers=answers)
