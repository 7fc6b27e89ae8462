"""What the office makes of the answers: judgement, questions back, corrections, the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.kinds import HTML, kind_of_file
from sakimori.foundation.improvements.actions import open_improvement, report_done
from sakimori.foundation.improvements.types import Grade, Origin
from sakimori.foundation.people.models import Person
from sakimori.measures.assessments.actions.rounds import prolong
from sakimori.measures.assessments.actions.steps import locked, moved
from sakimori.measures.assessments.contracts import named
from sakimori.measures.assessments.models import (
    CheckAnswer,
    CheckLink,
    CheckQuestion,
    ContractCheck,
    Correction,
    FollowUpQuestion,
)
from sakimori.measures.assessments.rules import score_of
from sakimori.measures.assessments.types import Event, Judgement, Outcome, State

MANAGE = Permission.SUPPLIER_MANAGE


@action("assessments.judge-answers", permission=MANAGE, sentence=_("委託先の回答を判定しました"))
def judge_answers(
    ctx: Context, *, check: ContractCheck, judgements: Mapping[UUID, tuple[Judgement | str, str]]
) -> list[CheckAnswer]:
    """Question → (judgement, note); what is insufficient needs a reason. Raises ValidationError."""
    check = locked(check)
    if check.state not in (State.ANSWERED, State.RETURNED):
        raise ValidationError(_t("提出された回答だけを判定できます。"))
    rows = []
    for answer in check.answers.filter(question_id__in=judgements).select_related("question"):
        value, note = judgements[answer.question_id]
        if value == Judgement.INSUFFICIENT and not note.strip():
            key = f"note_{answer.question.number}"
            raise ValidationError({key: _t("不十分とした理由を入力してください。")})
        if (answer.judgement, answer.judgement_note) == (value, note.strip()):
            continue
        answer.judgement, answer.judgement_note = Judgement(value) if value else "", note.strip()
        answer.judged_at, answer.judged_by_id = (ctx.at, ctx.actor.person_id) if value else (None, None)
        answer.clean_fields(exclude=("check_row", "question", "judged_by"))
        answer.save()
        rows.append(answer)
    return rows


@action("assessments.ask-back", permission=MANAGE, sentence=_("委託先に追加の質問をしました"))
def ask_back(
    ctx: Context, *, check: ContractCheck, text: str, question: CheckQuestion | None = None, due_on: date | None = None
) -> FollowUpQuestion:
    """Something is asked back; it goes by the links there are, and the answer to that question may be changed."""
    if due_on is not None and due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    check = moved(check, Event.ASK_BACK)
    row = FollowUpQuestion(
        check_row=check,
        question=question,
        text=text.strip(),
        asked_at=ctx.at,
        asked_by_id=ctx.actor.person_id,
    )
    row.full_clean()
    row.save()
    check.due_on = max(due_on or ctx.today, check.due_on)
    check.save()
    prolong(ctx, check, check.due_on)
    return row


@action("assessments.go-on", permission=MANAGE, sentence=_("追加の質問の回答を待たないことにしました"))
def go_on(ctx: Context, *, check: ContractCheck) -> ContractCheck:
    """No answer came: judge what there is."""
    check = moved(check, Event.GO_ON)
    check.save()
    check.follow_ups.filter(replied_at__isnull=True, dropped_at__isnull=True).update(dropped_at=ctx.at)
    return check


@action("assessments.correct", permission=MANAGE, sentence=_("委託先に是正を求めました"))
def request_correction(
    ctx: Context,
    *,
    check: ContractCheck,
    text: str,
    due_on: date,
    question: CheckQuestion | None = None,
    owner: Person | None = None,
) -> Correction:
    """What must be mended by when; it stands in the one list of corrective actions. Raises ValidationError."""
    check = locked(check)
    if check.state in (State.ASKED, State.WITHDRAWN):
        raise ValidationError(_t("回答が提出されてから、是正を求めてください。"))
    if not text.strip():
        raise ValidationError({"text": _t("直してほしいことを入力してください。")})
    improvement = open_improvement(
        ctx,
        title=text.strip().splitlines()[0][:160],
        finding=text,
        origin=Origin.CHECK,
        due_on=due_on,
        grade=Grade.MINOR,
        origin_text=named(check.contract)[:200],
        origin_model=ContractCheck._meta.label_lower,
        origin_id=check.pk,
        clause_path="6(8)",
        duty="supplier.checked",
        owner=owner,
    )
    row = Correction(
        check_row=check, question=question, text=text.strip(), requested_on=ctx.today, improvement=improvement
    )
    row.full_clean()
    row.save()
    prolong(ctx, check, due_on)
    return row


@action("assessments.report-correction", permission=Permission.ASK_ANSWER, sentence=_("委託先が是正を報告しました"))
def report_correction(
    ctx: Context,
    *,
    link: CheckLink,
    correction: Correction,
    done_on: date,
    text: str,
    files: Sequence[tuple[str, bytes]] = (),
) -> Correction:
    """The contractor says what was mended; the office looks again before it is over. Raises ValidationError."""
    alive = CheckLink.objects.filter(pk=link.pk, revoked_at__isnull=True, expires_on__gte=ctx.today).first()
    if alive is None or correction.check_row_id != alive.check_row_id:
        raise PermissionDenied("assessments.report-correction")
    proof = None
    for name, data in files[:1]:
        if kind_of_file(name, data) == HTML:
            raise ValidationError({"file": _t("HTML ファイルは受け付けません。PDF にして付けてください。")})
        proof = store_file(ctx, name=name, data=data)
    report_done(ctx, improvement=correction.improvement, done_on=done_on, done_note=text, proof=proof)
    correction.report, correction.reported_at, correction.reported_by = text.strip(), ctx.at, link.name
    correction.full_clean()
    correction.save()
    return correction


@action("assessments.finish", permission=MANAGE, sentence=_("委託先の確認の結果を決めました"))
def finish(
    ctx: Context,
    *,
    check: ContractCheck,
    outcome: Outcome | str,
    opinion: str,
    signature: bytes = b"",
    is_signed_on_paper: bool = False,
) -> ContractCheck:
    """Every answer is judged: what the office makes of the whole, signed. Raises ValidationError."""
    check = moved(check, Event.JUDGE)
    judged = list(check.answers.values_list("judgement", flat=True))
    if "" in judged or not judged:
        raise ValidationError(_t("先に、すべての回答を判定してください。"))
    outcome = Outcome(outcome)
    if outcome == Outcome.CONDITIONAL and not check.corrections.exists():
        raise ValidationError({"outcome": _t("先に、是正を求める内容と期限を登録してください。")})
    if outcome == Outcome.GOOD and Judgement.INSUFFICIENT in judged:
        raise ValidationError({"outcome": _t("不十分とした回答があるときは、「問題なし」にできません。")})
    if outcome != Outcome.GOOD and not opinion.strip():
        raise ValidationError({"opinion": _t("所見を入力してください。")})
    if not signature and not is_signed_on_paper:
        raise ValidationError({"signature": _t("署名するか、紙に署名することを選んでください。")})
    score = score_of(judged)
    check.outcome, check.opinion = outcome, opinion.strip()
    check.judged_on, check.judge_id = ctx.today, ctx.actor.person_id
    check.ok_count, check.counted = score.ok, score.counted
    check.signature = store_file(ctx, name="signature.png", data=signature) if signature else None
    check.is_signed_on_paper = not signature
    check.full_clean()
    check.save()
    return check
