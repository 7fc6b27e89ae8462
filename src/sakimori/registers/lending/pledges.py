"""What borrowers pledge: the wording in force on a day, and its history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sakimori.registers.lending.models import Loan, PledgeTerms

STATEMENT = """1. お借りする物は議会の活動のために使い、ほかの人に貸したり譲ったりしません。選挙運動には使いません。
2. 暗証番号やパスワードを人に知らせず、そばを離れるときは画面をロックします。
3. 許しを得ずに改造したり、アプリやソフトを入れたりしません。
4. なくした、盗まれた、壊れたときは、すぐに議会事務局へ知らせ、届を出します。
5. 返納の期限まで、または任期や職の終わる日までに、付属品をそろえて返します。
6. わざと壊したり、不注意でなくしたりしたときは、費用について議会の求めに応じます。"""
"""The shipped wording, until the assembly words its own. It is kept with every pledge and is part of the evidence, so it
is not translated."""


def terms_in_force(on: date) -> str:
    """The wording that holds on the day. One SQL statement."""
    newest = PledgeTerms.objects.filter(from_date__lte=on).order_by("-from_date", "-id")
    return newest.values_list("text", flat=True).first() or STATEMENT


def history() -> list[PledgeTerms]:
    """Every wording of the assembly's own, the newest first, those to come on top."""
    return list(PledgeTerms.objects.order_by("-from_date", "-id"))


def waiting_statement(loans: Iterable[Loan]) -> str:
    """The words with which somebody was asked and which they have not signed yet; empty when nothing waits."""
    waiting = (loan.pledge for loan in loans if loan.pledge is not None and loan.pledge.pledged_on is None)
    return next((made.statement for made in waiting), "")


def signed_statement(loans: Iterable[Loan]) -> str:
    """The words that the holder of these loans pledged last; empty when they signed none."""
    signed = [
        (made.pledged_on, made.statement)
        for made in (loan.pledge for loan in loans)
        if made is not None and made.pledged_on is not None
    ]
    return max(signed)[1] if signed else ""
