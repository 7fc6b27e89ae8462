"""Pure decisions about places: the shipped round, who is expected where."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.registers.premises.types import KeyKind, PlaceKind

CHECK_DAYS = 365
"""Own default of a yearly check; no source names a number, so the assembly may choose another."""
CHECK_DUTY = "physical.areas-controlled"
COUNTED_KEYS = (KeyKind.KEY, KeyKind.CARD)
"""A code is known, not held: it cannot be counted."""
ROUND_KINDS = tuple(kind for kind in PlaceKind if kind not in {PlaceKind.CABINET, PlaceKind.OUTSIDE})
"""Places one can walk through."""
CLOCK_LEEWAY = timedelta(minutes=5)
"""Clocks of phones differ a little from the server's."""
MOST_ITEMS = 30

SHIPPED_ROUND: tuple[Promise, ...] = (
    _("使っていない画面は、ロックされているか消えている"),
    _("机やコピー機の上に、人に見せられない書類が残っていない"),
    _("書類を入れた棚や引き出しに、鍵がかかっている"),
    _("持ち主の分からない USB メモリーなどが落ちていない・差さっていない"),
    _("パスワードを書いた紙が、貼られたり置かれたりしていない"),
    _("パソコンやタブレットが、決めた場所にある"),
    _("回線や差込口の表示が読め、知らない配線がない"),
    _("通信機器に、手の届く所へ見慣れない機器がつながっていない"),
    _("捨てる書類や機器が、決めた容器や場所にある"),
    _("窓・扉・シャッターが閉まり、鍵がかかる"),
)
"""Ten items in our own words; an assembly may replace them."""


def fingerprint(items: list[str]) -> str:
    """Tells whether the items were changed while somebody walked."""
    return sha256("\n".join(items).encode()).hexdigest()[:16]
