"""Reads over assemblies: the one place of the foundation that looks across them (operator's list)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from sakimori.foundation.assemblies.models import Assembly


def active_assemblies() -> QuerySet[Assembly]:
    """Every assembly in use, by name; for the operator, jobs and set-based evaluation."""
    return Assembly.objects.filter(is_active=True).order_by("name", "id")


def assembly_by_slug(slug: str) -> Assembly | None:
    """The assembly of that address, or None."""
    return Assembly.objects.filter(slug=slug).first()


def assembly_by_id(assembly_id: UUID) -> Assembly:
    """The assembly of that key; raises Assembly.DoesNotExist."""
    return Assembly.objects.get(pk=assembly_id)
