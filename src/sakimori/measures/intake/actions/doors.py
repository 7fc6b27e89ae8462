"""The door without an account: opened, narrowed, closed, and given another code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.intake.models import Door
from sakimori.measures.intake.queries import door
from sakimori.measures.intake.rules import new_code
from sakimori.measures.intake.types import Opening

MANAGE = Permission.INCIDENT_MANAGE


@action("intake.open-door", permission=MANAGE, sentence=_("報告の入口を用意しました"))
def open_door(ctx: Context) -> Door:
    """The door with its code; made when the first QR code is printed. Anybody may use it until the office decides."""
    found = door()
    if found is not None:
        return found
    row = Door(opening=Opening.ANYBODY, code=new_code(), code_since=ctx.today)
    row.full_clean()
    row.save()
    return row


@action("intake.change-door", permission=MANAGE, sentence=_("報告の入口の決まりを変えました"))
def change_door(ctx: Context, *, opening: Opening | str, message: str = "") -> Door:
    """Who may report without logging in, and a word to them."""
    row = open_door(ctx)
    row.opening, row.message = Opening(opening), message.strip()
    row.full_clean()
    row.save()
    return row


@action("intake.replace-code", permission=MANAGE, sentence=_("報告の入口の符号を替えました"))
def replace_code(ctx: Context) -> Door:
    """A new code. QR codes on printed cards and labels that hold the old one still open the door while it is open to
    anybody; where a code is asked for, those papers must be printed anew."""
    row = open_door(ctx)
    row.code, row.code_since = new_code(), ctx.today
    row.full_clean()
    row.save()
    return row
