"""Duty of places: managed areas and caucus rooms have somebody in charge and are checked (6(4) 物理的セキュリティ)."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.queries import CONTROLLED, places, with_checks, with_keeper
from sakimori.registers.premises.rules import CHECK_DUTY


@duty(CHECK_DUTY)
def areas_controlled(on: date) -> Duty:
    """Two questions for every place, because each has its own remedy: who is in charge, and when was it checked?

    A check of the keys, of the entry or a round counts. Where the assembly leaves the cadence open, one check is enough.
    """
    controlled = places(on).filter(CONTROLLED)
    return Duty(
        [
            Subjects(
                rows=with_keeper(controlled, on),
                breached=Q(is_kept=False),
                reason=_why_not_kept,
                remedy=Remedy("premises:place-edit", _("管理する職を登録する"), lambda place: {"place_id": place.pk}),
                label=lambda place: place.name,
            ),
            Subjects(
                rows=with_checks(controlled, on),
                breached=Q(checked_last__isnull=True) | Q(check_by__lt=on),
                due=F("check_by"),
                reason=lambda place: _why_not_checked(place, on),
                remedy=Remedy("premises:round", _("点検する"), lambda place: {"place_id": place.pk}),
                label=lambda place: place.name,
            ),
        ]
    )


def _why_not_kept(place: Place) -> str:
    if place.keeper_post_id or place.keeper_id:
        return _t("管理する職が空席か、管理する人が在職していません。")
    return _t("管理する人が決まっていません。")


def _why_not_checked(place: Place, on: date) -> str:
    if place.checked_last is None:  # type: ignore[attr-defined]
        return _t("鍵・入退室の点検も巡回点検も、まだ一度も行われていません。")
    if place.check_by < on:  # type: ignore[attr-defined]
        return _t("前回の点検から期間がたちました。")
    return _t("次の点検の期限が近づいています。")
