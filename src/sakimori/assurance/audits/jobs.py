"""What is late comes before the chair by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.improvements.actions import escalate
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.queries import late
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.foundation.notices.actions import queue_notice
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.queries import holders
from sakimori.foundation.people.types import Role


@job("improvements.escalate", every=timedelta(hours=12), title=_("遅れている改善措置の報告"))
def escalate_late(now: datetime) -> None:
    """Late ones that the chair has not been told of."""
    for_each_assembly(now, _escalate_all)


def _escalate_all(ctx: Context) -> None:
    with translation.override("ja"):
        for improvement in late(ctx.today).filter(escalated_on__isnull=True):
            tell_the_chair(ctx, improvement=improvement)


@action(
    "improvements.tell-chair",
    permission=Permission.IMPROVEMENT_MANAGE,
    sentence=_("遅れている改善措置を議長に知らせました"),
)
def tell_the_chair(ctx: Context, *, improvement: Improvement) -> None:
    """Mark it, and tell whoever holds the chair today."""
    escalate(ctx, improvement=improvement)
    words = {"number": improvement.number, "title": improvement.title, "day": day_text(improvement.due_on)}
    for person in holders(Role.CHAIR, ctx.today):
        queue_notice(
            ctx,
            person=person,
            key=f"improvement:{improvement.pk}:{improvement.due_on}",
            subject=_t("【報告】期限を過ぎた改善措置があります"),
            body=_t("改善措置 %(number)s「%(title)s」が、期限の%(day)sを過ぎても終わっていません。") % words,
        )
