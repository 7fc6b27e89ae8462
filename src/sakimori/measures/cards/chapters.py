"""Chapters of the nightly pack from what lies below: whom to call, systems, playbooks, printed cards."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.book import BookSection
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.types import Role
from sakimori.measures.cards.contents import sources
from sakimori.measures.cards.queries import batch_rows
from sakimori.measures.playbooks.types import IncidentKind, Playbook
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


def playbooks(ctx: Context, _is_restricted: bool) -> Sequence[BookSection]:
    """Every playbook in force: first minutes, whom to call, steps, evidence, whom to tell."""
    found = sources(ctx.assembly, ctx.today)
    return [part for kind in IncidentKind for part in _playbook(found.playbooks(kind, "ja"))]


def _playbook(book: Playbook) -> list[BookSection]:
    advice = "\n".join(f"● {line}" for line in book.advice)
    minutes = "\n".join(f"{number}. {line}" for number, line in enumerate(book.first_minutes, start=1))
    numbers = {step.key: str(number) for number, step in enumerate(book.steps, start=1)}
    return [
        BookSection(
            _t("手順: %(title)s") % {"title": book.title},
            [advice, _t("最初の10分"), minutes],
            [_t("連絡する相手"), _t("いつ"), _t("何を伝えるか")],
            [[call.contact, call.when, call.what] for call in book.calls],
        ),
        BookSection(
            _t("手順の続き: %(title)s") % {"title": book.title},
            [
                _t("残しておくもの: %(items)s") % {"items": "／".join(book.evidence)},
                _t("伝える相手: %(items)s") % {"items": "／".join(f"{whom}（{what}）" for whom, what in book.telling)},
            ],
            [_t("番号"), _t("すること"), _t("担当"), _t("決める人"), _t("先に済ませる番号")],
            [
                [
                    numbers[step.key],
                    step.text,
                    str(Role(step.owner).label) if step.owner in Role.values else _t("気づいた人"),
                    step.says,
                    "、".join(numbers.get(key, key) for key in step.after),
                ]
                for step in book.steps
            ],
        ),
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


CHAPTERS = (whom_to_call, systems, playbooks, printed_cards)
