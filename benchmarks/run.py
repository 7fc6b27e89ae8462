"""One database's measurements, as JSON on the last line. Started by `python -m benchmarks`, one process a database."""

from __future__ import annotations

import functools
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakimori.config.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.population import populate
from sakimori.assurance.conformance import queries as conformance
from sakimori.assurance.conformance.actions import settings_by_key, snapshot
from sakimori.assurance.conformance.engine import evaluate, tables_of
from sakimori.assurance.conformance.models import DutyStatus
from sakimori.foundation.access.context import system_context
from sakimori.foundation.access.models import Account
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import active_assemblies
from sakimori.foundation.assemblies.records import journal
from sakimori.foundation.assemblies.scope import every_assembly, scope
from sakimori.foundation.duties.spec import built_duties
from sakimori.foundation.people.models import Person
from sakimori.front.cli.start import bring_up_to_date
from sakimori.front.sample.build import make_sample
from sakimori.registers.organization.actions import register_person

TODAY = date(2026, 11, 23)
PAGES = (
    "home:desk", "conformance:board", "conformance:gaps", "conformance:duties", "organization:persons",
    "clauses:current", "clauses:campaign", "records:entries",
)  # fmt: skip


def median_ms(act: Callable[[], object], times: int = 15) -> float:
    """Median milliseconds of a few runs, after one to warm up."""
    act()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(taken), 2)


def board_of_one(found: dict) -> None:
    assembly = Assembly.objects.get(slug="minatono-shi")
    with scope(assembly.pk):
        ctx = system_context(assembly)
        found["board, nothing stale (ms)"] = median_ms(lambda: conformance.board(ctx))

        def stale() -> None:
            DutyStatus.objects.all().update(is_stale=True)
            conformance.board(ctx)

        found["board, every duty stale (ms)"] = median_ms(stale)
        keys, on = list(built_duties()), ctx.today
        adopted = settings_by_key(on)
        found["evaluation of one assembly (ms)"] = median_ms(lambda: evaluate(keys, on, adopted, [assembly.pk]))


def evaluation_of_many(found: dict) -> None:
    done = 0
    for target in (100, 1800):
        populate(done, target)
        done = target
        with every_assembly():
            keys = [assembly.pk for assembly in active_assemblies()]
            adopted = settings_by_key(TODAY)
            look = functools.partial(evaluate, built_duties(), TODAY, adopted, keys)
            evaluated, plain = in_turn(look, read_plainly)
        found[f"evaluation of {target} assemblies (s)"] = round(evaluated, 3)
        found[f"evaluation per assembly at {target} (ms)"] = round(1000 * evaluated / len(keys), 3)
    found["rows that the duties look at"] = read_plainly()
    found["reading the same rows plainly (s)"] = round(plain, 3)
    found["evaluation / plain reading"] = round(evaluated / plain, 2)
    start = time.perf_counter()
    snapshot(TODAY)
    found["first snapshot of 1,800 with storing (s)"] = round(time.perf_counter() - start, 2)
    start = time.perf_counter()
    snapshot(TODAY)
    found["next snapshot of 1,800 with storing (s)"] = round(time.perf_counter() - start, 2)
    with every_assembly(), CaptureQueriesContext(connection) as seen:
        evaluate(built_duties(), TODAY, {}, keys)
    found["SQL statements of an evaluation"] = len(seen)
    own = ("supplier.criteria", "supplier.contract-clauses", "operation.third-parties-pledged")
    with every_assembly():
        alone = functools.partial(evaluate, own, TODAY, adopted, keys)
        found["suppliers: 15 contracts and 8 third parties in each of 1800 (s)"] = round(in_turn(alone)[0], 3)


def in_turn(*acts: Callable[[], object], times: int = 5) -> list[float]:
    """Median seconds of each act. They take turns, so that a busy moment of the machine does not fall on one of them."""
    taken: list[list[float]] = [[] for _ in acts]
    for act in acts:
        act()
    for _ in range(times):
        for act, seconds in zip(acts, taken, strict=True):
            start = time.perf_counter()
            act()
            seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in taken]


def read_plainly() -> int:
    """Fetch every row of every table that some duty reads, once, whole, one plain statement a table; how many rows."""
    rows = 0
    with connection.cursor() as cursor:
        for table in sorted(frozenset().union(*map(tables_of, built_duties()))):
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")
            while some := cursor.fetchmany(2000):
                rows += len(some)
    return rows


def actions(found: dict) -> None:
    assembly = Assembly.objects.get(slug="minatono-shi")
    with scope(assembly.pk):
        ctx = system_context(assembly)
        found["action with ledger entry (ms)"] = median_ms(lambda: register_person(ctx, name="測定 太郎"), 200)
        with journal():
            found["plain insert of the same row (ms)"] = median_ms(lambda: Person(name="測定 花子").save(), 200)
    found["action / plain insert"] = round(
        found["action with ledger entry (ms)"] / found["plain insert of the same row (ms)"], 1
    )


def pages(found: dict) -> None:
    client = Client()
    client.force_login(
        Account.objects.get(username="kyokucho"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for name in PAGES:
        url = reverse(name, kwargs={"assembly": "minatono-shi"})
        answer = client.get(url)
        if answer.status_code != 200:
            found[f"page {name}"] = f"status {answer.status_code}"
            continue
        seen: list[str] = []

        def count(execute, sql, params, many, context, seen=seen):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            client.get(url)
        found[f"page {name} (ms)"] = median_ms(lambda url=url: client.get(url), 9)
        found[f"page {name} (SQL statements)"] = len(seen)


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    start = time.perf_counter()
    bring_up_to_date()
    found: dict = {"tables made (s)": round(time.perf_counter() - start, 2)}
    start = time.perf_counter()
    make_sample(TODAY)
    found["sample made (s)"] = round(time.perf_counter() - start, 2)
    for measure in (board_of_one, actions, pages, evaluation_of_many):
        measure(found)
        print(measure.__name__, file=sys.stderr, flush=True)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
