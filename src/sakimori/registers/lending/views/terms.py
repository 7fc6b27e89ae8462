"""What borrowers pledge: the wording in force, its history, another wording."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.lending import actions, pledges
from sakimori.registers.lending.forms import TermsForm

CLAUSE = _l("6(4) 物理的セキュリティ")
READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def terms(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The wording in force and every other one, with its day, its reason and who decided it."""
    rows = pledges.history()
    current = next((row for row in rows if row.from_date <= ctx.today), None)
    values = {
        "page_title": _("誓約事項"),
        "current": current,
        "text": current.text if current else pledges.STATEMENT,
        "coming": [row for row in rows if row.from_date > ctx.today],
        "past": [row for row in rows if row.from_date <= ctx.today and row != current],
        "shipped": pledges.STATEMENT if current else "",
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "lending/terms.html", values)


@page(MANAGE)
def terms_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Another wording from a day on."""
    initial = {"text": pledges.terms_in_force(ctx.today), "from_date": ctx.today}
    form = TermsForm(request.POST or None, initial=initial)
    back = address(ctx, "lending:terms")
    if submitted(form, lambda values: actions.word_pledge(ctx, **values)):
        messages.success(request, _("誓約事項の文を決めました。"))
        return redirect(back)
    lead = _("すでに署名された誓約と、署名をお願いしている誓約は、元の文のまま残ります。")
    return form_page(request, form, _("誓約事項の文を変える"), back=back, submit=_("決める"), lead=lead, clause=CLAUSE)
