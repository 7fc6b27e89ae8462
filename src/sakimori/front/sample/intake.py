"""Reports of the autumn, cards in pockets and on walls."""

from __future__ import annotations

import io
import math
import wave
from uuid import uuid4

from sakimori.foundation.access.context import Actor, Channel, context
from sakimori.front.sample.story import Story
from sakimori.measures.cards import actions as cards
from sakimori.measures.cards.types import CARRIED, HUNG, Shape
from sakimori.measures.intake import actions as intake
from sakimori.measures.intake.types import Means, Nature, When
from sakimori.measures.intake.views.door import GRANTED
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.lending.queries import held_by
from sakimori.registers.organization import actions as organization
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.types import ContactKind
from sakimori.registers.premises.queries import places

RATE = 8000


def spoken() -> bytes:
    """A second that stands for a voice: a soft tone that swells and fades."""
    steps = (math.sin(step / 9) * math.sin(math.pi * step / RATE) for step in range(RATE))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes(128 + int(60 * step) for step in steps))
    return out.getvalue()


def fill(story: Story) -> None:
    """In spring cards were printed, before a number of the list changed."""
    ctx = story.acting("磯貝 直美", story.day(2026, 4, 20))
    old = cards.print_batch(
        ctx, shape=Shape.CARD, copies=40, contact_kinds=list(CARRIED), kinds=[IncidentKind.LOST_DEVICE]
    )
    cards.give_copies(
        ctx, batch=old, people=[story.person[name] for name in ("seat:1", "seat:18", "seat:4", "砂川 正典")]
    )


def autumn(story: Story) -> None:
    """A sheet on the walls, a lost tablet, a near miss of nobody, a call."""
    ctx = story.acting("磯貝 直美", story.day(2026, 11, 5))
    moved = EmergencyContact.objects.get(name="文書共有サービスの窓口")
    organization.save_contact(ctx, kind=ContactKind.VENDOR, contact=moved, phone_day="0120-000-555")
    organization.confirm_contacts(ctx, contacts=[moved], on=ctx.today, how="新しい番号にかけて確かめた")
    wall = cards.print_batch(
        ctx, shape=Shape.WALL, copies=4, contact_kinds=list(HUNG), has_night=False,
        kinds=[IncidentKind.LOST_DEVICE, IncidentKind.RANSOMWARE],
    )  # fmt: skip
    cards.give_copies(ctx, batch=wall, places=list(places(ctx.today)[:3]))
    member = story.person["seat:23"]
    lost = story.acting("seat:23", story.day(2026, 11, 19), 19, 40)
    loan = next(iter(held_by(member.pk, lost.today)), None)
    intake.file_report(
        lost, once=uuid4(), kind=IncidentKind.LOST_DEVICE, means=Means.PAGE, nature=Nature.MAYBE, when=When.NOW,
        asset=loan.asset if loan else None, person=member, text="帰りの電車に置いてきたかもしれません。終点に問い合わせ中です。",
        voice=intake.Sent("voice.wav", spoken()),
    )  # fmt: skip
    nobody = context(story.assembly, Actor(granted=GRANTED), Channel.LINK, at=story.at(story.day(2026, 11, 16), 11, 5))
    near = intake.file_report(
        nobody, once=uuid4(), kind=IncidentKind.MIS_SENT_MAIL, means=Means.DOOR, nature=Nature.NEAR_MISS,
        when=When.TODAY, is_anonymous=True, text="会派の全員に送るメールの宛先を、送る直前に To から BCC に直しました。",
    )  # fmt: skip
    staff = story.acting("渚 美咲", story.day(2026, 11, 17), 9, 20)
    intake.close_without_case(
        staff, near.report, reason="送る前に気づいている。宛先を確かめる画面の設定を全員に案内した。",
        answer="知らせてくださり、ありがとうございました。送る前に宛先を確かめる設定を、全員に案内しました。",
    )  # fmt: skip
    intake.file_report(
        story.acting("渚 美咲", story.day(2026, 11, 20), 13, 15), once=uuid4(), kind=IncidentKind.PHISHING,
        means=Means.PHONE, nature=Nature.HAPPENED, when=When.TODAY, person=story.person["seat:4"],
        text="宅配の不在通知のリンクを押した。番号は入れていない。",
    )  # fmt: skip
