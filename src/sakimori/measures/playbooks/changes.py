"""What differs between two texts of a playbook, line by line."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

KEPT, ADDED, REMOVED = "kept", "added", "removed"
CONTEXT_LINES = 1
"""Unchanged lines shown around a change, so that its place is known."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the difference; `is_gap` stands for unchanged lines that are left out."""

    state: str
    text: str
    is_gap: bool = False


def differences(old: str, new: str) -> tuple[Line, ...]:
    """Changed lines with one unchanged line around; nothing where the texts are the same."""
    before, after = old.split("\n"), new.split("\n")
    found: list[Line] = []
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT_LINES):
        if found:
            found.append(Line(KEPT, "", is_gap=True))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                found += [Line(KEPT, text) for text in before[old_from:old_to]]
                continue
            found += [Line(REMOVED, text) for text in before[old_from:old_to]]
            found += [Line(ADDED, text) for text in after[new_from:new_to]]
    return tuple(found)
