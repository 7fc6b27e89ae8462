"""Mails of a phishing drill leave one by one; with each of them the last tie between person and drill is deleted.

None of these acts touches a recorded row, so none has an entry in the ledger: an entry would have a time, and a time could
be laid beside the log of a mail server.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.drills.models import DrillGroup, PhishingDrill, QueuedMail, UnsentToken
from sakimori.measures.drills.rules import CHANCE

MANAGE = Permission.LEARNING_MANAGE
MOST_ATTEMPTS = 5
WAIT = timedelta(minutes=20)


@dataclass(frozen=True, slots=True, repr=False)
class Leaving:
    """A mail that leaves now: it exists in memory only, and shows nothing of itself to a log."""

    phishing: PhishingDrill
    group_id: UUID
    person_id: UUID
    address: str
    token: str
    attempts: int


@action("drills.take-mail", permission=MANAGE, sentence=_("訓練メールを一通取り出しました"))
def take_next(ctx: Context) -> Leaving | None:
    """Draw a token for a mail that is due, and delete both rows before it leaves. None when nothing is due."""
    due = QueuedMail.objects.filter(
        send_at__lte=ctx.at,
        group__phishing__finished_on__isnull=True,
        group__phishing__launched_on__isnull=False,
    )
    row = due.select_related("group__phishing", "person").order_by("send_at").first()
    if row is None:
        return None
    pool = list(UnsentToken.objects.filter(group=row.group))
    token = CHANCE.choice(pool)
    leaving = Leaving(row.group.phishing, row.group_id, row.person_id, row.person.email, token.token, row.attempts + 1)
    row.delete()
    token.delete()
    return leaving


@action("drills.put-back", permission=MANAGE, sentence=_("送れなかった訓練メールを戻しました"))
def put_back(ctx: Context, *, leaving: Leaving) -> None:
    """The server did not take it: it waits again, with a token of the pool."""
    QueuedMail.objects.create(
        group_id=leaving.group_id, person_id=leaving.person_id, send_at=ctx.at + WAIT, attempts=leaving.attempts
    )
    UnsentToken.objects.create(group_id=leaving.group_id, token=leaving.token)


@action("drills.count-sent", permission=MANAGE, sentence=_("訓練メールを数えました"))
def count_sent(ctx: Context, *, leaving: Leaving) -> None:
    """One more of the group was taken by the server."""
    DrillGroup.objects.filter(pk=leaving.group_id).update(sent=F("sent") + 1)


@action("drills.count-failed", permission=MANAGE, sentence=_("届かなかった訓練メールを数えました"))
def count_failed(ctx: Context, *, leaving: Leaving) -> None:
    """The server refused it for good."""
    DrillGroup.objects.filter(pk=leaving.group_id).update(failed=F("failed") + 1)
