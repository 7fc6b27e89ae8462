"""Drills as records: chosen kinds, plan, course of events, result, lessons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Grade, Origin
from sakimori.foundation.people.models import Person, Unit
from sakimori.measures.drills.models import CourseNote, Drill, DrillChoice, DrillFile, Lesson, Participant
from sakimori.measures.drills.types import DrillKind

MANAGE = Permission.LEARNING_MANAGE


@action("drills.choose", permission=MANAGE, sentence=_("年度に行う訓練の種類を決めました"))
def choose_kinds(
    ctx: Context, *, year: int, choices: Mapping[DrillKind, tuple[bool, str]], decided_on: date
) -> list[DrillChoice]:
    """For each kind whether it is held in the fiscal year, with the reason. Raises ValidationError."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("決めた日に先の日付は入力できません。")})
    known = {row.kind: row for row in DrillChoice.objects.filter(fiscal_year=year)}
    rows = []
    for kind in DrillKind:
        is_chosen, reason = choices.get(kind, (False, ""))
        if not reason.strip():
            raise ValidationError({f"reason_{kind}": _t("行う理由、または行わない理由を入力してください。")})
        row = known.get(kind) or DrillChoice(fiscal_year=year, kind=kind)
        row.is_chosen, row.reason, row.decided_on = is_chosen, reason.strip(), decided_on
        row.full_clean()
        row.save()
        rows.append(row)
    return rows


@action("drills.plan", permission=MANAGE, sentence=_("訓練を計画しました"))
def plan_drill(
    ctx: Context,
    *,
    kind: DrillKind | str,
    title: str,
    planned_on: date,
    scenario_key: str = "",
    scenario: str = "",
    objectives: str = "",
    people: Sequence[Person] = (),
    units: Sequence[Unit] = (),
    roles: Mapping[UUID, str] | None = None,
) -> Drill:
    """A drill that is to be held; the scenario is a shipped one or the assembly's own words. Raises ValidationError.

    `roles`: the parts that people play in it, in words.
    """
    kind = DrillKind(kind)
    if kind == DrillKind.PHISHING and (people or units):
        raise ValidationError({"people": _t("不審メール訓練では、だれが参加したかを記録しません。")})
    drill = Drill(kind=kind, title=title.strip(), planned_on=planned_on)
    _describe(drill, scenario_key, scenario, objectives)
    _set_participants(drill, people, units, roles or {})
    return drill


@action("drills.change", permission=MANAGE, sentence=_("訓練の計画を直しました"))
def change_drill(
    ctx: Context,
    *,
    drill: Drill,
    title: str,
    planned_on: date,
    scenario_key: str = "",
    scenario: str = "",
    objectives: str = "",
    people: Sequence[Person] = (),
    units: Sequence[Unit] = (),
) -> Drill:
    """Until it is closed."""
    _must_be_open(drill)
    drill.title, drill.planned_on = title.strip(), planned_on
    _describe(drill, scenario_key, scenario, objectives)
    if drill.kind != DrillKind.PHISHING:
        roles = {row.person_id: row.role for row in drill.participants.exclude(role="") if row.person_id}
        drill.participants.all().delete()
        _set_participants(drill, people, units, roles)
    return drill


def _describe(drill: Drill, scenario_key: str, scenario: str, objectives: str) -> None:
    drill.scenario_key, drill.scenario, drill.objectives = scenario_key, scenario.strip(), objectives.strip()
    drill.full_clean()
    drill.save()


def _set_participants(drill: Drill, people: Sequence[Person], units: Sequence[Unit], roles: Mapping[UUID, str]) -> None:
    rows = [Participant(drill=drill, person=person, role=roles.get(person.pk, "")[:120]) for person in people]
    rows += [Participant(drill=drill, unit=unit) for unit in units]
    Participant.objects.bulk_create(rows)


@action("drills.note", permission=MANAGE, sentence=_("訓練の経過を記録しました"))
def add_course_note(ctx: Context, *, drill: Drill, minute: int, text: str) -> CourseNote:
    """What happened so many minutes after the beginning."""
    _must_be_open(drill)
    note = CourseNote(drill=drill, minute=minute, text=text.strip())
    note.full_clean()
    note.save()
    return note


