"""The walk-round: its items, one walk, and mending what was found (PHY-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import kept_text
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.kinds import JPEG, PNG, kind_of_file
from sakimori.foundation.files.models import StoredFile
from sakimori.registers.premises.models import CheckAnswer, Place, PlaceCheck, RoundItem
from sakimori.registers.premises.queries import keeps
from sakimori.registers.premises.rules import MOST_ITEMS
from sakimori.registers.premises.types import Answer, CheckKind

MANAGE = Permission.ASSET_MANAGE


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as the phone sent it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """How one item of the round was found."""

    item: str
    answer: Answer
    note: str = ""
    photo: Photo | None = None


def demand_place(ctx: Context, place: Place) -> None:
    """The office walks everywhere; others only the place in their charge."""
    if not allowed(ctx, MANAGE) and not keeps(place, ctx.actor.person_id, ctx.today):
        raise PermissionDenied


@action("premises.walk-round", permission=Permission.ASK_ANSWER, sentence=_("巡回点検を記録しました"))
def walk_round(
    ctx: Context, *, place: Place, found: Sequence[Found], checked_on: date, note: str = "", once: UUID | None = None
) -> PlaceCheck:
    """A round at a place. `once` names the sheet that was filled in: sent twice, it is recorded once."""
    demand_place(ctx, place)
    if checked_on > ctx.today:
        raise ValidationError({"checked_on": _t("点検日に先の日付は入力できません。")})
    if not found:
        raise ValidationError(_t("点検項目がありません。"))
    if once is not None and (earlier := PlaceCheck.objects.filter(pk=once).first()):
        return earlier
    check = PlaceCheck(
        place=place, kind=CheckKind.ROUND, checked_on=checked_on, person_id=ctx.actor.person_id, note=kept_text(note)
    )
    if once is not None:
        check.pk = once
    check.full_clean()
    check.save()
    for order, row in enumerate(found, start=1):
        if row.answer == Answer.BAD and not row.note.strip():
            raise ValidationError({f"note_{order}": _t("直すところを書いてください。")})
        answer = CheckAnswer(
            check_row=check, order=order, item=row.item, answer=row.answer, note=kept_text(row.note),
            photo=_stored(ctx, row.photo, order) if row.photo else None,
        )  # fmt: skip
        answer.full_clean()
        answer.save()
    return check


def _stored(ctx: Context, photo: Photo, order: int) -> StoredFile:
    """Keep a picture; errors stand at its field."""
    try:
        if kind_of_file(photo.name, photo.data) not in {JPEG, PNG}:
            raise ValidationError({"file": _t("写真は JPEG か PNG にしてください。")})
        # The phone's own name of the picture tells when it was taken; ours does not.
        return store_file(ctx, name=_t("点検写真%(number)s") % {"number": order}, data=photo.data)
    except ValidationError as error:
        texts = [text for messages in error.message_dict.values() for text in messages]
        raise ValidationError({f"photo_{order}": texts}) from error


@action("premises.mend", permission=Permission.ASK_ANSWER, sentence=_("点検で見つかったことを直しました"))
def mend(ctx: Context, *, answer: CheckAnswer, mended_on: date, how_mended: str) -> CheckAnswer:
    """What a round found bad has been mended."""
    demand_place(ctx, answer.check_row.place)
    if answer.answer != Answer.BAD or answer.mended_on is not None:
        raise ValidationError(_t("直すところは残っていません。"))
    if not answer.check_row.checked_on <= mended_on <= ctx.today:
        raise ValidationError({"mended_on": _t("直した日は、点検した日から今日までの日にしてください。")})
    if not how_mended.strip():
        raise ValidationError({"how_mended": _t("どう直したかを書いてください。")})
    answer.mended_on, answer.how_mended = mended_on, kept_text(how_mended)
    answer.full_clean()
    answer.save()
    return answer


@action("premises.settle-round", permission=MANAGE, sentence=_("巡回点検の項目を変えました"))
def settle_round(ctx: Context, *, items: Sequence[str]) -> list[RoundItem]:
    """The assembly's own items; none brings the shipped ten back. Rounds already walked keep their words."""
    wanted = list(dict.fromkeys(text for text in map(kept_text, items) if text))
    if len(wanted) > MOST_ITEMS:
        raise ValidationError({"items": _t("項目は%(most)s個までにしてください。") % {"most": MOST_ITEMS}})
    long = next((text for text in wanted if len(text) > 120), None)
    if long is not None:
        raise ValidationError({"items": _t("120字以内にしてください: %(text)s") % {"text": long}})
    RoundItem.objects.all().delete()
    return RoundItem.objects.bulk_create(RoundItem(order=order, text=text) for order, text in enumerate(wanted, 1))
