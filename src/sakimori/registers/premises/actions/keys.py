"""Keys and cards: registered, lent, taken back, lost, counted."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import kept_text
from sakimori.foundation.people.models import Person
from sakimori.registers.premises.keyrings import expected_keys
from sakimori.registers.premises.models import AccessKey, KeyLoan, Place, PlaceCheck
from sakimori.registers.premises.types import CheckKind, KeyKind

MANAGE = Permission.ASSET_MANAGE


@action("premises.register-key", permission=MANAGE, sentence=_("鍵・カードを登録しました"))
def register_key(
    ctx: Context, *, place: Place, kind: KeyKind | str, number: str, from_date: date | None = None, note: str = ""
) -> AccessKey:
    """A key, a card or a code of a place."""
    wanted = kept_text(number)
    if AccessKey.objects.filter(place=place, kind=kind, number=wanted, to_date__isnull=True).exists():
        raise ValidationError({"number": _t("同じ番号の鍵・カードが、すでにあります。")})
    key = AccessKey(place=place, kind=kind, number=wanted, from_date=from_date or ctx.today, note=kept_text(note))
    key.full_clean()
    key.save()
    return key


@action("premises.end-key", permission=MANAGE, sentence=_("鍵・カードを台帳から外しました"))
def end_key(ctx: Context, *, key: AccessKey, last_day: date, note: str) -> AccessKey:
    """A key is lost, broken or given up. A loan stays as it was: the last one who had it remains known."""
    if not note.strip():
        raise ValidationError({"note": _t("理由（紛失、錠の交換など）を書いてください。")})
    key.to_date, key.note = last_day, kept_text(note)
    key.full_clean()
    key.save()
    return key


@action("premises.lend-key", permission=MANAGE, sentence=_("鍵・カードを渡しました"))
def lend_key(
    ctx: Context, *, key: AccessKey, person: Person, lent_on: date, due_on: date | None = None, note: str = ""
) -> KeyLoan:
    """Somebody takes a key, for good or until a day."""
    if lent_on > ctx.today:
        raise ValidationError({"lent_on": _t("渡した日に先の日付は入力できません。")})
    if due_on is not None and due_on < lent_on:
        raise ValidationError({"due_on": _t("返す日は、渡した日以後にしてください。")})
    if not key.covers(lent_on):
        raise ValidationError({"lent_on": _t("その日は、この鍵・カードが台帳にありません。")})
    if KeyLoan.objects.filter(key=key, returned_on__isnull=True).exists():
        raise ValidationError(_t("この鍵・カードは、すでに貸し出しています。先に返却を記録してください。"))
    loan = KeyLoan(key=key, person=person, lent_on=lent_on, due_on=due_on, note=kept_text(note))
    loan.full_clean()
    loan.save()
    return loan


@action("premises.take-back-key", permission=MANAGE, sentence=_("鍵・カードが返りました"))
def take_back_key(ctx: Context, *, loan: KeyLoan, returned_on: date, note: str = "") -> KeyLoan:
    """A key is back in the cabinet."""
    if loan.returned_on is not None:
        raise ValidationError(_t("この鍵・カードは、すでに返っています。"))
    if not loan.lent_on <= returned_on <= ctx.today:
        raise ValidationError({"returned_on": _t("返った日は、渡した日から今日までの日にしてください。")})
    loan.returned_on = returned_on
    loan.note = kept_text(note) or loan.note
    loan.full_clean()
    loan.save()
    return loan


@action("premises.count-keys", permission=MANAGE, sentence=_("鍵・カードの本数を点検しました"))
def count_keys(ctx: Context, *, place: Place, checked_on: date, keys_found: int, note: str = "") -> PlaceCheck:
    """Keys in the cabinet were counted; how many must be there follows from the register. A difference needs a word."""
    if checked_on > ctx.today:
        raise ValidationError({"checked_on": _t("点検日に先の日付は入力できません。")})
    expected = expected_keys(place, checked_on)
    if keys_found != expected and not note.strip():
        words = _t("台帳では%(expected)s本あるはずです。違っていた理由と、どうするかを書いてください。")
        raise ValidationError({"note": words % {"expected": expected}})
    row = PlaceCheck(
        place=place, kind=CheckKind.KEYS, checked_on=checked_on, person_id=ctx.actor.person_id,
        keys_expected=expected, keys_found=keys_found, note=kept_text(note),
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row
