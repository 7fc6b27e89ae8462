"""The emergency contact list: who is called in which order, when each was last tried, and the card (ORG-5)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ledger.queries import history_of
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Person, Post
from sakimori.foundation.ui.render import render_page
from sakimori.registers.organization.actions import confirm_contacts, retire_contact, save_contact
from sakimori.registers.organization.contact_forms import CheckForm, ContactForm
from sakimori.registers.organization.contact_list import ContactRow, card_version, contact_rows
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.sheets import contact_paper
from sakimori.registers.organization.types import CheckResult, ContactKind


@page(Permission.ORGANIZATION_CONTACT)
def contacts(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The list; those who manage it can record checks of several entries at once. A card's QR leads here."""
    return _contacts(request, ctx, None)


def _contacts(request: HttpRequest, ctx: Context, form: CheckForm | None) -> HttpResponse:
    rows = contact_rows(ctx.today)
    in_hand = request.GET.get("card", "")
    form = form or CheckForm([row.contact for row in rows], initial={"on": ctx.today, "result": CheckResult.REACHED})
    values = {
        "page_title": _("緊急連絡網"),
        "rows": rows,
        "open_count": sum(1 for row in rows if row.finding),
        "missing": _missing(rows),
        "form": form,
        "chosen": set(request.POST.getlist("contacts"))
        if form.is_bound
        else {str(r.contact.pk) for r in rows if r.finding},
        "card": card_version(),
        "in_hand": int(in_hand) if in_hand.isascii() and in_hand.isdigit() and len(in_hand) < 6 else None,
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
    }
    return render_page(request, "organization/contacts.html", values, status=422 if form.is_bound else 200)


def _missing(rows: Sequence[ContactRow]) -> list[str]:
    """Kinds of contacts that a list should have (window, the city's CSIRT) and this one has not."""
    present = {row.contact.kind for row in rows}
    return [str(kind.label) for kind in (ContactKind.WINDOW, ContactKind.CITY_CSIRT) if kind not in present]


@require_POST
@page(Permission.ORGANIZATION_MANAGE)
def contacts_confirm(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Several entries were tried on a day, with one result."""
    rows = list(EmergencyContact.objects.filter(covers(ctx.today)).order_by("order", "id"))
    form = CheckForm(rows, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        chosen = [row for row in rows if str(row.pk) in given["contacts"]]
        try:
            count = confirm_contacts(ctx, contacts=chosen, on=given["on"], result=given["result"], how=given["how"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(count)s件の確認を記録しました。") % {"count": count})
            return redirect("organization:contacts", assembly=ctx.assembly.slug)
    return _contacts(request, ctx, form)


@page(Permission.ORGANIZATION_MANAGE)
def contact_edit(request: HttpRequest, ctx: Context, contact_id: UUID | None = None) -> HttpResponse:
    """A new entry, or the correction of one, with its history."""
    contact = get_object_or_404(EmergencyContact, covers(ctx.today), pk=contact_id) if contact_id else None
    posts = Post.objects.on(ctx.today).select_related("unit").order_by("order", "id")
    people = Person.objects.order_by("kana", "name", "id")
    form = ContactForm(posts, people, request.POST or None, contact)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            save_contact(ctx, kind=ContactKind(given.pop("kind")), contact=contact, **given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("「%(name)s」を登録しました。") % {"name": given["name"]})
            return redirect("organization:contacts", assembly=ctx.assembly.slug)
    _load_choices(form)
    values = {
        "page_title": contact.name if contact else _("連絡先を加える"),
        "form": form,
        "contact": contact,
        "history": history_of("organization.emergencycontact", contact.pk, sentence_of) if contact else [],
    }
    return render_page(request, "organization/contact.html", values, status=422 if form.is_bound else 200)


def _load_choices(form: ContactForm) -> None:
    """Choices are read before rendering; a template may not query."""
    for name in ("post", "person"):
        field = form.fields[name]
        field.choices = list(field.choices)  # type: ignore[attr-defined]


@require_POST
@page(Permission.ORGANIZATION_MANAGE)
def contact_retire(request: HttpRequest, ctx: Context, contact_id: UUID) -> HttpResponse:
    """An entry is no longer used."""
    contact = get_object_or_404(EmergencyContact, covers(ctx.today), pk=contact_id)
    retire_contact(ctx, contact=contact)
    messages.success(request, _("「%(name)s」は明日から連絡網に載りません。") % {"name": contact.name})
    return redirect("organization:contacts", assembly=ctx.assembly.slug)


@page(Permission.ORGANIZATION_CONTACT)
def contacts_card(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The list and two wallet cards as PDF; the QR says later whether the card in one's hand is still the newest."""
    card = card_version()
    path = reverse("organization:contacts", kwargs={"assembly": ctx.assembly.slug})
    link = f"{settings.ENV.address}{path}?card={card.number}"
    data = contact_paper(ctx, contact_rows(ctx.today), card, link, lang=(get_language() or "ja")[:2])
    return download_response(_("緊急連絡網 第%(number)s版.pdf") % {"number": card.number}, "application/pdf", data)