@action("drills.file", permission=MANAGE, sentence=_("訓練に資料を添付しました"))
def add_drill_file(ctx: Context, *, drill: Drill, name: str, data: bytes, note: str = "") -> DrillFile:
    """A photo, a hand-out, minutes. Raises ValidationError for files that are not taken."""
    row = DrillFile(drill=drill, file=store_file(ctx, name=name, data=data), note=note.strip())
    row.full_clean()
    row.save()
    return row


@action("drills.result", permission=MANAGE, sentence=_("訓練の結果を記録しました"))
def record_result(
    ctx: Context,
    *,
    drill: Drill,
    held_on: date,
    result: str,
    first_report_minutes: int | None = None,
    persons_called: int | None = None,
    persons_reached: int | None = None,
    figures: str = "",
) -> Drill:
    """It was held: what came of it. Raises ValidationError."""
    _must_be_open(drill)
    if held_on > ctx.today:
        raise ValidationError({"held_on": _t("実施日に先の日付は入力できません。")})
    if not result.strip():
        raise ValidationError({"result": _t("訓練で分かったことを、結果として入力してください。")})
    if persons_reached is not None and (persons_called is None or persons_reached > persons_called):
        raise ValidationError({"persons_reached": _t("連絡した人数より多くはできません。")})
    drill.held_on, drill.result, drill.figures = held_on, result.strip(), figures.strip()
    drill.first_report_minutes = first_report_minutes
    drill.persons_called, drill.persons_reached = persons_called, persons_reached
    drill.full_clean()
    drill.save()
    return drill


@action("drills.lesson", permission=MANAGE, sentence=_("訓練の教訓を記録しました"))
def add_lesson(
    ctx: Context,
    *,
    drill: Drill,
    text: str,
    nothing_because: str = "",
    owner: Person | None = None,
    due_on: date | None = None,
) -> Lesson:
    """A lesson becomes a corrective action (`due_on`), or there is nothing to mend, because. Raises ValidationError."""
    _must_be_open(drill)
    lesson = Lesson(drill=drill, text=text.strip(), nothing_because=nothing_because.strip())
    if due_on is None and not lesson.nothing_because:
        raise ValidationError({"due_on": _t("直す期限か、直すことがない理由の、どちらかを入力してください。")})
    if due_on is not None and lesson.nothing_because:
        raise ValidationError({"nothing_because": _t("直す期限があるときは、空にしてください。")})
    lesson.full_clean()
    if due_on is not None:
        lesson.improvement = open_improvement(
            ctx,
            title=lesson.text.splitlines()[0][:160],
            finding=lesson.text,
            origin=Origin.DRILL,
            due_on=due_on,
            grade=Grade.MINOR,
            found_on=drill.held_on or ctx.today,
            origin_text=drill.title,
            origin_model=Drill._meta.label_lower,
            origin_id=drill.pk,
            duty="human.drilled",
            owner=owner,
        )
    lesson.save()
    return lesson


@action("drills.close", permission=MANAGE, sentence=_("訓練をまとめました"))
def close_drill(ctx: Context, *, drill: Drill, nothing_because: str = "") -> Drill:
    """Result and lessons stand: the drill counts. Without a lesson, a reason why there is nothing to mend."""
    _must_be_open(drill)
    if drill.held_on is None or not drill.result:
        raise ValidationError(_t("先に、実施日と結果を記録してください。"))
    if not drill.lessons.exists() and not nothing_because.strip():
        raise ValidationError(
            {"nothing_because": _t("教訓を一つ以上記録するか、直すことがない理由を入力してください。")}
        )
    drill.nothing_because, drill.closed_on = nothing_because.strip(), ctx.today
    drill.full_clean()
    drill.save()
    return drill


def _must_be_open(drill: Drill) -> None:
    if drill.closed_on is not None:
        raise ValidationError(_t("この訓練は、まとめが済んでいます。"))
