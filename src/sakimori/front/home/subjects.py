"""Where the subject of an application can be looked at."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from sakimori.foundation.access.context import Context

PAGES = {
    "clauses.policyversion": ("clauses:version", "version_id"),
    "lending.permit": ("lending:permit", "permit_id"),
    "disposal.disposalcase": ("disposal:case", "case_id"),
    "exceptions.ruleexception": ("exceptions:exception", "exception_id"),
    "upkeep.work": ("upkeep:work", "work_id"),
    "services.userequest": ("services:request", "request_id"),
    "social.post": ("social:post", "post_id"),
}
"""Model → (page, name of its argument)."""


def subject_url(ctx: Context, model: str, key: UUID) -> str:
    """The page of a subject, or an empty text where it has none."""
    if model not in PAGES:
        return ""
    name, argument = PAGES[model]
    return reverse(name, kwargs={"assembly": ctx.assembly.slug, argument: key})
