"""What this module and the foundation hand over when the holder of a post changes (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.approvals.models import Application
from sakimori.foundation.approvals.queries import next_for, waiting
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Post
from sakimori.foundation.people.types import Role
from sakimori.registers.organization.models import EmergencyContact, MeetingItem
from sakimori.registers.organization.types import ItemOutcome


def _reads_roles(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[Appointment], QuerySet[Post]]:
    others = Appointment.objects.filter(covers(leaving.on), person__in=leaving.persons).exclude(post=leaving.post)
    return others.select_related("post__unit"), Post.objects.filter(covers(leaving.on), deputy_of=leaving.post)


def _roles(leaving: Leaving, others: Iterable[Appointment], deputies: Iterable[Post]) -> list[HandoverRow]:
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
    rows += [
        HandoverRow(
            f"{row.post.unit.name} {row.post.title}",
            _t("この職には就いたままです。替わるなら、別に任命を登録してください。"),
            row.to_date,
        )
        for row in sorted(others, key=lambda row: (row.post.order, row.pk))
    ]
    names = "、".join(post.title for post in sorted(deputies, key=lambda post: (post.deputy_order, post.order)))
    words = _t("代理の順: %(names)s") % {"names": names} if names else _t("代理する職がありません")
    return [*rows, HandoverRow(words, _t("代理の順を確かめてください。"))]


def _reads_approvals(_ctx: Context, _leaving: Leaving) -> tuple[QuerySet[Application]]:
    return (waiting(),)


def _approvals(leaving: Leaving, applications: Iterable[Application]) -> list[HandoverRow]:
    words = _t("承認を待っています。交代までに決めるか、後任へ引き継いでください。")
    rows = next_for(frozenset({Role(leaving.post.role)}), applications)
    return [HandoverRow(row.title, words) for row in sorted(rows, key=lambda row: (row.applied_on, row.pk))]


def _reads_asks(_ctx: Context, leaving: Leaving) -> Sequence[QuerySet[Ask]]:
    return (Ask.objects.open().filter(person__in=leaving.persons),)


def _asks(_leaving: Leaving, asks: Iterable[Ask]) -> list[HandoverRow]:
    rows = sorted(asks, key=lambda row: (row.due_on, row.pk))
    return [HandoverRow(row.title, _t("本人の回答を待っています。"), row.due_on) for row in rows]


def _reads_contacts(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[EmergencyContact]]:
    mine = Q(post=leaving.post) | Q(person__in=leaving.persons)
    return (EmergencyContact.objects.filter(covers(leaving.on), mine),)


def _contacts(leaving: Leaving, contacts: Iterable[EmergencyContact]) -> list[HandoverRow]:
    of_post = _t("新しい人の番号に直し、確認を記録してください。連絡カードも配り直してください。")
    of_person = _t("個人の連絡先です。新しい人に替えるか確かめてください。")
    rows = sorted(contacts, key=lambda row: (row.post_id != leaving.post.pk, row.order, row.pk))
    return [HandoverRow(row.name, of_post if row.post_id == leaving.post.pk else of_person) for row in rows]


def _reads_items(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[MeetingItem]]:
    if leaving.post.role not in {Role.CHAIR, Role.DEPUTY, Role.SECRETARY_GENERAL}:
        return (MeetingItem.objects.none(),)
    rows = MeetingItem.objects.filter(outcome__in=[ItemOutcome.OPEN, ItemOutcome.CONTINUED])
    return (rows.select_related("meeting"),)


def _items(_leaving: Leaving, items: Iterable[MeetingItem]) -> list[HandoverRow]:
    return [
        HandoverRow(f"{row.meeting.name}: {row.title}", str(row.get_outcome_display()), row.meeting.held_on)
        for row in sorted(items, key=lambda row: (row.meeting.held_on, row.order))
    ]


HANDOVERS = (
    Handover(_("職・役割と代理"), _reads_roles, _roles),
    Handover(_("承認を待つ申請"), _reads_approvals, _approvals),
    Handover(_("本人へのお願い"), _reads_asks, _asks),
    Handover(_("緊急連絡網と連絡カード"), _reads_contacts, _contacts),
    Handover(_("会議で決まっていない議題"), _reads_items, _items),
)
"""`wiring` registers these; later modules add theirs (vendors, accounts of services, devices, …)."""
