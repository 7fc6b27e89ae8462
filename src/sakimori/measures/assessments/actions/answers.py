"""What the contractor does: answers, files, colleagues, handing in. By link, or entered by the office from paper."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import demand
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.kinds import HTML, kind_of_file
from sakimori.measures.assessments.actions.steps import locked, moved
from sakimori.measures.assessments.models import (
    AnswerFile,
    AnswerTrace,
    CheckAnswer,
    CheckLink,
    CheckQuestion,
    ContractCheck,
    FollowUpQuestion,
)
from sakimori.measures.assessments.rules import may_answer, needs_words
from sakimori.measures.assessments.types import (
    LONGEST_ANSWER,
    MOST_BYTES,
    MOST_FILES,
    MOST_LINKS,
    Choice,
    Event,
    State,
)

ANSWER = Permission.ASK_ANSWER


@dataclass(frozen=True, slots=True)
class Side:
    """Who speaks for the contractor: the holder of a link, or the office that types in what came on paper."""

    check: ContractCheck
    name: str
    link: CheckLink | None = None

    @classmethod
    def by(cls, link: CheckLink) -> Side:
        """The holder of a link."""
        return cls(link.check_row, link.name, link)


def _enter(ctx: Context, side: Side) -> ContractCheck:
    """The check, held. A link must be alive at the moment of writing; without one, the office itself must act."""
    if side.link is None:
        demand(ctx, Permission.SUPPLIER_MANAGE)
        if ctx.channel not in {Channel.PAPER, Channel.COUNTER, Channel.IMPORT, Channel.CLI}:
            raise ValueError("answers for a contractor come through the paper, counter or import channel")
        return locked(side.check)
    link = CheckLink.objects.filter(pk=side.link.pk).first()
    if link is None or link.revoked_at is not None or link.expires_on < ctx.today:
        raise PermissionDenied("assessments.answer")
    return locked(link.check_row)


@action("assessments.answer", permission=ANSWER, sentence=_("委託先が質問に答えました"))
def save_answer(
    ctx: Context,
    *,
    side: Side,
    question: CheckQuestion,
    choice: Choice | str,
    text: str = "",
    files: Sequence[tuple[str, bytes]] = (),
) -> CheckAnswer:
    """One answer; it may be changed until it is handed in. Raises ValidationError."""
    check = _enter(ctx, side)
    _must_be_open(check, question)
    answer = _write(ctx, side, check, [Said(question, Choice(choice), text.strip())])[question.pk]
    for name, data in files:
        _attach(ctx, side, check, question, name, data)
    return answer


@action("assessments.no-change", permission=ANSWER, sentence=_("委託先が前回から変わりないと答えました"))
def keep_answers(ctx: Context, *, side: Side, question: CheckQuestion | None = None) -> int:
    """Last time's answer again: for one question, or for all that have none yet. Gives how many."""
    check = _enter(ctx, side)
    questions = CheckQuestion.objects.filter(version_id=check.round.version_id)
    if question is not None:
        questions = questions.filter(pk=question.pk)
    before = {row.question.key: row for row in check.before.answers.select_related("question")} if check.before else {}
    answered = set() if question else set(check.answers.values_list("question_id", flat=True))
    asked_back = _asked_back(check)
    kept = []
    for one in questions.order_by("number"):
        old = before.get(one.key)
        if old is None or one.pk in answered or not may_answer(check.state, is_asked_back=one.pk in asked_back):
            continue
        kept.append(Said(one, Choice(old.choice), old.text, is_unchanged=True))
    if question is not None and not kept:
        raise ValidationError(_t("この質問には、そのまま使える前回の回答がありません。"))
    _write(ctx, side, check, kept)
    return len(kept)


