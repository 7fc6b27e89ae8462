"""Duty of IDs: everyone in office agreed to the rules in this term, and accounts of this system have a second factor (6(5)).

Accounts of other systems are not known here; only this system's own log-in is looked at. Its second factor has no history:
on a past day the present state is shown.
"""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.models import AccountLink
from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.awareness.models import IdPromise, IdRules
from sakimori.measures.awareness.queries import rules_in_force
from sakimori.policy.clauses.queries import LONG_AGO, term_began

PROMISE_DAYS = 30
"""From the day the rules come into use, or somebody takes office. Own target: the policy names no number."""


@duty("human.id-rules")
def ids_are_kept(on: date) -> Duty:
    """The promise of everyone in office, where the assembly has rules; the second factor of everyone who logs in."""
    return Duty([_promises(on), _second_factors(on)])


def _promises(on: date) -> Subjects:
    adopted = IdRules.objects.filter(effective_on__lte=on)
    effective = adopted.filter(assembly_id=OuterRef("assembly_id")).order_by("-effective_on", "-number")
    posts = Appointment.objects.filter(
        covers(on), person=OuterRef("pk"), post__unit__kind__in=[UnitKind.SECRETARIAT, UnitKind.CAUCUS]
    )
    given = IdPromise.objects.filter(
        assembly_id=OuterRef("assembly_id"),
        rules=rules_in_force(on),
        person=OuterRef("pk"),
        on__lte=on,
        on__gte=OuterRef("term_began"),
    )
    rows = (
        people_in_office(on)
        .filter(assembly_id__in=adopted.values("assembly_id"))
        .annotate(effective_on=Subquery(effective.values("effective_on")[:1]), term_began=term_began(on))
        .annotate(
            has_promised=Exists(given),
            since=Greatest(
                F("term_began"),
                Coalesce(Subquery(posts.order_by("from_date").values("from_date")[:1]), Value(LONG_AGO, DateField())),
                F("effective_on"),
            ),
        )
        .annotate(promise_by=days_after("since", adopted_days("human.id-rules", on, PROMISE_DAYS)))
    )
    return Subjects(
        rows=rows,
        breached=Q(has_promised=False, promise_by__lt=on),
        due=Case(When(has_promised=False, then=F("promise_by")), output_field=DateField()),
        reason=lambda person: _t("ID・パスワードの約束をまだいただいていません。"),
        remedy=Remedy("awareness:campaign", _("約束をお願いする")),
        label=lambda person: person.shown_name,
    )


def _second_factors(on: date) -> Subjects:
    factors = Authenticator.objects.filter(user_id=OuterRef("account_id")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    rows = AccountLink.objects.filter(
        is_active=True,
        account__is_active=True,
        logged_in_at__isnull=False,
        person__in=people_in_office(on).values("pk"),
    )
    return Subjects(
        rows=rows.select_related("person").annotate(has_factor=Exists(factors)),
        breached=Q(has_factor=False),
        reason=lambda link: _t("このシステムのログインに、二要素認証がありません。"),
        remedy=Remedy("awareness:rules", _("二要素認証の入れ方を見る")),
        label=lambda link: link.person.shown_name,
    )
