"""`sakimori policy parse`: shape, formats, errors, and that it starts without Django."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sakimori.front.cli.main import cli

_TEXT = (
    "もくれん市議会情報セキュリティ方針\n１　見直し\n必要に応じて、この方針を見直す。\n策定履歴\n令和8年3月31日策定\n"
)


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "policy.txt"
    path.write_text(_TEXT, encoding="cp932")
    return str(path)


def test_json(policy: str) -> None:
    done = CliRunner().invoke(cli, ["policy", "parse", policy, "--format", "json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout_bytes.decode("utf-8")) == {
        "title": "もくれん市議会情報セキュリティ方針",
        "clauses": [
            {
                "path": "1",
                "heading": "見直し",
                "text": "必要に応じて、この方針を見直す。",
                "measures": ["review"],
                "frequency": "as_needed",
                "children": [],
            }
        ],
        "history": [{"date": "2026-03-31", "event": "established"}],
        "dropped": [
            {"text": "策定履歴", "reason": "history"},
            {"text": "令和8年3月31日策定", "reason": "history"},
        ],
        "doubts": [],
    }


def test_tree_from_standard_input() -> None:
    done = CliRunner().invoke(cli, ["policy", "parse", "-"], input=_TEXT.encode("utf-16"))
    assert done.exit_code == 0
    assert "1  見直し  [review, <as_needed>]" in done.output
    assert "履歴 2026-03-31 established" in done.output


def test_an_unusable_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "policy.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    done = CliRunner().invoke(cli, ["policy", "parse", str(path)])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "保存し直す" in done.stderr
    assert "damaged" in done.stderr


def test_it_starts_without_django_and_writes_utf8_in_any_locale(policy: str) -> None:
    code = (
        "import sys; from sakimori.front.cli.main import cli\n"
        f"cli(['policy', 'parse', {policy!r}, '--format', 'json'], standalone_mode=False)\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin"}
    )
    assert json.loads(done.stdout.decode("utf-8"))["clauses"][0]["heading"] == "見直し"