@action("assessments.answer-table", permission=ANSWER, sentence=_("委託先の回答を表から取り込みました"))
def take_in_answers(
    ctx: Context,
    *,
    side: Side,
    answers: Mapping[int, tuple[Choice, str]],
    source_name: str = "",
    source: bytes = b"",
) -> int:
    """Answers by question number, from a filled-in form; the form is kept with them. Raises ValidationError."""
    check = _enter(ctx, side)
    asked_back = _asked_back(check)
    taken = []
    for question in CheckQuestion.objects.filter(version_id=check.round.version_id, number__in=answers):
        if not may_answer(check.state, is_asked_back=question.pk in asked_back):
            continue
        choice, text = answers[question.number]
        taken.append(Said(question, choice, text.strip()))
    if not taken:
        raise ValidationError(
            {"file": _t("取り込める回答がありません。提出したあとは、追加の質問にだけ答えられます。")}
        )
    _write(ctx, side, check, taken)
    if source:
        _attach(ctx, side, check, None, source_name, source)
    return len(taken)


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered to one question."""

    question: CheckQuestion
    choice: Choice
    text: str
    is_unchanged: bool = False


def _write(ctx: Context, side: Side, check: ContractCheck, said: Sequence[Said]) -> dict[UUID, CheckAnswer]:
    """Keep answers with their traces; what says the same as before leaves no trace. Question → answer."""
    known = {row.question_id: row for row in check.answers.filter(question__in=[one.question for one in said])}
    new, traces = [], []
    for one in said:
        _must_be_whole(check, one)
        answer = known.get(one.question.pk)
        is_new = answer is None
        answer = answer or CheckAnswer(check_row=check, question=one.question)
        if (answer.choice, answer.text, answer.is_unchanged) == (one.choice, one.text, one.is_unchanged):
            continue
        answer.choice, answer.text, answer.is_unchanged = one.choice, one.text, one.is_unchanged
        answer.answered_at, answer.answered_by = ctx.at, side.name
        # A changed answer is judged anew.
        answer.judgement, answer.judgement_note, answer.judged_at, answer.judged_by = "", "", None, None
        answer.clean_fields(exclude=("check_row", "question", "judged_by"))
        if is_new:
            new.append(answer)
        else:
            answer.save()
        known[one.question.pk] = answer
        traces.append(
            AnswerTrace(
                answer=answer, choice=one.choice, text=one.text, at=ctx.at, name=side.name, channel=ctx.channel,
                link=side.link,
            )
        )  # fmt: skip
    CheckAnswer.objects.bulk_create(new)
    AnswerTrace.objects.bulk_create(traces)
    return known


def _must_be_whole(check: ContractCheck, said: Said) -> None:
    if said.question.version_id != check.round.version_id:
        raise PermissionDenied("assessments.answer")
    if needs_words(said.choice) and not said.text:
        raise ValidationError({"text": _t("「はい」のほかを選んだときは、くわしい内容も書いてください。")})
    if len(said.text) > LONGEST_ANSWER:
        raise ValidationError({"text": _t("%(most)d字までにしてください。") % {"most": LONGEST_ANSWER}})


def _attach(
    ctx: Context, side: Side, check: ContractCheck, question: CheckQuestion | None, name: str, data: bytes
) -> AnswerFile:
    """Keep what was sent, after every check that files go through; pages that run in a browser are not taken here."""
    rows = AnswerFile.objects.filter(check_row=check, removed_at__isnull=True).select_related("file")
    if len(rows) >= MOST_FILES or sum(row.file.size for row in rows) + len(data) > MOST_BYTES:
        text = _t("ファイルは全部で%(most)d個、%(size)dMBまでです。要らないものを取り下げてください。")
        raise ValidationError({"file": text % {"most": MOST_FILES, "size": MOST_BYTES // (1024 * 1024)}})
    if kind_of_file(name, data) == HTML:
        raise ValidationError({"file": _t("HTML ファイルは受け付けません。PDF にして付けてください。")})
    row = AnswerFile(
        check_row=check,
        question=question,
        file=store_file(ctx, name=name, data=data),
        added_at=ctx.at,
        added_by=side.name,
    )
    row.full_clean()
    row.save()
    return row


@action("assessments.remove-file", permission=ANSWER, sentence=_("委託先が資料を取り下げました"))
def remove_file(ctx: Context, *, side: Side, row: AnswerFile) -> AnswerFile:
    """Sent by mistake: it no longer counts. What was handed in stays in the file. Raises ValidationError."""
    check = _enter(ctx, side)
    if row.check_row_id != check.pk:
        raise PermissionDenied("assessments.answer")
    if row.question is not None:
        _must_be_open(check, row.question)
    elif check.state != State.ASKED:
        raise ValidationError(_t("提出したあとは、変えられません。"))
    row.removed_at = ctx.at
    row.save()
    return row


@action("assessments.submit", permission=ANSWER, sentence=_("委託先の回答が提出されました"))
def submit(ctx: Context, *, side: Side) -> ContractCheck:
    """Everything is answered: it goes to the office. Raises ValidationError."""
    check = _enter(ctx, side)
    missing = (
        CheckQuestion.objects.filter(version_id=check.round.version_id)
        .exclude(pk__in=check.answers.values("question_id"))
        .order_by("number")
    )
    numbers = [str(one.number) for one in missing]
    if numbers:
        raise ValidationError(_t("まだ答えていない質問があります: %(numbers)s") % {"numbers": "、".join(numbers)})
    if any(row.is_open for row in check.follow_ups.all()):
        raise ValidationError(_t("まだ答えていない追加の質問があります。"))
    check = moved(check, Event.SUBMIT)
    check.submitted_at, check.submitted_by, check.submitted_channel = ctx.at, side.name, ctx.channel
    check.full_clean()
    check.save()
    return check


@action("assessments.reply", permission=ANSWER, sentence=_("委託先が追加の質問に答えました"))
def reply(
    ctx: Context,
    *,
    side: Side,
    follow_up: FollowUpQuestion,
    text: str,
    files: Sequence[tuple[str, bytes]] = (),
) -> FollowUpQuestion:
    """The answer to what was asked back. Raises ValidationError."""
    check = _enter(ctx, side)
    if follow_up.check_row_id != check.pk or check.state != State.RETURNED or not follow_up.is_under_way(check):
        raise ValidationError(_t("この追加の質問には、いまは答えられません。"))
    if not text.strip():
        raise ValidationError({"text": _t("回答を入力してください。")})
    follow_up.reply, follow_up.replied_at, follow_up.replied_by = text.strip(), ctx.at, side.name
    follow_up.full_clean()
    follow_up.save()
    for name, data in files:
        _attach(ctx, side, check, follow_up.question, name, data)
    return follow_up


@action("assessments.invite", permission=ANSWER, sentence=_("委託先の担当者が同僚のリンクを作りました"))
def invite(ctx: Context, *, link: CheckLink, name: str) -> str:
    """Who was asked asks a colleague: a link of their own. Gives its token. Raises ValidationError."""
    check = _enter(ctx, Side.by(link))
    if not link.may_invite:
        raise PermissionDenied("assessments.invite")
    if not name.strip():
        raise ValidationError({"name": _t("お名前を入力してください。")})
    if check.links.filter(revoked_at__isnull=True).count() >= MOST_LINKS:
        raise ValidationError({"name": _t("リンクは%(most)d人分までです。") % {"most": MOST_LINKS}})
    token = secrets.token_urlsafe(32)
    made = CheckLink(
        check_row=check,
        name=name.strip(),
        made_by=link,
        digest=digest_of(token),
        made_on=ctx.today,
        expires_on=link.expires_on,
    )
    made.full_clean()
    made.save()
    return token


@action("assessments.uninvite", permission=ANSWER, sentence=_("委託先の担当者が同僚のリンクを取り消しました"))
def uninvite(ctx: Context, *, link: CheckLink, other: CheckLink) -> CheckLink:
    """A colleague's link stops; only who made it may do that."""
    _enter(ctx, Side.by(link))
    if other.made_by_id != link.pk:
        raise PermissionDenied("assessments.invite")
    other.revoked_at = ctx.at
    other.save()
    return other


def _asked_back(check: ContractCheck) -> set[object]:
    return {row.question_id for row in check.follow_ups.all() if row.question_id and row.is_under_way(check)}


def _must_be_open(check: ContractCheck, question: CheckQuestion) -> None:
    if not may_answer(check.state, is_asked_back=question.pk in _asked_back(check)):
        raise ValidationError(_t("提出したあとは、変えられません。"))
