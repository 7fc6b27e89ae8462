"""Sending notices by mail."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.foundation.notices.actions import note_failed, note_sent
from sakimori.foundation.notices.models import Notice
from sakimori.foundation.notices.queries import due_notices

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200

LinkMaker = Callable[[Context, UUID], str]
_links: dict[str, LinkMaker] = {}


def register_link(model: str, maker: LinkMaker) -> None:
    """How a mail about a row of this model gets its link (made at the moment of sending, never stored)."""
    _links[model] = maker


@job("notices.send", every=timedelta(minutes=2), title=_("お知らせの電子メールの送信"))
def send_notices(now: datetime) -> None:
    """Send what waits, where a mail server is set up; otherwise notices stay to be read and printed."""
    if settings.ENV.smtp_host:
        for_each_assembly(now, _send_all)


def _send_all(ctx: Context) -> None:
    waiting = list(due_notices(ctx.at)[:MOST_AT_ONCE])
    if not waiting:
        return
    connection = get_connection()
    try:
        for notice in waiting:
            _send(ctx, connection, notice)
    finally:
        connection.close()


def _send(ctx: Context, connection: BaseEmailBackend, notice: Notice) -> None:
    maker = _links.get(notice.about_model)
    link = maker(ctx, notice.about_id) if maker and notice.about_id else ""
    body = f"{notice.body}\n\n{link}\n" if link else f"{notice.body}\n"
    message = EmailMessage(notice.subject, body, to=[notice.person.email], connection=connection)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.warning("notice %s was not taken: %s", notice.pk, error)
        note_failed(ctx, notice=notice, error=f"{type(error).__name__}: {error}")
    else:
        note_sent(ctx, notice=notice)
