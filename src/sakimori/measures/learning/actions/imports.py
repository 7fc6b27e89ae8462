"""Results of outside courses come in from a table."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.foundation.people.models import Person
from sakimori.measures.learning.actions.completions import finish
from sakimori.measures.learning.actions.plan import adopt_course
from sakimori.measures.learning.models import LearningCourse
from sakimori.measures.learning.registers import results
from sakimori.measures.learning.types import Means, Source


@action("learning.import", permission=Permission.LEARNING_MANAGE, sentence=_("研修の結果を取り込みました"))
def import_results(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """Each new line is a completion. A course that is not known yet becomes an outside course."""
    return applied(ctx, results(ctx.today), content, reading, _write)


def _write(ctx: Context, row: PreviewRow) -> None:
    values = row.values
    title, organiser = str(values["course"]), str(values.get("organiser") or "")
    course = LearningCourse.objects.filter(title=title).order_by("retired_on", "id").first()
    if course is None:
        course = adopt_course(ctx, source=Source.OUTSIDE, title=title, organiser=organiser)
    done_on = values["done_on"]
    if done_on > ctx.today:
        raise ValidationError({"done_on": _t("修了日に先の日付は入力できません。")})
    finish(
        ctx.via(Channel.IMPORT),
        person=Person.objects.get(pk=values["person"]),
        course=course,
        done_on=done_on,
        means=Means.OUTSIDE,
        result=str(values.get("result") or ""),
        organiser=organiser,
    )
