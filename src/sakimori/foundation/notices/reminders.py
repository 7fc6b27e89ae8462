"""Reminders of asks: a week before, the day before (a kind may choose other days), and when the day has passed. Once
each, and politely."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import make_links, record_reminders
from sakimori.foundation.asks.kinds import registered_kinds
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.foundation.notices.actions import queue_notice

USUAL = (7, 1)
"""Days before the due date of asks whose kind is not declared (any more)."""
OVER = "over"


@job("asks.remind", every=timedelta(hours=3), title=_("お願いの期限のお知らせ"))
def remind(now: datetime) -> None:
    """Queue the reminders that are due."""
    for_each_assembly(now, _remind_all)


def _remind_all(ctx: Context) -> None:
    days = {name: kind.remind_before for name, kind in registered_kinds().items()}
    soon = ctx.today + timedelta(days=max((day for each in days.values() for day in each), default=max(USUAL)))
    asks = Ask.objects.open().filter(due_on__lte=soon, opened_on__lt=ctx.today).select_related("person")
    with translation.override("ja"):
        for ask in asks:
            stage = stage_of((ask.due_on - ctx.today).days, days.get(ask.kind, USUAL))
            if stage:
                queue_reminder(ctx, ask=ask, stage=stage)


def stage_of(left: int, remind_before: tuple[int, ...]) -> str:
    """Which reminder it is when so many days are left; empty when it is too early for any."""
    if left < 0:
        return OVER
    return next((str(day) for day in sorted(remind_before) if left <= day), "")


@action("asks.queue-reminder", permission=Permission.ASK_MANAGE, sentence=_("お願いの期限をお知らせしました"))
def queue_reminder(ctx: Context, *, ask: Ask, stage: str) -> None:
    """One reminder of one ask, unless this one was already given."""
    notice = queue_notice(
        ctx,
        person=ask.person,
        key=f"ask:{ask.pk}:{stage}",
        subject=_t("【お願い】%(title)s") % {"title": ask.title[:100]},
        body=_body(ctx, ask, stage),
        about_model=Ask._meta.label_lower,
        about_id=ask.pk,
    )
    if notice is not None and settings.ENV.smtp_host and ask.person.email:
        record_reminders(ctx, asks=[ask], means="mail")


def _body(ctx: Context, ask: Ask, stage: str) -> str:
    texts = {
        "14": _t("期限まで二週間ほどとなりましたので、お知らせいたします。"),
        "7": _t("期限まで一週間ほどとなりましたので、お知らせいたします。"),
        OVER: _t("期限を過ぎておりますが、まだお答えをいただいておりません。行き違いの場合はご容赦ください。"),
    }
    values = {
        "name": ask.person.shown_name,
        "assembly": ctx.assembly.name,
        "text": texts.get(stage) or _t("期限が近づいておりますので、お知らせいたします。"),
        "title": ask.title,
        "due": wareki(ask.due_on),
    }
    return (
        _t(
            "%(name)s 様\n\n平素より議会の運営にご協力いただき、ありがとうございます。%(assembly)s事務局です。\n"
            "%(text)s\n\n件名: %(title)s\n期限: %(due)s\n\nお手数をおかけしますが、どうぞよろしくお願いいたします。"
        )
        % values
    )


def mail_link(ctx: Context, ask_id: UUID) -> str:
    """A fresh one-purpose link for a mail about an ask; empty when it needs no answer any more."""
    ask = Ask.objects.open().filter(pk=ask_id).first()
    if ask is None:
        return ""
    token = make_links(ctx, asks=[ask], made_for="mail")[ask]
    return str(settings.ENV.address) + reverse("links:answer", kwargs={"assembly": ctx.assembly.slug, "token": token})
