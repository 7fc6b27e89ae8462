"""Duties of lending: documented, returned in time, taken out with permission, media under control (6(4)), private
devices permitted (6(6))."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.papers.days import day_text
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import in_use
from sakimori.registers.assets.types import AssetKind, OwnerKind
from sakimori.registers.lending.models import Loan, Permit, PermitCheck, TakeOut
from sakimori.registers.lending.permit_queries import covering, first_asked, in_force
from sakimori.registers.lending.queries import no_pledge, no_receipt, out_on
from sakimori.registers.lending.terms import office_end, serves
from sakimori.registers.lending.types import PermitKind, ReturnReason

CHECK_DAYS = 365
"""Own target: the conditions of a private device are looked at once a year; the assembly may choose another."""
PAPER_DAYS = 7
"""Own target: pledge and receipt are there a week after the hand-over; the assembly may choose another."""

TO_LOAN = Remedy("lending:loan", _("貸与を見る"), lambda loan: {"loan_id": loan.pk})


@duty("physical.lending-documented")
def lending_documented(on: date) -> Duty:
    """Everything lent on the day has its pledge and its receipt, and does not outlive the office without a reason."""
    lacks = no_pledge(on) | no_receipt(on)
    rows = (
        Loan.objects.filter(out_on(on))
        .annotate(
            end_of_office=office_end(on),
            papers_by=days_after("lent_on", adopted_days("physical.lending-documented", on, PAPER_DAYS)),
        )
        .select_related("asset", "person", "pledge", "receipt")
    )
    beyond = Q(end_of_office__isnull=False, due_on__gt=F("end_of_office"), beyond_term_reason="")
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=beyond | (lacks & Q(papers_by__lt=on)),
                due=Case(When(lacks, then=F("papers_by")), output_field=DateField()),
                reason=lambda loan: _why_undocumented(loan, on),
                remedy=TO_LOAN,
                label=_named,
            )
        ],
        must_exist=False,
    )


def _named(loan: Loan) -> str:
    return f"{loan.asset} / {loan.person.shown_name}"


def _why_undocumented(loan: Loan, on: date) -> str:
    end: date | None = loan.end_of_office  # type: ignore[attr-defined]
    if end is not None and loan.due_on > end and not loan.beyond_term_reason:
        words = {"due": day_text(loan.due_on), "end": day_text(end)}
        return (
            _t("返納の期限（%(due)s）が任期（%(end)sまで）を越えています。期限を改めるか、理由を記録してください。")
            % words
        )
    pledged = loan.pledge is not None and loan.pledge.pledged_on is not None and loan.pledge.pledged_on <= on
    signed = loan.receipt is not None and loan.receipt.signed_at is not None
    if not pledged and not signed:
        return _t("貸与申請書・誓約書と受領書がありません。")
    return _t("受領書の署名がありません。") if pledged else _t("貸与申請書・誓約書がありません。")


@duty("physical.returned")
def returned_at_the_end(on: date) -> Duty:
    """Nothing stays with somebody who serves no more, and nothing beyond its due date.

    A loan that outlives the office by a recorded decision is due on its own date. Media past their date are told by
    `physical.media-controlled`.
    """
    rows = (
        Loan.objects.filter(out_on(on))
        .annotate(is_serving=serves(on), end_of_office=office_end(on))
        .select_related("asset", "person")
    )
    not_media = ~Q(asset__kind=AssetKind.MEDIA)
    decided = ~Q(beyond_term_reason="") & Q(due_on__gte=on)
    due = Case(
        When(~Q(beyond_term_reason=""), then=F("due_on")),
        When(asset__kind=AssetKind.MEDIA, then=F("end_of_office")),
        default=Least(F("due_on"), Coalesce(F("end_of_office"), F("due_on"))),
        output_field=DateField(),
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=(Q(is_serving=False) & ~decided) | (not_media & Q(due_on__lt=on)),
                due=due,
                reason=_why_not_returned,
                remedy=Remedy("lending:return-of", _("返納を受け付ける"), lambda loan: {"person_id": loan.person_id}),
                label=_named,
            )
        ],
        must_exist=False,
    )


def _why_not_returned(loan: Loan) -> str:
    if not loan.is_serving:  # type: ignore[attr-defined]
        return _t("任期や職が終わりましたが、返納されていません。")
    return _t("返納の期限（%(day)s）を過ぎています。") % {"day": day_text(loan.due_on)}


@duty("physical.take-out-permitted")
def take_outs_permitted(on: date) -> Duty:
    """Whatever is outside on the day has a permission for the whole time and is back by its date."""
    rows = (
        TakeOut.objects.filter(Q(back_on__isnull=True) | Q(back_on__gt=on), left_on__lte=on)
        .annotate(is_permitted=covering("left_on", "due_on"))
        .select_related("asset", "person")
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(is_permitted=False) | Q(due_on__lt=on),
                due="due_on",
                reason=_why_not_permitted,
                remedy=Remedy("lending:take-out-back", _("戻ったことを記録する"), lambda out: {"take_out_id": out.pk}),
                label=lambda out: f"{out.asset} / {out.person.shown_name}",
            )
        ],
        must_exist=False,
    )


def _why_not_permitted(out: TakeOut) -> str:
    if not out.is_permitted:  # type: ignore[attr-defined]
        return _t("持出しの期間に有効な許可がありません。")
    return _t("戻す日（%(day)s）を過ぎています。") % {"day": day_text(out.due_on)}


@duty("physical.media-controlled")
def media_controlled(on: date) -> Duty:
    """A medium is in its place or lent, comes back by its date, and is checked for malware when it does."""
    lent = Exists(Loan.objects.filter(out_on(on), asset=OuterRef("pk")))
    lying = in_use(on).filter(kind=AssetKind.MEDIA).annotate(is_lent=lent)
    media = Q(asset__kind=AssetKind.MEDIA)
    out = Loan.objects.filter(out_on(on), media).select_related("asset", "person")
    back = Loan.objects.filter(media, returned_on__lte=on).exclude(return_reason=ReturnReason.LOST)
    unchecked = (Q(malware_checked_on__isnull=True) | Q(malware_checked_on__gt=on)) & Q(malware_note="")
    return Duty(
        [
            Subjects(
                rows=lying,
                breached=Q(is_lent=False, place__isnull=True),
                reason=_nowhere,
                remedy=Remedy("assets:edit", _("置き場所を登録する"), lambda asset: {"asset_id": asset.pk}),
                label=str,
            ),
            Subjects(
                rows=out,
                breached=Q(due_on__lt=on),
                due="due_on",
                reason=lambda loan: _t("返納の期限（%(day)s）を過ぎています。") % {"day": day_text(loan.due_on)},
                remedy=Remedy("lending:return-of", _("返納を受け付ける"), lambda loan: {"person_id": loan.person_id}),
                label=_named,
            ),
            Subjects(
                rows=back.select_related("asset", "person"),
                breached=unchecked,
                reason=lambda loan: _t("返ったときのウイルス検査の記録がありません。"),
                remedy=Remedy("lending:malware", _("検査を記録する"), lambda loan: {"loan_id": loan.pk}),
                label=_named,
            ),
        ],
        must_exist=False,
    )


def _nowhere(asset: Asset) -> str:
    return _t("置き場所が登録されておらず、貸し出してもいません。")


_accesses: list[Callable[[date], Subjects]] = []


def register_accesses(subjects: Callable[[date], Subjects]) -> None:
    """Add remote accesses, of which this module knows nothing, to the duty that speaks of both."""
    if subjects not in _accesses:
        _accesses.append(subjects)


@duty("technical.remote-access-approved")
def private_devices_permitted(on: date) -> Duty:
    """Each private device in use has a permission for the day, and its conditions were looked at within the year (BYOD).

    The duty also speaks of remote accesses; their register adds them. A device whose first application still waits is
    not in use yet.
    """
    held = Permit.objects.filter(in_force(on), asset=OuterRef("pk"), kind=PermitKind.PRIVATE_DEVICE)
    held = held.order_by("-to_date", "-granted_on", "-id")
    looked = PermitCheck.objects.filter(permit__asset=OuterRef("pk"), checked_on__lte=on)
    looked = looked.order_by("-checked_on", "-id")
    key = "technical.remote-access-approved"
    rows = (
        in_use(on)
        .filter(kind=AssetKind.DEVICE, owner_kind=OwnerKind.MEMBER)
        .exclude(first_asked(on))
        .annotate(
            granted_on=Subquery(held.values("granted_on")[:1]),
            permitted_until=Subquery(held.values("to_date")[:1]),
            checked_on=Subquery(looked.values("checked_on")[:1]),
            conditions_kept=Subquery(looked.values("is_kept")[:1]),
        )
        .annotate(looked_at=Greatest(F("granted_on"), Coalesce(F("checked_on"), F("granted_on"))))
        .annotate(check_by=days_after("looked_at", adopted_days(key, on, CHECK_DAYS)))
        .select_related("custodian")
    )
    broken = Q(conditions_kept=False, checked_on__gte=F("granted_on"))
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(granted_on__isnull=True) | broken | Q(check_by__lt=on),
                due=Least(Coalesce(F("permitted_until"), F("check_by")), Coalesce(F("check_by"), F("permitted_until"))),
                reason=lambda device: _why_not_allowed(device, on),
                remedy=Remedy("assets:asset", _("端末と許可を見る"), lambda device: {"asset_id": device.pk}),
                label=lambda device: f"{device} / {device.custodian.shown_name if device.custodian else '—'}",
            ),
            *(accesses(on) for accesses in _accesses),
        ],
        must_exist=False,
    )


def _why_not_allowed(device: Asset, on: date) -> str:
    granted: date | None = device.granted_on  # type: ignore[attr-defined]
    if granted is None:
        return _t(
            "個人所有の端末の利用に、有効な許可がありません。申請し直すか、使うのをやめて台帳から外してください。"
        )
    if device.conditions_kept is False and device.checked_on >= granted:  # type: ignore[attr-defined]
        return _t("許可の条件が守られていないと確認されました。直して、もう一度確かめてください。")
    by: date = device.check_by  # type: ignore[attr-defined]
    return _t("許可の条件を確かめる期限（%(day)s）を過ぎています。") % {"day": day_text(by)}
