"""Where the assembly's BCP is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.continuity import actions, forms, queries
from sakimori.measures.continuity.models import ContinuityPlan
from sakimori.measures.continuity.views.cards import CLAUSE, MANAGE, READ

FIELDS = ("title", "revised_on", "clause", "trigger", "kept_at")


@page(MANAGE)
def plan(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Title, last revision, what starts it, where it lies; a file where there is one."""
    last = queries.plan_on(ctx.today)
    initial = {name: getattr(last, name) for name in FIELDS} if last else {"title": _("議会BCP（業務継続計画）")}
    form = forms.PlanForm(request.POST or None, request.FILES or None, initial=initial)
    back = address(ctx, "continuity:cards")

    def act(values: dict[str, object]) -> None:
        given = form.cleaned_data["file"]
        rest = {name: values[name] for name in FIELDS}
        upload = {"file_name": given.name or "file", "data": given.read()} if given else {}
        actions.save_plan(ctx, **rest, **upload)  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("議会BCPの所在を登録しました。"))
        return redirect(back)
    lead = _("この画面は議会BCPに代わるものではありません。どこにあり、いつ動くかを書いておきます。")
    return form_page(request, form, _("議会BCPの所在"), back=back, submit=_("登録する"), lead=lead, clause=CLAUSE)


@page(READ)
def file(request: HttpRequest, ctx: Context, plan_id: UUID) -> HttpResponse:
    """The plan itself."""
    found = get_object_or_404(ContinuityPlan.objects.select_related("file"), pk=plan_id)
    if found.file is None:
        raise Http404
    return file_response(found.file)
