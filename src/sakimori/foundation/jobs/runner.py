"""Who ticks: a thread of the web process (one PC), or `sakimori work` (a server)."""

from __future__ import annotations

import logging
import threading

from django.db import Error, close_old_connections

from sakimori.foundation.jobs.tick import tick

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 20.0


def run_until(stop: threading.Event, interval: float = INTERVAL_SECONDS) -> None:
    """Tick until told to stop. A database that is away for a while stops nothing."""
    while not stop.is_set():
        close_old_connections()
        try:
            tick()
        except Error:
            log.exception("the jobs could not be read; trying again")
        finally:
            close_old_connections()
        stop.wait(interval)


def start_thread(interval: float = INTERVAL_SECONDS) -> threading.Event:
    """Tick in a thread of this process. Gives the event that stops it; the thread never keeps the process alive."""
    stop = threading.Event()
    threading.Thread(target=run_until, args=(stop, interval), name="jobs", daemon=True).start()
    return stop
