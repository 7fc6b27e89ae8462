"""What somebody who leaves a post does for the assembly's accounts (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.foundation.people.dated import covers
from sakimori.measures.social.models import AccountPart


def _reads(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[AccountPart]]:
    mine = Q(post=leaving.post) | Q(person__in=leaving.persons)
    rows = AccountPart.objects.filter(covers(leaving.on), mine, account__closed_on__isnull=True)
    return (rows.select_related("account"),)


def _accounts(leaving: Leaving, parts: Iterable[AccountPart]) -> list[HandoverRow]:
    return [
        HandoverRow(
            f"{row.account}（{row.get_part_display()}）",
            _t("SNSの引継ぎを登録し、パスワード・二要素認証・復旧用の連絡先を替えてください。"),
            leaving.on,
        )
        for row in sorted(parts, key=lambda row: (row.account.network, row.account.name))
    ]


HANDOVERS = (Handover(_("SNSアカウント"), _reads, _accounts),)
