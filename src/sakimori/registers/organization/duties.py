"""Duties of the organisation: everyone is registered, every role is held, the contacts have been tried."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Post, Seat, Term, Unit
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.registers.organization.models import ContactCheck, EmergencyContact
from sakimori.registers.organization.types import MEMBER_ROLES, NEEDED_ROLES, CheckResult

CONTACT_DAYS = 365
"""Own default for a yearly check; no source names a number, so the assembly may choose another."""
NEVER = date(1947, 5, 3)
"""A contact that was never tried is overdue since long ago (the Constitution's and the Local Autonomy Act's day)."""


@duty("scope.persons-registered")
def persons_registered(on: date) -> Duty:
    """A term with its seats covers the day; every seat has a holder or a recorded vacancy, every caucus a person in
    charge, every required post of the office a holder (4(1) 適用対象者)."""
    return Duty([_terms(on), _seats(on), _caucus_heads(on), _office_posts(on)])


def _terms(on: date) -> Subjects:
    """The assembly itself: without a term nobody could tell who is missing."""
    rows = Term.objects.filter(covers(on), assembly_id=OuterRef("assembly_id"))
    whole = rows.annotate(known=Count("seat_rows")).filter(known__gte=F("seats"))
    return Subjects(
        rows=Unit.objects.filter(covers(on), kind=UnitKind.ASSEMBLY).annotate(has_term=Exists(whole)),
        breached=Q(has_term=False),
        reason=lambda unit: _t("現在の任期と議席が登録されていません。"),
        remedy=Remedy("organization:seats", _("任期と議席を登録する")),
        label=lambda unit: unit.name,
    )


def _seats(on: date) -> Subjects:
    held = Office.objects.filter(covers(on), seat=OuterRef("pk"))
    return Subjects(
        rows=Seat.objects.filter(covers(on, "term__")).annotate(is_held=Exists(held)),
        breached=Q(is_held=False) & (Q(vacant_from__isnull=True) | Q(vacant_from__gt=on)),
        reason=lambda seat: _t("議員が登録されておらず、欠員の記録もありません。"),
        remedy=Remedy("organization:seats", _("議員か欠員を登録する")),
        label=lambda seat: _t("議席 %(number)s") % {"number": seat.number},
    )


def _caucus_heads(on: date) -> Subjects:
    heads = Appointment.objects.filter(covers(on), post__unit=OuterRef("pk"), post__role=Role.CAUCUS_HEAD)
    return Subjects(
        rows=Unit.objects.filter(covers(on), kind=UnitKind.CAUCUS).annotate(has_head=Exists(heads)),
        breached=Q(has_head=False),
        reason=lambda unit: _t("会派責任者が登録されていません。"),
        remedy=Remedy("organization:posts", _("会派責任者を登録する")),
        label=lambda unit: unit.name,
    )


def _office_posts(on: date) -> Subjects:
    held = Appointment.objects.filter(covers(on), post=OuterRef("pk"))
    posts = Post.objects.filter(covers(on), unit__kind=UnitKind.SECRETARIAT, is_required=True)
    return Subjects(
        rows=posts.annotate(is_held=Exists(held)),
        breached=Q(is_held=False),
        reason=lambda post: _t("職員が登録されていません。"),
        remedy=Remedy("organization:appoint", _("職員を登録する"), lambda post: {"post_id": post.pk}),
        label=lambda post: post.title,
    )


@duty("organization.roles-filled")
def roles_filled(on: date) -> Duty:
    """The chart has a post for every role it needs, and every required post is held by somebody whose own office goes
    on (6(1) 組織体制). An appointment that ends without a successor is due on its last day."""
    return Duty([_chart(on), _posts(on)])


def _chart(on: date) -> Subjects:
    posts = Post.objects.filter(covers(on), assembly_id=OuterRef("assembly_id"))
    has = {f"has_{role.value}": Exists(posts.filter(role=role)) for role in NEEDED_ROLES}
    rows = Unit.objects.filter(covers(on), kind=UnitKind.ASSEMBLY).annotate(
        **has, has_window=Exists(posts.filter(is_window=True))
    )
    lacking = Q(has_window=False)
    for name in has:
        lacking |= Q(**{name: False})
    return Subjects(
        rows=rows,
        breached=lacking,
        reason=lambda unit: _t("職が登録されていない役割があります: %(roles)s") % {"roles": _missing(unit)},
        remedy=Remedy("organization:posts", _("職を登録する")),
        label=lambda unit: unit.name,
    )


def _missing(unit: Unit) -> str:
    roles = [str(role.label) for role in NEEDED_ROLES if not getattr(unit, f"has_{role.value}")]
    window = [] if unit.has_window else [_t("統一窓口")]  # type: ignore[attr-defined]
    return _t("、").join([*roles, *window])


def _posts(on: date) -> Subjects:
    held = Appointment.objects.filter(covers(on), post=OuterRef("pk"))
    sitting = Office.objects.filter(covers(on), person=OuterRef("person"))
    outlived = held.filter(post__role__in=MEMBER_ROLES).exclude(Exists(sitting))
    later = Appointment.objects.filter(post=OuterRef("pk"), from_date__gt=on)
    rows = (
        Post.objects.filter(covers(on), is_required=True)
        .select_related("unit")
        .annotate(
            is_held=Exists(held),
            holder_left=Exists(outlived),
            has_next=Exists(later),
            ends_on=Subquery(held.order_by("-from_date").values("to_date")[:1]),
        )
    )
    return Subjects(
        rows=rows,
        breached=Q(is_held=False) | Q(holder_left=True),
        due=Case(When(has_next=False, then=F("ends_on")), output_field=DateField()),
        reason=lambda post: (
            _t("任命されていません。")
            if not post.is_held
            else _t("就いている人の議員としての任期が終わっています。")
            if post.holder_left
            else _t("任命の期間が終わり、後任が決まっていません。")
        ),
        remedy=Remedy("organization:appoint", _("任命を登録する"), lambda post: {"post_id": post.pk}),
        label=_named,
    )


def _named(post: Post) -> str:
    """Every caucus has a post of the same title; only with the caucus it is known which."""
    return f"{post.unit.name} {post.title}" if post.unit.kind == UnitKind.CAUCUS else post.title


@duty("organization.contacts-checked")
def contacts_checked(on: date) -> Duty:
    """Every entry of the list was confirmed within the cadence, and since its number or its holder changed.

    A call that nobody answered does not confirm. Without any entry the duty is not started.
    """
    good = ContactCheck.objects.filter(
        contact=OuterRef("pk"), checked_on__lte=on, result__in=[CheckResult.CONFIRMED, CheckResult.REACHED]
    )
    holder = Appointment.objects.filter(covers(on), post=OuterRef("post")).order_by("-from_date")
    never = Value(NEVER, DateField())
    changed_on = Case(When(changed_on__lte=on, then=F("changed_on")), default=never, output_field=DateField())
    rows = (
        EmergencyContact.objects.filter(covers(on))
        .annotate(
            tried_on=Coalesce(Subquery(good.order_by("-checked_on").values("checked_on")[:1]), never),
            stale_since=Greatest(Coalesce(Subquery(holder.values("from_date")[:1]), never), changed_on),
        )
        .annotate(try_by=days_after("tried_on", adopted_days("organization.contacts-checked", on, CONTACT_DAYS)))
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(tried_on=NEVER) | Q(try_by__lt=on) | Q(stale_since__gt=F("tried_on")),
                # What was never tried was due from the start: there is no day to name.
                due=Case(When(~Q(tried_on=NEVER), then=F("try_by")), output_field=DateField()),
                reason=_why_unchecked,
                remedy=Remedy("organization:contacts", _("確認を記録する")),
                label=lambda contact: contact.name,
            )
        ]
    )


def _why_unchecked(contact: EmergencyContact) -> str:
    tried_on, stale_since = contact.tried_on, contact.stale_since  # type: ignore[attr-defined]
    if tried_on == NEVER:
        return _t("まだ一度も確認していません。")
    if stale_since > tried_on:
        return _t("担当者か番号が替わってから、確認していません。")
    return _t("前回の確認から期間がたちました。")
