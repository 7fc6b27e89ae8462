"""Chapters of the hand-over book from the organisation: who is who, whom to call, what meetings have decided."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.assemblies.together import each_together
from sakimori.foundation.papers.book import BookSection
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.models import Term
from sakimori.registers.organization import queries
from sakimori.registers.organization.contact_list import contact_rows
from sakimori.registers.organization.models import MeetingItem
from sakimori.registers.organization.types import ItemOutcome

DECISION_DAYS = 730
MOST = 60


def who_is_who(ctx: Context) -> list[BookSection]:
    """Posts with their holders and what is wrong with them, and the caucuses."""
    (terms,), of_posts, of_caucuses = each_together(
        [(Term.objects.on(ctx.today),), queries.post_reads(ctx.today), queries.caucus_reads(ctx.today)]
    )
    posts, caucuses = queries.make_post_rows(*of_posts), queries.make_caucus_rows(*of_caucuses)
    term = max(terms, key=lambda term: term.from_date, default=None)
    until = [_t("議員の任期は%(day)sまでです。") % {"day": day_text(term.to_date)}] if term and term.to_date else []
    return [
        BookSection(
            _t("だれが何をしているか"),
            until if posts else [_t("職がまだ登録されていません。")],
            [_t("所属・職"), _t("就いている人"), _t("役割"), _t("いつから・いつまで"), _t("気を付けること")]
            if posts
            else [],
            [
                [
                    f"{row.post.unit.name} {row.post.title}",
                    row.holder.person.shown_name if row.holder else _t("空席"),
                    row.post.duty_text or str(row.post.get_role_display()),
                    f"{day_text(row.holder.from_date)}～{day_text(row.holder.to_date)}" if row.holder else "",
                    row.finding_text,
                ]
                for row in posts
            ],
        ),
        BookSection(
            _t("会派"),
            [] if caucuses else [_t("会派の登録はありません。")],
            [_t("会派"), _t("会派責任者"), _t("人数")] if caucuses else [],
            [
                [row.unit.name, row.head.shown_name if row.head else _t("空席"), str(len(row.members))]
                for row in caucuses
            ],
        ),
    ]


def whom_to_call(ctx: Context) -> list[BookSection]:
    """The emergency contacts; only for readers who may see numbers."""
    if not allowed(ctx, Permission.ORGANIZATION_CONTACT):
        return []
    rows = contact_rows(ctx.today)
    return [
        BookSection(
            _t("緊急連絡網"),
            [] if rows else [_t("緊急連絡先がまだありません。最初に統一窓口と市CSIRTを登録してください。")],
            [_t("名称・担当"), _t("日中"), _t("夜間・休日"), _t("最後に確認した日")] if rows else [],
            [
                [
                    "\n".join(part for part in (row.contact.name, row.holder) if part),
                    row.contact.phone_day or row.contact.email,
                    row.contact.phone_night,
                    day_text(row.last.checked_on) if row.last else _t("未確認"),
                ]
                for row in rows
            ],
        )
    ]


def what_was_decided(ctx: Context) -> list[BookSection]:
    """Items still open, and the decisions of the last two years with their clauses."""
    since = ctx.today - timedelta(days=DECISION_DAYS)
    items = MeetingItem.objects.filter(meeting__held_on__gte=since).select_related("meeting")
    rows = list(items.order_by("-meeting__held_on", "order", "id"))
    is_open = [row for row in rows if row.outcome in {ItemOutcome.OPEN, ItemOutcome.CONTINUED}]
    decided = [row for row in rows if row.outcome in {ItemOutcome.AGREED, ItemOutcome.REJECTED}]
    return [
        BookSection(
            _t("会議で続いている議題"),
            [] if is_open else [_t("ありません。")],
            [_t("会議"), _t("議題"), _t("条項"), _t("状態")] if is_open else [],
            [[_meeting(row), row.title, row.clause_path, str(row.get_outcome_display())] for row in is_open[:MOST]],
        ),
        BookSection(
            _t("会議で決まったこと（この2年）"),
            [] if decided else [_t("ありません。")],
            [_t("会議"), _t("議題"), _t("条項"), _t("決定の内容")] if decided else [],
            [[_meeting(row), row.title, row.clause_path, row.decision] for row in decided[:MOST]],
        ),
    ]


def _meeting(row: MeetingItem) -> str:
    return f"{row.meeting.name}\n{day_text(row.meeting.held_on)}"


CHAPTERS = (who_is_who, whom_to_call, what_was_decided)
