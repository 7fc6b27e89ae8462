"""The real policy handed over with the job. Only structure is asserted here: its words stay in its own file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sakimori.policytext.json_form import to_json
from sakimori.policytext.parse import parse_policy
from sakimori.policytext.tree import Clause, PolicyDocument

_BESIDE = Path(__file__).parents[5] / "shared" / "policies"
_FILE = Path(os.environ.get("SAKIMORI_POLICIES", _BESIDE)) / "asahikawa.txt"

pytestmark = pytest.mark.skipif(not _FILE.is_file(), reason=f"the policy is not there: {_FILE.name}")

_PATHS = [
    "1", "2", *(f"2({n})" for n in range(1, 7)), "3", *(f"3({n})" for n in range(1, 6)),
    "4", "4(1)", "4(2)", "4(2)ア", "4(2)イ", "4(2)ウ", "5", "6", *(f"6({n})" for n in range(1, 10)), "7",
]  # fmt: skip


@pytest.fixture(scope="module")
def document() -> PolicyDocument:
    return parse_policy(_FILE.read_bytes(), _FILE.name)


@pytest.fixture(scope="module")
def clauses(document: PolicyDocument) -> dict[str, Clause]:
    return {clause.path: clause for clause in document.walk()}


def test_every_clause_in_order(document: PolicyDocument) -> None:
    assert len(document.clauses) == 7
    assert [clause.path for clause in document.walk()] == _PATHS


def test_headings_and_texts(clauses: dict[str, Clause]) -> None:
    without = {path for path, clause in clauses.items() if clause.heading is None}
    assert without == {*(f"3({n})" for n in range(1, 6)), "4(2)ア", "4(2)イ", "4(2)ウ"}
    assert {path for path, clause in clauses.items() if not clause.text} == {"2", "4"}
    assert [len(clause.children) for clause in clauses.values() if clause.children] == [6, 5, 2, 3, 9]


def test_paragraphs_stay_apart(clauses: dict[str, Clause]) -> None:
    assert {path: clause.text.count("\n\n") for path, clause in clauses.items() if "\n" in clause.text} == {
        "6(8)": 2,
        "6(9)": 1,
    }


def test_history_and_doubts(document: PolicyDocument) -> None:
    found = [(entry.date, str(entry.event)) for entry in document.history]
    assert found == [("2026-03-31", "established"), ("2026-04-01", "effective")]
    assert document.doubts == ()
    assert {one.reason for one in document.dropped} == {"history"}


def test_nothing_is_lost(document: PolicyDocument) -> None:
    body = "".join(_FILE.read_text(encoding="utf-8").split())
    for clause in document.walk():
        for part in (clause.heading or "", *clause.text.split("\n\n")):
            assert "".join(part.split()) in body
    kept = sum(len("".join(f"{clause.heading or ''}{clause.text}".split())) for clause in document.walk())
    other = len("".join(document.title.split())) + sum(len("".join(one.text.split())) for one in document.dropped)
    labels = 7 + 3 * (6 + 5 + 2 + 9) + 3 + 5  # digits, (n), kana, the bullets before 3(n)
    assert kept + other + labels == len(body)


def test_as_json(document: PolicyDocument) -> None:
    shape = to_json(document)
    assert set(shape) == {"title", "clauses", "history", "dropped", "doubts"}
    sixth = next(clause for clause in shape["clauses"] if clause["path"] == "6")
    assert set(sixth) == {"path", "heading", "text", "measures", "frequency", "children"}
    by_path = {clause["path"]: clause for clause in sixth["children"]}
    assert by_path["6(9)"]["frequency"] == "as_needed"
    assert [path for path, clause in by_path.items() if clause["frequency"]] == ["6(9)"]
    assert set(by_path["6(8)"]["measures"]) == {"outsourcing", "cloud", "social-media"}
