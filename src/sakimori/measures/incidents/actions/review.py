"""After it is over: cause, what helped, lessons, corrective actions; only then a case closes (INC-10)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.core import action
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Grade, Origin
from sakimori.foundation.people.models import Person
from sakimori.measures.drills import actions as drills
from sakimori.measures.drills.models import Drill
from sakimori.measures.drills.types import DrillKind
from sakimori.measures.incidents.actions.clocks import finish_clock
from sakimori.measures.incidents.actions.guards import MANAGE, demand_reason, must_be_open, must_see, note
from sakimori.measures.incidents.actions.tasks import skip_task
from sakimori.measures.incidents.clocks import day_in_japan
from sakimori.measures.incidents.models import Case, Lesson
from sakimori.measures.incidents.queries.exercises import players_of
from sakimori.measures.incidents.types import LineKind, Status
from sakimori.measures.intake.actions import note_case_closed
from sakimori.policy.clauses.actions import record_trigger
from sakimori.policy.clauses.types import TriggerKind

DUTY = "operation.incidents-handled"


@action("incidents.settle", permission=MANAGE, sentence=_("事案の対応を終え、振り返りに入りました"))
def begin_review(ctx: Context, *, case: Case, text: str = "") -> Case:
    """Nothing burns any more. Limits and steps go on until each is done or has its reason why not."""
    must_be_open(ctx, case)
    if case.status != Status.HANDLING:
        raise ValidationError(_t("この事案は、すでに振り返りに入っています。"))
    case.status = Status.REVIEWING
    case.save()
    note(ctx, case, LineKind.CASE, _t("対応を終え、振り返りに入りました。") + text.strip())
    return case


@action("incidents.review", permission=MANAGE, sentence=_("事案の振り返りを記録しました"))
def record_review(ctx: Context, *, case: Case, cause: str, helped: str, reviewed_on: date | None = None) -> Case:
    """Cause and what helped; the limit for lessons ends with it. Raises ValidationError."""
    must_be_open(ctx, case)
    case.cause, case.helped = demand_reason(cause, "cause"), helped.strip()
    case.reviewed_on = reviewed_on or ctx.today
    first = day_in_japan(case.noticed_at)
    if not first <= case.reviewed_on <= ctx.today:
        raise ValidationError({"reviewed_on": _t("知った日から今日までの日にしてください。")})
    case.status = Status.REVIEWING
    case.full_clean()
    case.save()
    note(ctx, case, LineKind.CASE, _t("振り返りを記録しました。原因: %(cause)s") % {"cause": case.cause})
    running = case.clocks.filter(key="lessons", ended_on__isnull=True).first()
    if running is not None:
        finish_clock(ctx, clock=running, note_text=_t("振り返りを記録した"))
    return case


@action("incidents.lesson", permission=MANAGE, sentence=_("事案の教訓を記録しました"))
def add_lesson(
    ctx: Context,
    *,
    case: Case,
    text: str,
    owner: Person | None = None,
    due_on: date | None = None,
    nothing_because: str = "",
    clause_path: str = "",
    training_hint: str = "",
) -> Lesson:
    """A lesson is mended by a corrective action (`due_on`), or there is nothing to mend, because. Raises ValidationError.

    With a clause it calls for a review of the policy; with a hint it stands in the list for the next training.
    """
    must_be_open(ctx, case)
    lesson = Lesson(
        case=case,
        text=text.strip(),
        nothing_because=nothing_because.strip(),
        clause_path=clause_path.strip(),
        training_hint=training_hint.strip(),
    )
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
            origin=Origin.DRILL if case.is_exercise else Origin.INCIDENT,
            due_on=due_on,
            grade=Grade.MAJOR if case.level >= 3 else Grade.MINOR,
            found_on=day_in_japan(case.noticed_at),
            origin_text=case.neutral_title,
            origin_model=Case._meta.label_lower,
            origin_id=case.pk,
            clause_path=lesson.clause_path,
            duty=DUTY,
            owner=owner,
        )
    lesson.save()
    if lesson.clause_path and not case.is_exercise:
        words = _t("%(case)s から: %(clause)s") % {"case": case.neutral_title, "clause": lesson.clause_path}
        record_trigger(ctx, kind=TriggerKind.INCIDENT, occurred_on=day_in_japan(case.noticed_at), text=words)
    return lesson


@action("incidents.close", permission=MANAGE, sentence=_("事案を完了しました"))
def close_case(ctx: Context, *, case: Case, nothing_because: str = "", skip_rest: str = "", answer: str = "") -> Case:
    """Review done, every limit and step ended, every lesson planned. Raises ValidationError that says what is missing.

    `skip_rest` is why the steps that are left were not needed; `answer` is what whoever reported it is told.
    """
    must_be_open(ctx, case)
    if skip_rest.strip():
        for task in case.tasks.filter(ended_on__isnull=True):
            skip_task(ctx, task=task, reason=skip_rest)
    missing = open_points(case, nothing_because)
    if missing:
        raise ValidationError(missing)
    case.status, case.closed_on, case.nothing_because = Status.CLOSED, ctx.today, nothing_because.strip()
    case.full_clean()
    case.save()
    note(ctx, case, LineKind.CASE, _t("事案を完了しました。") + case.nothing_because)
    note_case_closed(ctx, case_id=case.pk, answer=answer)
    if case.is_exercise:
        _as_drill(ctx, case)
    return case


def open_points(case: Case, nothing_because: str = "") -> list[str]:
    """What is missing before a case may close, in words. Four SQL statements at most."""
    found = []
    running = list(case.clocks.filter(ended_on__isnull=True).order_by("due_at").values_list("title", flat=True))
    if running:
        found.append(_t("済んでいない期限: %(titles)s") % {"titles": "、".join(running)})
    waiting = case.tasks.filter(ended_on__isnull=True).count()
    if waiting:
        found.append(
            _t("済んでいない手順が%(count)s件あります。済ませるか、行わない理由を書いてください。") % {"count": waiting}
        )
    if case.reviewed_on is None:
        found.append(_t("振り返り（原因と役に立ったこと）が記録されていません。"))
    if not nothing_because.strip() and not case.lessons.exists():
        found.append(_t("教訓を一つ以上記録するか、直すことがない理由を入力してください。"))
    return found


@action("incidents.reopen", permission=MANAGE, sentence=_("完了した事案を、もう一度開きました"))
def reopen_case(ctx: Context, *, case: Case, reason: str) -> Case:
    """Something new came up."""
    must_see(ctx, case)
    if case.status != Status.CLOSED:
        raise ValidationError(_t("完了した事案だけを、もう一度開けます。"))
    case.status, case.closed_on = Status.HANDLING, None
    case.save()
    note(ctx, case, LineKind.CASE, _t("もう一度開きました。理由: %(reason)s") % {"reason": demand_reason(reason)})
    return case


def _as_drill(ctx: Context, case: Case) -> None:
    """An exercise counts as a drill of the year (6(5) 訓練); its lessons stay with the exercise. Players took part in it."""
    held, title = day_in_japan(case.noticed_at), f"{case.code} {case.title}"[:120]
    if Drill.objects.filter(kind=DrillKind.INCIDENT, title=title, held_on=held).exists():
        return  # it was opened again and is over a second time
    roles: dict[Person, list[str]] = {}
    for player in players_of(case):
        if player.person is not None:
            roles.setdefault(player.person, []).append(player.role_words)
    drill = drills.plan_drill(
        ctx, kind=DrillKind.INCIDENT, title=title, planned_on=held, scenario_key=case.scenario_key, people=list(roles),
        roles={person.pk: "、".join(names) for person, names in roles.items()},
    )  # fmt: skip
    drills.record_result(ctx, drill=drill, held_on=held, result=case.cause)
    drills.close_drill(ctx, drill=drill, nothing_because=_t("訓練の事案 %(code)s に記録した。") % {"code": case.code})
