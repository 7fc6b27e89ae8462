"""Words for what the components show. Keys are the values of the enums that the duties use; no other list exists."""

from __future__ import annotations

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, Promise] = {
    "kept": _("守られている"),
    "due_soon": _("期限が近い"),
    "breached": _("守られていない"),
    "not_started": _("未着手"),
    "not_applicable": _("対象外"),
    "not_built": _("準備中"),
}

GROUNDS: dict[str, Promise] = {
    "law": _("法律"),
    "policy": _("本方針"),
    "guideline": _("指針・助言"),
}

ALERTS: dict[str, Promise] = {
    "info": _("お知らせ"),
    "success": _("完了"),
    "warning": _("注意"),
    "error": _("エラー"),
}


def key(value: object) -> str:
    """The plain key of an enum member or a string: `State.DUE_SOON`, "due_soon" and "due-soon" are the same."""
    plain = value.value if isinstance(value, Enum) else value
    return str(plain).strip().lower().replace("-", "_")
