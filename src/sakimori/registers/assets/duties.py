"""Duties of the asset register: what others report is on it, all has a custodian, all is classified (4(2)ア, 6(2))."""

from __future__ import annotations

from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.registers.assets.classes_on import AXES, below, first_below, holders, lacking, to_be_classified
from sakimori.registers.assets.filters import kept_on
from sakimori.registers.assets.models import Asset, ReportedDevice
from sakimori.registers.assets.queries import in_use
from sakimori.registers.assets.types import AssetKind


@duty("assets.has-custodian")
def has_custodian(on: date) -> Duty:
    """Everything in use on the day is in the charge of a post that is held or of a person in office (6(2))."""
    rows = in_use(on).annotate(is_kept=ExpressionWrapper(kept_on(on), BooleanField()))
    return Duty(
        [
            Subjects(
                rows=rows.select_related("custodian", "custodian_post"),
                breached=Q(is_kept=False) | Q(is_kept__isnull=True),
                reason=_why_not_kept,
                remedy=Remedy("assets:edit", _("管理責任者を決める"), lambda asset: {"asset_id": asset.pk}),
                label=str,
            )
        ]
    )


def _why_not_kept(asset: Asset) -> str:
    if asset.custodian is not None:
        return _t("管理責任者の%(name)sさんが、在任していません。") % {"name": asset.custodian.shown_name}
    if asset.custodian_post is not None:
        return _t("管理責任者の職「%(post)s」が空席です。") % {"post": asset.custodian_post.title}
    return _t("管理責任者が決まっていません。")


@duty("assets.systems-registered")
def systems_registered(on: date) -> Duty:
    """Whatever an inventory source reports is on the register, or left out for a recorded reason (4(2)ア).

    Where nothing reports devices, what is registered is all that is known: the duty is kept as soon as there is
    anything.
    """
    reported = ReportedDevice.objects.filter(
        Q(gone_on__isnull=True) | Q(gone_on__gt=on), first_reported_on__lte=on, ignored_reason=""
    )
    unknown = Q(asset__isnull=True) | Q(asset__registered_on__gt=on)
    ghost = Q(asset__ended_on__lte=on, last_contact_on__gt=F("asset__ended_on"))
    return Duty(
        [
            Subjects(
                rows=reported.select_related("source", "asset"),
                breached=unknown | ghost,
                reason=_why_unknown,
                remedy=Remedy(
                    "assets:reported", _("報告された機器を確かめる"), lambda device: {"source_id": device.source_id}
                ),
                label=lambda device: f"{device.name} {device.serial}".strip(),
            ),
            Subjects(
                rows=in_use(on).filter(kind__in=[AssetKind.SYSTEM, AssetKind.DEVICE, AssetKind.MEDIA]),
                breached=Q(registered_on__gt=on),  # never: what is registered is registered
                reason=lambda asset: "",
                remedy=Remedy("assets:list", _("台帳を見る")),
            ),
        ]
    )


def _why_unknown(device: ReportedDevice) -> str:
    words = {"source": device.source.name}
    if device.asset is not None and device.asset.ended_on is not None:
        return _t("台帳では廃棄・返却済みですが、%(source)sによると、その後も通信しています。") % words
    return _t("%(source)sが報告していますが、台帳にありません。") % words


@duty("assets.classified")
def classified(on: date) -> Duty:
    """Information, documents and the systems holding them have a class, and nothing stands below what it holds (6(2)).

    The second population looks one step deep; a longer chain is found one step after the other.
    """
    return Duty(
        [
            Subjects(
                rows=to_be_classified(on),
                breached=lacking(),
                reason=_why_unclassified,
                remedy=Remedy("assets:classify", _("分類する"), lambda asset: {"asset_id": asset.pk}),
                label=str,
            ),
            Subjects(
                rows=holders(on),
                breached=below(),
                reason=_why_below,
                remedy=Remedy("assets:holdings", _("中身に合わせる"), lambda asset: {"asset_id": asset.pk}),
                label=str,
            ),
        ]
    )


def _why_unclassified(asset: Asset) -> str:
    open_ones = [name for name in AXES if not getattr(asset, f"{name}_then")]
    names = _t("、").join(str(Asset._meta.get_field(name).verbose_name) for name in open_ones)  # type: ignore[union-attr]
    return _t("%(names)sの分類が決まっていません。") % {"names": names}


def _why_below(asset: Asset) -> str:
    name, value, source = first_below(asset)
    field = str(Asset._meta.get_field(name).verbose_name) if name else ""  # type: ignore[union-attr]
    words = {"field": field, "value": value, "source": source}
    return _t("「%(source)s」（%(field)s%(value)s）が入っているのに、%(field)sの分類がそれより低いままです。") % words
