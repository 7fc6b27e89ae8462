"""Chapters of the nightly pack from what lies below: whom to call, systems, printed cards."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.book import BookSection
from sakimori.foundation.papers.days import day_text
from sakimori.measures.cards.queries import batch_rows
from sakimori.registers.assets.queries import in_use
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.organization.contact_list import contact_rows


def whom_to_call(ctx: Context, _is_restricted: bool) -> Sequence[BookSection]:
    """The emergency contact list with every number, and who is behind each."""
    rows = contact_rows(ctx.today)
    return [
        BookSection(
            _t("緊急連絡網"),
            [] if rows else [_t("緊急連絡先がまだありません。")],
            [_t("種別"), _t("名称・担当"), _t("電話（日中）"), _t("電話（夜間・休日）"), _t("最後に確認した日")]
            if rows
            else [],
            [
                [
                    str(row.contact.get_kind_display()),
                    "\n".join(dict.fromkeys(part for part in (row.contact.name, row.holder, row.contact.note) if part)),
                    row.contact.phone_day or row.contact.email,
                    row.contact.phone_night,
                    day_text(row.last.checked_on) if row.last else _t("未確認"),
                ]
                for row in rows
            ],
        )
    ]


def systems(ctx: Context, _is_restricted: bool) -> Sequence[BookSection]:
    """Systems and services in use, and whose they are."""
    rows = list(in_use(ctx.today).filter(kind=AssetKind.SYSTEM).select_related("unit").order_by("number"))
    return [
        BookSection(
            _t("情報システム・サービス"),
            [] if rows else [_t("登録されている情報システムはありません。")],
            [_t("管理番号"), _t("名称"), _t("担当の部署・会派"), _t("提供者・製造者")] if rows else [],
            [[row.number, row.name, row.unit.name if row.unit else "", row.maker] for row in rows],
        )
    ]


def printed_cards(ctx: Context, _is_restricted: bool) -> Sequence[BookSection]:
    """Which cards are about, and which of them are old."""
    rows = [row for row in batch_rows(ctx.assembly, ctx.today) if row.is_about]
    return [
        BookSection(
            _t("配ってある緊急時カード・掲示"),
            [] if rows else [_t("配ったカードや掲示はありません。")],
            [_t("刷"), _t("印刷した日"), _t("持っている人・貼った場所"), _t("内容")] if rows else [],
            [
                [
                    str(row.batch),
                    day_text(row.batch.printed_on),
                    "、".join(copy.whereabouts for copy in row.out),
                    _t("古い。取り替える") if row.must_be_fetched else _t("最新"),
                ]
                for row in rows
            ],
        )
    ]


CHAPTERS = (whom_to_call, systems, printed_cards)
