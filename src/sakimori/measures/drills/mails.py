"""Mails of phishing drills and the links in them."""

from __future__ import annotations

import secrets
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from sakimori.foundation.access.context import Context
from sakimori.measures.drills.actions.mailing import Leaving
from sakimori.measures.drills.content import lure
from sakimori.measures.drills.models import PhishingDrill
from sakimori.measures.drills.rules import dated


def drill_mail(ctx: Context, leaving: Leaving, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail as it leaves: plain text, and a Message-ID by chance that stands nowhere else."""
    found = lure(leaving.phishing.lure_key)
    if found is None:
        raise LookupError(leaving.phishing.lure_key)
    sender = settings.ENV.drill_from or settings.DEFAULT_FROM_EMAIL
    domain = sender.rpartition("@")[2].strip("> ") or "localhost"
    link = lesson_link(ctx, leaving.phishing, dated(leaving.token, ctx.at))
    return EmailMessage(
        found.subject,
        found.body.replace("{link}", link) + "\n",
        from_email=formataddr((found.sender, sender)),
        to=[leaving.address],
        headers={"Message-ID": f"<{secrets.token_hex(16)}@{domain}>"},
        connection=connection,
    )


def lesson_link(ctx: Context, phishing: PhishingDrill, token: str, page: str = "lesson:lesson") -> str:
    """The link of a mail or poster. The token stands behind `#`: browsers do not send that part, so no log has it."""
    path = reverse(page, kwargs={"assembly": ctx.assembly.slug, "code": phishing.code})
    address = (settings.ENV.drill_address or settings.ENV.address).rstrip("/")
    return f"{address}{path}#{token}"
