"""Registers of assets that go out and come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.registers.assets.actions.imports import import_assets, import_devices, import_information
from sakimori.registers.assets.actions.imports_contents import import_contents
from sakimori.registers.assets.contents import contents_register
from sakimori.registers.assets.registers import ALL, DEVICES, INFORMATION, devices, information, register

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
CLAUSE = _("4(2) 適用対象資産・6(2) 情報資産の分類と管理")

OFFERS = (
    Offer(
        "devices", DEVICES.title, _("パソコン、タブレット、USBメモリなど。いま使っている機器台帳をそのまま読めます。"),
        CLAUSE, devices, READ, MANAGE, import_devices,
    ),
    Offer(
        "information", INFORMATION.title, _("データ、印刷物、仕様書など。分類、保存年限、部数も読めます。"),
        CLAUSE, information, READ, MANAGE, import_information,
    ),
    Offer(
        "contents", _("情報の置き場所"), _("どの情報が、どのシステム・どの機器にあるか。先に資産を取り込んでください。"),
        CLAUSE, contents_register, READ, MANAGE, import_contents,
    ),
    Offer("assets", ALL.title, _("すべての種別を一つの表に。"), CLAUSE, register, READ, MANAGE, import_assets),
)  # fmt: skip
