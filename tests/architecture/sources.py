"""What the house rules look at: the product's own Python files as syntax trees."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "sakimori"


@dataclass(frozen=True)
class Source:
    """One file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(PACKAGE))

    @property
    def is_action(self) -> bool:
        """A room where writes belong: `actions.py` or a file of an `actions/` folder."""
        return self.path.name == "actions.py" or self.path.parent.name == "actions"


@functools.cache
def sources() -> tuple[Source, ...]:
    """Every file of the product, without tests and migrations."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if {"tests", "migrations"} & set(parts) or path.name in {"testing.py", "testing_duties.py", "settings_test.py"}:
            continue
        text = path.read_text(encoding="utf-8")
        found.append(Source(path, text, ast.parse(text)))
    return tuple(found)
