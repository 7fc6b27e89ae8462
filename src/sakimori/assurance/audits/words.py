"""Words of audits: how a line of the checklist reads."""

from __future__ import annotations

from sakimori.assurance.audits.content import question
from sakimori.assurance.audits.models import AuditItem
from sakimori.assurance.audits.types import ItemKind
from sakimori.foundation.duties.spec import catalogue


def item_title(item: AuditItem) -> str:
    """What is to be checked, in the reader's language; the auditor's own words stay as they are."""
    if item.kind == ItemKind.DUTY:
        spec = catalogue().get(item.key)
        return spec.title if spec else item.key
    return item.text or question(item.key) or item.key
