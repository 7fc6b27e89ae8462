"""Who may see a case, and from whom it is kept."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.measures.incidents import actions, forms
from sakimori.measures.incidents.queries import cases as queries
from sakimori.measures.incidents.views.shared import MANAGE, act_page, found_case, open_case_of


@page(MANAGE)
def restrict(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Fewer people see it, or all again."""
    found = open_case_of(ctx, incident_id)
    if found.is_restricted:
        form = forms.ReasonForm(request.POST or None)
        return act_page(
            request, ctx, found, form,
            lambda values: actions.unrestrict(ctx, case=found, **values),
            _("取扱いの限定を解く"),
            submit=_("解く"),
        )  # fmt: skip
    people = queries.people_to_choose(ctx.today)
    restricting = forms.RestrictForm(request.POST or None, people=people)
    return act_page(
        request, ctx, found, restricting,
        lambda values: actions.restrict(ctx, case=found, **values),
        _("取扱いを限る"),
        submit=_("限る"),
        lead=_("議長、副議長、事務局長、管理者と、ここで選んだ人だけが見られます。一覧にも、ほかの人には出ません。"),
    )  # fmt: skip


@page(MANAGE)
def kept_from(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """From whom a restricted case is kept, whatever they may see otherwise."""
    found = found_case(ctx, incident_id)
    initial = {"people": [str(row.person_id) for row in queries.kept_from(found)]}
    people = queries.people_to_choose(ctx.today)
    form = forms.KeptFromForm(request.POST or None, people=people, initial=initial)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.keep_from(ctx, case=found, **values),
        _("この事案を見せない人を決める"),
        submit=_("決める"),
        lead=_("選んだ人は、議長や管理者であっても、この事案をどこでも見られません。選んだことは、その人に知らせません。"),
    )  # fmt: skip
