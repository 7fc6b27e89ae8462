"""Dates of social media: the yearly review of posters, hand-overs to finish, the next look for fakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.social.duties import HANDOVER_DAYS, YEAR
from sakimori.measures.social.models import AccountHandover, FakeLook, SocialAccount
from sakimori.measures.social.queries import fake_looks, open_accounts, with_safeguards

WATCH_DAYS = 91
"""Fakes are looked for every quarter. Own target: no rule names a number."""
WEEK = timedelta(days=HANDOVER_DAYS)


def _reads(ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    handovers = AccountHandover.objects.filter(last_day__range=(first - WEEK, last - WEEK))
    return (
        with_safeguards(open_accounts(ctx.today), ctx.today),
        handovers.select_related("account"),
        fake_looks(ctx.today)[:1],
    )


def _tells(
    _ctx: Context, first: date, last: date,
    accounts: list[SocialAccount], handovers: list[AccountHandover], looks: list[FakeLook],
) -> Iterator[DatedThing]:  # fmt: skip
    for account in accounts:
        reviewed: date | None = account.reviewed_on  # type: ignore[attr-defined]
        if reviewed is not None and first <= reviewed + timedelta(days=YEAR) <= last:
            title = _t("SNSの投稿できる人の確認: %(name)s") % {"name": account}
            yield DatedThing(reviewed + timedelta(days=YEAR), title, "social:account", {"account_id": account.pk})
    for row in handovers:
        title = _t("SNSの引継ぎを終える: %(name)s") % {"name": row.account}
        is_done = None not in {row.password_changed_on, row.mfa_moved_on, row.recovery_changed_on}
        yield DatedThing(row.last_day + WEEK, title, "social:handover", {"handover_id": row.pk}, is_done=is_done)
    for look in looks:
        again = look.looked_on + timedelta(days=WATCH_DAYS)
        if first <= again <= last:
            yield DatedThing(again, _t("なりすましを調べる"), "social:fakes")


DATES = DateSource("social", _("SNS"), Permission.SUPPLIER_READ, _reads, _tells)
