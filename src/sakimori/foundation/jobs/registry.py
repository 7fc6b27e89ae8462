"""What runs by itself, and how often. A module declares its jobs in `jobs.py`; `wiring` names those modules."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from sakimori.foundation.access.context import Context, system_context
from sakimori.foundation.assemblies.queries import active_assemblies
from sakimori.foundation.assemblies.scope import scope

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A function of the time (aware), and how often it runs."""

    name: str
    every: timedelta
    title: Promise | str
    run: Callable[[datetime], object]


class JobFailed(RuntimeError):
    """A job did what it could and says for which assemblies it failed."""


_jobs: dict[str, Job] = {}


def job(
    name: str, *, every: timedelta, title: Promise | str
) -> Callable[[Callable[[datetime], object]], Callable[[datetime], object]]:
    """Declare a job. The function must be safe to repeat: after a crash it runs again."""

    def decorate(run: Callable[[datetime], object]) -> Callable[[datetime], object]:
        if name in _jobs:
            raise ValueError(f"two jobs are called {name}")
        _jobs[name] = Job(name, every, title, run)
        return run

    return decorate


def registered_jobs() -> dict[str, Job]:
    """Every job by name."""
    return dict(_jobs)


def for_each_assembly(now: datetime, act: Callable[[Context], object]) -> None:
    """Run `act` in the scope of each assembly in use, as the system. One assembly's failure does not stop the others.

    Raises JobFailed at the end, naming those that failed.
    """
    failed: list[str] = []
    for assembly in active_assemblies():
        try:
            with scope(assembly.pk):
                act(system_context(assembly, at=now))
        except Exception as error:
            log.exception("%s: failed", assembly.slug)
            failed.append(f"{assembly.slug}: {type(error).__name__}: {error}")
    if failed:
        raise JobFailed("\n".join(failed))
