"""Duties of suppliers: criteria are used, contracts carry the clauses, third parties are pledged (6(8), 6(7))."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, DateField, Exists, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import AddDays
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Unit
from sakimori.foundation.people.types import UnitKind
from sakimori.registers.suppliers.clause_sql import with_gaps
from sakimori.registers.suppliers.models import Contract, Criteria, Selection, ThirdParty
from sakimori.registers.suppliers.queries import in_force, is_pledged, valid_pledges, with_term
from sakimori.registers.suppliers.types import NEW_RULE_FROM, Occasion

JUDGED_WITHIN = 366
"""A judgement counts for a term that begins within so many days after it. Own figure: one procurement year."""


@duty("supplier.criteria")
def criteria_exist_and_are_used(on: date) -> Duty:
    """Criteria are in force, and every contract whose term began under them, or under the ordinance, was judged by them."""
    return Duty([_criteria(on), _judged(on)])


def _criteria(on: date) -> Subjects:
    known = Criteria.objects.filter(effective_on__lte=on, assembly_id=OuterRef("assembly_id"))
    return Subjects(
        rows=Unit.objects.filter(covers(on), kind=UnitKind.ASSEMBLY).annotate(has_criteria=Exists(known)),
        breached=Q(has_criteria=False),
        reason=lambda unit: (
            _t("施行中の選定基準がありません。%(day)sからは、法令により定めることになります。")
            % {"day": day_text(NEW_RULE_FROM)}
        ),
        remedy=Remedy("suppliers:criteria", _("選定基準を決める")),
        label=lambda unit: str(unit.name),
    )


def _judged(on: date) -> Subjects:
    """Terms that began before the criteria existed and before the ordinance were chosen by other rules."""
    first = Criteria.objects.filter(effective_on__lte=on, assembly_id=OuterRef("assembly_id"))
    earliest = first.order_by().values("assembly_id").annotate(day=Min("effective_on")).values("day")
    judged = Selection.objects.filter(contract=OuterRef("pk"), judged_on__lte=on)
    rows = with_term(Contract.objects.filter(in_force(on)), on).annotate(
        judged_from=Least(
            Coalesce(Subquery(earliest, output_field=DateField()), Value(NEW_RULE_FROM, output_field=DateField())),
            Value(NEW_RULE_FROM, output_field=DateField()),
        ),
        is_judged=Exists(judged.filter(judged_on__gte=AddDays(OuterRef("term_from"), Value(-JUDGED_WITHIN)))),
        is_next_judged=Exists(judged.filter(judged_on__gt=OuterRef("term_from"), occasion=Occasion.RENEWAL)),
    )
    return Subjects(
        rows=rows.filter(Q(term_from__gte=F("judged_from"))).select_related("supplier"),
        breached=Q(is_judged=False),
        due=Case(
            When(auto_renews=True, to_date__gte=on, is_next_judged=False, then=F("to_date")), output_field=DateField()
        ),
        reason=lambda contract: (
            _t("%(day)sに始まった期間について、選定基準による判断の記録がありません。")
            % {"day": day_text(contract.term_from)}
        ),
        remedy=Remedy("suppliers:contract", _("選定を記録する"), _contract),
        label=_label,
    )


def _contract(contract: Any) -> dict[str, Any]:
    return {"contract_id": contract.pk}


def _label(contract: Any) -> str:
    return f"{contract.title}（{contract.supplier.name}）"


@duty("supplier.contract-clauses")
def contracts_carry_the_clauses(on: date) -> Duty:
    """Every required clause is in the contract, or a reason or a corrective action stands in its place."""
    rows = Contract.objects.filter(in_force(on), is_outsourcing=True, registered_on__lte=on)
    return Duty(
        [
            Subjects(
                rows=with_gaps(rows, on).select_related("supplier"),
                breached=Q(gaps__gt=0),
                reason=lambda contract: (
                    _t("必ず入れる条項のうち%(count)s件が、確かめられていないか、理由なく欠けています。")
                    % {"count": contract.gaps}
                ),
                remedy=Remedy("suppliers:check", _("条項を確かめる"), _contract),
                label=_label,
            )
        ],
        must_exist=False,
    )


@duty("operation.third-parties-pledged")
def third_parties_are_pledged(on: date) -> Duty:
    """Whoever handles assets from outside has a pledge in force, unless a reason says why none is asked."""
    rows = ThirdParty.objects.filter(covers(on), no_pledge_reason="").annotate(is_pledged=is_pledged(on))
    last = valid_pledges(on).filter(third_party=OuterRef("pk"), until__isnull=False)
    open_end = Exists(valid_pledges(on).filter(Q(third_party=OuterRef("pk")) | _by_contract(), until__isnull=True))
    newest = last.order_by().values("third_party").annotate(day=Max("until")).values("day")
    return Duty(
        [
            Subjects(
                rows=rows.annotate(lasts=open_end, pledged_until=Subquery(newest, output_field=DateField())),
                breached=Q(is_pledged=False),
                due=Case(
                    When(
                        Q(lasts=False) & (Q(to_date__isnull=True) | Q(to_date__gt=F("pledged_until"))),
                        then=F("pledged_until"),
                    ),
                    output_field=DateField(),
                ),
                reason=lambda party: _t("秘密保持の誓約がないか、期限が過ぎています。"),
                remedy=Remedy("suppliers:third-party", _("誓約を受ける"), lambda party: {"third_party_id": party.pk}),
                label=str,
            )
        ],
        must_exist=False,
    )


def _by_contract() -> Q:
    return Q(contract__isnull=False, contract=OuterRef("contract"))
