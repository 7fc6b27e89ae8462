"""A check from its start to its figures, and to the day on which its answers are erased."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.notices.actions import queue_notices
from sakimori.foundation.notices.models import Notice
from sakimori.foundation.people.models import Unit
from sakimori.measures.drills import actions as drills
from sakimori.measures.drills.models import Drill
from sakimori.measures.drills.types import DrillKind
from sakimori.measures.safety import queries
from sakimori.measures.safety.models import Asked, SafetyAnswer, SafetyCheck, SafetyLink, SafetySetting
from sakimori.measures.safety.rules import district_of, new_code
from sakimori.measures.safety.types import SCENARIO, Audience, CheckKind, LinkFor

MANAGE = Permission.PLAN_MANAGE
MOST_RUNNING = 3
"""Nobody keeps more apart; a fourth is a slip."""


@action("safety.start", permission=MANAGE, sentence=_("安否確認を始めました"))
def start_check(
    ctx: Context,
    *,
    kind: CheckKind | str,
    title: str,
    audience: Audience | str = Audience.EVERYONE,
    unit: Unit | None = None,
    message: str = "",
    is_automatic: bool = False,
    intensity: str = "",
) -> SafetyCheck:
    """Ask everybody named, at once: a row each, and a mail to whoever has an address. Raises ValidationError.

    The number of statements does not grow with the number of people.
    """
    audience = Audience(audience)
    if (audience == Audience.UNIT) != (unit is not None):
        raise ValidationError({"unit": _t("一つの会派・委員会だけに聞くときは、どれかを選んでください。")})
    if not is_automatic and len(queries.running()) >= MOST_RUNNING:
        raise ValidationError(_t("安否確認がすでに三つ動いています。先に終わったものをまとめてください。"))
    people = queries.invited(audience, unit, ctx.today)
    if not people:
        raise ValidationError(_t("対象になる人がいません。"))
    check = SafetyCheck(
        kind=CheckKind(kind), title=title.strip(), message=message.strip(), audience=audience, unit=unit,
        code=new_code(), started_at=ctx.at, started_on=ctx.today, is_automatic=is_automatic, intensity=intensity,
        asked_count=len(people),
    )  # fmt: skip
    check.full_clean()
    check.save()
    rows = Asked.objects.bulk_create(
        Asked(check_row=check, person=one.person, group=one.group, district=district_of(one.person.note), place=place)
        for place, one in enumerate(people)
    )
    _call_out(ctx, check, rows)
    return check


def _call_out(ctx: Context, check: SafetyCheck, rows: Iterable[Asked]) -> int:
    # A mail of a Japanese public office; its language does not follow that of whoever starts the check.
    with translation.override("ja"):
        notices = [
            Notice(
                person=row.person, key=f"safety:{row.pk}:{check.chases}", subject=_subject(check)[:120],
                body=_body(ctx, check, row), about_model=Asked._meta.label_lower, about_id=row.pk, queued_at=ctx.at,
            )
            for row in rows
            if row.person.email
        ]  # fmt: skip
    queue_notices(ctx, notices=notices)
    return len(notices)


def _subject(check: SafetyCheck) -> str:
    if check.kind == CheckKind.TEST:
        return _t("【訓練】安否確認 %(title)s") % {"title": check.title}
    return _t("【安否確認】%(title)s") % {"title": check.title}


def _body(ctx: Context, check: SafetyCheck, row: Asked) -> str:
    words = [_t("%(name)s 様") % {"name": row.person.shown_name}, ""]
    if check.kind == CheckKind.TEST:
        words.append(_t("これは訓練です。災害は起きていません。"))
    if check.chases:
        words.append(_t("まだお答えをいただいていないため、もう一度お送りします。"))
    words.append(
        _t("%(assembly)s事務局です。ご無事かどうかと、登庁できるかどうかをお知らせください。")
        % {"assembly": ctx.assembly.name}
    )
    words.append(_t("下のリンクを開いて、ボタンを一つ押すだけです。状況が変わったら、何度でも答え直せます。"))
    if check.message:
        words += ["", check.message]
    return "\n".join(words)


@action("safety.chase", permission=MANAGE, sentence=_("安否の回答をもう一度お願いしました"))
def chase(ctx: Context, *, check: SafetyCheck) -> int:
    """Whoever has not answered gets another mail. Gives how many mails were queued."""
    _must_run(check)
    check.chases += 1
    check.save()
    left = Asked.objects.filter(check_row=check, first_answer_at__isnull=True).select_related("person")
    return _call_out(ctx, check, left.order_by("place", "id"))


@action("safety.links", permission=MANAGE, sentence=_("安否確認の専用リンクを発行しました"))
def make_links(ctx: Context, *, asked: Sequence[Asked], made_for: LinkFor | str) -> dict[Asked, str]:
    """A fresh token for each (256 bits; only hashes are kept)."""
    tokens = {row: secrets.token_urlsafe(32) for row in asked}
    SafetyLink.objects.bulk_create(
        SafetyLink(asked=row, digest=queries.digest_of(token), made_for=LinkFor(made_for))
        for row, token in tokens.items()
    )
    return tokens


@action("safety.slips", permission=MANAGE, sentence=_("安否確認の紙の案内を印刷しました"))
def print_slips(ctx: Context, *, check: SafetyCheck) -> dict[Asked, str]:
    """A link on paper for everybody who has not answered."""
    _must_run(check)
    left = Asked.objects.filter(check_row=check, first_answer_at__isnull=True).select_related("person")
    return make_links(ctx, asked=list(left.order_by("place", "id")), made_for=LinkFor.SLIP)


@dataclass(frozen=True, slots=True)
class Closing:
    """What was learnt. Of a test either something is mended until a day, or there is nothing to mend, because."""

    lesson: str = ""
    due_on: date | None = None
    nothing_because: str = ""


@action("safety.close", permission=MANAGE, sentence=_("安否確認をまとめました"))
def close_check(ctx: Context, *, check: SafetyCheck, closing: Closing = Closing()) -> SafetyCheck:
    """The figures stand and the links end. A test is written down as a drill with its lesson. Raises ValidationError."""
    _must_run(check)
    figures = queries.figures_of(check)
    # First what may be refused: a refusal leaves the row in hand as it was.
    drill = _as_drill(ctx, check, figures, closing) if check.kind == CheckKind.TEST else None
    check.figures, check.lesson, check.drill = figures.plain(), closing.lesson.strip(), drill
    check.closed_at, check.closed_on = ctx.at, ctx.today
    check.erase_on = ctx.today + timedelta(days=queries.setting().keep_days)
    check.full_clean(exclude=["figures"])
    check.save()
    return check


def _as_drill(ctx: Context, check: SafetyCheck, figures: queries.Figures, closing: Closing) -> Drill:
    """A finished drill of its kind, so that a year's drills are one list."""
    drill = drills.plan_drill(
        ctx, kind=DrillKind.CONTACT, title=check.title, planned_on=check.started_on, scenario_key=SCENARIO
    )
    values = {
        "answered": figures.answered, "asked": figures.asked, "percent": figures.percent,
        "minutes": "—" if figures.median is None else figures.median, "failed": figures.failed,
    }  # fmt: skip
    drills.record_result(
        ctx,
        drill=drill,
        held_on=check.started_on,
        result=_t("%(asked)s人のうち%(answered)s人（%(percent)s%%）が答えた。中央値は%(minutes)s分。") % values,
        persons_called=figures.asked,
        persons_reached=figures.answered,
        figures=_t("送れなかったメール %(failed)s件") % values,
    )
    if closing.lesson.strip():
        drills.add_lesson(
            ctx, drill=drill, text=closing.lesson, due_on=closing.due_on, nothing_because=closing.nothing_because
        )
    return drills.close_drill(ctx, drill=drill, nothing_because=closing.nothing_because)


