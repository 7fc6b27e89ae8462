"""What a label leads to: for staff one tap, for whoever found the thing only how to return it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import TOKYO, Actor, Channel, Context, context
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import must_set_up_mfa, public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.queries import actor_in_scope
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import submitted
from sakimori.front.labels.forms import NoteForm, SeeForm
from sakimori.measures.intake.doors import door_link
from sakimori.measures.intake.queries import door
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import by_code
from sakimori.registers.organization.queries import window_contact
from sakimori.registers.premises.queries import places
from sakimori.registers.stocktaking import actions, queries

WRONG_CODES_LIMIT = 20
NOTES_LIMIT = 5
WINDOW_SECONDS = 3600
PLACE = "stocktaking-place"
"""Session key: the room somebody is walking through, so that the next scan starts there."""


@public_page
def scan(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """The page behind the QR code of a label."""
    found = assembly_by_slug(assembly)
    if is_over(request, "label", limit=WRONG_CODES_LIMIT, seconds=WINDOW_SECONDS):
        return _private(_finder(request, None, status=429))
    if found is None:
        count(request, "label", seconds=WINDOW_SECONDS)
        return _private(_finder(request, None, status=404))
    with scope(found.pk):
        asset = by_code(code)
        if asset is None:
            count(request, "label", seconds=WINDOW_SECONDS)
            return _private(_finder(request, None, status=404))
        ctx = _staff_context(request, found)
        response = _confirm(request, ctx, asset) if ctx else _found(request, found, asset)
        return _private(response)


def _staff_context(request: HttpRequest, assembly: Assembly) -> Context | None:
    """The context of a logged-in person who keeps the register; nobody else learns anything."""
    if not request.user.is_authenticated:
        return None
    actor = actor_in_scope(request.user, timezone.now().astimezone(TOKYO).date())
    if actor is None:
        return None
    ctx = context(assembly, actor, Channel.WEB)
    if not allowed(ctx, Permission.ASSET_MANAGE) or must_set_up_mfa(request, ctx):
        return None
    request.ctx = ctx  # type: ignore[attr-defined]
    return ctx


def _confirm(request: HttpRequest, ctx: Context, asset: Asset) -> HttpResponse:
    item = queries.open_take_of(asset)
    last = queries.last_sighting(asset)
    holder = queries.holder_of(asset)
    walked = request.session.get(PLACE, "")
    expected = str(asset.place_id or "")
    form = SeeForm(
        request.POST or None, request.FILES or None,
        places=places(ctx.today), initial={"place": "" if holder else walked or expected},
    )  # fmt: skip

    def act(values: dict[str, object]) -> None:
        given = request.FILES.get("photo")
        photo = store_file(ctx, name=given.name or "photo", data=given.read()) if given else None
        result = request.POST.get("result", "found")
        actions.see(
            ctx,
            asset=asset,
            result="missing" if result == "missing" else "found",
            place=values["place"],  # type: ignore[arg-type]
            condition=str(values["condition"]),
            note=str(values["note"]),
            photo_id=photo.pk if photo else None,
        )

    if submitted(form, act):
        place = form.cleaned_data["place"]
        request.session[PLACE] = str(place.pk) if place else ""
        messages.success(request, _("%(asset)s を確認しました。次のラベルを読み取ってください。") % {"asset": asset})
        return redirect(request.path)
    is_again = last is not None and item is not None and last.stock_take_id == item.stock_take_id
    values = {
        "page_title": str(asset),
        "asset": asset,
        "item": item,
        "last": last,
        "is_again": is_again,
        "holder": holder,
        "form": form,
    }
    return render_page(request, "labels/scan.html", values, status=422 if form.is_bound else 200)


def _found(request: HttpRequest, assembly: Assembly, asset: Asset) -> HttpResponse:
    """The finder's page: whose it is, how to return it, a note. Not even the name of the thing."""
    form = NoteForm(request.POST or None)
    if form.is_bound and is_over(request, "finder", limit=NOTES_LIMIT, seconds=WINDOW_SECONDS):
        return _finder(request, None, status=429)
    actor = Actor(name=_("拾った人"), granted=frozenset({Permission.ASK_ANSWER}))
    ctx = context(assembly, actor, Channel.LINK)
    if submitted(form, lambda values: actions.write_note(ctx, asset=asset, **values)):
        count(request, "finder", seconds=WINDOW_SECONDS)
        return _finder(request, assembly, is_sent=True)
    return _finder(request, assembly, asset, form=form, status=422 if form.is_bound else 200)


def _finder(
    request: HttpRequest,
    assembly: Assembly | None,
    asset: Asset | None = None,
    *,
    form: NoteForm | None = None,
    is_sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    contact = window_contact() if assembly else None
    title = _("見つけてくださった方へ") if form else _("このラベルは使えません")
    if is_sent:
        title = _("ご連絡ありがとうございます")
    elif status == 429:
        title = _("しばらく待ってから、もう一度お試しください")
    values = {
        "page_title": title,
        "assembly_name": assembly.name if assembly else "",
        "contact": contact,
        "report_url": door_link(assembly, door(), asset.finder_code) if assembly and asset else "",
        "form": form,
        "is_sent": is_sent,
        "is_busy": status == 429,
    }
    return render_page(request, "labels/finder.html", values, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """Told to no other site, found by no search, kept by no cache. (Without any referrer a browser would send the
    origin "null" with the form, and the check against forged requests would refuse it.)"""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    return response
