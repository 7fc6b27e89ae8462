"""Writes of numbered copies: handed out, collected, shredded (AST-10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.models import Asset, NumberedCopy

MANAGE = Permission.ASSET_MANAGE
MOST = 500
"""Copies handed out in one go."""
Step = Literal["collected", "shredded"]


@action("assets.hand-out", permission=MANAGE, sentence=_("番号付きの写しを配付しました"))
def hand_out(
    ctx: Context,
    *,
    asset: Asset,
    persons: Sequence[Person] = (),
    others: Sequence[str] = (),
    given_on: date | None = None,
    due_on: date | None = None,
    note: str = "",
) -> list[NumberedCopy]:
    """One copy for each receiver, numbered on from the last copy of this document."""
    names = [name.strip() for name in others if name.strip()]
    day = given_on or ctx.today
    if not persons and not names:
        raise ValidationError({"persons": _t("配付先を、少なくとも一人選んでください。")})
    if len(persons) + len(names) > MOST:
        raise ValidationError({"persons": _t("一度に配れるのは%(most)s部までです。") % {"most": MOST}})
    if due_on is not None and due_on < day:
        raise ValidationError({"due_on": _t("回収する日は、配付日以後の日にしてください。")})
    last = NumberedCopy.objects.filter(asset=asset).aggregate(last=Max("number"))["last"] or 0
    receivers: list[tuple[Person | None, str]] = [*((person, "") for person in persons), *((None, n) for n in names)]
    rows = [
        NumberedCopy(
            asset=asset, number=number, person=person, given_to=name, given_on=day, due_on=due_on, note=note.strip()
        )
        for number, (person, name) in enumerate(receivers, start=last + 1)
    ]
    for row in rows:
        row.clean_fields()
    NumberedCopy.objects.bulk_create(rows)
    return rows


@action("assets.settle-copies", permission=MANAGE, sentence=_("番号付きの写しの回収・裁断を記録しました"))
def settle_copies(ctx: Context, *, copies: Sequence[NumberedCopy], step: Step, on: date | None = None) -> int:
    """Copies came back, or were shredded (by whoever had them: then they need not come back first)."""
    day = on or ctx.today
    if day > ctx.today:
        raise ValidationError({"on": _t("先の日付は入力できません。")})
    if not copies:
        raise ValidationError({"copies": _t("写しを、少なくとも一つ選んでください。")})
    early = [copy.number for copy in copies if day < (copy.collected_on or copy.given_on)]
    if early:
        words = {"numbers": "、".join(map(str, early))}
        raise ValidationError({"on": _t("配付や回収より前の日は入力できません（%(numbers)s番）。") % words})
    keys = [copy.pk for copy in copies]
    rows = NumberedCopy.objects.filter(pk__in=keys, shredded_on__isnull=True)
    if step == "shredded":
        return rows.update(shredded_on=day)
    return rows.filter(collected_on__isnull=True).update(collected_on=day)
