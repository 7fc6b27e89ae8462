"""The ledger's pages: lines with names, filters, checkpoints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.evidence.entry import SEAM_ACTIONS
from sakimori.evidence.note import VerifierKey
from sakimori.foundation.access.context import Channel
from sakimori.foundation.access.models import Account
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.people.models import Person
from sakimori.foundation.witness.models import LedgerKey

PARTS: tuple[tuple[str, Promise], ...] = (
    ("policy", _("方針")),
    ("organization", _("体制と名簿")),
    ("asks", _("お願いと回答")),
    ("approvals", _("申請と承認")),
    ("duties", _("期限や頻度")),
    ("files", _("ファイル")),
    ("notices", _("お知らせ")),
    ("accounts", _("利用者と権限")),
    ("assemblies", _("議会の登録")),
    ("ledger", _("記録そのもの（継ぎ目など）")),
)
"""Parts of the product by the first word of their actions, for the filter of the list."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the list shows it."""

    sequence: int
    at: datetime
    who: str
    post: str
    channel: str
    sentence: str
    action: str
    is_seam: bool


def lines(found: Iterable[Entry]) -> list[Line]:
    """Entries with names of people. Two SQL statements besides the entries."""
    rows = list(found)
    people = _people(rows)
    accounts = _accounts(rows)
    channels = dict(Channel.choices)
    return [
        Line(
            row.sequence,
            row.at,
            who(row, people, accounts),
            row.post,
            str(channels.get(row.channel, row.channel)),
            sentence_of(row.action),
            row.action,
            row.action in SEAM_ACTIONS,
        )
        for row in rows
    ]


def _people(rows: list[Entry]) -> dict[UUID, str]:
    keys = {row.person_id for row in rows if row.person_id}
    return {person.pk: person.shown_name for person in Person.objects.filter(pk__in=keys)} if keys else {}


def _accounts(rows: list[Entry]) -> dict[str, str]:
    keys = {row.actor.split(":")[1] for row in rows if row.person_id is None and row.actor.startswith("account:")}
    return {f"account:{row.pk}": row.username for row in Account.objects.filter(pk__in=keys)} if keys else {}


def who(row: Entry, people: dict[UUID, str], accounts: dict[str, str]) -> str:
    """How the page calls an actor: by the name a person has today."""
    if row.person_id:
        return people.get(row.person_id, _t("（名簿から消された人）"))
    if row.actor == "system":
        return _t("防人（自動処理）")
    return accounts.get(row.actor, row.actor)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A signing key, with what people compare by eye."""

    row: LedgerKey
    fingerprint: str
    is_vouched: bool


def key_rows() -> list[KeyRow]:
    """The succession of keys, newest first."""
    return [
        KeyRow(row, VerifierKey.parse(row.public).fingerprint, "\nlost\n" not in row.statement)
        for row in LedgerKey.objects.order_by("-position")
    ]
