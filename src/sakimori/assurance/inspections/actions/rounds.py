"""Rounds are planned from the policy, opened to everyone in office, and closed with the office's remarks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections import queries
from sakimori.assurance.inspections.content import bank
from sakimori.assurance.inspections.facts import facts
from sakimori.assurance.inspections.models import Answer, Question, Respondent, Round
from sakimori.assurance.inspections.rules import concerns, draw
from sakimori.assurance.inspections.types import PERSON_ASK, UNIT_ASK, UNITS, Absent, Audience, Source, Value
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import ask_people, take_back
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.people.models import Person, Unit

MANAGE = Permission.INSPECTION_MANAGE


@action("inspections.plan", permission=MANAGE, sentence=_("自己点検を計画しました"))
def plan_round(ctx: Context, *, title: str, due_on: date, message: str = "") -> Round:
    """Draw the questions from the policy in force and the last round. Raises ValidationError."""
    if due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    if Round.objects.filter(closed_on__isnull=True).exists():
        raise ValidationError(_t("締め切っていない自己点検があります。先に締め切ってください。"))
    places = queries.places_of_measures(ctx.today)
    if not places:
        raise ValidationError(_t("施行中の方針がありません。先に方針を取り込み、決定を記録してください。"))
    found = Round(title=title.strip(), due_on=due_on, message=message.strip(), planned_on=ctx.today)
    found.full_clean()
    found.save()
    drawn = draw(bank(), places, queries.duties_set_aside(ctx.today), queries.earlier_questions(found))
    Question.objects.bulk_create(
        Question(
            round=found,
            key=row.key,
            order=order,
            audience=row.audience,
            text=row.text,
            text_en=row.text_en,
            hint=row.hint,
            hint_en=row.hint_en,
            register_words=row.register,
            register_words_en=row.register_en,
            clause_path=row.clause_path,
            clause_heading=row.clause_heading,
            duty=row.duty,
            absent=row.absent,
            is_strict=row.is_strict,
            is_asked=row.is_asked,
        )
        for order, row in enumerate(drawn, start=1)
    )
    return found


@action("inspections.change", permission=MANAGE, sentence=_("自己点検の計画を直しました"))
def change_round(ctx: Context, *, found: Round, title: str, due_on: date, message: str = "") -> Round:
    """Before it begins."""
    _must_be_planned(found)
    if due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    found.title, found.due_on, found.message = title.strip(), due_on, message.strip()
    found.full_clean()
    found.save()
    return found


@action("inspections.change-question", permission=MANAGE, sentence=_("点検の質問を直しました"))
def change_question(
    ctx: Context, *, question: Question, text: str, hint: str = "", is_asked: bool = True, order: int | None = None
) -> Question:
    """Other words, another place, or not asked this time. It stays the same question for comparisons."""
    _must_be_planned(question.round)
    if text.strip() != question.text:
        question.text_en = question.hint_en = ""
    question.text, question.hint, question.is_asked = text.strip(), hint.strip(), is_asked
    question.full_clean()
    question.save()
    if order is not None and order != question.order:
        _move(question, order)
    return question


def _move(question: Question, order: int) -> None:
    rows = [row for row in question.round.questions.order_by("order", "key") if row.pk != question.pk]
    rows.insert(max(0, min(order - 1, len(rows))), question)
    for number, row in enumerate(rows, start=1):
        if row.order != number:
            row.order = number
            row.save()


@action("inspections.add-question", permission=MANAGE, sentence=_("点検の質問を加えました"))
def add_question(
    ctx: Context, *, found: Round, audience: Audience | str, text: str, hint: str = "", clause_path: str = ""
) -> Question:
    """A question of the office's own; later rounds have it too."""
    _must_be_planned(found)
    headings = {place.path: place.heading for place in queries.places_of_measures(ctx.today).values()}
    numbers = list(found.questions.values_list("key", "order"))
    own = {key for key, _order in numbers if key.startswith("own-")}
    number = next(n for n in range(1, len(own) + 2) if f"own-{n}" not in own)
    question = Question(
        round=found,
        key=f"own-{number}",
        order=max((order for _key, order in numbers), default=0) + 1,
        audience=Audience(audience),
        text=text.strip(),
        hint=hint.strip(),
        clause_path=clause_path,
        clause_heading=headings.get(clause_path, ""),
    )
    question.full_clean()
    question.save()
    return question


@action("inspections.open", permission=MANAGE, sentence=_("自己点検を始めました"))
def open_round(ctx: Context, *, found: Round) -> Round:
    """Everyone in office and every unit is asked; what the register proves is filled in and not asked."""
    _must_be_planned(found)
    if found.due_on < ctx.today:
        raise ValidationError(_t("期限が過ぎています。先に期限を直してください。"))
    if not found.questions.filter(is_asked=True).exists():
        raise ValidationError(_t("尋ねる質問がありません。"))
    found.opened_on = ctx.today
    found.save()
    _ask(ctx, found)
    return found


