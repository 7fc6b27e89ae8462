"""Whether an auditor is independent of what they audit: the facts, read; `rules.conflicts` judges them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sakimori.assurance.audits.models import Audit, AuditedUnit, ScopeClause
from sakimori.assurance.audits.rules import conflicts
from sakimori.assurance.conformance.words import OWNER_ROLES
from sakimori.foundation.duties.queries import splits_on
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.duties.types import Part
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Membership, Person
from sakimori.foundation.people.queries import roles_of
from sakimori.foundation.people.types import Role
from sakimori.policy.clauses.models import ClauseMeasure

EVERYBODY = "every person"
"""What everybody must do makes nobody partial."""


def conflicts_of(audit: Audit, person: Person, on: date) -> list[str]:
    """Why the person is not independent of the audit; empty when nothing speaks against it."""
    posts = Appointment.objects.filter(covers(on), person=person).values_list("post__unit_id", "post__unit__name")
    caucuses = Membership.objects.filter(covers(on), person=person).values_list("unit_id", "unit__name")
    return conflicts(
        own_units=dict(posts) | dict(caucuses),
        audited_units=AuditedUnit.objects.filter(audit=audit).values_list("unit_id", flat=True),
        own_roles=roles_of(person.pk, on) - {Role.MEMBER, Role.AUDITOR},
        responsible=_responsible(_measures(audit), on),
    )


def _measures(audit: Audit) -> set[str]:
    clauses = ScopeClause.objects.filter(audit=audit).values("clause_id")
    return set(ClauseMeasure.objects.filter(clause_id__in=clauses).values_list("measure", flat=True))


def _responsible(measures: Iterable[str], on: date) -> dict[str, frozenset[Role]]:
    """Title of each duty about these measures → the roles that see to it, as the assembly decided or the catalogue says."""
    wanted, splits = set(measures), splits_on(on)
    found: dict[str, frozenset[Role]] = {}
    for key, spec in catalogue().items():
        if wanted.isdisjoint(spec.measures) or spec.owner == EVERYBODY:
            continue
        if key in splits:
            does = splits[key].holders(Part.RESPONSIBLE)
            found[spec.title] = does.roles | ({Role(does.post.role)} if does.post else frozenset())
        else:
            found[spec.title] = OWNER_ROLES.get(spec.owner, frozenset())
    return found
