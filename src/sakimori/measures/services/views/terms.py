"""The terms of a service: kept, read, compared."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.services import actions, forms, queries
from sakimori.measures.services.models import TermsCopy
from sakimori.measures.services.rules import CLAUSE
from sakimori.measures.services.views.register import service_of
from sakimori.measures.services.views.requests import MANAGE, READ


@page(MANAGE)
def terms_new(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """The terms as they are today, as a file or pasted."""
    found = service_of(service_id)
    form = forms.TermsForm(request.POST or None, request.FILES or None, initial={"taken_on": ctx.today})
    made: list[TermsCopy] = []

    def act(values: dict[str, object]) -> None:
        file = values.pop("file")
        sent = {"name": file.name, "data": file.read()} if file else {}  # type: ignore[attr-defined]
        made.append(actions.take_terms(ctx, service=found, **values, **sent))  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("規約の写しを残しました。読んで、判断を記録してください。"))
        return redirect(address(ctx, "services:terms", copy_id=made[0].pk))
    back = address(ctx, "services:service", service_id=found.pk)
    title = _("規約の写しを残す")
    return form_page(request, form, title, back=back, submit=_("残す"), lead=found.name, clause=CLAUSE)


@page(READ)
def terms(request: HttpRequest, ctx: Context, copy_id: UUID) -> HttpResponse:
    """One copy: what changed since the last, the words, and whoever read them."""
    rows = TermsCopy.objects.select_related("service", "file", "reviewed_by")
    found = get_object_or_404(rows, pk=copy_id)
    may_manage = allowed(ctx, MANAGE)
    form = forms.ReviewForm(request.POST or None if may_manage else None, initial={"reviewed_on": ctx.today})
    if submitted(form, lambda values: actions.review_terms(ctx, copy=found, **values)):
        messages.success(request, _("規約を読んだことを記録しました。"))
        return redirect(address(ctx, "services:service", service_id=found.service_id))
    before = queries.terms_before(found)
    values = {
        "page_title": _("規約の写し（%(name)s）") % {"name": found.service.name},
        "copy": found,
        "before": before,
        "is_same": before is not None and before.sha256 == found.sha256,
        "differences": queries.differences(before.text, found.text) if before else [],
        "form": form if may_manage and found.reviewed_on is None else None,
    }
    return render_page(request, "services/terms.html", values, status=422 if form.is_bound else 200)


@page(READ)
def terms_file(request: HttpRequest, ctx: Context, copy_id: UUID) -> HttpResponse:
    """The file of a copy."""
    found = get_object_or_404(TermsCopy.objects.select_related("file"), pk=copy_id)
    if found.file is None:
        raise Http404
    return file_response(found.file)
