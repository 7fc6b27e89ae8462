"""Lists of places and of keys come in as a whole, or not at all."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.registers.premises.actions.keys import lend_key, register_key, take_back_key
from sakimori.registers.premises.actions.places import change_place, register_place
from sakimori.registers.premises.models import AccessKey, KeyLoan, Place
from sakimori.registers.premises.registers import keys, places
from sakimori.registers.premises.types import KeyKind

MANAGE = Permission.ASSET_MANAGE
POINTED = {"parent": Place, "unit": Unit, "keeper_post": Post, "keeper": Person}
TEXTS = ("name", "who_may_enter", "rules", "note")


@action("premises.import-places", permission=MANAGE, sentence=_("場所の一覧を取り込みました"))
def import_places(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """New places and changed ones; a cabinet's room must be on the register already."""
    return applied(ctx, places(ctx.today), content, reading, _write_place)


@action("premises.import-keys", permission=MANAGE, sentence=_("鍵・カードの一覧を取り込みました"))
def import_keys(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """New keys, and who has them now; a key that went to another person came back first."""
    return applied(ctx, keys(ctx.today), content, reading, _write_key)


def _write_place(ctx: Context, row: PreviewRow) -> None:
    names = row.changed if row.before else tuple(row.values)
    values = {name: _meant(name, row.values[name]) for name in names}
    if row.before is None:
        register_place(ctx, **values)
    else:
        change_place(ctx, place=Place.objects.get(pk=row.before["id"]), **values)


def _meant(name: str, value: Any) -> Any:
    if name in POINTED:
        return POINTED[name]._default_manager.get(pk=value) if value else None
    if name == "is_managed_area":
        return bool(value)
    return (value or "") if name in TEXTS else value


def _write_key(ctx: Context, row: PreviewRow) -> None:
    values = row.values
    if row.before is None:
        key = register_key(
            ctx,
            place=Place.objects.get(pk=values["place"]),
            kind=values.get("kind") or KeyKind.KEY,
            number=values["number"],
            from_date=values.get("lent_on"),
            note=values.get("note") or "",
        )
    else:
        key = AccessKey.objects.get(pk=row.before["id"])
        for name in {"place", "kind", "number", "note"} & set(row.changed):
            setattr(key, "place_id" if name == "place" else name, values[name] or "")
        key.full_clean()
        key.save()
    if row.before is None or {"person", "lent_on", "due_on"} & set(row.changed):
        _hand(ctx, key, values)


def _hand(ctx: Context, key: AccessKey, values: Any) -> None:
    """Who has the key from now on; days of the same holder are corrected."""
    held = KeyLoan.objects.filter(key=key, returned_on__isnull=True).first()
    person = values.get("person", held.person_id if held else None)
    if held is not None and person == held.person_id:
        held.lent_on = values.get("lent_on") or held.lent_on
        held.due_on = values.get("due_on", held.due_on)
        held.full_clean()
        held.save()
        return
    if held is not None:
        take_back_key(ctx, loan=held, returned_on=ctx.today)
    if person is not None:
        day = values.get("lent_on") or ctx.today
        lend_key(ctx, key=key, person=Person.objects.get(pk=person), lent_on=day, due_on=values.get("due_on"))
