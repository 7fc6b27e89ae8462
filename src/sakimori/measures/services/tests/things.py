"""Services for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.measures.services import actions
from sakimori.measures.services.actions import Wish
from sakimori.measures.services.models import CloudService, UseRequest
from sakimori.measures.services.rules import Answers
from sakimori.testing import TODAY, Cast


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def answers(**given: Any) -> Answers:
    usual = {
        "kind": "cloud",
        "limit": "1",
        "users": "self",
        "terms": "click",
        "place": "japan",
        "can_leave": "yes",
        "is_trained": "unknown",
    }
    return Answers(**{**usual, **given})


def wished(
    cast: Cast, name: str = "みなぎ日程", *, role: str = "member", day: date = TODAY, **given: Any
) -> UseRequest:
    """Somebody applies."""
    reason = given.pop("despite_reason", "")
    wish = Wish(name=name, purpose="日程の調整", answers=answers(**given))
    return actions.request_use(cast.ctx(role, at=at(day)), wish=wish, despite_reason=reason)


def decided(cast: Cast, request: UseRequest, *, day: date = TODAY, yes: bool = True) -> UseRequest:
    """Everybody on the route says the same."""
    for role in request.application.route:
        request.application.refresh_from_db()
        if request.application.state == "waiting":
            decide_application(cast.ctx(role, at=at(day)), application=request.application, is_approval=yes)
            request.application.refresh_from_db()
    application = request.application
    if application.state in {"approved", "refused"}:
        # What follows a decision runs after commit, and a test never commits.
        event = ApplicationDecided(application.pk, application.kind, request.pk, application.state == "approved")
        actions.decide_request(cast.system(at(day)), event=event)
    request.refresh_from_db()
    return request


def permitted(cast: Cast, name: str = "みなぎ文書", *, day: date = TODAY, **given: Any) -> CloudService:
    """A service with a permission."""
    return decided(cast, wished(cast, name, role="staff", day=day, **given), day=day).service


CLOSED = {"limit": "2", "terms": "contract"}
"""A service for what is not public, under contract."""


def completed(cast: Cast, service: CloudService, day: date = TODAY) -> CloudService:
    """Everything that class 2 needs."""
    ctx = cast.ctx("staff", at=at(day))
    actions.name_manager(ctx, service=service, post=cast.post["manager"], from_date=day)
    actions.agree_split(ctx, service=service, lines=[("IDを配る", "assembly", ""), ("控えを取る", "provider", "毎日")])
    actions.plan_safeguards(
        ctx, service=service, place="japan", exit_plan="年度末までに取り出す。", erasure_plan="消去の証明書をもらう。"
    )
    return service