@action("safety.erase", permission=MANAGE, sentence=_("安否の回答を消しました（数字は残ります）"))
def erase_answers(ctx: Context, *, check: SafetyCheck) -> int:
    """What people answered about themselves goes; the figures stay. Raises ValidationError while it runs."""
    if check.closed_at is None:
        raise ValidationError(_t("先に、安否確認をまとめてください。"))
    rows = SafetyAnswer.objects.filter(asked__check_row=check)
    count = rows.count()
    rows.delete()
    check.erased_on = ctx.today
    check.save()
    return count


@action("safety.settings", permission=MANAGE, sentence=_("安否確認の決まりを変えました"))
def save_setting(ctx: Context, /, **values: Any) -> SafetySetting:
    """The assembly's own rules. Raises ValidationError."""
    row = queries.setting()
    for name in ("test_day", "keep_days", "is_watching", "threshold", "areas", "pause_hours"):
        if name in values:
            setattr(row, name, values[name])
    if row.is_watching and not row.areas.strip():
        raise ValidationError({"areas": _t("自動で始めるときは、見る区域を一つ以上入力してください。")})
    row.full_clean()
    row.save()
    return row


def _must_run(check: SafetyCheck) -> None:
    if check.closed_at is not None:
        raise ValidationError(_t("この安否確認は、まとめが済んでいます。"))
