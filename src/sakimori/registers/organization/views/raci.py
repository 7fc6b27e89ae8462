"""Who does what (ORG-4): my own part in sentences, then the whole table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.render import render_page
from sakimori.registers.organization.raci import COLUMNS, Part, raci


@page(Permission.BOARD_READ)
def raci_page(request: HttpRequest, ctx: Context) -> HttpResponse:
    """My part first; the table of every role is for whoever may see the organisation, and harms nobody else."""
    rows = raci()
    mine = {part: [row.duty for row in rows if part in row.parts_of(ctx.actor.roles)] for part in Part}
    chosen = request.GET.get("role", "")
    only = Role(chosen) if chosen in {role.value for role in COLUMNS} else None
    shown = [row for row in rows if only is None or row.parts_of(frozenset({only}))]
    values = {
        "page_title": _("役割の分担"),
        "does": mine[Part.RESPONSIBLE],
        "answers": mine[Part.ACCOUNTABLE],
        "advises": mine[Part.CONSULTED],
        "hears": mine[Part.INFORMED],
        "rows": [
            (row.duty, [(COLUMNS[role], [(part.value, part.label) for part in parts]) for role, parts in row.parts])
            for row in shown
        ],
        "columns": [(role.value, label) for role, label in COLUMNS.items()],
        "only": only,
        "legend": [(part.value, part.label) for part in Part],
    }
    return render_page(request, "organization/raci.html", values)
