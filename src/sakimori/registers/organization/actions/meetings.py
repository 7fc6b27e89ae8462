"""Meetings of bodies and what they decided (ORG-6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.models import Unit
from sakimori.registers.organization.models import Meeting, MeetingItem
from sakimori.registers.organization.types import ItemOutcome

MANAGE = Permission.ORGANIZATION_MANAGE
DECIDED = (ItemOutcome.AGREED, ItemOutcome.REJECTED)


@action("organization.record-meeting", permission=MANAGE, sentence=_("会議を記録しました"))
def record_meeting(
    ctx: Context,
    *,
    name: str,
    held_on: date,
    unit: Unit | None = None,
    items: Iterable[Mapping[str, Any]] = (),
    place: str = "",
    note: str = "",
) -> Meeting:
    """A meeting, held or to come, with its items (title, outcome, decision, clause_path, subject)."""
    meeting = Meeting(name=name.strip(), held_on=held_on, unit=unit, place=place.strip(), note=note.strip())
    meeting.full_clean()
    meeting.save()
    for values in items:
        record_item(ctx, meeting=meeting, **values)
    return meeting


@action("organization.change-meeting", permission=MANAGE, sentence=_("会議の記録を直しました"))
def change_meeting(
    ctx: Context, *, meeting: Meeting, name: str, held_on: date, unit: Unit | None, place: str = "", note: str = ""
) -> Meeting:
    """Name, day, body, place, note of a meeting."""
    meeting.name, meeting.held_on, meeting.unit = name.strip(), held_on, unit
    meeting.place, meeting.note = place.strip(), note.strip()
    meeting.full_clean()
    meeting.save()
    return meeting


@action("organization.record-item", permission=MANAGE, sentence=_("議題と決定を記録しました"))
def record_item(
    ctx: Context,
    *,
    meeting: Meeting,
    title: str,
    item: MeetingItem | None = None,
    outcome: ItemOutcome | str = ItemOutcome.OPEN,
    decision: str = "",
    clause_path: str = "",
    subject: Recorded | None = None,
) -> MeetingItem:
    """An item of the agenda, new or changed. A decision needs its words, and a meeting that was held."""
    if outcome in DECIDED and not decision.strip():
        raise ValidationError({"decision": _t("決定の内容を入力してください。")})
    if outcome in DECIDED and meeting.held_on > ctx.today:
        raise ValidationError({"outcome": _t("これから開く会議の決定は、まだ記録できません。")})
    row = item or MeetingItem(meeting=meeting, order=_next_order(meeting))
    row.title, row.outcome, row.decision = title.strip(), outcome, decision.strip()
    row.clause_path = clause_path.strip()
    if subject is not None:
        row.subject_model, row.subject_id = subject._meta.label_lower, subject.pk
    row.full_clean()
    row.save()
    return row


def _next_order(meeting: Meeting) -> int:
    last = MeetingItem.objects.filter(meeting=meeting).order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1
