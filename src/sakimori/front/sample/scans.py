"""What the sample scanned: one sheet that came back without a tick, which waits for somebody to look at it."""

from __future__ import annotations

from sakimori.foundation.asks.actions import print_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.front.sample.story import Story
from sakimori.front.scans.actions import take_in
from sakimori.front.scans.reading import read_upload


def autumn(story: Story) -> None:
    """The sheet of one who has not answered is printed, and comes back as it went out."""
    printing = story.acting("小坂 彩", story.day(2026, 11, 9), 10)
    waiting = Ask.objects.open().filter(campaign__isnull=False).select_related("person", "campaign")
    asks = list(waiting.order_by("person__kana", "id")[:1])
    if not asks:
        return
    pdf = sheets_pdf(printing, print_asks(printing, asks=asks))
    back = story.acting("小坂 彩", story.day(2026, 11, 20), 16)
    take_in(back, name="複合機 1120.pdf", pages=read_upload(back, "複合機 1120.pdf", pdf))
