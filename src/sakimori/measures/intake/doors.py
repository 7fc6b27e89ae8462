"""Where the button 「もしものとき」 leads, and the addresses that stand in QR codes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.scope import current
from sakimori.measures.intake.models import Door
from sakimori.measures.intake.queries import door
from sakimori.measures.intake.rules import shown_code

WITH_CODE = frozenset({"links", "labels", "lesson", "certificate"})
"""Pages that only somebody with a letter, a label or a code opens: their button may carry the door's code."""


def button(request: HttpRequest) -> str:
    """The address behind the button of a page: logged in the page with everything filled in, else the door."""
    ctx: Context | None = getattr(request, "ctx", None)
    match = request.resolver_match
    if ctx is not None and allowed(ctx, Permission.INCIDENT_REPORT):
        return reverse("intake:new", kwargs={"assembly": ctx.assembly.slug})
    if match is None or "assembly" not in match.kwargs or current() is None:
        return reverse("door:anywhere")
    slug = str(match.kwargs["assembly"])
    gate = door() if match.namespace in WITH_CODE else None
    if gate is None:
        return reverse("door:door", kwargs={"assembly": slug})
    return reverse("door:door-code", kwargs={"assembly": slug, "code": gate.code})


def door_link(assembly: Assembly, gate: Door | None, label: str = "") -> str:
    """The whole address for a QR code, with the door's code where there is one, and the label of a thing."""
    if gate is None:
        path = reverse("door:door", kwargs={"assembly": assembly.slug})
    else:
        path = reverse("door:door-code", kwargs={"assembly": assembly.slug, "code": gate.code})
    return f"{settings.ENV.address}{path}" + (f"?t={label}" if label else "")


def typed_door(assembly: Assembly, gate: Door | None) -> str:
    """What is typed where nothing can be scanned: the assembly's name in addresses, and the code."""
    return f"{assembly.slug}/{shown_code(gate.code)}" if gate else assembly.slug
