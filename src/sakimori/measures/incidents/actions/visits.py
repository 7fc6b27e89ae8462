"""Visits of the premises that a case concerns (PHY-6)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.core import action
from sakimori.measures.incidents.actions.guards import MANAGE, must_be_open, note
from sakimori.measures.incidents.models import Case, CaseVisit
from sakimori.measures.incidents.types import LineKind
from sakimori.registers.premises.models import Visit
from sakimori.registers.premises.relations import told


@action("incidents.visit", permission=MANAGE, sentence=_("入室の記録を事案に結びました"))
def link_visits(ctx: Context, *, case: Case, visits: Sequence[Visit], about: str = "") -> list[CaseVisit]:
    """Who was in the room; the timeline says that it was looked up. Raises ValidationError."""
    must_be_open(ctx, case)
    made = []
    for visit in visits:
        row = CaseVisit(case=case, visit=visit, note=about.strip())
        row.full_clean()
        row.save()
        made.append(row)
        words = _t("入室の記録を結びました: %(visit)s") % {"visit": told(visit)}
        note(ctx, case, LineKind.FACT, f"{words} {row.note}")
    return made


@action("incidents.visit-off", permission=MANAGE, sentence=_("入室の記録を事案から外しました"))
def unlink_visit(ctx: Context, *, link: CaseVisit) -> None:
    """It has nothing to do with the case after all; the timeline keeps both lines."""
    must_be_open(ctx, link.case)
    words = _t("入室の記録を外しました: %(visit)s") % {"visit": told(link.visit)}
    note(ctx, link.case, LineKind.FACT, words)
    link.delete()
