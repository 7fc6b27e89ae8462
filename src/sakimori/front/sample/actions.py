"""The few writes that only the sample needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.models import Account, AccountLink
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.notices.models import Notice, NoticeState
from sakimori.foundation.people.models import Person
from sakimori.measures.safety.models import Asked, SafetyAnswer, SafetyCheck
from sakimori.measures.safety.types import MEANING, Means, Tap


@action("sample.open-accounts", permission=Permission.ACCOUNT_MANAGE, sentence=_("見本の利用者を登録しました"))
def link_accounts(ctx: Context, *, pairs: list[tuple[Account, Person]]) -> None:
    """Accounts of the sample act as these people."""
    AccountLink.objects.bulk_create(AccountLink(account=account, person=person) for account, person in pairs)


@action("sample.safety-answers", permission=Permission.PLAN_MANAGE, sentence=_("見本の安否の回答を登録しました"))
def answer_check(
    ctx: Context, *, check: SafetyCheck, answers: Sequence[tuple[Asked, Tap, Means, datetime]], unsent: int
) -> None:
    """As if mails had left, all but a few, and people had answered: one act, since a sample must be made in seconds."""
    mails = Notice.objects.filter(about_model="safety.asked", about_id__in=check.asked.values("pk"))
    lost = list(mails.order_by("id").values_list("pk", flat=True)[:unsent])
    mails.filter(pk__in=lost).update(state=NoticeState.FAILED, last_error="550 5.1.1 User unknown")
    mails.exclude(pk__in=lost).update(state=NoticeState.SENT, sent_at=ctx.at)
    SafetyAnswer.objects.bulk_create(
        SafetyAnswer(asked=row, at=at, condition=MEANING[tap][0], coming=MEANING[tap][1], means=means)
        for row, tap, means, at in answers
    )
    for row, _tap, means, at in answers:
        row.answers, row.first_answer_at, row.first_means = 1, at, means
        row.save()
