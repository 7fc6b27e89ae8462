"""What the sample gives back: old laptops to the lessor, erased, and one serial that the lessor's list does not have."""

from __future__ import annotations

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.people.types import Role
from sakimori.front.sample.story import Story
from sakimori.registers.assets.actions import change_state, register_asset
from sakimori.registers.assets.types import AssetKind, AssetState, Category, OwnerKind
from sakimori.registers.disposal import actions
from sakimori.registers.disposal.models import DisposalCase
from sakimori.registers.disposal.queries import ripe_leases
from sakimori.registers.disposal.types import CaseKind, Method, Occasion

HEAD = "砂川 正典"
CLERK = "小坂 彩"


def fill(story: Story) -> None:
    """July: four laptops of the last lease are still on the register."""
    ctx = story.acting(CLERK, story.day(2026, 7, 16), 13)
    for number in range(1, 5):
        asset = register_asset(
            ctx,
            number=f"旧PC-{number:02}",
            kind=AssetKind.DEVICE,
            category=Category.LAPTOP,
            name=f"旧事務用ノートPC {number}号機",
            maker="架空電機",
            serial=f"OLD-2019-{number:04}",
            owner_kind=OwnerKind.LESSOR,
            owner_name="架空リース株式会社",
            lease_from=story.day(2021, 7, 1),
            lease_to=story.day(2026, 6, 30),
            confidentiality="2",
            integrity="2",
            availability="1",
        )
        change_state(ctx, asset=asset, state=AssetState.RETIRED, reason="リース満了")


def autumn(story: Story) -> None:
    """September: approved, erased, handed over; the lessor's list names three of four."""
    begun = story.day(2026, 9, 8)
    ctx = story.acting(CLERK, begun, 10)
    assets = [asset for asset in ripe_leases(begun) if asset.number.startswith("旧PC-")]
    case = actions.open_case(
        ctx,
        kind=CaseKind.LEASE_RETURN,
        title="旧事務用ノートPCの返却",
        contractor="架空リース株式会社",
        subcontractors="架空運輸株式会社\n架空データ消去センター",
        planned_on=story.day(2026, 9, 25),
        assets=assets,
    )
    case = actions.ask_for_approval(ctx, case=case, route=[Role.SECRETARY_GENERAL])
    if case.application is None:
        return
    decider = story.acting(HEAD, story.day(2026, 9, 10), 9)
    decide_application(decider, application=case.application, is_approval=True)
    event = ApplicationDecided(case.application.pk, case.application.kind, case.pk, True)
    actions.adopt_decided_case(decider, event=event)
    case = DisposalCase.objects.get(pk=case.pk)
    erased = story.acting(CLERK, story.day(2026, 9, 18), 14)
    for asset in assets:
        actions.record_erasure(
            erased,
            asset=asset,
            case=case,
            occasion=Occasion.LEASE_RETURN,
            method=Method.SECURE_ERASE,
            erased_on=story.day(2026, 9, 18),
            operator="情報政策課 端末担当",
            witness=story.person["渚 美咲"],
        )
    actions.hand_over(story.acting(CLERK, story.day(2026, 9, 25), 11), case=case, handed_on=story.day(2026, 9, 25))
    told = [(row, asset.serial) for row, asset in enumerate(assets[:-1], start=2)]
    actions.reconcile(story.acting(CLERK, story.day(2026, 10, 20), 16), case=case, serials=told)
