"""What the server's worker loads: the pages, and the jobs in a thread where the installation says so."""

from __future__ import annotations

from django.conf import settings

from sakimori.config.wsgi import application
from sakimori.foundation.jobs.runner import start_thread

__all__ = ["application"]

if settings.ENV.jobs == "thread":
    start_thread()
