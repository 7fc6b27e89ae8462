"""What waits to be erased, and recording an erasure."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.assets.models import Asset
from sakimori.registers.disposal import actions, queries
from sakimori.registers.disposal.forms import ErasureForm, ErasuresForm
from sakimori.registers.disposal.lists import ERASURES
from sakimori.registers.disposal.models import DisposalCase, Erasure
from sakimori.registers.disposal.types import Method, Occasion
from sakimori.registers.lending.models import Loan

ON_A_PAGE = 50


@page(Permission.ASSET_READ)
def pending(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What came back and was not erased yet; leased things whose lease is over."""
    values = {
        "page_title": _("消去を待つ機器・媒体"),
        "loans": list(queries.waiting_for_erasure(ctx.today)),
        "leases": list(queries.ripe_leases(ctx.today)),
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE),
    }
    return render_page(request, "disposal/pending.html", values)


@page(Permission.ASSET_READ)
def erasures(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every erasure with its proof, newest first."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, ERASURES, queries.erasures(on), on, queries.erasures)
    if found.wants_file:
        return found.file()
    shown = Paginator(found.rows, ON_A_PAGE).get_page(request.GET.get("page"))
    values = {"page_title": _("データの消去の記録"), "list": found, "found": shown, "erasures": list(shown.object_list)}
    return render_page(request, "disposal/erasures.html", values)


@page(Permission.ASSET_MANAGE)
def erase(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Record the erasure of one asset; `?loan=` and `?case=` say why, else the return that waits for it does."""
    asset = get_object_or_404(Asset, pk=asset_id)
    loan = _row(Loan.objects.filter(asset=asset), request.GET.get("loan", ""))
    case = _row(DisposalCase.objects.filter(items__asset=asset), request.GET.get("case", ""))
    if loan is None and case is None:
        loan = queries.waiting_for_erasure(ctx.today).filter(asset=asset).last()
    held = queries.class_held(asset, ctx.today)
    occasion = Occasion.DISPOSAL if case else Occasion.RETURN if loan else Occasion.REUSE
    form = ErasureForm(
        request.POST or None,
        request.FILES or None,
        asset=asset,
        held=held,
        people=people_in_office(ctx.today).order_by("kana", "id"),
        initial={"erased_on": ctx.today, "occasion": occasion},
    )
    back = reverse("assets:asset", kwargs={"assembly": ctx.assembly.slug, "asset_id": asset.pk})
    if case:
        back = reverse("disposal:case", kwargs={"assembly": ctx.assembly.slug, "case_id": case.pk})

    def act(values: dict[str, object]) -> None:
        for name in ("certificate", "photo"):
            given = request.FILES.get(name)
            values[name] = store_file(ctx, name=given.name or name, data=given.read()) if given else None
        actions.record_erasure(ctx, asset=asset, loan=loan, case=case, **values)  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("データの消去を記録しました。"))
        return redirect(back)
    lead = _("%(number)s %(name)s（製造番号 %(serial)s）。機密性の扱い: %(held)s") % {
        "number": asset.number,
        "name": asset.name,
        "serial": asset.serial or "—",
        "held": held or _("未分類（2として扱う）"),
    }
    return form_page(
        request, form, _("データの消去を記録する"), back=back, submit=_("記録する"), lead=lead,
        clause=_("6(4) 物理的セキュリティ"),
    )  # fmt: skip


@page(Permission.ASSET_MANAGE)
def erase_many(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Everything that came back and was erased in the same way."""
    loans = list(queries.waiting_for_erasure(ctx.today))
    people = people_in_office(ctx.today).order_by("kana", "id")
    initial = {"erased_on": ctx.today, "method": Method.FACTORY_RESET}
    form = ErasuresForm(request.POST or None, request.FILES or None, loans=loans, people=people, initial=initial)

    def act(values: dict[str, object]) -> None:
        given = request.FILES.get("certificate")
        name = given.name or "certificate" if given else ""
        values["certificate"] = store_file(ctx, name=name, data=given.read()) if given else None
        actions.record_erasures(ctx, **values)  # type: ignore[arg-type]

    back = reverse("disposal:pending", kwargs={"assembly": ctx.assembly.slug})
    if submitted(form, act):
        messages.success(request, _("%(count)s件の消去を記録しました。") % {"count": len(form.cleaned_data["loans"])})
        return redirect(back)
    return form_page(
        request, form, _("まとめて消去を記録する"), back=back, submit=_("記録する"),
        lead=_("同じ日に同じ方法で消去した物を選んでください。例外の記録が要る物は、一つずつ記録します。"),
        clause=_("6(4) 物理的セキュリティ"),
    )  # fmt: skip


@page(Permission.ASSET_READ)
def certificate(request: HttpRequest, ctx: Context, erasure_id: UUID) -> HttpResponse:
    """The certificate of an erasure."""
    found = get_object_or_404(Erasure.objects.select_related("certificate"), pk=erasure_id, certificate__isnull=False)
    return file_response(cast("StoredFile", found.certificate))


@page(Permission.ASSET_READ)
def photo(request: HttpRequest, ctx: Context, erasure_id: UUID) -> HttpResponse:
    """The photo of an erasure."""
    found = get_object_or_404(Erasure.objects.select_related("photo"), pk=erasure_id, photo__isnull=False)
    return file_response(cast("StoredFile", found.photo))


def _row(rows, key: str):  # type: ignore[no-untyped-def]
    try:
        return rows.filter(pk=UUID(key)).first()
    except ValueError:
        return None
