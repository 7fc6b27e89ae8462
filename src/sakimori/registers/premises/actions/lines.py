"""Lines and ports: labelled, used or sealed; no change without a word why (PHY-5)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import kept_text
from sakimori.registers.premises.models import Place, Port
from sakimori.registers.premises.types import PortKind, PortState

MANAGE = Permission.ASSET_MANAGE
PORT_FIELDS = frozenset({"kind", "label", "state", "leads_to"})


@action("premises.register-port", permission=MANAGE, sentence=_("回線・差込口を登録しました"))
def register_port(
    ctx: Context, *, place: Place, kind: PortKind | str, state: PortState | str, label: str = "", leads_to: str = "",
    from_date: date | None = None,
) -> Port:  # fmt: skip
    """A line or port of a room; one without a label may be registered, and is listed until it has one."""
    port = Port(place=place, kind=kind, state=state, label=kept_text(label), leads_to=kept_text(leads_to))
    port.from_date = from_date or ctx.today
    _keep(port)
    return port


@action("premises.change-port", permission=MANAGE, sentence=_("回線・差込口を変えました"))
def change_port(ctx: Context, /, *, port: Port, change_note: str, **values: Any) -> Port:
    """Label, state or where it leads to changed; the note says why and stands in the history."""
    unknown = set(values) - PORT_FIELDS
    if unknown:
        raise ValueError(f"a port has no {sorted(unknown)}")
    _demand_note(change_note)
    for name, value in values.items():
        setattr(port, name, kept_text(value) if name in {"label", "leads_to"} else value)
    port.change_note = kept_text(change_note)
    _keep(port)
    return port


@action("premises.end-port", permission=MANAGE, sentence=_("回線・差込口を撤去しました"))
def end_port(ctx: Context, *, port: Port, last_day: date, change_note: str) -> Port:
    """A line or port is taken out."""
    _demand_note(change_note)
    port.to_date, port.change_note = last_day, kept_text(change_note)
    _keep(port)
    return port


def _demand_note(note: str) -> None:
    if not note.strip():
        raise ValidationError({"change_note": _t("変更の理由を書いてください。記録に残ります。")})


def _keep(port: Port) -> None:
    if port.state == PortState.USED and not port.leads_to:
        raise ValidationError(
            {"leads_to": _t("使用中なら、つながる先を書いてください。分からなければ「不明」とします。")}
        )
    same = Port.objects.filter(place=port.place, kind=port.kind, label=port.label, to_date__isnull=True)
    if port.label and port.to_date is None and same.exclude(pk=port.pk).exists():
        raise ValidationError({"label": _t("同じ表示の回線・差込口が、この場所にすでにあります。")})
    port.full_clean()
    port.save()
