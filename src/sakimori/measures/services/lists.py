"""Lists of this module: what may be filtered, saved and taken out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

MANAGE = Permission.SUPPLIER_MANAGE

SERVICES = Table(
    "services:services",
    _("クラウドサービス"),
    MANAGE,
    (
        Shown("name", _("サービスの名称"), lambda row: row.name, width=28),
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True),
        Shown("provider", _("提供者"), lambda row: row.provider),
        Shown("purpose", _("使う目的"), lambda row: row.purpose, width=40),
        Shown("limit", _("入れる情報"), lambda row: row.get_limit_display(), pick=True),
        Shown("terms", _("契約の形"), lambda row: row.get_terms_display()),
        Shown("place", _("データの置き場所"), lambda row: row.get_place_display()),
        Shown("started_on", _("使い始めた日"), lambda row: row.started_on, Kind.DATE),
        Shown("permit_ends", _("許可の終わり"), lambda row: row.permit_ends, Kind.DATE),
        Shown("read_on", _("規約を読んだ日"), lambda row: row.read_on, Kind.DATE),
        Shown("ended_on", _("使うのをやめた日"), lambda row: row.ended_on, Kind.DATE),
    ),
    own=("show",),
)
FOUND = Table(
    "services:found",
    _("許可のない利用"),
    MANAGE,
    (
        Shown("name", _("サービスの名称"), lambda row: row.name, width=28),
        Shown("source", _("分かったきっかけ"), lambda row: row.get_source_display(), pick=True),
        Shown("found_on", _("分かった日"), lambda row: row.found_on, Kind.DATE),
        Shown("where", _("どこで"), lambda row: row.where),
        Shown("purpose", _("使う目的"), lambda row: row.purpose),
        Shown("state", _("状態"), lambda row: row.get_state_display()),
    ),
    own=("show",),
)
LISTS = (SERVICES, FOUND)
