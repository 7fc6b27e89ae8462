"""A room on a phone that may have no network: the page that is kept there, and what it sends when the network is back."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page, public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.queries import places
from sakimori.registers.stocktaking import queries
from sakimori.registers.stocktaking.actions import Waiting, file_offline
from sakimori.registers.stocktaking.models import StockTake

MANAGE = Permission.ASSET_MANAGE
MOST = 500
"""As many things may be sent at once."""
WORKER = Path(__file__).resolve().parent.parent / "static" / "stocktaking" / "worker.js"


def _round(ctx: Context, take_id: UUID, place_id: UUID) -> tuple[StockTake, Place]:
    take = get_object_or_404(StockTake, pk=take_id)
    return take, get_object_or_404(places(ctx.today), pk=place_id)


@page(MANAGE)
def phone(request: HttpRequest, ctx: Context, take_id: UUID, place_id: UUID) -> HttpResponse:
    """What must be in this room; the page's script keeps it for the time without a network."""
    take, place = _round(ctx, take_id, place_id)
    items = [] if take.closed_on is not None else list(queries.items_of(take, place=str(place.pk)))
    values = {
        "page_title": _("%(place)sを確認する") % {"place": place.name},
        "take": take,
        "place": place,
        "items": items,
        "owner": f"{ctx.assembly.slug}/{ctx.actor.account_id}",
        "sync": address(ctx, "stocktaking:sync", take_id=take.pk, place_id=place.pk),
        "back": address(ctx, "stocktaking:take", take_id=take.pk),
    }
    return render_page(request, "stocktaking/phone.html", values)


@page(MANAGE)
def sync(request: HttpRequest, ctx: Context, take_id: UUID, place_id: UUID) -> HttpResponse:
    """Asked: whether the round is open, and a fresh token for sending. Sent: what waited on the phone."""
    take, place = _round(ctx, take_id, place_id)
    if request.method != "POST":
        return JsonResponse({"open": take.closed_on is None, "token": get_token(request)})
    waiting = _waiting(request.body)
    if waiting is None:
        return JsonResponse({"error": _("送られた内容を読み取れませんでした。")}, status=400)
    filed = file_offline(ctx, take=take, place=place, waiting=waiting)
    answer = [{"once": str(one.once), "mark": one.mark, "fate": one.fate, "text": one.text} for one in filed]
    return JsonResponse({"open": take.closed_on is None, "filed": answer})


def _waiting(body: bytes) -> list[Waiting] | None:
    """What was sent, if all of it is what a phone sends; it comes from outside and is taken for nothing else."""
    try:
        sent = json.loads(body)
    except ValueError:
        return None
    if not isinstance(sent, list) or not 0 < len(sent) <= MOST:
        return None
    found = [_one(each) for each in sent]
    read = [one for one in found if one is not None]
    return read if len(read) == len(found) and len({one.once for one in read}) == len(read) else None


def _one(sent: Any) -> Waiting | None:
    if not isinstance(sent, dict):
        return None
    texts = [text for name in ("mark", "once", "seen_at") if isinstance(text := sent.get(name), str)]
    if len(texts) != 3:
        return None
    mark, once, seen_at = texts[0].strip(), texts[1], texts[2]
    if not 0 < len(mark) <= 200 or not mark.isprintable():
        return None
    try:
        return Waiting(UUID(once), mark, _moment(seen_at))
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    moment = parse_datetime(text[:40])
    return moment if moment is not None and timezone.is_aware(moment) else None


@public_page
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It lies at the root, so that a scanned label without a network can lead to the kept room."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@public_page
def no_network(request: HttpRequest) -> HttpResponse:
    """What a phone shows for an address of stock-taking that it does not keep."""
    return render_page(request, "stocktaking/no_network.html", {"page_title": _("通信がありません")})
