"""The block "委託先の確認" on the page of a contract: each check with its state and score."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import year_text
from sakimori.foundation.ui.submitting import address
from sakimori.measures.assessments.models import ContractCheck
from sakimori.measures.assessments.queries import checks_of
from sakimori.measures.assessments.types import State
from sakimori.registers.assets.panels import Line, Link, Panel
from sakimori.registers.suppliers.models import Contract


def contract_checks(ctx: Context, contract: Contract) -> Panel | None:
    """Checks of a contract, the newest first. One SQL statement; nothing for a purchase that was never checked."""
    if not allowed(ctx, Permission.SUPPLIER_READ):
        return None
    checks = checks_of(contract)
    if not checks and not contract.is_outsourcing:
        return None
    lines = tuple(
        Line(
            f"{year_text(check.round.fiscal_year)}　{check.round.get_occasion_display()}",
            _told(check),
            check.judged_on or check.withdrawn_on or check.round.opened_on,
            address(ctx, "assessments:check", contract_check_id=check.pk),
        )
        for check in checks
    )
    links = []
    if any(check.state == State.JUDGED for check in checks):
        compare = address(ctx, "assessments:contract", contract_id=contract.pk)
        links.append(Link(_t("年度ごとの回答をくらべる"), compare))
    if not checks and allowed(ctx, Permission.SUPPLIER_MANAGE) and contract.ended_on is None:
        links.append(Link(_t("確認を始める"), address(ctx, "assessments:round-new")))
    return Panel(_t("委託先の確認"), lines, tuple(links), _t("この契約の確認は、まだ行っていません。"))


def _told(check: ContractCheck) -> str:
    """State and score in words."""
    if check.state != State.JUDGED:
        return str(check.get_state_display())
    percent = check.score.percent
    score = "" if percent is None else _t("十分な回答 %(ok)s/%(counted)s（%(percent)s%%）") % {
        "ok": check.ok_count, "counted": check.counted, "percent": percent,
    }  # fmt: skip
    return " ・ ".join(filter(None, (str(check.get_outcome_display()), score)))
