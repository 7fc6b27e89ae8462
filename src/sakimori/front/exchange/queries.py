"""What was imported, and what the assembly taught the importer."""

from __future__ import annotations

from django.db.models import QuerySet

from sakimori.foundation.exchange.columns import Register
from sakimori.foundation.exchange.header import ID, IGNORED
from sakimori.front.exchange.models import ColumnMapping, ImportRun


def runs() -> QuerySet[ImportRun]:
    """Imports, newest first."""
    return ImportRun.objects.select_related("file").order_by("-id")


def learned(register: Register) -> dict[str, str]:
    """Headings that this assembly assigned before, in the form in which headings are compared."""
    found = ColumnMapping.objects.filter(register=register.name).values_list("heading", "column")
    return {text: key for text, key in found if key in {IGNORED, ID} or key in register.by_key}
