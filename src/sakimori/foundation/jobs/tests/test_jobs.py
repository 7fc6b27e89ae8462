"""Jobs run when due, once, whoever ticks; a failure is kept, shown and tried again."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.jobs import registry
from sakimori.foundation.jobs.models import DueJob
from sakimori.foundation.jobs.registry import JobFailed, for_each_assembly, job
from sakimori.foundation.jobs.runner import run_until
from sakimori.foundation.jobs.sessions import clean_sessions
from sakimori.foundation.jobs.tick import LEASE, tick
from sakimori.testing import NOW


@pytest.fixture
def only(monkeypatch):
    """No jobs but those of the test."""
    monkeypatch.setattr(registry, "_jobs", {})


@pytest.mark.django_db
def test_runs_when_due_and_not_before(only):
    seen = []
    job("test.hourly", every=timedelta(hours=1), title="x")(seen.append)
    assert tick(NOW) == ["test.hourly"]
    assert tick(NOW + timedelta(minutes=59)) == []
    assert tick(NOW + timedelta(minutes=60)) == ["test.hourly"]
    assert seen == [NOW, NOW + timedelta(minutes=60)]


@pytest.mark.django_db
def test_failure_is_kept_and_tried_again_later_and_later(only):
    fails = [True]

    def run(now):
        if fails:
            raise ValueError("相手が応答しません")

    job("test.fails", every=timedelta(days=1), title="x")(run)
    assert tick(NOW) == ["test.fails"]
    row = DueJob.objects.get()
    assert (row.failures, row.last_error) == (1, "ValueError: 相手が応答しません")
    assert row.next_run == NOW + timedelta(minutes=1)
    tick(row.next_run)
    assert DueJob.objects.get().next_run == row.next_run + timedelta(minutes=2)
    fails.clear()
    tick(NOW + timedelta(days=1))
    row = DueJob.objects.get()
    assert (row.failures, row.last_error, row.last_success) == (0, "", NOW + timedelta(days=1))


@pytest.mark.django_db
def test_one_failing_job_does_not_stop_the_others(only):
    seen = []

    def fail(now):
        raise ValueError

    job("test.a", every=timedelta(days=1), title="x")(fail)
    job("test.b", every=timedelta(days=1), title="x")(seen.append)
    assert tick(NOW) == ["test.a", "test.b"]
    assert seen == [NOW]


@pytest.mark.django_db
def test_claimed_job_is_left_alone_until_the_lease_ends(only):
    job("test.x", every=timedelta(hours=1), title="x")(lambda now: None)
    DueJob.objects.create(name="test.x", next_run=NOW, locked_until=NOW + LEASE, locked_by="another")
    assert tick(NOW) == []
    assert tick(NOW + LEASE) == ["test.x"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_run_it_once(only):
    ran = []
    job("test.once", every=timedelta(hours=1), title="x")(ran.append)
    DueJob.objects.create(name="test.once", next_run=NOW)
    gate = threading.Barrier(4)

    def one():
        gate.wait()
        try:
            tick(NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [NOW]


def test_one_assembly_that_fails_is_named(cast, neighbour):
    done = []

    def act(ctx):
        if ctx.assembly.pk == neighbour.assembly.pk:
            raise ValueError("鍵がありません")
        done.append(ctx.assembly.pk)

    with pytest.raises(JobFailed, match="yamabiko-cho: ValueError: 鍵がありません"):
        for_each_assembly(NOW, act)
    assert done == [cast.assembly.pk]


@pytest.mark.django_db
def test_assembly_out_of_use_is_left_alone(cast):
    Assembly.objects.update(is_active=False)
    for_each_assembly(NOW, lambda ctx: pytest.fail("ran"))


def test_old_sessions_go(cast):
    from django.contrib.sessions.models import Session

    cast.client("staff")
    assert Session.objects.count() == 1
    clean_sessions(NOW - timedelta(days=1))
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=NOW - timedelta(seconds=1))
    clean_sessions(NOW)
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_runner_ticks_until_told_to_stop(only):
    stop = threading.Event()
    job("test.stop", every=timedelta(hours=1), title="x")(lambda now: stop.set())
    run_until(stop, interval=0.01)
    assert DueJob.objects.get().last_success is not None
