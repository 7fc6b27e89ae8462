"""Looking for fakes by hand; the official accounts that the public may know of."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context, system_context
from sakimori.foundation.access.pages import page, public_page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.social import actions, forms, queries
from sakimori.measures.social.lists import FAKES
from sakimori.measures.social.models import FakeLook
from sakimori.measures.social.queries import Official
from sakimori.measures.social.views.accounts import CLAUSE, MANAGE, READ, takeover_page


@page(READ)
def fakes(request: HttpRequest, ctx: Context) -> HttpResponse:
    """When fakes were looked for, and what came of it."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, FAKES, queries.fake_looks(on), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("なりすましの確認"),
        "list": found,
        "looks": found.rows,
        "takeover": takeover_page(ctx),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "social/fakes.html", values)


@page(MANAGE)
def fake_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Somebody looked."""
    initial = {"looked_on": ctx.today, "words": ctx.assembly.name}
    form = forms.FakeForm(request.POST or None, initial=initial)
    back = address(ctx, "social:fakes")
    if submitted(form, lambda values: actions.look_for_fakes(ctx, **values)):
        messages.success(request, _("記録しました。"))
        return redirect(back)
    lead = _("サービスの検索の欄で議会や議長の名前を探し、公式でないのに公式のように見えるものがないかを見ます。")
    title = _("なりすましを調べたことを記録する")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def fake_follow(request: HttpRequest, ctx: Context, look_id: UUID) -> HttpResponse:
    """What was done about a fake."""
    found = get_object_or_404(FakeLook, pk=look_id, is_found=True)
    names = ("reported_on", "answer", "gone_on")
    form = forms.FollowForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    back = address(ctx, "social:fakes")
    if submitted(form, lambda values: actions.follow_fake(ctx, look=found, **values)):
        messages.success(request, _("記録しました。"))
        return redirect(back)
    title = _("なりすましへの対応を記録する")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=found.fake_address, clause=CLAUSE)


def _official(slug: str) -> tuple[Assembly, list[Official], list[Official]]:
    """The assembly with its official accounts; an assembly that shows none does not exist for the public."""
    assembly = assembly_by_slug(slug)
    if assembly is None or not assembly.is_active:
        raise Http404
    with scope(assembly.pk):
        today = system_context(assembly).today
        accounts, retired = queries.official_accounts(today), queries.retired_accounts(today)
    if not accounts and not retired:
        raise Http404
    return assembly, accounts, retired


@public_page
def official(request: HttpRequest, assembly: str) -> HttpResponse:
    """The official accounts, so that anybody can tell fakes."""
    found, accounts, retired = _official(assembly)
    values = {
        "page_title": _("公式アカウント"),
        "assembly_name": found.name,
        "slug": found.slug,
        "accounts": accounts,
        "retired": retired,
    }
    return render_page(request, "social/official.html", values)


@public_page
def official_json(request: HttpRequest, assembly: str) -> HttpResponse:
    """The same for programs."""
    found, accounts, retired = _official(assembly)

    def plain(row: Official) -> dict[str, str]:
        return {"network": row.network, "name": row.name, "handle": row.handle, "address": row.address}

    data = {"assembly": found.name, "accounts": [plain(row) for row in accounts]}
    data["closed"] = [{"network": row.network, "handle": row.handle} for row in retired]
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@public_page
def official_text(request: HttpRequest, assembly: str) -> HttpResponse:
    """The same as plain text, a line each."""
    found, accounts, retired = _official(assembly)
    lines = [found.name, *(f"{row.network}\t{row.name}\t{row.handle}\t{row.address}" for row in accounts)]
    lines += [f"(closed)\t{row.network}\t{row.handle}" for row in retired]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
