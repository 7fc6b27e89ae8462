"""Layouts in which MDM and inventory tools hand out their lists of devices, and the guess what such a device is.

A layout is data: which heading means what, and how a moment is written. Which one a file has is told by its headings;
the layout that knows most of them is taken. Nothing here reads the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Register
from sakimori.foundation.exchange.header import Header, find_header
from sakimori.foundation.exchange.tables import Sheet
from sakimori.foundation.exchange.text import kept_text
from sakimori.registers.assets.types import Category

FIELDS: Final[Mapping[str, Promise]] = {
    "name": _("端末名"),
    "serial": _("製造番号"),
    "model": _("型番"),
    "os": _("OS"),
    "version": _("OSの版"),
    "contact": _("最終通信日"),
    "owner": _("利用者"),
    "number": _("管理番号"),
}
"""What is read of a device. The number of the register helps to find the asset and is not kept with the report."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape of list. `headings` gives the headings of each field as the tools write them.

    `in_utc`: moments without an offset are UTC, not local. `month_first`: 11/20/2026 is the 20th of November.
    """

    key: str
    title: Promise
    headings: Mapping[str, tuple[str, ...]]
    in_utc: bool = False
    month_first: bool = False


LAYOUTS: Final = (
    Layout(
        "cloud-mdm",
        _("クラウドMDM（英語の見出し）"),
        {
            "name": ("Device name", "Device", "Hostname"),
            "serial": ("Serial number", "Serial"),
            "model": ("Model", "Device model"),
            "os": ("OS", "Operating system", "Platform"),
            "version": ("OS version", "Operating system version"),
            "contact": ("Last check-in", "Last check-in (UTC)", "Last contact", "Last sync", "Last sync date time"),
            "owner": ("Primary user UPN", "Primary user", "User principal name", "Primary user email address"),
            "number": ("Asset tag", "Asset number"),
        },
        in_utc=True,
    ),
    Layout(
        "mdm",
        _("MDM（日本語の見出し）"),
        {
            "name": ("端末名称", "端末名", "デバイス名", "機器名称", "機器名"),
            "serial": ("シリアル番号", "シリアルNo", "シリアルNo.", "シリアルナンバー"),
            "model": ("機種", "機種名", "モデル"),
            "os": ("OS種別", "OS種類", "プラットフォーム"),
            "version": ("OSバージョン", "OSのバージョン"),
            "contact": ("最終通信日時", "最終通信日", "最終接続日時", "最終同期日時", "最終チェックイン"),
            "owner": ("利用者名", "利用者", "ユーザー名", "使用者"),
            "number": ("管理番号", "資産番号", "資産管理番号"),
        },
    ),
    Layout(
        "discovery",
        _("資産管理ツール・機器の検出"),
        {
            "name": ("コンピュータ名", "コンピューター名", "ホスト名", "PC名"),
            "serial": ("製造番号", "製造番号（シリアル）", "本体シリアル", "BIOSシリアル番号"),
            "model": ("型番", "型式", "機種型番"),
            "os": ("OS", "OS名", "オペレーティングシステム"),
            "version": ("OSビルド", "サービスパック"),
            "contact": ("最終検出日", "最終検出日時", "インベントリ収集日時", "インベントリ取得日", "最終起動日時"),
            "owner": ("ログオンユーザー", "ログオンユーザ", "ログオンユーザー名", "最終ログオンユーザー"),
            "number": ("資産管理番号", "管理番号", "資産番号"),
        },
    ),
    Layout(
        "managed-apple",
        _("iPad・iPhone・Macの管理（英語の見出し）"),
        {
            "name": ("Device Name", "Display Name", "Computer Name"),
            "serial": ("Serial Number",),
            "model": ("Device Model", "Model Name", "Product Type"),
            "os": ("Device Family", "Product Family"),
            "version": ("OS Version", "iOS Version", "iPadOS Version", "macOS Version"),
            "contact": ("Last Seen", "Last Inventory Update", "Last Connected"),
            "owner": ("Assigned User", "Full Name", "Managed Apple ID", "Managed Apple Account"),
            "number": ("Asset Tag",),
        },
        month_first=True,
    ),
)
BY_KEY: Final = {layout.key: layout for layout in LAYOUTS}


def recognised(sheets: Sequence[Sheet], wanted: str = "") -> tuple[Layout, Header] | None:
    """The layout that knows most of the headings, and where they are; None when none knows a name or a serial.

    `wanted` is the key of the layout that the user chose. Of two that know as many, the earlier one is taken.
    """
    best: tuple[Layout, Header] | None = None
    for layout in [BY_KEY[wanted]] if wanted in BY_KEY else LAYOUTS:
        header = find_header(_register(layout), sheets)
        if header is None or not {"name", "serial"} & {found.key for found in header.headings}:
            continue
        if best is None or header.score > best[1].score:
            best = layout, header
    return best


def _register(layout: Layout) -> Register:
    """For the search for headings only."""
    columns = tuple(Column(key, names[0], aliases=names[1:]) for key, names in layout.headings.items())
    return Register("assets.inventory", layout.title, columns, ("name",), tuple)


PLACEHOLDERS: Final = frozenset(
    {
        "", "0", "1", "NONE", "NA", "N/A", "NULL", "UNKNOWN", "DEFAULT", "DEFAULTSTRING", "SYSTEMSERIALNUMBER",
        "TOBEFILLEDBYO.E.M.", "NOTSPECIFIED", "NOTAVAILABLE", "NOTAPPLICABLE", "INVALID", "なし", "不明", "未設定",
        "未取得", "取得不可",
    }
)  # fmt: skip
"""What makers and tools write where there is no serial: two devices with it are not the same device."""

NEVER: Final = frozenset({"-", "—", "–", "N/A", "NEVER", "NONE", "なし", "未通信", "未接続", "未検出", "不明"})
"""What tools write for a device that was never heard of."""

_LOOSE = re.compile(r"[\s\-‐‑‒–—―−ー_]+")


def serial_key(text: str) -> str:
    """A serial for comparing: NFKC, capital letters, no blanks and hyphens; "" for what stands for none."""
    key = _LOOSE.sub("", unicodedata.normalize("NFKC", text).upper())
    return "" if key in PLACEHOLDERS or set(key) <= {"0", "X", ".", "*"} else key


def source_name(text: str) -> str:
    """The name of a source as it is kept: one line of at most 80 characters; "" for none."""
    return " ".join(kept_text(text).split())[:80]


def name_key(text: str) -> str:
    """A name or number for comparing: NFKC, capital letters, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


GUESSES: Final[tuple[tuple[re.Pattern[str], Category], ...]] = tuple(
    (re.compile(pattern), category)
    for pattern, category in (
        (r"server|サーバ", Category.SERVER),
        (r"ipad|tablet|タブレット|\btab[ -]?\w*\d|\btb-", Category.TABLET),
        (r"iphone|\bios\b|android|phone|スマートフォン|携帯", Category.SMARTPHONE),
        (r"macbook|laptop|notebook|ノート|book\b|thinkpad|latitude|\bnb-", Category.LAPTOP),
        (r"windows|macos|mac os|imac|chrome ?os|linux|ubuntu|desktop", Category.DESKTOP),
    )
)
"""From what a tool says of model, system and name; the first that fits."""


def guessed_category(*words: str) -> Category | str:
    """What kind of device it probably is; "" when nothing tells."""
    text = unicodedata.normalize("NFKC", " ".join(words)).lower()
    return next((category for pattern, category in GUESSES if pattern.search(text)), "")
