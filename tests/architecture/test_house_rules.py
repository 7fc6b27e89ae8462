"""House rules that a machine can check. Each failure says why the rule exists."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOT, Source, sources

FILE_WARN, FILE_FAIL = 400, 600
FUNCTION_FAIL = 80
WRITES = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create"}

# Rows that are not recorded: the ledger writes itself, derived rows of the board, jobs' own table, accounts' passwords.
WRITES_BESIDE_ACTIONS = {
    "foundation/assemblies/records.py": "the base of recorded rows",
    "foundation/jobs/tick.py": "the table of due jobs belongs to no assembly",
    "foundation/jobs/sessions.py": "log-in sessions belong to no assembly",
}
MAY_SEE_EVERY_ASSEMBLY = {
    "foundation/assemblies/scope.py",
    "foundation/access/queries.py",
    "assurance/conformance/actions.py",
    "assurance/conformance/engine.py",
    "assurance/conformance/statements.py",
}


def calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def test_files_stay_small():
    """Big files are the universal regret of the model codebases; splitting early is cheap."""
    long = {s.name: len(s.text.splitlines()) for s in sources() if len(s.text.splitlines()) > FILE_FAIL}
    assert not long


def test_functions_stay_small():
    """A function over 80 lines has more than one subject."""
    long = [
        f"{s.name}:{node.lineno} {node.name}"
        for s in sources()
        for node in ast.walk(s.tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_FAIL
    ]
    assert not long


def test_no_signals():
    """Signals hide who causes what; events are named in wiring.py."""
    found = [s.name for s in sources() if "django.dispatch" in s.text or "django.db.models.signals" in s.text]
    assert not found


def test_rows_are_written_only_in_actions():
    """A write elsewhere has no permission, no history, no proof."""
    found = [
        f"{s.name}:{call.lineno} .{call.func.attr}()"
        for s in sources()
        if not s.is_action and s.name not in WRITES_BESIDE_ACTIONS and "objects" in s.text
        for call in calls(s)
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and _is_orm(call.func.value)
    ]
    assert not found


def _is_orm(value: ast.expr) -> bool:
    """Whether the receiver is built from a manager (`X.objects…`)."""
    while isinstance(value, ast.Call | ast.Attribute):
        if isinstance(value, ast.Attribute) and value.attr in {"objects", "_base_manager", "_default_manager"}:
            return True
        value = value.func if isinstance(value, ast.Call) else value.value
    return False


def test_only_named_places_look_across_assemblies():
    """Whoever sees every assembly can leak one to another."""
    users = {s.name for s in sources() if "every_assembly()" in s.text}
    assert users - MAY_SEE_EVERY_ASSEMBLY == set()


def test_the_environment_is_read_in_one_place():
    """Settings read in many places cannot be documented or checked."""
    found = [s.name for s in sources() if "os.environ[" in s.text or "os.getenv" in s.text]
    assert found == []


def test_the_clock_is_read_at_the_doors():
    """The domain gets the day as an argument, so that past days and rehearsals are the same call."""
    doors = ("front/", "config/", "foundation/access/", "foundation/jobs/")
    found = [
        f"{s.name}:{call.lineno}"
        for s in sources()
        if not s.name.startswith(doors)
        for call in calls(s)
        if isinstance(call.func, ast.Attribute)
        and (call.func.attr in {"today", "utcnow"} or (call.func.attr == "now" and not call.args))
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"date", "datetime", "timezone"}
    ]
    assert not found


@pytest.mark.parametrize("word", ["http://", "https://"])
def test_locks_name_no_address(word):
    """A lock with addresses would reach out to somebody's mirror."""
    assert not [p.name for p in ROOT.glob("requirements*.lock") if word in p.read_text()]


def test_no_generic_rooms():
    """`utils` and `helpers` have no subject; everything has a better name."""
    assert not [s.name for s in sources() if s.path.stem in {"utils", "helpers", "common", "misc"}]
