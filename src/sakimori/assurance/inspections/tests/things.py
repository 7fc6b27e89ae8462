"""What tests of self-inspections begin with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import resources

from sakimori.assurance.inspections import actions, queries
from sakimori.assurance.inspections.models import Respondent, Round
from sakimori.assurance.inspections.types import PERSON_ASK, UNIT_ASK
from sakimori.foundation.asks.actions import answer_ask
from sakimori.foundation.asks.models import Ask
from sakimori.policy.clauses import actions as policy
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending.actions import Signed, hand_out
from sakimori.registers.lending.tests.things import png, tablet
from sakimori.testing import TODAY, Cast

OCTOBER = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


def policy_in_force(cast: Cast) -> None:
    """The sample's second policy, which speaks of everything that the bank asks about."""
    text = resources.files("sakimori.sample").joinpath("policy_v2.txt").read_text("utf-8")
    version = policy.take_in_text(cast.ctx("staff"), text=text)
    policy.decide_version(
        cast.ctx("manager"), version=version, decided_on=TODAY, effective_on=TODAY, meeting="議会運営委員会"
    )


def overdue_tablet(cast: Cast, who: str = "member") -> Asset:
    """A tablet that should have come back in October."""
    asset = tablet(cast)
    hand_out(
        cast.ctx("staff", OCTOBER),
        person=cast.person[who],
        items=[asset],
        due_on=date(2026, 10, 31),
        signed=Signed(picture=png()),
    )
    return asset


def opened(cast: Cast, title: str = "自己点検", at: datetime | None = None) -> Round:
    """A round that runs."""
    ctx = cast.ctx("staff", at) if at else cast.ctx("staff")
    found = actions.plan_round(ctx, title=title, due_on=ctx.today + timedelta(days=21))
    return actions.open_round(ctx, found=found)


def ask_of(cast: Cast, found: Round, who: str) -> Ask:
    """A person's own ask."""
    return Ask.objects.get(kind=PERSON_ASK, subject_id=found.pk, person=cast.person[who])


def unit_ask(found: Round, unit_name: str) -> Ask:
    """The ask of a unit."""
    return Ask.objects.get(kind=UNIT_ASK, subject_id=Respondent.objects.get(round=found, unit__name=unit_name).pk)


def fields(ask: Ask, **values: str) -> dict[str, str]:
    """What a browser sends: "yes" to everything that is not named."""
    respondent = queries.respondent_of(ask)
    assert respondent is not None
    sent = {f"q-{row.key}": "yes" for row in queries.asked_of(respondent)}
    return sent | {
        (name if name == "comment" else f"q-{name}").replace("_", "-"): value for name, value in values.items()
    }


def answered(cast: Cast, ask: Ask, who: str, at: datetime | None = None, **values: str) -> None:
    """The person answers; "yes" to everything that is not named, with a word where the register says otherwise."""
    ctx = cast.ctx(who, at) if at else cast.ctx(who)
    sent = fields(ask, **values)
    kept = {name.replace("q-", "keep-", 1): "確かめてください" for name in sent if name.startswith("q-")}
    answer_ask(ctx, ask=ask, answer=kept | sent | {"comment": sent.get("comment", ""), "photo": None})
