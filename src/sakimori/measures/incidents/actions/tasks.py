"""Steps of the playbook: planned when a case opens, ticked one by one; each tick writes the timeline by itself (INC-5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.actions.guards import MANAGE, demand_reason, must_be_open, not_later, note, writer
from sakimori.measures.incidents.actions.timeline import spend
from sakimori.measures.incidents.clocks import day_in_japan
from sakimori.measures.incidents.models import Case, Task
from sakimori.measures.incidents.types import LineKind
from sakimori.measures.playbooks.types import Step


def plan_tasks(case: Case, steps: Iterable[Step]) -> list[Task]:
    """The steps as tasks; minutes count from the moment at which the office knew. Those that are there stay."""
    known = {task.key for task in case.tasks.all() if task.key}
    start = len(known)
    planned = [(_key(case, step.key), step) for step in steps]
    rows = [_task(case, step, start + number) for number, (key, step) in enumerate(planned, 1) if key not in known]
    return Task.objects.bulk_create(rows)


def _key(case: Case, number: str) -> str:
    """Steps are numbered within a playbook; a case whose kind was corrected has those of two."""
    return f"{case.kind}-{number}"


def _task(case: Case, step: Step, order: int) -> Task:
    due = None if step.minutes is None else case.noticed_at + timedelta(minutes=step.minutes)
    return Task(
        case=case,
        order=order,
        key=_key(case, step.key),
        text=step.text[:400],
        owner=step.owner,
        says=step.says,
        after=[_key(case, number) for number in step.after],
        due_at=due,
        due_on=day_in_japan(due) if due else None,
    )


@action("incidents.task-add", permission=MANAGE, sentence=_("事案に手順を加えました"))
def add_task(
    ctx: Context, *, case: Case, text: str, owner: str, says: str = "", due_at: datetime | None = None
) -> Task:
    """A step that the playbook does not know."""
    must_be_open(ctx, case)
    last = case.tasks.aggregate(last=Max("order"))["last"] or 0
    task = Task(
        case=case, order=last + 1, text=text.strip(), owner=owner, says=says.strip(), due_at=due_at,
        due_on=day_in_japan(due_at) if due_at else None,
    )  # fmt: skip
    task.full_clean()
    task.save()
    note(ctx, case, LineKind.TASK, _t("手順を加えました: %(text)s") % {"text": task.text}, task=task)
    return task


@action("incidents.task-done", permission=MANAGE, sentence=_("事案の手順を済ませました"))
def tick_task(
    ctx: Context,
    *,
    task: Task,
    at: datetime | None = None,
    text: str = "",
    by: Person | None = None,
    minutes: int = 0,
    on_paper: bool = False,
) -> Task:
    """Done, and the timeline says so. Steps may be done out of order in an emergency: then the line says that too."""
    _must_wait(ctx, task)
    not_later(ctx, at)
    task.done_at, task.done_by = at or ctx.at, by or writer(ctx)
    task.ended_on = day_in_japan(task.done_at)
    task.full_clean()
    task.save()
    words = task.text if not text.strip() else f"{task.text}\n{text.strip()}"
    skipped = _waiting_before(task)
    if skipped:
        words += "\n" + _t("先に済ませる手順より前に行った: %(texts)s") % {"texts": "、".join(skipped)}
    note(
        ctx.via(Channel.PAPER) if on_paper else ctx,
        task.case, LineKind.TASK, words, at=task.done_at, task=task, whom=task.done_by.shown_name if task.done_by else "",
    )  # fmt: skip
    if minutes:
        spend(ctx, case=task.case, person=task.done_by, minutes=minutes, what=task.text[:200])
    return task


@action("incidents.tasks-paper", permission=MANAGE, sentence=_("紙で行った手順を記録しました"))
def tick_from_paper(ctx: Context, *, case: Case, done: Iterable[tuple[Task, datetime]]) -> int:
    """Steps that were ticked on the printed playbook, with the times written there."""
    rows = sorted(done, key=lambda pair: pair[1])
    for task, at in rows:
        tick_task(ctx, task=task, at=at, on_paper=True)
    return len(rows)


@action("incidents.task-skip", permission=MANAGE, sentence=_("事案の手順を、行わないと決めました"))
def skip_task(ctx: Context, *, task: Task, reason: str) -> Task:
    """Not done in this case, because."""
    _must_wait(ctx, task)
    task.skipped_because, task.ended_on = demand_reason(reason), ctx.today
    task.full_clean()
    task.save()
    words = _t("行わない: %(title)s") % {"title": task.text}
    note(ctx, task.case, LineKind.DECISION, f"{words} {_t('理由')}: {task.skipped_because}", task=task)
    return task


def _must_wait(ctx: Context, task: Task) -> None:
    must_be_open(ctx, task.case)
    if task.ended_on is not None:
        raise ValidationError(_t("この手順は、すでに終わっています。"))


def _waiting_before(task: Task) -> list[str]:
    if not task.after:
        return []
    rows = Task.objects.filter(case_id=task.case_id, key__in=task.after, ended_on__isnull=True)
    return list(rows.order_by("order").values_list("text", flat=True))
