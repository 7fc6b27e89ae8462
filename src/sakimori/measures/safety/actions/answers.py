"""Answers, by whom they come, and calls."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.measures.learning.rules import meant_by
from sakimori.measures.safety import queries
from sakimori.measures.safety.models import Asked, CallNote, SafetyAnswer, SafetyCheck
from sakimori.measures.safety.types import BY_OFFICE, MEANING, CallResult, Means, Tap
from sakimori.registers.organization.actions import confirm_contacts
from sakimori.registers.organization.types import CheckResult

MANAGE = Permission.PLAN_MANAGE
MOST_ANSWERS = 100
"""One person's answers in one check; more comes from no person."""


@action("safety.answer", permission=Permission.ASK_ANSWER, sentence=_("安否を答えました"))
def answer(
    ctx: Context, *, asked: Asked, tap: Tap | str, means: Means | str = Means.LINK, family: str = "", house: str = "",
    note: str = "",
) -> SafetyAnswer:  # fmt: skip
    """The person answers, by link or logged in. Raises PermissionDenied for anyone else's question."""
    if asked.person_id != ctx.actor.person_id:
        raise PermissionDenied("safety.answer")
    return _answered(ctx, asked, tap, Means(means), None, family, house, note)


@action("safety.answer-wall", permission=Permission.ASK_ANSWER, sentence=_("掲示の二次元コードから安否を答えました"))
def answer_at_wall(
    ctx: Context, *, check: SafetyCheck, who: str, tap: Tap | str, family: str = "", house: str = "", note: str = ""
) -> SafetyAnswer:
    """Somebody says who they are and how they are. Nobody is named to them but themselves. Raises ValidationError."""
    rows = queries.people_of(check)
    by_person = {row.person_id: row for row, _seat in rows}
    found = meant_by(who, [(row.person, seat) for row, seat in rows])
    if len(found) > 1:
        raise ValidationError({"who": _t("同じ名字の方がいらっしゃいます。氏名のかなか番号を入力してください。")})
    if not found:
        text = _t("お名前が見つかりません。番号か氏名のかなをもう一度入力するか、事務局へお電話ください。")
        raise ValidationError({"who": text})
    return _answered(ctx, by_person[found[0].pk], tap, Means.WALL, None, family, house, note)


@action("safety.enter", permission=MANAGE, sentence=_("電話や紙で聞いた安否を入力しました"))
def enter_answer(
    ctx: Context, *, asked: Asked, tap: Tap | str, means: Means | str = Means.PHONE, family: str = "", house: str = "",
    note: str = "",
) -> SafetyAnswer:  # fmt: skip
    """The office enters what somebody said or ticked. By phone, the call is noted too."""
    means = Means(means)
    if means not in BY_OFFICE:
        raise ValidationError({"means": _t("聞いた方法を選んでください。")})
    if means == Means.PHONE:
        _note(ctx, asked.person, CallResult.REACHED, asked.check_row, "")
    by = Person.objects.filter(pk=ctx.actor.person_id).first() if ctx.actor.person_id else None
    return _answered(ctx, asked, tap, means, by, family, house, note)


def _answered(
    ctx: Context, asked: Asked, tap: Tap | str, means: Means, by: Person | None, family: str, house: str, note: str
) -> SafetyAnswer:
    row = Asked.objects.select_for_update().select_related("check_row", "person").get(pk=asked.pk)
    if row.check_row.closed_at is not None:
        raise ValidationError(_t("この安否確認は終わりました。お困りのことは、議会事務局へお電話ください。"))
    if row.answers >= MOST_ANSWERS:
        raise ValidationError(_t("答えの回数が多すぎます。議会事務局へお電話ください。"))
    condition, coming = MEANING[Tap(tap)]
    made = SafetyAnswer(
        asked=row, at=ctx.at, condition=condition, coming=coming, family=family, house=house, note=note.strip(),
        means=means, entered_by=by,
    )  # fmt: skip
    made.full_clean()
    made.save()
    row.answers += 1
    if row.first_answer_at is None:
        row.first_answer_at, row.first_means = ctx.at, means
    row.save()
    return made


@action("safety.call", permission=MANAGE, sentence=_("電話の結果を記録しました"))
def note_call(
    ctx: Context, *, person: Person, result: CallResult | str, check: SafetyCheck | None = None, note: str = "",
    caller: Person | None = None,
) -> CallNote:  # fmt: skip
    """Somebody was called. Whoever stands on the emergency contact list is thereby tried (6(1) 連絡網)."""
    return _note(ctx, person, CallResult(result), check, note, caller)


def _note(
    ctx: Context, person: Person, result: CallResult, check: SafetyCheck | None, note: str, caller: Person | None = None
) -> CallNote:
    if caller is None and ctx.actor.person_id:
        caller = Person.objects.filter(pk=ctx.actor.person_id).first()
    row = CallNote(
        check_row=check, person=person, caller=caller, called_at=ctx.at, result=result, note=note.strip()[:200]
    )
    row.full_clean()
    row.save()
    contacts = queries.contacts_behind(person, ctx.today)
    if contacts:
        was_reached = result == CallResult.REACHED
        how = _t("安否確認の電話（%(title)s）") % {"title": check.title} if check else _t("連絡網の電話")
        confirm_contacts(
            ctx, contacts=contacts, on=ctx.today, how=how,
            result=CheckResult.REACHED if was_reached else CheckResult.UNREACHED,
        )  # fmt: skip
    return row
