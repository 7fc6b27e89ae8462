"""Asks are opened, answered, reminded of and withdrawn here, whatever their kind."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.kinds import kind_of
from sakimori.foundation.asks.models import Ask, AskLink, AskState, Campaign, PrintedSheet, Reminder
from sakimori.foundation.asks.sheets import Intro, Sheet, SheetKind, list_of, sheet_of
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.papers.sheets import Question
from sakimori.foundation.people.models import Person

LINK_DAYS_AFTER_DUE = 60
"""A printed letter may be answered late; after this the office prints a new one."""


@action("asks.open-campaign", permission=Permission.ASK_MANAGE, sentence=_("お願いを一斉に出しました"))
def open_campaign(
    ctx: Context,
    *,
    kind: str,
    title: str,
    subject: Any,
    people: Iterable[Person],
    due_on: date,
    message: str = "",
) -> Campaign:
    """Ask everyone named, leaving out those who already have an open ask of this kind about this subject."""
    return ask_people(ctx, kind=kind, title=title, subject=subject, people=people, due_on=due_on, message=message)


def ask_people(
    ctx: Context, *, kind: str, title: str, subject: Any, people: Iterable[Person], due_on: date, message: str = ""
) -> Campaign:
    """The same as part of an action that has its own permission (e.g. who looks again sends a task back)."""
    if due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    model = subject._meta.label_lower
    campaign = Campaign(
        kind=kind,
        title=title,
        subject_model=model,
        subject_id=subject.pk,
        opened_on=ctx.today,
        due_on=due_on,
        message=message,
    )
    campaign.full_clean()
    campaign.save()
    asked = set(Ask.objects.open().filter(kind=kind, subject_id=subject.pk).values_list("person_id", flat=True))
    Ask.objects.bulk_create(
        Ask(
            kind=kind,
            person=person,
            campaign=campaign,
            title=title,
            subject_model=model,
            subject_id=subject.pk,
            opened_on=ctx.today,
            due_on=due_on,
        )
        for person in people
        if person.pk not in asked
    )
    return campaign


@action("asks.answer", permission=Permission.ASK_ANSWER, sentence=_("お願いに答えました"))
def answer_ask(ctx: Context, *, ask: Ask, answer: Mapping[str, Any]) -> Ask:
    """The person answers (logged in or by link). Raises PermissionDenied for anyone else's ask."""
    if ask.person_id != ctx.actor.person_id:
        raise PermissionDenied("asks.answer")
    return _close(ctx, ask, answer, scan=None)


@action("asks.answer-for", permission=Permission.ASK_MANAGE, sentence=_("紙や窓口での回答を入力しました"))
def answer_for(ctx: Context, *, ask: Ask, answer: Mapping[str, Any], scan: StoredFile | None = None) -> Ask:
    """Staff enter what a person answered on paper or at the counter; a scan may lie with it."""
    if ctx.channel not in {Channel.PAPER, Channel.COUNTER, Channel.JOB, Channel.CLI}:
        raise ValueError("answers for others come through the paper or counter channel")
    return _close(ctx, ask, answer, scan=scan)


def with_files_stored(ctx: Context, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with its uploaded files stored, each by its id. A refused file is named at its field (ValidationError)."""
    values = dict(answer)
    for name, value in answer.items():
        if not isinstance(value, UploadedFile):
            continue
        try:
            values[name] = str(store_file(ctx, name=value.name or name, data=value.read()).pk)
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error
    return values


def _close(ctx: Context, ask: Ask, answer: Mapping[str, Any], scan: StoredFile | None) -> Ask:
    ask = Ask.objects.select_for_update().get(pk=ask.pk)
    if ask.state != AskState.OPEN:
        raise ValidationError(_t("このお願いは、すでに回答済みか取り下げられています。"))
    ask.state, ask.answered_at, ask.channel = AskState.ANSWERED, ctx.at, ctx.channel
    ask.answer, ask.scan = dict(answer), scan
    ask.save()
    kind_of(ask).apply(ctx, ask, answer)
    return ask


@action("asks.withdraw", permission=Permission.ASK_MANAGE, sentence=_("お願いを取り下げました"))
def withdraw_asks(ctx: Context, *, asks: Iterable[Ask], note: str) -> int:
    """Close asks that are no longer wanted, with the reason."""
    return take_back(asks, note)


def take_back(asks: Iterable[Ask], note: str) -> int:
    """The same as part of an action that has its own permission."""
    keys = [ask.pk for ask in asks]
    return Ask.objects.open().filter(pk__in=keys).update(state=AskState.WITHDRAWN, closed_note=note)


@action("asks.make-links", permission=Permission.ASK_ANSWER, sentence=_("専用リンクを発行しました"))
def make_links(ctx: Context, *, asks: Iterable[Ask], made_for: str) -> dict[Ask, str]:
    """A fresh one-purpose token for each ask (256 bits; only hashes are stored). Gives ask → token."""
    chosen = list(asks)
    if not allowed(ctx, Permission.ASK_MANAGE) and any(ask.person_id != ctx.actor.person_id for ask in chosen):
        raise PermissionDenied("asks.make-links")
    tokens = {ask: secrets.token_urlsafe(32) for ask in chosen}
    AskLink.objects.bulk_create(
        AskLink(
            ask=ask,
            digest=digest_of(token),
            made_for=made_for,
            expires_on=max(ask.due_on, ctx.today) + timedelta(days=LINK_DAYS_AFTER_DUE),
        )
        for ask, token in tokens.items()
    )
    return tokens


@action("asks.print-sheets", permission=Permission.ASK_MANAGE, sentence=_("回答用紙を印刷しました"))
def print_asks(ctx: Context, *, asks: Iterable[Ask], intro: Intro | None = None) -> list[Sheet]:
    """Fresh links and the sheets that carry them, one for each ask (with `person` and `campaign` at hand)."""
    tokens = make_links(ctx, asks=asks, made_for="letter")
    # A letter of a Japanese public office; its language does not follow that of whoever prints it.
    with translation.override("ja"):
        made = [sheet_of(ctx, ask, token, intro) for ask, token in tokens.items()]
    PrintedSheet.objects.bulk_create(sheet.printed for sheet in made)
    return made


@action("asks.print-list", permission=Permission.ASK_MANAGE, sentence=_("一覧の用紙を印刷しました"))
def print_list(
    ctx: Context, *, kind: SheetKind, subject: Any, title: str, questions: Sequence[Question], intro: str = ""
) -> Sheet:
    """A sheet about several people or things, to be scanned when it comes back."""
    made = list_of(ctx, kind=kind, subject=subject, title=title, questions=questions, intro=intro)
    made.printed.save()
    return made


@action("asks.revoke-links", permission=Permission.ASK_MANAGE, sentence=_("専用リンクを取り消しました"))
def revoke_links(ctx: Context, *, asks: Iterable[Ask]) -> int:
    """Make every link to these asks useless at once (e.g. a letter went to the wrong person)."""
    keys = [ask.pk for ask in asks]
    return AskLink.objects.filter(ask_id__in=keys, revoked_at__isnull=True).update(revoked_at=ctx.at)


@action("asks.remind", permission=Permission.ASK_MANAGE, sentence=_("再度のお願いをしました"))
def record_reminders(ctx: Context, *, asks: Iterable[Ask], means: str) -> int:
    """Note that the people were reminded."""
    rows = [Reminder(ask=ask, given_on=ctx.today, means=means) for ask in asks]
    return len(Reminder.objects.bulk_create(rows))
