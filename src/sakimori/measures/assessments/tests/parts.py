"""A supplier with contracts, and short ways through a check, for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sakimori.foundation.access.context import Actor, Channel, Context, context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.measures.assessments import actions, queries
from sakimori.measures.assessments.models import CheckLink, CheckQuestion, CheckRound, ContractCheck
from sakimori.measures.assessments.types import Choice, Judgement, Occasion, Outcome
from sakimori.registers.suppliers.models import Contract, Supplier
from sakimori.testing import TODAY, Cast

START = date(2025, 4, 1)

if "test.assessments-contract" not in registered_actions():

    @action("test.assessments-contract", permission=Permission.SUPPLIER_MANAGE, sentence="委託先をそろえた")
    def register(ctx: Context, *, name: str, title: str, **values: Any) -> Contract:
        """A contract with its supplier."""
        supplier = Supplier.objects.filter(name=name).first()
        if supplier is None:
            supplier = Supplier(name=name, kana=name, contact_name="瀬戸 光", registered_on=START)
            supplier.save()
        found = Contract(
            supplier=supplier, title=title, party="みなと野市長", user="議会事務局", registered_on=START,
            **{"from_date": START, **values},
        )  # fmt: skip
        found.full_clean(exclude=["supplier"])
        found.save()
        return found


def a_contract(cast: Cast, title: str = "議会中継業務", name: str = "さざなみ映像", **values: Any) -> Contract:
    """A contract of outsourced work."""
    return register(cast.ctx("staff"), name=name, title=title, **values)


def on(day: date) -> datetime:
    """Ten in the morning in Japan on a day."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def a_round(cast: Cast, contracts: Iterable[Contract], day: date = TODAY, **values: Any) -> CheckRound:
    """A round with the shipped questions."""
    given: dict[str, Any] = {
        "fiscal_year": day.year if day.month > 3 else day.year - 1, "occasion": Occasion.YEARLY,
        "title": "委託先の確認", "version": None, "due_on": day + timedelta(days=28),
    }  # fmt: skip
    return actions.open_round(cast.ctx("staff", at=on(day)), contracts=list(contracts), **given | values)


def a_check(cast: Cast, contract: Contract | None = None, day: date = TODAY, **values: Any) -> ContractCheck:
    """A check that was asked."""
    found = a_round(cast, [contract or a_contract(cast)], day, **values).checks.get()
    check = queries.full_check(found.pk)
    assert check is not None
    return check


def a_link(cast: Cast, check: ContractCheck, name: str = "瀬戸 光", day: date = TODAY) -> tuple[str, CheckLink]:
    """A token and its link."""
    token = actions.make_link(cast.ctx("staff", at=on(day)), check=check, name=name)
    link = queries.link_by_token(token)
    assert link is not None
    return token, link


def outside(cast: Cast, day: date = TODAY) -> Context:
    """The circumstances of somebody with a link."""
    granted = frozenset({Permission.ASK_ANSWER, Permission.FILE_STORE})
    return context(cast.assembly, Actor(name="瀬戸 光", granted=granted), Channel.LINK, at=on(day))


def questions(check: ContractCheck) -> list[CheckQuestion]:
    """The questions of a check in order."""
    return list(check.round.version.questions.order_by("number"))


def answered(cast: Cast, check: ContractCheck, day: date = TODAY, choice: Choice = Choice.YES) -> CheckLink:
    """Everything answered and handed in."""
    _token, link = a_link(cast, check, day=day)
    side = actions.Side.by(link)
    for one in questions(check):
        actions.save_answer(outside(cast, day), side=side, question=one, choice=choice, text=f"{one.key} のとおり")
    actions.submit(outside(cast, day), side=side)
    return link


def judged(cast: Cast, check: ContractCheck, day: date = TODAY, bad: Iterable[str] = ()) -> ContractCheck:
    """Answered, judged and decided; answers to questions with these keys are insufficient."""
    answered(cast, check, day)
    ctx = cast.ctx("manager", at=on(day))
    marks = {
        one.pk: (Judgement.INSUFFICIENT, "資料がない") if one.key in bad else (Judgement.OK, "")
        for one in questions(check)
    }
    actions.judge_answers(ctx, check=check, judgements=marks)
    return actions.finish(
        ctx, check=check, outcome=Outcome.BAD if bad else Outcome.GOOD, opinion="所見", is_signed_on_paper=True
    )
