"""What the sample lends: tablets to all members, laptops to the office, and what an office forgets about them.

Two are overdue, one receipt was never signed, one tablet is stolen, a USB stick is late, one private phone's permission has
ended, one take-out is not back.
"""

from __future__ import annotations

from datetime import timedelta

from sakimori.foundation.access.context import Channel
from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.people.types import Role
from sakimori.front.sample.story import Story
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetState, Category
from sakimori.registers.lending import actions
from sakimori.registers.lending.models import Loan, Permit
from sakimori.registers.lending.types import Condition, LossCause, LossKind, PermitKind, ReturnReason

OFFICE = ("砂川 正典", "磯貝 直美", "塩谷 健", "細江 誠", "若狭 里奈", "小坂 彩", "渚 美咲")
UNSIGNED = "seat:23"
STOLEN = "seat:17"
HEAD = "砂川 正典"


def fill(story: Story) -> None:
    """July: what is out is entered from the paper forms, and the first permissions are given."""
    _tablets(story)
    _office(story)
    _permits(story)


def autumn(story: Story) -> None:
    """What happened since."""
    _media(story)
    _events(story)
    _exchanged(story)
    _outside(story)
    _lost(story)
    _private(story)
    _asked(story)


def _named(name: str) -> Asset:
    return Asset.objects.get(name=name)


def _members(story: Story) -> list[str]:
    return sorted((name for name in story.person if name.startswith("seat:")), key=lambda name: int(name[5:]))


def _tablets(story: Story) -> None:
    ctx, day = story.acting("渚 美咲", story.day(2026, 7, 15), 10), story.day(2023, 5, 22)
    tablets = Asset.objects.filter(category=Category.TABLET).order_by("number")
    for who, asset in zip(_members(story), tablets, strict=False):
        actions.hand_out(
            ctx,
            person=story.person[who],
            items=[asset],
            signed=actions.Signed(is_paper=True, on=day),
            lent_on=day,
            purpose="議案・資料の閲覧、連絡",
        )


def _office(story: Story) -> None:
    ctx, day = story.acting("渚 美咲", story.day(2026, 7, 16), 10), story.day(2026, 4, 1)
    laptops = Asset.objects.filter(category=Category.LAPTOP).order_by("number")
    for who, asset in zip((name for name in OFFICE if name in story.person), laptops, strict=False):
        signed = actions.Signed(is_paper=True, on=day)
        actions.hand_out(ctx, person=story.person[who], items=[asset], signed=signed, lent_on=day)
    for who, name in (("seat:1", "議長用スマートフォン"), (HEAD, "事務局長用スマートフォン")):
        signed = actions.Signed(is_paper=True, on=day)
        actions.hand_out(ctx, person=story.person[who], items=[_named(name)], signed=signed, lent_on=day)


def _events(story: Story) -> None:
    """Lent for one event each, and never brought back."""
    for who, name, left, due in (
        ("seat:5", "書画カメラ", story.day(2026, 9, 7), story.day(2026, 9, 30)),
        ("seat:12", "広報用デジタルカメラ", story.day(2026, 10, 9), story.day(2026, 10, 31)),
    ):
        later = story.acting("小坂 彩", left, 13, channel=Channel.COUNTER)
        actions.hand_out(
            later,
            person=story.person[who],
            items=[_named(name)],
            signed=actions.Signed(is_paper=True),
            due_on=due,
            purpose="議会報告会",
        )


def _media(story: Story) -> None:
    for number, (who, left, due, back) in enumerate(
        (
            ("seat:8", story.day(2026, 8, 3), story.day(2026, 8, 10), story.day(2026, 8, 7)),
            ("細江 誠", story.day(2026, 9, 14), story.day(2026, 9, 18), story.day(2026, 9, 18)),
            ("seat:20", story.day(2026, 10, 1), story.day(2026, 10, 16), None),
            ("若狭 里奈", story.day(2026, 11, 16), story.day(2026, 11, 30), None),
        ),
        start=1,
    ):
        asset = _named(f"事務局USBメモリ{number:02}")
        ctx = story.acting("小坂 彩", left, 14, channel=Channel.COUNTER)
        signed = actions.Signed(is_paper=True)
        actions.hand_out(
            ctx, person=story.person[who], items=[asset], signed=signed, due_on=due, purpose="資料の受渡し"
        )
        if back is not None:
            loan = Loan.objects.select_related("asset", "person").get(asset=asset)
            ctx = story.acting("小坂 彩", back, 16, channel=Channel.COUNTER)
            returned = actions.Back(loan, malware_checked_on=back)
            actions.take_back(ctx, loans=[returned], reason=ReturnReason.NO_NEED, signed=signed)


