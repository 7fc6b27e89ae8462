"""Duties of the policy itself: established, published, reviewed, acknowledged."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Unit
from sakimori.foundation.people.types import UnitKind
from sakimori.policy.clauses.models import Acknowledgement, PolicyVersion, Publication, Review, ReviewTrigger
from sakimori.policy.clauses.queries import LONG_AGO, term_began, version_in_force
from sakimori.policy.clauses.types import VersionState

PUBLISH_DAYS = 7
"""Own target for 遅滞なく; the law names no number, so the assembly may choose another."""
ACKNOWLEDGE_DAYS = 30


@duty("policy.established")
def policy_established(on: date) -> Duty:
    """The assembly has a policy in force (地方自治法 第244条の6第1項). Its subject is the assembly, as its own unit."""
    rows = Unit.objects.filter(covers(on), kind=UnitKind.ASSEMBLY).annotate(version=version_in_force(on))
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(version__isnull=True),
                reason=lambda unit: _t("効力のある方針がありません。"),
                remedy=Remedy("clauses:start", _("方針を取り込む")),
                label=lambda unit: unit.name,
            )
        ]
    )


@duty("policy.published")
def policy_published(on: date) -> Duty:
    """Every decided version since the assembly joined was published within its target days (第244条の6第2項)."""
    published = Publication.objects.filter(version=OuterRef("pk"), published_on__lte=on)
    rows = PolicyVersion.objects.filter(
        state=VersionState.DECIDED, decided_on__lte=on, decided_on__gte=F("assembly__joined_on")
    ).annotate(
        is_published=Exists(published),
        publish_by=days_after("decided_on", adopted_days("policy.published", on, PUBLISH_DAYS)),
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(is_published=False, publish_by__lt=on),
                due=Case(When(is_published=False, then=F("publish_by")), output_field=DateField()),
                reason=lambda version: _t("決定したあと、まだ公表の記録がありません。"),
                remedy=Remedy("clauses:publish", _("公表を記録する"), lambda version: {"version_id": version.pk}),
                label=lambda version: version.title,
            )
        ],
        must_exist=False,
    )


@duty("policy.reviewed")
def policy_reviewed(on: date) -> Duty:
    """The version in force is reviewed in the cadence the assembly chose, and after whatever calls for it (6(9)).

    A policy that says 必要に応じて has no date until the assembly settles one; then only triggers count, and the day
    that the last review itself planned for the next.
    """
    reviews = Review.objects.filter(assembly_id=OuterRef("assembly_id"), reviewed_on__lte=on)
    last = Subquery(reviews.order_by("-reviewed_on", "-id").values("reviewed_on")[:1])
    planned = Subquery(reviews.order_by("-reviewed_on", "-id").values("next_on")[:1])
    triggers = ReviewTrigger.objects.filter(
        assembly_id=OuterRef("assembly_id"), occurred_on__lte=on, occurred_on__gt=OuterRef("seen_on")
    )
    rows = (
        PolicyVersion.objects.annotate(current=version_in_force(on))
        .filter(pk=F("current"))
        .annotate(seen_on=Greatest(Coalesce(last, Value(LONG_AGO, DateField())), F("effective_on")))
        .annotate(is_called_for=Exists(triggers), days=adopted_days("policy.reviewed", on, None))
        .annotate(planned_on=planned)
        .annotate(
            review_by=Coalesce(
                days_after("seen_on", F("days")),
                Case(When(planned_on__gt=F("seen_on"), then=F("planned_on")), output_field=DateField()),
            )
        )
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(is_called_for=True) | Q(review_by__lt=on),
                due="review_by",
                reason=lambda version: (
                    _t("見直しのきっかけがありましたが、見直しの記録がありません。")
                    if version.is_called_for
                    else _t("見直しの時期です。")
                ),
                remedy=Remedy("clauses:review", _("見直しを記録する")),
                label=lambda version: version.title,
            )
        ],
        must_exist=False,
    )


@duty("compliance.acknowledged")
def everyone_acknowledged(on: date) -> Duty:
    """Everyone in office has acknowledged the version in force, within days of taking office or of the change (5).

    A member acknowledges once a term: what was acknowledged in an earlier term does not count (POL-9).
    """
    posts = Appointment.objects.filter(
        covers(on), person=OuterRef("pk"), post__unit__kind__in=[UnitKind.SECRETARIAT, UnitKind.CAUCUS]
    )
    # The assembly is named although the person implies it: so no index is chosen that walks everybody else's rows.
    done = Acknowledgement.objects.filter(
        assembly_id=OuterRef("assembly_id"),
        version=version_in_force(on),
        person=OuterRef("pk"),
        on__lte=on,
        on__gte=OuterRef("term_began"),
    )
    decided = PolicyVersion.objects.filter(state=VersionState.DECIDED, effective_on__lte=on)
    effective = decided.filter(assembly_id=OuterRef("assembly_id")).order_by("-effective_on")
    long_ago = Value(LONG_AGO, DateField())
    rows = (
        people.people_in_office(on)
        .filter(assembly_id__in=decided.values("assembly_id"))
        .annotate(effective_on=Subquery(effective.values("effective_on")[:1]), term_began=term_began(on))
        .annotate(
            has_acknowledged=Exists(done),
            since=Greatest(
                F("term_began"),
                Coalesce(Subquery(posts.order_by("from_date").values("from_date")[:1]), long_ago),
                F("effective_on"),
            ),
        )
        .annotate(ask_by=days_after("since", adopted_days("compliance.acknowledged", on, ACKNOWLEDGE_DAYS)))
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(has_acknowledged=False, ask_by__lt=on),
                due=Case(When(has_acknowledged=False, then=F("ask_by")), output_field=DateField()),
                reason=lambda person: _t("効力のある方針をまだ確認していません。"),
                remedy=Remedy("clauses:campaign", _("確認をお願いする")),
                label=lambda person: person.shown_name,
            )
        ]
    )
