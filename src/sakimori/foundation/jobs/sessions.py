"""Housekeeping of log-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.jobs.registry import job


@job("sessions.clean", every=timedelta(hours=6), title=_("期限の切れたログインの後始末"))
def clean_sessions(now: datetime) -> None:
    """Delete sessions that have run out, and the list entries that point to them."""
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
