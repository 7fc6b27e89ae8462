"""The duty of social media (6(8)): each account has somebody in charge, a range, a second factor, and posters that
were gone through within the year. Everything looked at is dated, so past days are told as they were."""

from __future__ import annotations

from datetime import date

from django.db.models import BooleanField, Case, DateField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment
from sakimori.foundation.people.queries import people_in_office
from sakimori.measures.social.models import AccountHandover, AccountPart, SocialAccount
from sakimori.measures.social.queries import holder_of, open_accounts, with_safeguards

SOCIAL = "supplier.social-media"
YEAR = 365
HANDOVER_DAYS = 7
"""From the last day until password, second factor and recovery are changed. Own target."""


@duty(SOCIAL)
def accounts_are_kept(on: date) -> Duty:
    """Accounts, people who left but could still post, and hand-overs that were not finished."""
    return Duty([_accounts(on), _gone(on), _handovers(on)])


def faults_of(row: SocialAccount, on: date) -> list[str]:
    """What an account lacks, in words. The row carries its safeguards."""
    found = []
    if not row.has_lead:  # type: ignore[attr-defined]
        found.append(_t("在職している責任者がいない"))
    if not row.has_range:  # type: ignore[attr-defined]
        found.append(_t("発信の範囲が決まっていない"))
    if not row.has_mfa:  # type: ignore[attr-defined]
        found.append(_t("二要素認証を確かめていない"))
    reviewed_on = row.reviewed_on  # type: ignore[attr-defined]
    if reviewed_on is None:
        found.append(_t("投稿できる人を確かめていない"))
    elif (on - reviewed_on).days > YEAR:
        found.append(_t("投稿できる人を最後に確かめたのは%(day)s") % {"day": day_text(reviewed_on)})
    return found


def _reasons(row: SocialAccount, on: date) -> list[str]:
    return faults_of(row, on) or [_t("投稿できる人を確かめる期限を過ぎている")]


def _accounts(on: date) -> Subjects:
    rows = with_safeguards(open_accounts(on), on).annotate(
        is_safe=Coalesce("has_mfa", Value(False), output_field=BooleanField()),
        review_by=days_after("reviewed_on", adopted_days(SOCIAL, on, YEAR)),
    )
    lacking = Q(has_lead=False) | Q(has_range=False) | Q(is_safe=False) | Q(reviewed_on__isnull=True)
    return Subjects(
        rows=rows,
        breached=lacking | Q(review_by__lt=on),
        due="review_by",
        reason=lambda row: _t("%(faults)s。") % {"faults": _t("、").join(_reasons(row, on))},
        remedy=Remedy("social:account", _("アカウントの記録を整える"), lambda row: {"account_id": row.pk}),
    )


def _gone(on: date) -> Subjects:
    """Whoever left office, and whoever holds no post any more, and still has a part."""
    holders = Appointment.objects.filter(covers(on), post=OuterRef("post"), assembly_id=OuterRef("assembly_id"))
    rows = AccountPart.objects.filter(covers(on), account__in=open_accounts(on).values("pk"))
    here = Q(Exists(holders)) | Q(person__in=people_in_office(on).values("pk"))
    return Subjects(
        rows=rows.select_related("account", "person", "post").annotate(
            is_here=Case(When(here, then=True), default=False, output_field=BooleanField())
        ),
        breached=Q(is_here=False),
        reason=lambda row: (
            _t("%(who)sは、もう在職していません。受け持ちを引き継いでください。") % {"who": holder_of(row)}
        ),
        remedy=Remedy("social:handover-new", _("引き継ぐ"), lambda row: {"part_id": row.pk}),
        label=lambda row: str(row.account),
    )


def _handovers(on: date) -> Subjects:
    done = Q(password_changed_on__lte=on, mfa_moved_on__lte=on, recovery_changed_on__lte=on)
    rows = AccountHandover.objects.filter(last_day__lte=on).select_related("account")
    told = rows.annotate(
        is_done=Case(When(done, then=True), default=False, output_field=BooleanField()),
        change_by=days_after("last_day", HANDOVER_DAYS),
    )
    return Subjects(
        rows=told,
        breached=Q(is_done=False, change_by__lt=on),
        due=Case(When(is_done=False, then=F("change_by")), output_field=DateField()),
        reason=lambda row: _t("人が替わったあと、パスワード・二要素認証・復旧用の連絡先を替えていません。"),
        remedy=Remedy("social:handover", _("引継ぎを終える"), lambda row: {"handover_id": row.pk}),
        label=lambda row: str(row.account),
    )
