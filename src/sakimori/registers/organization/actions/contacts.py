"""The emergency contact list: its entries and their checks (ORG-5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.organization.models import ContactCheck, EmergencyContact
from sakimori.registers.organization.types import CheckResult, ContactKind

MANAGE = Permission.ORGANIZATION_MANAGE
CONTACT_FIELDS = ("name", "post", "person", "phone_day", "phone_night", "email", "order", "note")
_WATCHED = ("post_id", "person_id", "phone_day", "phone_night")


@action("organization.save-contact", permission=MANAGE, sentence=_("緊急連絡先を登録しました"))
def save_contact(
    ctx: Context, /, *, kind: ContactKind, contact: EmergencyContact | None = None, **values: Any
) -> EmergencyContact:
    """A line of the emergency contact list, new or changed. A change of number or holder must be checked anew."""
    unknown = set(values) - set(CONTACT_FIELDS)
    if unknown:
        raise ValueError(f"a contact has no {sorted(unknown)}")
    row = contact or EmergencyContact(from_date=ctx.today)
    before = tuple(getattr(row, field) for field in _WATCHED)
    row.kind = kind
    for field, value in values.items():
        setattr(row, field, value.strip() if isinstance(value, str) else value)
    if not row.phone_day and not row.phone_night and not row.email:
        raise ValidationError({"phone_day": _t("電話番号かメールアドレスを一つは入力してください。")})
    if contact is not None and before != tuple(getattr(row, field) for field in _WATCHED):
        row.changed_on = ctx.today
    row.full_clean()
    row.save()
    return row


@action("organization.confirm-contacts", permission=MANAGE, sentence=_("緊急連絡先を確認しました"))
def confirm_contacts(
    ctx: Context,
    *,
    contacts: Iterable[EmergencyContact],
    on: date,
    how: str = "",
    result: CheckResult | str = CheckResult.CONFIRMED,
) -> int:
    """Somebody tried these contacts on a day, with this result. A contact that did not answer stays unconfirmed."""
    if on > ctx.today:
        raise ValidationError({"on": _t("確認した日に先の日付は入力できません。")})
    rows = [
        ContactCheck(contact=contact, checked_on=on, result=CheckResult(result), how=how.strip()[:200])
        for contact in contacts
    ]
    if not rows:
        raise ValidationError({"contacts": _t("確認した連絡先を一つ以上選んでください。")})
    for row in rows:
        row.full_clean()
    ContactCheck.objects.bulk_create(rows)
    return len(rows)


@action("organization.retire-contact", permission=MANAGE, sentence=_("緊急連絡先を使わないことにしました"))
def retire_contact(ctx: Context, *, contact: EmergencyContact) -> EmergencyContact:
    """A contact is no longer used after today; its history stays."""
    contact.to_date = ctx.today
    contact.full_clean()
    contact.save()
    return contact