def _exchanged(story: Story) -> None:
    """October: a tablet with a broken screen is exchanged; the receipt for the new one was never signed."""
    person, day = story.person[UNSIGNED], story.day(2026, 10, 5)
    loan = Loan.objects.select_related("asset", "person").get(person=person, returned_on__isnull=True)
    ctx = story.acting("渚 美咲", day, 11, channel=Channel.COUNTER)
    broken = actions.Back(loan, Condition.BROKEN, "画面にひび割れ", missing="タッチペン")
    actions.take_back(ctx, loans=[broken], reason=ReturnReason.EXCHANGE, signed=actions.Signed(is_paper=True))
    spare = Asset.objects.filter(category=Category.TABLET, state=AssetState.SPARE).order_by("number").first()
    if spare is not None:
        made = actions.hand_out(ctx, person=person, items=[spare], by_link=True)
        pledge = made.loans.get().pledge
        if pledge is not None:
            actions.sign_pledge(ctx, made=pledge, signed=actions.Signed(is_paper=True))


def _permits(story: Story) -> None:
    member = story.person["seat:4"]
    ctx = story.acting("渚 美咲", story.day(2026, 7, 21), 15)
    held = Loan.objects.select_related("asset").get(person=member, asset__category=Category.TABLET)
    standing = actions.apply_for_permit(
        ctx,
        kind=PermitKind.STANDING,
        asset=held.asset,
        person=member,
        from_date=story.day(2026, 7, 22),
        to_date=story.day(2027, 4, 30),
        destination="自宅・市内の会場",
        purpose="議案の確認と会派の打合せ",
        conditions="画面を他人に見せない。公衆の無線LANにつながない。",
        route=[Role.SECRETARY_GENERAL],
    )
    _grant(story, standing, 22)
    private = actions.apply_for_device(
        ctx,
        person=story.person["seat:9"],
        name="私物のスマートフォン",
        category=Category.SMARTPHONE,
        model="PH-8 / OS 17",
        serial="",
        to_date=story.day(2026, 10, 31),
        purpose="日程の連絡（機密性2の情報は扱わない）",
        conditions="画面のロックと暗証番号を設定する。\n使い終えたら議会の情報を消す。",
        route=[Role.SECRETARY_GENERAL],
    )
    _grant(story, private, 23)


def _private(story: Story) -> None:
    """An application that waits for the chair."""
    actions.apply_for_device(
        story.acting("seat:14", story.day(2026, 11, 19), 20),
        person=story.person["seat:14"],
        name="私物のノートPC",
        category=Category.LAPTOP,
        model="NB-13 / OS 11",
        serial="",
        to_date=story.day(2027, 4, 30),
        purpose="自宅での資料作り",
        conditions="画面のロックと暗証番号を設定する。\n家族と共用しない。",
        route=[Role.CHAIR],
    )


def _asked(story: Story) -> None:
    """Whoever has a USB stick that is late or due was asked for it."""
    actions.ask_returns(story.acting("渚 美咲", story.day(2026, 11, 20), 8))


def _grant(story: Story, permit: Permit, day: int) -> None:
    if permit.application is None:
        return
    ctx = story.acting(HEAD, story.day(2026, 7, day), 9)
    decide_application(ctx, application=permit.application, is_approval=True)
    actions.grant_decided(
        ctx, event=ApplicationDecided(permit.application.pk, permit.application.kind, permit.pk, True)
    )


def _lost(story: Story) -> None:
    day = story.day(2026, 11, 12)
    loan = Loan.objects.select_related("asset").get(person=story.person[STOLEN], asset__category=Category.TABLET)
    actions.report_loss(
        story.acting("渚 美咲", day + timedelta(days=1), 9),
        asset=loan.asset,
        kind=LossKind.STOLEN,
        cause=LossCause.NEGLIGENCE,
        happened_on=day,
        where="駅前の駐車場",
        how="車の中に置いたかばんごと盗まれた。",
        data_inside="委員会の資料、会派の連絡先",
        actions_taken="遠隔ロック、回線の停止、警察への届出",
        police_number="受理 第1234号",
    )


def _outside(story: Story) -> None:
    """A medium goes to the contractor and is not back."""
    disk = _named("録音データ外付けハードディスク01")
    person, left, due = story.person["細江 誠"], story.day(2026, 11, 4), story.day(2026, 11, 13)
    permit = actions.apply_for_permit(
        story.acting("細江 誠", left - timedelta(days=2), 10),
        kind=PermitKind.TAKE_OUT,
        asset=disk,
        person=person,
        from_date=left,
        to_date=due,
        destination="会議録の反訳事業者",
        purpose="録音データの受渡し",
        route=[Role.SECRETARY_GENERAL],
    )
    ctx = story.acting(HEAD, left - timedelta(days=1), 9)
    if permit.application is not None:
        decide_application(ctx, application=permit.application, is_approval=True)
        event = ApplicationDecided(permit.application.pk, permit.application.kind, permit.pk, True)
        actions.grant_decided(ctx, event=event)
    actions.leave(
        story.acting("細江 誠", left, 10), asset=disk, person=person, destination="会議録の反訳事業者",
        purpose="録音データの受渡し", left_on=left, due_on=due,
    )  # fmt: skip
