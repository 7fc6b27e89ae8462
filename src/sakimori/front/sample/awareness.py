"""What the sample did about awareness: a poster every month, and the promise about IDs of most people."""

from __future__ import annotations

from datetime import timedelta

from sakimori.foundation.access.context import Channel
from sakimori.foundation.asks.actions import answer_ask, answer_for
from sakimori.foundation.asks.models import Ask
from sakimori.front.sample.story import Story
from sakimori.measures.awareness import actions
from sakimori.measures.awareness.asks import STATEMENT
from sakimori.measures.awareness.shipped import RULES
from sakimori.registers.premises.queries import places
from sakimori.registers.premises.types import PlaceKind

STAFF = "小坂 彩"
MONTHS = (5, 6, 7, 8, 9, 10, 11)
"""Since the assembly began with it."""
STILL_OPEN = 5


def fill(story: Story) -> None:
    """Posters since May, in two rooms and by mail; the rules adopted in June, agreed to by nearly all."""
    _posters(story)
    _promises(story)


def _posters(story: Story) -> None:
    """The year is that of the story's own day, wherever it was moved to."""
    for month in MONTHS:
        put_up = story.day(2026, month, 2)
        ctx = story.acting(STAFF, put_up, 9)
        rooms = list(places(put_up).filter(kind__in=[PlaceKind.CAUCUS_ROOM, PlaceKind.OFFICE, PlaceKind.GALLERY])[:2])
        taken_down = story.day(2026, month, 20) + timedelta(days=8) if month < MONTHS[-1] else None
        year, shown_month = (put_up.year if put_up.month >= 4 else put_up.year - 1), put_up.month
        if shown_month == story.day(2026, 6, 2).month:
            actions.plan_month(
                ctx, year=year, month=shown_month, poster_key="lock-screen", sentence="議場を出るときも、画面に鍵。"
            )
        actions.record_display(
            ctx,
            year=year,
            month=shown_month,
            from_date=put_up,
            to_date=taken_down,
            places=rooms,
            where="全議員へのメール" if month % 2 else "",
            put_up_by=story.person[STAFF],
        )


def _promises(story: Story) -> None:
    decided, opened = story.day(2026, 6, 10), story.day(2026, 6, 15)
    rules = actions.adopt_rules(
        story.acting("磯貝 直美", decided, 15),
        text=RULES,
        decided_on=decided,
        effective_on=decided,
        decision="議会運営委員会",
    )
    actions.ask_everyone(story.acting(STAFF, opened), rules=rules, due_on=story.day(2026, 7, 10))
    names = {person.pk: name for name, person in story.person.items()}
    asks = list(Ask.objects.open().filter(subject_id=rules.pk).select_related("person").order_by("person__kana"))
    answer = {"confirmed": True, "statement": STATEMENT}
    for place, ask in enumerate(asks[:-STILL_OPEN]):
        day = opened + timedelta(days=1 + place // 3)
        if place % 3 == 2:
            answer_for(story.acting(STAFF, day, 13, place, Channel.PAPER), ask=ask, answer=answer)
        else:
            channel = Channel.LINK if place % 3 else Channel.WEB
            answer_ask(story.acting(names[ask.person_id], day, 12, place, channel), ask=ask, answer=answer)
