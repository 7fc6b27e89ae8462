"""What this module and the foundation hand over when the holder of a post changes (ORG-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.approvals.queries import waiting_for
from sakimori.foundation.asks.queries import open_asks_of
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Post
from sakimori.foundation.people.types import Role
from sakimori.registers.organization.models import EmergencyContact, MeetingItem
from sakimori.registers.organization.types import ItemOutcome


def _roles(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    role = Role(leaving.post.role)
    rows = [
        HandoverRow(
            _t("%(post)s（%(role)s）") % {"post": leaving.post.title, "role": role.label},
            _t("権限は最後の日の翌日0時に、新しい人へ移ります。"),
            leaving.on,
        )
    ]
    if leaving.person is None:
        return rows
    others = Appointment.objects.filter(covers(leaving.on), person=leaving.person).exclude(post=leaving.post)
    rows += [
        HandoverRow(
            f"{row.post.unit.name} {row.post.title}",
            _t("この職には就いたままです。替わるなら、別に任命を登録してください。"),
            row.to_date,
        )
        for row in others.select_related("post__unit").order_by("post__order", "id")
    ]
    deputies = Post.objects.filter(covers(leaving.on), deputy_of=leaving.post).order_by("deputy_order", "order")
    names = "、".join(post.title for post in deputies)
    words = _t("代理の順: %(names)s") % {"names": names} if names else _t("代理する職がありません")
    return [*rows, HandoverRow(words, _t("代理の順を確かめてください。"))]


def _approvals(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    return [
        HandoverRow(row.title, _t("承認を待っています。交代までに決めるか、後任へ引き継いでください。"))
        for row in waiting_for(frozenset({Role(leaving.post.role)}))
    ]


def _asks(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    if leaving.person is None:
        return []
    return [
        HandoverRow(row.title, _t("本人の回答を待っています。"), row.due_on) for row in open_asks_of(leaving.person.pk)
    ]


def _contacts(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    rows = EmergencyContact.objects.filter(covers(leaving.on)).order_by("order", "id")
    found = [
        HandoverRow(row.name, _t("新しい人の番号に直し、確認を記録してください。連絡カードも配り直してください。"))
        for row in rows.filter(post=leaving.post)
    ]
    if leaving.person is not None:
        found += [
            HandoverRow(row.name, _t("個人の連絡先です。新しい人に替えるか確かめてください。"))
            for row in rows.filter(person=leaving.person).exclude(post=leaving.post)
        ]
    return found


def _items(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    if leaving.post.role not in {Role.CHAIR, Role.DEPUTY, Role.SECRETARY_GENERAL}:
        return []
    open_items = MeetingItem.objects.filter(outcome__in=[ItemOutcome.OPEN, ItemOutcome.CONTINUED])
    return [
        HandoverRow(f"{row.meeting.name}: {row.title}", str(row.get_outcome_display()), row.meeting.held_on)
        for row in open_items.select_related("meeting").order_by("meeting__held_on", "order")
    ]


HANDOVERS = (
    Handover(_("職・役割と代理"), _roles),
    Handover(_("承認を待つ申請"), _approvals),
    Handover(_("本人へのお願い"), _asks),
    Handover(_("緊急連絡網と連絡カード"), _contacts),
    Handover(_("会議で決まっていない議題"), _items),
)
"""`wiring` registers these; later modules add theirs (vendors, accounts of services, devices, …)."""
