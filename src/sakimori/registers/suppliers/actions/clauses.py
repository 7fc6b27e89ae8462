"""The catalogue of clauses by version, and what contracts have of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.registers.suppliers.catalogue import clauses_on
from sakimori.registers.suppliers.models import ClauseCheck, ClauseSet, ClauseWording, Contract, ContractPaper
from sakimori.registers.suppliers.types import ClauseState

MANAGE = Permission.SUPPLIER_MANAGE
DUTY = "supplier.contract-clauses"


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause of a new version. Without a key it is the assembly's own."""

    title: str
    text: str
    why: str = ""
    is_required: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """What was found of one clause in a contract."""

    key: str
    state: ClauseState | str
    page: str = ""
    reason: str = ""
    paper: ContractPaper | None = None


@action("suppliers.clause-set", permission=MANAGE, sentence=_("契約条項の基準を決めました"))
def adopt_clauses(
    ctx: Context,
    *,
    clauses: Sequence[ClauseLine],
    decided_on: date,
    effective_on: date,
    decision: str = "",
    note: str = "",
) -> ClauseSet:
    """A new version of the assembly's catalogue. Raises ValidationError."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("先の日付は入力できません。")})
    if effective_on < decided_on:
        raise ValidationError({"effective_on": _t("施行日は決定日以後の日にしてください。")})
    if not any(line.is_required for line in clauses):
        raise ValidationError(_t("必ず入れる条項を、一つ以上残してください。"))
    number = (ClauseSet.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    made = ClauseSet(
        number=number, decided_on=decided_on, effective_on=effective_on, decision=decision.strip(), note=note.strip()
    )
    made.full_clean()
    made.save()
    rows = [
        ClauseWording(
            set=made, key=line.key or f"own-{number}-{order}", order=order, title=line.title.strip(),
            text=line.text.strip(), why=line.why.strip(), is_required=line.is_required,
        )
        for order, line in enumerate(clauses, start=1)
    ]  # fmt: skip
    for row in rows:
        row.full_clean(exclude=["set"])
    ClauseWording.objects.bulk_create(rows)
    return made


@action("suppliers.check-clauses", permission=MANAGE, sentence=_("契約の条項を確かめました"))
def check_clauses(
    ctx: Context,
    *,
    contract: Contract,
    answers: Sequence[ClauseAnswer],
    mend_by: date | None = None,
    checked_on: date | None = None,
) -> list[ClauseCheck]:
    """Keep what was found. With `mend_by` everything missing without a reason becomes one corrective action.

    A look that finds nothing new leaves the earlier one. Raises ValidationError, keyed `<clause>-page` or `-reason`.
    """
    on = checked_on or ctx.today
    if on > ctx.today:
        raise ValidationError({"checked_on": _t("先の日付は入力できません。")})
    _refuse_bare(answers)
    improvement = _improvement(ctx, contract, answers, mend_by) if mend_by else None
    current = {row.key: row for row in ClauseCheck.objects.filter(contract=contract, replaced_on__isnull=True)}
    ended, made = [], []
    for answer in answers:
        row = ClauseCheck(
            contract=contract, key=answer.key, state=ClauseState(answer.state), page=answer.page.strip(),
            reason=answer.reason.strip(), paper=answer.paper, checked_on=on, checked_by_id=ctx.actor.person_id,
        )  # fmt: skip
        if _is_bare_gap(answer):
            row.improvement = improvement
        before = current.get(answer.key)
        if before is not None:
            if row.state == ClauseState.MISSING and row.improvement_id is None:
                row.improvement = before.improvement
            if _same(before, row):
                continue
            ended.append(before.pk)
        made.append(row)
    if ended:
        ClauseCheck.objects.filter(pk__in=ended).update(replaced_on=on)
    return ClauseCheck.objects.bulk_create(made)


def _refuse_bare(answers: Sequence[ClauseAnswer]) -> None:
    errors = {}
    for answer in answers:
        if answer.state in {ClauseState.PRESENT, ClauseState.ELSEWHERE} and not answer.page.strip():
            errors[f"{answer.key}-page"] = _t("どの頁・どの条にあるかを入力してください。")
        if answer.state == ClauseState.NOT_NEEDED and not answer.reason.strip():
            errors[f"{answer.key}-reason"] = _t("この契約で要らない理由を入力してください。")
    if errors:
        raise ValidationError(errors)


def _is_bare_gap(answer: ClauseAnswer) -> bool:
    return answer.state == ClauseState.MISSING and not answer.reason.strip()


def _same(before: ClauseCheck, after: ClauseCheck) -> bool:
    names = ("state", "page", "reason", "paper_id", "improvement_id")
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _improvement(
    ctx: Context, contract: Contract, answers: Sequence[ClauseAnswer], mend_by: date
) -> Improvement | None:
    bare = {answer.key for answer in answers if _is_bare_gap(answer)}
    titles = [clause.title for clause in clauses_on(ctx.today) if clause.key in bare]
    if not titles:
        return None
    return open_improvement(
        ctx,
        title=_t("契約に条項を加える: %(contract)s") % {"contract": contract.title},
        finding=_t("契約にない条項: %(clauses)s") % {"clauses": "、".join(titles)},
        origin=Origin.CHECK,
        due_on=mend_by,
        origin_text=str(contract.title)[:200],
        origin_model="suppliers.contract",
        origin_id=contract.pk,
        clause_path="6(8)",
        duty=DUTY,
        owner=contract.keeper,
    )
