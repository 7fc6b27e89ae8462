"""The real program, as its own processes: from nothing to a served installation, and the ledger's commands."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

FIRST_ANSWER_SECONDS = 90
WEB_PROCESS_MB = 130


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAKIMORI_", "DJANGO_"))}
    return kept | {"SAKIMORI_DATA": str(data), "SAKIMORI_MFA_REQUIRED": "false", "SAKIMORI_ARGON2_MEMORY_KIB": "64"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from sakimori.front.cli.main import cli; cli()", *arguments]


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment(data), capture_output=True, text=True, timeout=60, check=False
    )


class Served:
    """A running server, a browser at it, and what it printed."""

    def __init__(self, data: Path, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = data
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = data / "console.txt"
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                command("serve", "--port", str(self.port), *options),
                env=environment(data),
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.browser.open(self.address + path, timeout=10) as answer:
            return answer.read().decode()

    def post(self, path: str, page: str, **values: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        data = urllib.parse.urlencode(values | {"csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(self.address + path, data, {"Referer": self.address + path})
        with self.browser.open(request, timeout=10) as answer:
            return answer.read().decode()

    def wait(self) -> None:
        limit = time.monotonic() + FIRST_ANSWER_SECONDS
        while time.monotonic() < limit:
            try:
                self.get("/accounts/login/")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
            else:
                return
        pytest.fail(self.log.read_text())

    def memory_mb(self) -> float:
        """What the largest of the server's processes holds; pages that several share count in parts."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        sizes = []
        for process in (self.process.pid, *children):
            found = re.search(r"Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text())
            sizes.append(int(found[1]) / 1024)
        return max(sizes)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("data"))
    try:
        running.wait()
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="reads /proc")
def test_first_run_in_a_real_server(served):
    console = served.log.read_text()
    code = re.search(r"\d{4}-\d{4}-\d{4}", console)[0]
    assert f"{served.address}/setup/" in console
    password = "潮騒と灯台のとても長いことば"
    page = served.get("/setup/")
    page = served.post("/setup/", page, code=code, username="unyo", email="", password=password, again=password)
    assert "議会を登録する" in page
    page = served.post(
        "/operator/register/",
        page,
        name="みなと野市議会",
        body_name="みなと野市",
        kind="city",
        slug="minatono-shi",
        code="",
        person_name="浜口 隆",
        role="secretary_general",
        username="hamaguchi",
    )
    assert "/welcome/" in page
    with pytest.raises(urllib.error.HTTPError, match="404"):
        served.get("/setup/")
    assert "自動処理" in served.get("/operator/")
    assert served.memory_mb() <= WEB_PROCESS_MB
    for name in ("sakimori.db", "keys/django-secret"):
        assert (served.data / name).stat().st_mode & 0o077 == 0, name


def test_a_sample_that_was_broken_off_is_begun_anew_and_told_to_its_end(tmp_path):
    """Pages are served after its first part; the jobs wait until the rest is there."""
    untold = tmp_path / "sample-unfinished"
    first = Served(tmp_path, "--sample")
    first.wait()
    was_telling = untold.exists()
    first.stop()
    assert "残りの見本の記録は" in first.log.read_text()
    assert was_telling == untold.exists()
    untold.touch()
    again = Served(tmp_path, "--sample")
    again.wait()
    limit = time.monotonic() + 6 * FIRST_ANSWER_SECONDS
    while untold.exists() and time.monotonic() < limit:
        time.sleep(0.5)
    assert not untold.exists()
    board = run(tmp_path, "board", "--assembly", "minatono-shi", "--format", "json")
    assert '"audit' in board.stdout, board.stderr
    with sqlite3.connect(tmp_path / "sakimori.db") as rows:
        # The last chapter wrote them.
        assert rows.execute("select count(*) from reviews_managementreview").fetchone()[0]
        limit = time.monotonic() + FIRST_ANSWER_SECONDS
        while rows.execute("select count(*) from jobs_duejob where last_run is null").fetchone()[0]:
            assert time.monotonic() < limit
            time.sleep(0.5)
    again.stop()


def test_ledger_from_the_console(served, tmp_path):
    """Runs beside the server, on the same database."""
    data = served.data
    note = run(data, "ledger", "checkpoint", "--assembly", "minatono-shi")
    assert note.stdout.startswith("sakimori/"), note.stderr
    kept, bundle = tmp_path / "kept.txt", tmp_path / "bundle.zip"
    kept.write_text(note.stdout, encoding="utf-8")
    assert run(data, "ledger", "export", str(bundle), "--assembly", "minatono-shi").returncode == 0
    key = tmp_path / "key.txt"
    key.write_text(public_key(bundle), encoding="utf-8")
    sound = run(data, "ledger", "verify", str(bundle), "--checkpoint", str(kept), "--key", str(key))
    assert sound.returncode == 0, sound.stdout + sound.stderr
    whole = bundle.read_bytes()
    place = whole.index("みなと野市議会".encode(), whole.index(b'"commitment"'))
    bundle.write_bytes(whole[:place] + "か".encode() + whole[place + 3 :])
    broken = run(data, "ledger", "verify", str(bundle))
    assert broken.returncode == 1
    assert re.search(r"記録\s*\d+|番号\s*\d+|\d+\s*番|\d+\s*件目", broken.stdout), broken.stdout
    assert run(data, "ledger", "export", str(bundle), "--assembly", "nowhere").returncode == 1


def public_key(bundle: Path) -> str:
    import zipfile

    with zipfile.ZipFile(bundle) as archive:
        return archive.read("keys.txt").decode().splitlines()[0] + "\n"


def test_key_is_changed_and_replaced(served):
    before = (served.data / "keys" / "ledger.key").read_text()
    assert "指紋" in run(served.data, "ledger", "rotate-key").stdout
    after = (served.data / "keys" / "ledger.key").read_text()
    assert after != before
    (served.data / "keys" / "ledger.key").unlink()
    refused = run(served.data, "ledger", "checkpoint", "--assembly", "minatono-shi")
    assert refused.returncode == 1
    assert "key-lost" in refused.stderr
    assert run(served.data, "ledger", "key-lost", "--yes").returncode == 0
    assert run(served.data, "ledger", "checkpoint", "--assembly", "minatono-shi").returncode == 0


def test_jobs_run_in_the_server_and_outside(served):
    done = run(served.data, "work", "--once")
    assert done.returncode == 0, done.stdout
    assert re.search(r"job ledger\.checkpoint ran", served.log.read_text())


def test_verify_needs_neither_django_nor_settings(tmp_path):
    code = (
        "import sys; from sakimori.front.cli.ledger import ledger\n"
        "try: ledger(['verify', sys.argv[1]])\n"
        "except SystemExit as end: assert end.code in (1, 2), end.code\n"
        "assert 'django' not in sys.modules"
    )
    path = tmp_path / "x.zip"
    path.write_bytes(b"no bundle")
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_server_stops_when_told(served):
    assert served.stop() in {0, -signal.SIGTERM}
