"""Mails of phishing drills leave at their moments, and drills end on their day, by themselves."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.measures.drills.actions import count_failed, count_sent, finish_phishing, put_back, take_next
from sakimori.measures.drills.actions.mailing import MOST_ATTEMPTS, Leaving
from sakimori.measures.drills.mails import drill_mail
from sakimori.measures.drills.queries import overdue_drills

log = logging.getLogger(__name__)
MOST_AT_ONCE = 50


@job("drills.send", every=timedelta(minutes=2), title=_("不審メール訓練のメールの送信と終了"))
def run_drills(now: datetime) -> None:
    """Send what is due, where a mail server is set up; end drills whose last day is over."""
    for_each_assembly(now, _run)


def _run(ctx: Context) -> None:
    for phishing in overdue_drills(ctx.today):
        finish_phishing(ctx, phishing=phishing)
    if settings.ENV.smtp_host:
        _send_due(ctx)


def _send_due(ctx: Context) -> None:
    connection: BaseEmailBackend | None = None
    try:
        for _number in range(MOST_AT_ONCE):
            leaving = take_next(ctx)
            if leaving is None:
                break
            connection = connection or get_connection()
            if not _send(ctx, connection, leaving):
                break
    finally:
        if connection is not None:
            connection.close()


def _send(ctx: Context, connection: BaseEmailBackend, leaving: Leaving) -> bool:
    if not leaving.address:  # taken off the register since
        count_failed(ctx, leaving=leaving)
        return True
    try:
        drill_mail(ctx, leaving, connection).send()
    except (SMTPException, OSError, ValueError) as error:
        # The words of the server may name the person: only the kind of error is written.
        log.warning("a drill mail was not taken: %s", type(error).__name__)
        if leaving.attempts >= MOST_ATTEMPTS:
            count_failed(ctx, leaving=leaving)
        else:
            put_back(ctx, leaving=leaving)
        return False
    count_sent(ctx, leaving=leaving)
    return True
