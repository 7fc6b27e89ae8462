"""The pages about the code say what the code says."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT
from tools.docs import stale


def test_written_pages_are_fresh():
    assert stale() == []


def test_every_feature_has_one_state():
    text = (ROOT / "docs" / "features.md").read_text("utf-8")
    rows = re.findall(r"^\| ([A-Z]{3}-\d+) \| .*? \| (.*?) \|", text, re.MULTILINE)
    assert len({number for number, _state in rows}) == len(rows) > 100
    assert {state for _number, state in rows} <= {"built", "partly", "not yet"}


def test_links_between_documents_lead_somewhere():
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
