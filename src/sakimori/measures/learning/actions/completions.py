"""A course is finished: by link, in the room, on paper, elsewhere. All count alike (TRN-2)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import take_back
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.people.models import Person
from sakimori.measures.learning.models import Completion, LearningCourse, RequiredCourse, TrainingSession
from sakimori.measures.learning.rules import new_code
from sakimori.measures.learning.types import COURSE_ASK, Attended, Means

MANAGE = Permission.LEARNING_MANAGE


def finish(
    ctx: Context,
    *,
    person: Person,
    course: LearningCourse,
    done_on: date,
    means: Means,
    digest: str = "",
    result: str = "",
    organiser: str = "",
    title: str = "",
    session: TrainingSession | None = None,
    attended: Attended | str = "",
) -> Completion:
    """Note it, once a day, as part of an action; asks that it answers are taken back."""
    known = Completion.objects.filter(person=person, course=course, done_on=done_on, void_on__isnull=True).first()
    if known is not None:
        return known
    if done_on > ctx.today:
        raise ValidationError({"done_on": _t("修了日に先の日付は入力できません。")})
    year = fiscal_year(done_on)
    last = Completion.objects.filter(fiscal_year=year).aggregate(last=Max("serial"))["last"] or 0
    made = Completion(
        person=person,
        course=course,
        course_title=title or course.title,
        digest=digest,
        organiser=organiser or course.organiser or ctx.assembly.name,
        done_on=done_on,
        means=means,
        channel=ctx.channel,
        result=result,
        session=session,
        attended=attended,
        fiscal_year=year,
        serial=last + 1,
        code=new_code(),
    )
    made.full_clean()
    made.save()
    _settle(made)
    return made


def _settle(made: Completion) -> None:
    """Nobody is asked for what they have done in another way."""
    items = RequiredCourse.objects.filter(course=made.course_id, counts_from__lte=made.done_on).values("pk")
    asks = Ask.objects.open().filter(kind=COURSE_ASK, person=made.person_id, subject_id__in=items)
    take_back(asks, _t("%(means)sで修了したため") % {"means": made.get_means_display()})


@action("learning.complete", permission=MANAGE, sentence=_("研修の修了を記録しました"))
def record_completion(
    ctx: Context,
    *,
    person: Person,
    course: LearningCourse,
    done_on: date,
    means: Means | str,
    organiser: str = "",
    result: str = "",
) -> Completion:
    """The office notes that somebody finished a course. Raises ValidationError."""
    known = Completion.objects.filter(person=person, course=course, done_on=done_on, void_on__isnull=True)
    if known.exists():
        raise ValidationError({"done_on": _t("この人の同じ日の修了が、すでにあります。")})
    return finish(
        ctx,
        person=person,
        course=course,
        done_on=done_on,
        means=Means(means),
        organiser=organiser.strip(),
        result=result.strip(),
    )


@action("learning.void", permission=MANAGE, sentence=_("研修の修了を取り消しました"))
def void_completion(ctx: Context, *, completion: Completion, because: str) -> Completion:
    """It was a mistake: the certificate says so from now on, and the person may be asked again."""
    if completion.void_on is not None:
        raise ValidationError(_t("すでに取り消されています。"))
    if not because.strip():
        raise ValidationError({"because": _t("取り消す理由を入力してください。")})
    completion.void_on, completion.void_because = ctx.today, because.strip()
    completion.full_clean()
    completion.save()
    return completion
