"""What an action is called in the history."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.foundation.actions.core import registered_actions


def sentence_of(name: str) -> str:
    """The sentence people read; the bare name for an action that no longer exists."""
    if name == "ledger.clock-jumped":
        return _t("時計が戻ったことを検知しました（継ぎ目）")
    spec = registered_actions().get(name)
    return str(spec.sentence) if spec else name
