"""Notices are queued inside acts and leave afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.notices.models import Notice, NoticeState
from sakimori.foundation.people.models import Person

MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(minutes=5)


@action("notices.queue", permission=Permission.ASK_MANAGE, sentence=_("お知らせを用意しました"))
def queue_notice(
    ctx: Context,
    *,
    person: Person,
    key: str,
    subject: str,
    body: str,
    about_model: str = "",
    about_id: UUID | None = None,
) -> Notice | None:
    """Queue a notice; None when this person was already told (same `key`)."""
    if Notice.objects.filter(key=key).exists():
        return None
    notice = Notice(
        person=person,
        key=key,
        subject=subject,
        body=body,
        about_model=about_model,
        about_id=about_id,
        queued_at=ctx.at,
    )
    notice.full_clean()
    notice.save()
    return notice


@action("notices.queue-many", permission=Permission.ASK_MANAGE, sentence=_("お知らせをまとめて用意しました"))
def queue_notices(ctx: Context, *, notices: Sequence[Notice]) -> int:
    """Queue many notices in two statements; who was already told (same `key`) is left out. Gives how many were queued."""
    known = set(Notice.objects.filter(key__in=[one.key for one in notices]).values_list("key", flat=True))
    fresh = [one for one in notices if one.key not in known]
    Notice.objects.bulk_create(fresh)
    return len(fresh)


@action("notices.deliver", permission=Permission.ASK_MANAGE, sentence=_("お知らせを送信しました"))
def note_sent(ctx: Context, *, notice: Notice) -> None:
    """The mail server took the notice."""
    notice.state, notice.sent_at, notice.last_error = NoticeState.SENT, ctx.at, ""
    notice.attempts += 1
    notice.save()


@action("notices.fail", permission=Permission.ASK_MANAGE, sentence=_("お知らせを送れませんでした"))
def note_failed(ctx: Context, *, notice: Notice, error: str) -> None:
    """The mail server did not take it: tried again later, given up after some tries."""
    notice.attempts += 1
    notice.last_error = error[:300]
    notice.next_try = ctx.at + FIRST_WAIT * 3 ** (notice.attempts - 1)
    if notice.attempts >= MOST_ATTEMPTS:
        notice.state = NoticeState.FAILED
    notice.save()


@action("notices.hand-over", permission=Permission.ASK_MANAGE, sentence=_("お知らせを紙などで渡しました"))
def note_handed(ctx: Context, *, notice: Notice) -> None:
    """Staff gave the notice on paper or by word of mouth."""
    notice.state, notice.sent_at = NoticeState.HANDED, ctx.at
    notice.save()
