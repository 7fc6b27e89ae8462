"""How many required clauses a contract lacks, in SQL: the same expression for lists and for the duty, for one or all."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from sakimori.registers.suppliers.catalogue import SHIPPED_REQUIRED
from sakimori.registers.suppliers.models import ClauseCheck, ClauseSet, ClauseWording, Contract
from sakimori.registers.suppliers.types import SETTLED

_NUMBER = IntegerField()


def current_checks(on: date) -> QuerySet[ClauseCheck]:
    """The newest look at each clause by the day."""
    return ClauseCheck.objects.filter(Q(replaced_on__isnull=True) | Q(replaced_on__gt=on), checked_on__lte=on)


def settled_check() -> Q:
    """Condition on ClauseCheck: it is there, or a reason or a corrective action stands in its place."""
    return Q(state__in=SETTLED) | ~Q(reason="") | Q(improvement__isnull=False)


def with_gaps(rows: QuerySet[Contract], on: date) -> QuerySet[Contract]:
    """With `set_id`, the assembly's own version that holds on the day (null: the shipped one), and `gaps`."""
    newest = ClauseSet.objects.filter(effective_on__lte=on, assembly_id=OuterRef("assembly_id"))
    return rows.annotate(
        set_id=Subquery(newest.order_by("-effective_on", "-number").values("pk")[:1]),
    ).annotate(
        gaps=Case(
            When(is_outsourcing=False, then=Value(0)),
            When(set_id__isnull=True, then=Value(len(SHIPPED_REQUIRED)) - _settled_shipped(on)),
            default=_missing_own(on),
            output_field=_NUMBER,
        )
    )


def _settled_shipped(on: date) -> Coalesce:
    checks = current_checks(on).filter(settled_check(), contract=OuterRef("pk"), key__in=SHIPPED_REQUIRED)
    counted = checks.order_by().values("contract").annotate(count=Count("id")).values("count")
    return Coalesce(Subquery(counted, output_field=_NUMBER), Value(0), output_field=_NUMBER)


def _missing_own(on: date) -> Coalesce:
    settled = current_checks(on).filter(settled_check(), contract=OuterRef(OuterRef("pk")), key=OuterRef("key"))
    missing = ClauseWording.objects.filter(~Exists(settled), set=OuterRef("set_id"), is_required=True)
    counted = missing.order_by().values("set").annotate(count=Count("id")).values("count")
    return Coalesce(Subquery(counted, output_field=_NUMBER), Value(0), output_field=_NUMBER)
