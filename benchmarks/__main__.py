"""`make bench`: every measurement on SQLite and PostgreSQL, written to docs/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, PackagePath, files
from importlib.util import cache_from_source
from pathlib import Path

from tools.run_tests import ROOT, postgresql

TARGET = ROOT / "docs" / "benchmarks.md"
PLAIN = {"SAKIMORI_JOBS": "off", "SAKIMORI_MFA_REQUIRED": "false"}
BUDGETS = {
    "evaluation of 1800 assemblies (s)": "≤ 10",
    "board, nothing stale (ms)": "≤ 15",
    "action with ledger entry (ms)": "≤ 3 on SQLite",
    "evaluation / plain reading": "≤ 3",
    "10000 assets: list without rendering (ms)": "≤ 13",
    "10000 assets: search of a two-character word without rendering (ms)": "≤ 13",
    "10000 assets: one asset without rendering (ms)": "≤ 8",
    "10000 assets: search of one number without rendering (ms)": "≤ 13",
    "10000 assets: import of xlsx with ledger entry (s)": "≤ 5",
    "10000 assets: export as xlsx (s)": "≤ 0.7",
    "10000 assets: export as CSV (s)": "≤ 0.5",
    "first start from clean to first page (s)": "≤ 10",
    "memory of the web process (MB)": "≤ 130",
    "installed, product and libraries with their bytecode (MB)": "≤ 250",
    "evidence: verify_seconds": "≤ 5",
    "200 clauses: parsing and measures of 200 clauses (ms)": "well under 1,000",
}


def measured(module: str, *arguments: str, **environment: str) -> dict:
    """The JSON of a measurement that runs in its own process."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout[done.stdout.index(b"{") :])


def memory_and_start() -> dict:
    """First start from clean to the first answered page, and the memory of the web process then."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SAKIMORI_DATA": folder, "SAKIMORI_PORT": "8765", "SAKIMORI_MFA_REQUIRED": "false"}
        start = time.perf_counter()
        server = subprocess.Popen(
            [str(Path(sys.executable).parent / "sakimori"), "serve", "--sample"],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            taken = _first_answer(start)
            # The rest of the sample is told by a process of its own, which is gone when pages are measured.
            while any(b"cli.start" in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in _family(server.pid)):
                time.sleep(0.1)
            told = time.perf_counter() - start
            sizes = [_pss(pid) for pid in _family(server.pid)]
        finally:
            server.terminate()
            server.wait()
    return {
        "first start from clean to first page (s)": round(taken, 1),
        "the same until the whole sample is told (s)": round(told, 1),
        "memory of the web process (MB)": round(max(sizes)),
        "the same with the process that watches it (MB)": round(sum(sizes)),
    }


def installed() -> dict:
    """What the product and every library of requirements.lock take, with bytecode, without tests; pip not counted."""
    names = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    found = {Path(str(file.locate())) for name in names for file in _files_of(name)}
    # Bytecode is written after the installation as well: it is looked for beside each source.
    found |= {Path(cache_from_source(str(path))) for path in found if path.suffix == ".py"}
    found |= {path for path in (ROOT / "src" / "sakimori").rglob("*") if "tests" not in path.parts}
    sizes = (path.stat().st_size for path in found if path.is_file())
    return {"installed, product and libraries with their bytecode (MB)": round(sum(sizes) / 1e6)}


def _files_of(name: str) -> list[PackagePath]:
    try:
        return files(name) or []
    except PackageNotFoundError:  # locked for another system
        return []


def _first_answer(start: float) -> float:
    import urllib.request

    while time.perf_counter() - start < 60:
        try:
            urllib.request.urlopen("http://127.0.0.1:8765/accounts/login/", timeout=2).read()
            return time.perf_counter() - start
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(p for child in children for p in _family(int(child)))]


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except ProcessLookupError:  # it has just ended
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        sqlite = measured("benchmarks.run", SAKIMORI_DATA=folder, **PLAIN)
        sqlite |= measured("benchmarks.assets", SAKIMORI_DATA=folder, **PLAIN)
    with postgresql() as address, tempfile.TemporaryDirectory() as folder:
        there = {"SAKIMORI_DATA": folder, "SAKIMORI_DATABASE_URL": address, **PLAIN}
        server = measured("benchmarks.run", **there) | measured("benchmarks.assets", **there)
    texts = {f"200 clauses: {row['name']} (ms)": row["median_ms"] for row in measured("benchmarks.policytext")["rows"]}
    proof = {f"evidence: {name}": value for name, value in measured("benchmarks.evidence").items()}
    single = {**memory_and_start(), **installed(), **texts, **proof}
    TARGET.write_text(page(sqlite, server, single), encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


def page(sqlite: dict, server: dict, single: dict) -> str:
    """The table as Markdown."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench`: Python {platform.python_version()}, {os.cpu_count()} cores, medians. Single figures of a",
        "shared machine: ratios and orders of magnitude count, not the last digit.",
        "",
        "Plain reading fetches every row of every table that some duty reads (the list is read off the duties' own SQL),",
        "whole, with one `select *` a table and no condition. It and the evaluation take turns, five times each.",
        "",
        "| | SQLite | PostgreSQL | budget |",
        "|---|---:|---:|---:|",
    ]
    lines += [f"| {name} | {sqlite[name]} | {server.get(name, '–')} | {BUDGETS.get(name, '')} |" for name in sqlite]
    lines += [
        "",
        "| without a database | | budget |",
        "|---|---:|---:|",
        *(f"| {name} | {value} | {BUDGETS.get(name, '')} |" for name, value in single.items()),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
