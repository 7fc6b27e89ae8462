"""Lists of this module: what may be filtered, saved and taken out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

MANAGE = Permission.SUPPLIER_MANAGE

ACCOUNTS = Table(
    "social:accounts",
    _("SNSアカウント"),
    MANAGE,
    (
        Shown("network", _("サービス"), lambda row: row.shown_network, pick=True),
        Shown("name", _("表示名"), lambda row: row.name, width=24),
        Shown("handle", _("アカウント名"), lambda row: row.handle),
        Shown("address", _("アドレス"), lambda row: row.address, width=32),
        Shown("purpose", _("目的"), lambda row: row.purpose, width=32),
        Shown("unit", _("所管"), lambda row: row.unit.name if row.unit else ""),
        Shown("opened_on", _("始めた日"), lambda row: row.opened_on, Kind.DATE),
        Shown("looked_on", _("最後に確かめた日"), lambda row: row.looked_on, Kind.DATE),
        Shown("closed_on", _("やめた日"), lambda row: row.closed_on, Kind.DATE),
    ),
    own=("show",),
)
POSTS = Table(
    "social:posts",
    _("SNSの投稿"),
    MANAGE,
    (
        Shown("account", _("アカウント"), lambda row: str(row.account), pick=True),
        Shown("text", _("投稿の文"), lambda row: row.text, width=60),
        Shown("author", _("書いた人"), lambda row: row.author.shown_name if row.author else "", Kind.NAME),
        Shown("written_on", _("書いた日"), lambda row: row.written_on, Kind.DATE),
        Shown("state", _("状態"), lambda row: row.get_state_display(), pick=True),
    ),
    own=("show",),
)
FAKES = Table(
    "social:fakes",
    _("なりすましの確認"),
    MANAGE,
    (
        Shown("looked_on", _("調べた日"), lambda row: row.looked_on, Kind.DATE),
        Shown("network", _("サービス"), lambda row: row.get_network_display(), pick=True),
        Shown("words", _("調べた言葉"), lambda row: row.words),
        Shown("fake_address", _("なりすましのアドレス"), lambda row: row.fake_address, width=40),
        Shown("result", _("結果"), lambda row: row.result, width=40),
        Shown("reported_on", _("サービスに知らせた日"), lambda row: row.reported_on, Kind.DATE),
        Shown("gone_on", _("消えた日"), lambda row: row.gone_on, Kind.DATE),
    ),
)
LISTS = (ACCOUNTS, POSTS, FAKES)
