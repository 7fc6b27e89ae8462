"""The playbook of a case: the assembly's own version in force, in Japanese, since its steps become records."""

from __future__ import annotations

from datetime import date

from sakimori.measures.playbooks.types import IncidentKind, Playbook


def playbook_of(kind: str, on: date, language: str = "ja") -> Playbook | None:
    """The playbook in force on the day for a kind of incident."""
    return None
