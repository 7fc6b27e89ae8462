"""What changes hands in the continuity cards when the holder of a post changes (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.continuity.models import CardPost, CriticalFunction
from sakimori.measures.continuity.queries import functions_on


def _reads(ctx: Context, leaving: Leaving) -> tuple[QuerySet[CriticalFunction], QuerySet[CardPost]]:
    return functions_on(ctx.today).select_related("held"), CardPost.objects.filter(post=leaving.post)  # type: ignore[misc]


def _functions(leaving: Leaving, functions: Iterable[Any], named: Iterable[CardPost]) -> list[HandoverRow]:
    needed = {link.card_id for link in named}
    found = []
    for function in sorted(functions, key=lambda function: (function.place, function.pk)):
        card = function.held
        if card is not None and card.decider_id == leaving.post.pk:
            found.append(HandoverRow(function.name, _t("止まったときに切替えを決めます。カードを渡してください。")))
        elif card is not None and card.pk in needed:
            found.append(HandoverRow(function.name, _t("この職がいないと動きません。手順を伝えてください。")))
    return found


HANDOVERS = (Handover(_("業務継続カード"), _reads, _functions),)
