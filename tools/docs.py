"""Write the pages of docs/ that follow from the code: permissions, duties, actions. `--check` says which are stale."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakimori.config.settings_test")

import django

django.setup()

from django.urls import get_resolver
from django.utils import translation

from sakimori.foundation.access.permissions import MATRIX, Permission
from sakimori.foundation.actions.core import registered_actions
from sakimori.foundation.duties.spec import built_duties, catalogue
from sakimori.foundation.people.types import Role

# Actions are known once their modules are loaded: those of the pages, and the sample's own.
import_module("sakimori.front.sample.actions")
get_resolver().url_patterns  # noqa: B018 — reading it loads every view

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTE = "Written by `make docs` from the code; do not edit."


def permissions() -> str:
    """Role × permission."""
    roles = list(Role)
    head = ["", *(str(role.label) for role in roles)]
    lines = ["# Who may do what", "", NOTE, "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for permission in Permission:
        marks = ["●" if permission in MATRIX[role] else "" for role in roles]
        lines.append(f"| {permission.label} (`{permission.value}`) | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"


def duties() -> str:
    """The catalogue, and which module evaluates what."""
    built = built_duties()
    lines = [
        "# Duties",
        "",
        NOTE,
        "",
        "| key | 確認項目 | duty | ground | cadence | owner | evaluated by |",
        f"|{'---|' * 7}",
    ]
    for key, spec in catalogue().items():
        module = built[key].__module__.removeprefix("sakimori.") if key in built else "not yet"
        lines.append(
            f"| `{key}` | {spec.title_ja} | {spec.title_en} | {spec.ground.value} | {spec.cadence} | {spec.owner} | {module} |"
        )
    return "\n".join(lines) + "\n"


def actions() -> str:
    """Every write of the product."""
    found = {name: spec for name, spec in registered_actions().items() if not name.startswith("test.")}
    lines = ["# Actions", "", NOTE, "", "| action | permission | sentence in the history |", "|---|---|---|"]
    lines += [f"| `{n}` | `{found[n].permission.value}` | {found[n].sentence} |" for n in sorted(found)]
    return "\n".join(lines) + "\n"


PAGES = {"permissions.md": permissions, "duties.md": duties, "actions.md": actions}


def stale() -> list[str]:
    """Names of pages that differ from what the code says now."""
    with translation.override("ja"):
        return [n for n, make in PAGES.items() if not (DOCS / n).exists() or (DOCS / n).read_text("utf-8") != make()]


def main() -> int:
    """Write the pages, or with `--check` only compare."""
    found = stale()
    if "--check" in sys.argv:
        print("\n".join(f"stale: docs/{name} (make docs)" for name in found) or "the written pages are fresh")
        return int(bool(found))
    with translation.override("ja"):
        for name in found:
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
    print(f"{len(found)} pages written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
