"""Dates of social media: the yearly review of posters, hand-overs to finish, the next look for fakes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.social.duties import HANDOVER_DAYS, YEAR
from sakimori.measures.social.models import AccountHandover
from sakimori.measures.social.queries import fake_looks, open_accounts, with_safeguards

WATCH_DAYS = 91
"""Fakes are looked for every quarter. Own target: no rule names a number."""


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    for account in with_safeguards(open_accounts(ctx.today), ctx.today).order_by("network", "name"):
        reviewed: date | None = account.reviewed_on  # type: ignore[attr-defined]
        if reviewed is not None and first <= reviewed + timedelta(days=YEAR) <= last:
            title = _t("SNSの投稿できる人の確認: %(name)s") % {"name": account}
            yield DatedThing(reviewed + timedelta(days=YEAR), title, "social:account", {"account_id": account.pk})
    week = timedelta(days=HANDOVER_DAYS)
    rows = AccountHandover.objects.filter(last_day__range=(first - week, last - week)).select_related("account")
    for row in rows.order_by("last_day", "id"):
        title = _t("SNSの引継ぎを終える: %(name)s") % {"name": row.account}
        is_done = None not in {row.password_changed_on, row.mfa_moved_on, row.recovery_changed_on}
        yield DatedThing(row.last_day + week, title, "social:handover", {"handover_id": row.pk}, is_done=is_done)
    look = fake_looks(ctx.today).first()
    if look is not None and first <= look.looked_on + timedelta(days=WATCH_DAYS) <= last:
        yield DatedThing(look.looked_on + timedelta(days=WATCH_DAYS), _t("なりすましを調べる"), "social:fakes")


DATES = DateSource("social", _("SNS"), Permission.SUPPLIER_READ, _between)
