"""Places: registered, corrected, ended; checked at their entry."""

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
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.types import UnitKind
from sakimori.registers.premises.keyrings import key_rows
from sakimori.registers.premises.models import AccessKey, Place, PlaceCheck, Port
from sakimori.registers.premises.panels import kept_at
from sakimori.registers.premises.queries import caucus_head_post, places, still_inside
from sakimori.registers.premises.types import CheckKind, PlaceKind

MANAGE = Permission.ASSET_MANAGE
PLACE_FIELDS = frozenset(
    {"kind", "name", "parent", "unit", "is_managed_area", "keeper_post", "keeper", "who_may_enter", "rules", "order"}
    | {"note", "from_date"}
)


@action("premises.register-place", permission=MANAGE, sentence=_("場所を登録しました"))
def register_place(ctx: Context, /, **values: Any) -> Place:
    """A place is put on the register. A caucus room without a keeper is in the charge of the caucus's head."""
    place = Place(from_date=values.pop("from_date", None) or ctx.today)
    _fill(place, values)
    if place.kind == PlaceKind.CAUCUS_ROOM and place.keeper_post is None and place.keeper is None and place.unit:
        place.keeper_post = caucus_head_post(place.unit, max(place.from_date, ctx.today))
    _keep(place)
    return place


@action("premises.change-place", permission=MANAGE, sentence=_("場所の内容を直しました"))
def change_place(ctx: Context, /, *, place: Place, **values: Any) -> Place:
    """Name, kind, who is in charge, who may enter, rules."""
    _fill(place, values)
    _keep(place)
    return place


def _fill(place: Place, values: dict[str, Any]) -> None:
    unknown = set(values) - PLACE_FIELDS
    if unknown:
        raise ValueError(f"a place has no {sorted(unknown)}")
    for name, value in values.items():
        setattr(place, name, kept_text(value) if isinstance(value, str) and name != "kind" else value)


def _keep(place: Place) -> None:
    if place.kind == PlaceKind.CAUCUS_ROOM and (place.unit is None or place.unit.kind != UnitKind.CAUCUS):
        raise ValidationError({"unit": _t("会派控室を使う会派を選んでください。")})
    above, seen = place.parent, {place.pk}
    while above is not None:
        if above.pk in seen:
            raise ValidationError({"parent": _t("その場所は、この場所の中にあります。外側の部屋を選んでください。")})
        seen.add(above.pk)
        above = above.parent
    same = Place.objects.filter(name=place.name, parent=place.parent, to_date__isnull=True).exclude(pk=place.pk)
    if same.exists():
        raise ValidationError({"name": _t("同じ名称の場所が、すでにあります。見分けられる名称にしてください。")})
    place.full_clean()
    place.save()


@action("premises.end-place", permission=MANAGE, sentence=_("場所の使用を終えました"))
def end_place(ctx: Context, *, place: Place, last_day: date) -> Place:
    """A place is given up. First everything must be out of it: keys back, visitors gone, things moved."""
    left = [_t("中にある場所 %(name)s") % {"name": row.name} for row in places(last_day).filter(parent=place)]
    left += [
        _t("貸し出した鍵・カード %(number)s") % {"number": row.key.number}
        for row in key_rows(last_day, place)
        if row.loan
    ]
    left += [_t("入室中の %(name)s") % {"name": row.visitor} for row in still_inside(ctx.today).filter(place=place)]
    left += kept_at(ctx, place)
    if left:
        words = _t("まだ残っています: %(things)s。移すか、返却・退室を記録してから終えてください。")
        raise ValidationError({"last_day": words % {"things": "、".join(left)}})
    for rows in (
        AccessKey.objects.filter(covers(last_day), place=place),
        Port.objects.filter(covers(last_day), place=place),
    ):
        rows.update(to_date=last_day)
    place.to_date = last_day
    place.full_clean()
    place.save()
    return place


@action("premises.check-entry", permission=MANAGE, sentence=_("入退室の管理を点検しました"))
def check_entry(ctx: Context, *, place: Place, checked_on: date, note: str = "") -> PlaceCheck:
    """Who may enter, the lock, the visitors' record: looked at on a day."""
    if checked_on > ctx.today:
        raise ValidationError({"checked_on": _t("点検日に先の日付は入力できません。")})
    row = PlaceCheck(
        place=place, kind=CheckKind.ENTRY, checked_on=checked_on, person_id=ctx.actor.person_id, note=kept_text(note)
    )
    row.full_clean()
    row.save()
    return row
