"""The playbook of a case: the assembly's own version in force. Its steps become records, so they are in Japanese."""

from __future__ import annotations

from datetime import date

from sakimori.measures.playbooks.queries import playbook_for
from sakimori.measures.playbooks.types import Playbook


def playbook_of(kind: str, on: date) -> Playbook:
    """The playbook in force on the day for a kind of incident. One SQL statement."""
    return playbook_for(kind, on, "ja")