@action("inspections.ask-newcomers", permission=MANAGE, sentence=_("自己点検の相手を加えました"))
def ask_newcomers(ctx: Context, *, found: Round) -> int:
    """People who took office since, and units that have somebody in charge now. Gives how many."""
    if not found.is_open:
        raise ValidationError(_t("この自己点検は、いま行われていません。"))
    return _ask(ctx, found)


def _ask(ctx: Context, found: Round) -> int:
    people, units = queries.whom_to_ask(ctx.today, found)
    if not people and not units:
        return 0
    rows = [
        *(Respondent(round=found, person=row.person, group=row.group, audience=row.audience) for row in people),
        *(
            Respondent(round=found, person=row.person, unit=row.group, group=row.group, audience=row.audience)
            for row in units
        ),
    ]
    Respondent.objects.bulk_create(rows)
    _fill_in(ctx, found, rows)
    due_on = max(found.due_on, ctx.today)
    if people:
        ask_people(
            ctx, kind=PERSON_ASK, title=found.title, subject=found, due_on=due_on, message=found.message,
            people=[row.person for row in people],
        )  # fmt: skip
    for row in rows:
        if row.unit is not None:
            title = _t("%(title)s（%(unit)s）") % {"title": found.title, "unit": row.unit.name}
            ask_people(
                ctx, kind=UNIT_ASK, title=title[:120], subject=row, due_on=due_on, message=found.message,
                people=[row.person],
            )  # fmt: skip
    return len(rows)


def _fill_in(ctx: Context, found: Round, rows: Sequence[Respondent]) -> None:
    """Answers that the register gives."""
    questions = list(found.questions.filter(is_asked=True).exclude(duty=""))
    made: list[Answer] = []
    for of in (Person, Unit):
        asked = [row for row in rows if (row.unit_id is None) == (of is Person)]
        mine = [row for row in questions if (row.audience in UNITS) == (of is Unit)]
        known = facts({row.duty for row in mine}, of, {_subject(row) for row in asked}, ctx.today)
        bound = queries.bound(row.duty for row in mine)
        for row in asked:
            for question in mine:
                if not concerns(question.audience, row.audience) or question.duty not in bound:
                    continue
                fact = known.get((question.duty, _subject(row)))
                if fact is not None and fact.proves(question.is_strict):
                    made.append(Answer(respondent=row, question=question, value=Value.YES, source=Source.REGISTER))
                elif fact is None and question.absent == Absent.SKIP:
                    made.append(
                        Answer(respondent=row, question=question, value=Value.NOT_APPLICABLE, source=Source.REGISTER)
                    )
    Answer.objects.bulk_create(made)


def _subject(row: Respondent) -> UUID:
    return row.unit_id or row.person_id


@action("inspections.excuse", permission=MANAGE, sentence=_("自己点検の回答を待たないことにしました"))
def excuse(ctx: Context, *, respondent: Respondent, because: str) -> Respondent:
    """Somebody cannot answer (ill, gone): not waited for any longer, with the reason."""
    if respondent.answered_on is not None:
        raise ValidationError(_t("すでに回答があります。"))
    if not because.strip():
        raise ValidationError({"because": _t("理由を入力してください。")})
    respondent.excused_on, respondent.excused_because = ctx.today, because.strip()
    respondent.full_clean()
    respondent.save()
    take_back(asks_of(respondent), because.strip())
    return respondent


def asks_of(respondent: Respondent) -> list[Ask]:
    """The open ask of one respondent."""
    subject = respondent.pk if respondent.unit_id else respondent.round_id
    kind = UNIT_ASK if respondent.unit_id else PERSON_ASK
    return list(Ask.objects.open().filter(kind=kind, subject_id=subject, person_id=respondent.person_id))


@action("inspections.close", permission=MANAGE, sentence=_("自己点検を締め切りました"))
def close_round(ctx: Context, *, found: Round, closing_note: str = "") -> Round:
    """No more answers; the result stands."""
    if not found.is_open:
        raise ValidationError(_t("この自己点検は、いま行われていません。"))
    found.closed_on, found.closing_note = ctx.today, closing_note.strip()
    found.full_clean()
    found.save()
    units = list(found.respondents.filter(unit__isnull=False).values_list("pk", flat=True))
    waiting = Ask.objects.open().filter(kind__in=[PERSON_ASK, UNIT_ASK], subject_id__in=[found.pk, *units])
    take_back(waiting, _t("自己点検を締め切りました。"))
    return found


def _must_be_planned(found: Round) -> None:
    if found.opened_on is not None:
        raise ValidationError(_t("この自己点検は、すでに始まっています。"))
