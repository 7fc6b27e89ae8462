"""What the sample counted: a round begun in October, half done, with one thing in the wrong room and one unknown."""

from __future__ import annotations

from sakimori.front.sample.story import Story
from sakimori.registers.assets.models import Asset
from sakimori.registers.premises.models import Place
from sakimori.registers.stocktaking import actions, queries
from sakimori.registers.stocktaking.types import Result


def autumn(story: Story) -> None:
    """The yearly round: rooms are read one after another, a member answers, a finder writes."""
    opened = story.day(2026, 10, 26)
    ctx = story.acting("小坂 彩", opened, 10)
    take = actions.open_take(ctx, title="令和8年度 情報資産の棚卸し", due_on=story.day(2026, 12, 18))
    rooms = [place for place in Place.objects.order_by("order", "name") if take.items.filter(place=place).exists()]
    for number, place in enumerate(rooms):
        marks = list(take.items.filter(place=place).order_by("asset__number").values_list("asset__number", flat=True))
        if number == 1 and marks:
            elsewhere = take.items.exclude(place=place).filter(place__isnull=False).order_by("asset__number").first()
            marks += [elsewhere.asset.number] if elsewhere else []
            marks.append("旧備品シール 0412")
        if number < max(1, len(rooms) * 2 // 3):
            later = story.acting("小坂 彩", story.day(2026, 11, 4), 9, 10 + number)
            actions.scan_room(later, place=place, marks=marks, take=take)
    _media(story)
    _finder(story)
    loans = queries.loans_by_person(take)
    for person_id, own in sorted(loans.items(), key=lambda pair: str(pair[0]))[:12]:
        person = own[0].person
        for loan in own:
            actions.see(
                story.acting("小坂 彩", story.day(2026, 11, 16), 15),
                asset=loan.asset,
                result=Result.FOUND,
                person=person,
            )
        assert person.pk == person_id


def _media(story: Story) -> None:
    ctx = story.acting("小坂 彩", story.day(2026, 11, 20), 17)
    expected = queries.media_expected(ctx.today)
    for place in Place.objects.filter(pk__in=expected).order_by("order", "name"):
        actions.count_media(ctx, place=place, found=expected[place.pk])


def _finder(story: Story) -> None:
    lost = Asset.objects.filter(state="lost").order_by("number").first()
    if lost is not None:
        actions.write_note(
            story.acting("小坂 彩", story.day(2026, 11, 21), 11),
            asset=lost,
            message="図書館の駐輪場で拾いました。交番に届けてあります。",
            contact="みなと野駅前交番",
        )
