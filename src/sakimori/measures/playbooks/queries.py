"""Reads of playbooks: the version in force on a day, and its words."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from sakimori.measures.playbooks.content import shipped, shipped_sum
from sakimori.measures.playbooks.models import PlaybookVersion
from sakimori.measures.playbooks.playbook_text import parse_playbook
from sakimori.measures.playbooks.types import AdoptionState, IncidentKind, Playbook


def decided_by(on: date) -> QuerySet[PlaybookVersion]:
    """Every version that had been decided and was in use by the day."""
    return PlaybookVersion.objects.filter(adoption__state=AdoptionState.DECIDED, adoption__effective_on__lte=on)


def version_for(kind: str, on: date) -> PlaybookVersion | None:
    """The version of the kind in force on the day; None where the assembly has decided none. One SQL statement."""
    rows = decided_by(on).filter(kind=kind).select_related("adoption")
    return rows.order_by("-adoption__effective_on", "-number").first()


def playbook_for(kind: str, on: date, language: str | None = None) -> Playbook:
    """The words to follow on the day: the assembly's version in force, else the shipped playbook. One SQL statement.

    `language` is the reader's unless given. A text that the assembly changed stays in the language it was decided in.
    """
    version = version_for(kind, on)
    return words_of(version, kind, language)


def words_of(version: PlaybookVersion | None, kind: str, language: str | None = None) -> Playbook:
    """The playbook of a version, or the shipped one for None. Reads no database."""
    if version is None or version.text_sha256 == shipped_sum(kind):
        return shipped(kind, language or "")
    return parse_playbook(version.text, IncidentKind(kind))
