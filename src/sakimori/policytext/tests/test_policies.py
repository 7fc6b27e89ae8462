"""Own-worded policies of invented assemblies, one for each shape: the whole result is compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from sakimori.policytext.parse import parse_policy
from sakimori.policytext.tests.parsed import POLICIES, written

_FILES = sorted(path for path in POLICIES.iterdir() if path.suffix in (".txt", ".html"))


def test_there_are_enough_of_them() -> None:
    assert len(_FILES) >= 15


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_policy_gives_its_tree(path: Path) -> None:
    expected = path.with_suffix(".tree").read_text(encoding="utf-8")
    assert written(parse_policy(path.read_bytes(), path.name)) == expected
