"""A report comes in: from the door without an account, from the page of somebody logged in, or by phone (INC-1, INC-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import SYSTEM, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.actions.events import publish
from sakimori.foundation.files.actions import store_file, store_sound
from sakimori.foundation.files.kinds import JPEG, PNG, kind_of_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.pictures import picture_size
from sakimori.foundation.notices.actions import queue_notice
from sakimori.foundation.people.models import Person
from sakimori.measures.intake import rules
from sakimori.measures.intake.events import ReportFiled
from sakimori.measures.intake.models import Report, ReportPhoto
from sakimori.measures.intake.queries import to_be_told
from sakimori.measures.intake.types import Means, Nature, State, When
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.assets.models import Asset

ABOUT = "intake.report"
"""What notices are about; `wiring` says how their links are made."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A report, and the receipt that is shown once to whoever sent it."""

    report: Report
    receipt: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture or a voice as it came."""

    name: str
    data: bytes


@action("intake.file", permission=Permission.INCIDENT_REPORT, sentence=_("事故・ヒヤリハットの報告を受け付けました"))
def file_report(
    ctx: Context,
    *,
    once: UUID,
    kind: IncidentKind | str,
    means: Means | str,
    nature: Nature | str = Nature.MAYBE,
    when: When | str = When.NOW,
    happened_on: date | None = None,
    device: str = "",
    asset: Asset | None = None,
    text: str = "",
    person: Person | None = None,
    contact: str = "",
    is_anonymous: bool = False,
    photos: Sequence[Sent] = (),
    voice: Sent | None = None,
) -> Filed:
    """Take a report; what is sent twice (`once`) is taken once. The office is told at once.

    Whoever files an anonymous near miss hands over a context without account and person: nothing here knows them.
    """
    receipt = rules.receipt_code(ctx.assembly.pk, once)
    known = Report.objects.filter(once=once).first()
    if known is not None:
        return Filed(known, receipt)
    means = Means(means)
    _check_room(means)
    entered = means not in {Means.DOOR, Means.PAGE}
    if is_anonymous and not entered and (ctx.actor.account_id is not None or ctx.actor.person_id is not None):
        raise ValueError("an anonymous report must come with a context that knows nobody")
    row = Report(
        number=(Report.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        once=once,
        kind=IncidentKind(kind),
        nature=Nature(nature),
        when=When(when),
        happened_on=happened_on or rules.day_of(when, ctx.today),
        device=device.strip(),
        asset=asset,
        text=text.strip(),
        voice=_stored_voice(ctx, voice) if voice else None,
        person=None if is_anonymous else person,
        contact="" if is_anonymous else contact.strip(),
        is_anonymous=is_anonymous,
        means=means,
        received_at=ctx.at,
        received_by_id=ctx.actor.person_id if entered else None,
        receipt_digest=rules.digest_of(receipt),
    )
    if row.happened_on and row.happened_on > ctx.today:
        raise ValidationError({"happened_on": _t("先の日付は入力できません。")})
    row.full_clean()
    row.save()
    for stored in _stored(ctx, photos):
        ReportPhoto.objects.create(report=row, file_id=stored)
    _tell_office(ctx, row)
    publish(ReportFiled(row))
    return Filed(row, receipt)


def _check_room(means: Means) -> None:
    """The door takes no flood: above a number of untouched reports it refers to the phone."""
    if means == Means.DOOR:
        waiting = Report.objects.filter(means=Means.DOOR, state=State.NEW).count()
        if waiting >= rules.MOST_WAITING:
            raise ValidationError(_t("いまは画面から受け付けられません。電話で議会事務局へお知らせください。"))


def _stored(ctx: Context, photos: Sequence[Sent]) -> list[UUID]:
    if len(photos) > rules.MOST_PHOTOS:
        raise ValidationError({"photo": _t("写真は%(most)s枚までです。") % {"most": rules.MOST_PHOTOS}})
    found = []
    for photo in photos:
        try:
            kind = kind_of_file(photo.name, photo.data)
            if kind not in {JPEG, PNG}:
                raise ValidationError({"file": _t("写真は JPEG か PNG の画像にしてください。")})
            width, height = picture_size(kind, photo.data)
            if len(photo.data) > rules.LARGEST_PHOTO or width * height > rules.MOST_DOTS:
                raise ValidationError({"file": _t("写真が大きすぎます。1枚 8 MB 以下にしてください。")})
            # The name that a phone gives says when, and sometimes where; the report knows that it is a photo.
            found.append(store_file(ctx, name="photo", data=photo.data).pk)
        except ValidationError as error:
            raise ValidationError({"photo": error.messages}) from error
    return found


def _stored_voice(ctx: Context, voice: Sent) -> StoredFile:
    try:
        # Its name says when, and on some phones where; the report knows that it is a voice.
        return store_sound(ctx, name="voice", data=voice.data)
    except ValidationError as error:
        raise ValidationError({"voice": error.messages}) from error


def _tell_office(ctx: Context, report: Report) -> None:
    """The system tells them: a notice says that something came, never what it says."""
    acting = replace(ctx, actor=SYSTEM)
    with translation.override("ja"):
        words = {"number": report.number, "kind": report.get_kind_display(), "nature": report.get_nature_display()}
        for person in to_be_told(ctx.today):
            queue_notice(
                acting,
                person=person,
                key=f"intake:{report.pk}:{person.pk}",
                subject=_t("【報告%(number)s】%(kind)s（%(nature)s）") % words,
                body=_t(
                    "事故・ヒヤリハットの報告が届きました。画面を開いて、すぐに内容を確かめてください。"
                    "だれも対応を始めていないときは、あなたが始めてください。"
                ),
                about_model=ABOUT,
                about_id=report.pk,
            )
