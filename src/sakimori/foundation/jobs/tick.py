"""Run what is due. Any number of processes may tick at once: a job is claimed by one conditional update."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from sakimori.foundation.jobs.models import DueJob
from sakimori.foundation.jobs.registry import Job, registered_jobs

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
LONGEST_ERROR = 2000
HELD = "held"


def tick(now: datetime | None = None) -> list[str]:
    """Run every job that is due and that no other process runs. Gives the names of those that ran here."""
    now = now or timezone.now()
    jobs = registered_jobs()
    _add_missing(jobs, now)
    due = DueJob.objects.filter(_free(now), name__in=jobs, next_run__lte=now).order_by("next_run", "name")
    return [name for name in due.values_list("name", flat=True) if _run(jobs[name], now)]


@contextmanager
def held() -> Iterator[None]:
    """No job begins meanwhile, in any process; when this one dies, after `LEASE` all the same."""
    now = timezone.now()
    _add_missing(registered_jobs(), now)
    rows = DueJob.objects.filter(locked_by="")
    rows.update(locked_until=now + LEASE, locked_by=HELD)
    try:
        yield
    finally:
        DueJob.objects.filter(locked_by=HELD).update(locked_until=None, locked_by="")


def _free(now: datetime) -> Q:
    return Q(locked_until__isnull=True) | Q(locked_until__lte=now)


def _add_missing(jobs: dict[str, Job], now: datetime) -> None:
    known = set(DueJob.objects.values_list("name", flat=True))
    missing = [DueJob(name=name, next_run=now) for name in jobs if name not in known]
    if missing:
        DueJob.objects.bulk_create(missing, ignore_conflicts=True)


def _run(job: Job, now: datetime) -> bool:
    token = secrets.token_hex(16)
    claim = DueJob.objects.filter(_free(now), name=job.name, next_run__lte=now)
    if not claim.update(locked_until=now + LEASE, locked_by=token):
        return False
    mine = DueJob.objects.filter(name=job.name, locked_by=token)
    begun = time.monotonic()
    try:
        job.run(now)
    except Exception as error:
        log.exception("job %s failed", job.name)
        failures = mine.values_list("failures", flat=True).first() or 0
        wait = min(FIRST_RETRY * 2 ** min(failures, 10), LONGEST_RETRY, job.every)
        text = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
        mine.update(
            failures=failures + 1, last_error=text, last_run=now, next_run=now + wait, locked_until=None, locked_by=""
        )
        return True
    log.info("job %s ran in %.2f s", job.name, time.monotonic() - begun)
    mine.update(
        failures=0,
        last_error="",
        last_run=now,
        last_success=now,
        next_run=now + job.every,
        locked_until=None,
        locked_by="",
    )
    return True
