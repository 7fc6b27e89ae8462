"""What somebody who leaves a post does for the assembly's accounts (ORG-3)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.foundation.people.dated import covers
from sakimori.measures.social.models import AccountPart


def _accounts(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    mine = Q(post=leaving.post)
    if leaving.person is not None:
        mine |= Q(person=leaving.person)
    rows = AccountPart.objects.filter(covers(leaving.on), mine, account__closed_on__isnull=True)
    return [
        HandoverRow(
            f"{row.account}（{row.get_part_display()}）",
            _t("SNSの引継ぎを登録し、パスワード・二要素認証・復旧用の連絡先を替えてください。"),
            leaving.on,
        )
        for row in rows.select_related("account").order_by("account__network", "account__name")
    ]


HANDOVERS = (Handover(_("SNSアカウント"), _accounts),)
