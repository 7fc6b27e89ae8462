"""`sakimori work`: run the jobs outside the web process."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from sakimori.front.cli.start import load_django


@click.command(help="自動処理を動かす / Run the jobs")
@click.option("--once", is_flag=True, help="期限の来たものを一度だけ動かす / run what is due, once")
@click.option("--interval", default=20.0, show_default=True, help="確認の間隔（秒）/ seconds between looks")
def work(once: bool, interval: float) -> None:
    """Any number of these may run at once."""
    load_django()
    from sakimori.foundation.jobs.models import DueJob
    from sakimori.foundation.jobs.runner import run_until
    from sakimori.foundation.jobs.tick import tick

    if once:
        ran = tick()
        for row in DueJob.objects.filter(name__in=ran):
            click.echo(f"{row.name}: {row.last_error or 'ok'}")
        if DueJob.objects.filter(name__in=ran).exclude(last_error="").exists():
            raise SystemExit(1)
        return
    stop = threading.Event()

    def finish(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    run_until(stop, interval)
