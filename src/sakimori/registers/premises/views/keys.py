"""Keys and cards: who has which, lending, taking back, counting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.premises import actions
from sakimori.registers.premises.forms import CountForm, EndKeyForm, KeyForm, LendKeyForm, TakeBackForm
from sakimori.registers.premises.keyrings import expected_keys, key_rows
from sakimori.registers.premises.lists import KEYS
from sakimori.registers.premises.models import AccessKey, KeyLoan, Place
from sakimori.registers.premises.types import KeyKind
from sakimori.registers.premises.views.addresses import Part, place_address

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def keys(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every key and card with who has it, those overdue first."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, KEYS, key_rows(on), on, key_rows)
    if found.wants_file:
        return found.file()
    rows = found.rows
    values = {
        "list": found,
        "page_title": _("鍵・カード"),
        "on": on,
        "today": ctx.today,
        "rows": rows,
        "lent": sum(row.loan is not None for row in rows),
        "overdue": [row for row in rows if row.is_overdue],
        "may_manage": allowed(ctx, MANAGE) and on == ctx.today,
    }
    return render_page(request, "premises/keys.html", values)


@page(MANAGE)
def key_new(request: HttpRequest, ctx: Context, place_id: UUID) -> HttpResponse:
    """A key of a place."""
    place = get_object_or_404(Place, pk=place_id)
    form = KeyForm(request.POST or None, initial={"kind": KeyKind.KEY})
    back = place_address(ctx, place.pk, Part.KEYS)
    if submitted(form, lambda values: actions.register_key(ctx, place=place, **values)):
        messages.success(request, _("鍵・カードを登録しました。"))
        return redirect(back)
    title = _("「%(place)s」の鍵・カードを登録する") % {"place": place.name}
    return form_page(request, form, title, back=back, submit=_("登録する"))


def _key(key_id: UUID) -> AccessKey:
    return get_object_or_404(AccessKey.objects.select_related("place"), pk=key_id)


@page(MANAGE)
def key_end(request: HttpRequest, ctx: Context, key_id: UUID) -> HttpResponse:
    """A key is lost or given up."""
    key = _key(key_id)
    form = EndKeyForm(request.POST or None, initial={"last_day": ctx.today})
    back = place_address(ctx, key.place_id, Part.KEYS)
    if submitted(form, lambda values: actions.end_key(ctx, key=key, **values)):
        messages.success(request, _("鍵・カードを台帳から外しました。"))
        return redirect(back)
    title = _("「%(place)s」の%(kind)s %(number)s を台帳から外す") % _words(key)
    lead = _("紛失したときは、錠の交換やカードの失効も忘れずに行ってください。")
    return form_page(request, form, title, back=back, submit=_("外す"), lead=lead, danger=_("台帳から外しますか"))


def _words(key: AccessKey) -> dict[str, str]:
    return {"place": key.place.name, "kind": str(key.get_kind_display()), "number": key.number}


@page(MANAGE)
def key_lend(request: HttpRequest, ctx: Context, key_id: UUID) -> HttpResponse:
    """Somebody takes a key."""
    key = _key(key_id)
    people = Person.objects.order_by("kana", "name", "id")
    form = LendKeyForm(request.POST or None, people=people, initial={"lent_on": ctx.today})
    back = place_address(ctx, key.place_id, Part.KEYS)
    if submitted(form, lambda values: actions.lend_key(ctx, key=key, **values)):
        messages.success(request, _("鍵・カードを渡したことを記録しました。"))
        return redirect(back)
    title = _("「%(place)s」の%(kind)s %(number)s を渡す") % _words(key)
    return form_page(request, form, title, back=back, submit=_("渡したことを記録する"))


@page(MANAGE)
def key_return(request: HttpRequest, ctx: Context, loan_id: UUID) -> HttpResponse:
    """A key is back."""
    loan = get_object_or_404(KeyLoan.objects.select_related("key__place", "person"), pk=loan_id)
    form = TakeBackForm(request.POST or None, initial={"returned_on": ctx.today})
    back = place_address(ctx, loan.key.place_id, Part.KEYS)
    if submitted(form, lambda values: actions.take_back_key(ctx, loan=loan, **values)):
        messages.success(request, _("鍵・カードが返ったことを記録しました。"))
        return redirect(back)
    words = _words(loan.key) | {"name": loan.person.shown_name}
    title = _("%(name)sさんから「%(place)s」の%(kind)s %(number)s が返った") % words
    return form_page(request, form, title, back=back, submit=_("返ったことを記録する"))


@page(MANAGE)
def count(request: HttpRequest, ctx: Context, place_id: UUID) -> HttpResponse:
    """Keys are counted. What must be there is told only afterwards where it differs, so that it really is a count."""
    place = get_object_or_404(Place, pk=place_id)
    form = CountForm(request.POST or None, initial={"checked_on": ctx.today})
    back = place_address(ctx, place.pk, Part.CHECKS)
    if submitted(form, lambda values: actions.count_keys(ctx, place=place, **values)):
        expected = expected_keys(place, form.cleaned_data["checked_on"])
        words = {"found": form.cleaned_data["keys_found"], "expected": expected}
        if words["found"] == expected:
            messages.success(request, _("点検を記録しました。%(found)s本、台帳と合っています。") % words)
        else:
            messages.warning(request, _("点検を記録しました。台帳の%(expected)s本と合いません。") % words)
        return redirect(back)
    title = _("「%(place)s」の鍵・カードを数える") % {"place": place.name}
    lead = _("保管場所に今ある鍵とカードを数えて入力します。渡しているものは数えません。")
    return form_page(request, form, title, back=back, submit=_("点検を記録する"), lead=lead)
