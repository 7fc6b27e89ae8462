"""Disposal files: list, one file, its assets, approval, hand-over, reconciliation, close."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.approvals.queries import applications_about
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.assets.models import Asset
from sakimori.registers.disposal import actions, forms, queries, sheets
from sakimori.registers.disposal.lists import CASES
from sakimori.registers.disposal.models import CaseFile, DisposalCase, DisposalItem
from sakimori.registers.disposal.serials import listed, pasted
from sakimori.registers.disposal.types import CaseKind

CLAUSE = _l("6(4) 物理的セキュリティ")
MOST_CHOSEN = 500
"""As many assets may come with the address."""


@page(Permission.ASSET_READ)
def cases(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every disposal file."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, CASES, queries.cases_on(on), on, queries.cases_on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("廃棄・返却"),
        "list": found,
        "cases": found.rows,
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE) and not found.is_past,
    }
    return render_page(request, "disposal/cases.html", values)


@page(Permission.ASSET_READ)
def case(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """One file: what leaves, what is told and what is not, the papers, and the next step."""
    found = get_object_or_404(DisposalCase.objects.select_related("application"), pk=case_id)
    applications, items = applications_about(found.pk), queries.items_of(found)
    values = {
        "page_title": f"{found.number} {found.title}",
        "case": found,
        "items": items,
        "foreign": queries.foreign_serials(found),
        "open_points": queries.open_points(items) if found.closed_on is None else [],
        "files": list(found.files.select_related("file").order_by("id")),
        "applications": applications,
        "is_waiting": any(row.state == "waiting" for row in applications),
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE) and found.closed_on is None,
    }
    return render_page(request, "disposal/case.html", values)


@page(Permission.ASSET_MANAGE)
def case_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Begin a file; `?asset=` (many) and `?kind=` say for what, when another page leads here."""
    chosen = _chosen(request.GET.getlist("asset"))
    kind = request.GET.get("kind", "")
    initial = {"kind": kind if kind in CaseKind.values else CaseKind.DESTROY}
    form = forms.CaseForm(request.POST or None, initial=initial)
    made: list[DisposalCase] = []

    def act(values: dict[str, Any]) -> None:
        made.append(actions.open_case(ctx, assets=chosen, **values))

    if submitted(form, act):
        if chosen:
            messages.success(request, _("記録を作り、選んだ資産を加えました。次に、決裁を申請してください。"))
            return redirect(_back(ctx, made[0]))
        messages.success(request, _("記録を作りました。次に、廃棄・返却する資産を選んでください。"))
        return redirect("disposal:items", assembly=ctx.assembly.slug, case_id=made[0].pk)
    back = reverse("disposal:cases", kwargs={"assembly": ctx.assembly.slug})
    notes = [_("「%(asset)s」を廃棄・返却待ちにします") % {"asset": asset} for asset in chosen]
    return form_page(
        request, form, _("廃棄・返却の記録を作る"), back=back, submit=_("作る"), clause=CLAUSE, notes=notes
    )


def _chosen(keys: list[str]) -> list[Asset]:
    """The assets of these keys, by number; what is no key of ours is left out."""
    known = []
    for key in keys[:MOST_CHOSEN]:
        with suppress(ValueError):
            known.append(UUID(key))
    return list(Asset.objects.filter(pk__in=known).order_by("number")) if known else []


@page(Permission.ASSET_MANAGE)
def case_edit(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """Correct contractor, chain, planned day."""
    found = get_object_or_404(DisposalCase, pk=case_id)
    names = ("title", "contractor", "subcontractors", "planned_on", "note")
    form = forms.CaseForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    del form.fields["kind"]
    if submitted(form, lambda values: actions.change_case(ctx, case=found, **values)):
        messages.success(request, _("記録を直しました。"))
        return redirect(_back(ctx, found))
    return form_page(request, form, _("記録を直す"), back=_back(ctx, found), submit=_("直す"), clause=CLAUSE)


@page(Permission.ASSET_MANAGE)
def items(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """Choose assets: those that wait, and more by number or serial."""
    found = get_object_or_404(DisposalCase, pk=case_id)
    form = forms.ItemsForm(request.POST or None, waiting=queries.waiting_assets())

    def act(values: dict[str, object]) -> None:
        chosen = [*values["assets"], *_by_numbers(str(values["numbers"]))]  # type: ignore[misc]
        if not chosen:
            raise ValidationError({"assets": _("資産を一つ以上選んでください。")})
        actions.add_items(ctx, case=found, assets=chosen)

    if submitted(form, act):
        messages.success(request, _("資産を加えました。"))
        return redirect(_back(ctx, found))
    return form_page(
        request, form, _("廃棄・返却する資産を加える"), back=_back(ctx, found), submit=_("加える"), clause=CLAUSE
    )


def _by_numbers(text: str) -> list[Asset]:
    """Assets by number or serial, one a line; raises with every line that is none."""
    wanted = [line.strip() for line in text.splitlines() if line.strip()]
    if not wanted:
        return []
    rows = Asset.objects.filter(number__in=wanted) | Asset.objects.filter(serial__in=wanted)
    known: dict[str, Asset] = {}
    for asset in rows:
        known |= {asset.number: asset, **({asset.serial: asset} if asset.serial else {})}
    missing = [line for line in wanted if line not in known]
    if missing:
        raise ValidationError(
            {"numbers": _("台帳に見つかりません: %(numbers)s") % {"numbers": "、".join(missing[:20])}}
        )
    return list({known[line].pk: known[line] for line in wanted}.values())


@page(Permission.ASSET_MANAGE)
def item_remove(request: HttpRequest, ctx: Context, item_id: UUID) -> HttpResponse:
    """An asset stays after all."""
    item = get_object_or_404(DisposalItem.objects.select_related("case", "asset"), pk=item_id)
    form = forms.ReasonForm(request.POST or None)
    back = _back(ctx, item.case)
    if submitted(form, lambda values: actions.remove_item(ctx, item=item, **values)):
        messages.success(request, _("資産を外しました。"))
        return redirect(back)
    return form_page(
        request, form, _("%(asset)s を外す") % {"asset": item.asset}, back=back, submit=_("外す"), clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def item_excuse(request: HttpRequest, ctx: Context, item_id: UUID) -> HttpResponse:
    """Record an exception for one asset."""
    item = get_object_or_404(DisposalItem.objects.select_related("case", "asset"), pk=item_id)
    people = people_in_office(ctx.today).order_by("kana", "id")
    form = forms.ExcuseForm(request.POST or None, people=people, initial={"reason": item.exception_reason})
    back = _back(ctx, item.case)
    if submitted(form, lambda values: actions.excuse_item(ctx, item=item, **values)):
        messages.success(request, _("例外を記録しました。"))
        return redirect(back)
    return form_page(
        request, form, _("%(asset)s の例外を記録する") % {"asset": item.asset}, back=back, submit=_("記録する"),
        lead=_("照合や消去の記録がそろわないまま完了する理由と、認めた人を残します。"), clause=CLAUSE,
    )  # fmt: skip


@page(Permission.ASSET_MANAGE)
def approval(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """Hand the file in for decision."""
    found = get_object_or_404(DisposalCase, pk=case_id)
    form = forms.RouteForm(request.POST or None, initial={"route": Role.SECRETARY_GENERAL})

    def act(values: dict[str, str]) -> None:
        actions.ask_for_approval(ctx, case=found, route=[Role(role) for role in values["route"].split()])

    if submitted(form, act):
        messages.success(request, _("決裁を申請しました。"))
        return redirect(_back(ctx, found))
    return form_page(
        request, form, _("廃棄・返却の決裁を申請する"), back=_back(ctx, found), submit=_("申請する"), clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def handed(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """Everything left the building."""
    found = get_object_or_404(DisposalCase, pk=case_id)
    form = forms.DayForm(request.POST or None, initial={"day": ctx.today})
    if submitted(form, lambda values: actions.hand_over(ctx, case=found, handed_on=values["day"])):
        messages.success(request, _("引渡しを記録しました。"))
        return redirect(_back(ctx, found))
    return form_page(request, form, _("引渡しを記録する"), back=_back(ctx, found), submit=_("記録する"), clause=CLAUSE)


@page(Permission.ASSET_MANAGE)
def reconcile(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """Compare with the contractor's list, pasted or as a file."""
    found = get_object_or_404(DisposalCase, pk=case_id)
    form = forms.SerialsForm(request.POST or None, request.FILES or None)

    def act(values: dict[str, object]) -> None:
        given, file = request.FILES.get("file"), None
        serials = pasted(str(values["serials"] or ""))
        if given:
            content = given.read()
            serials += listed(content, list(found.items.values_list("serial", flat=True)))
            file = store_file(ctx, name=given.name or "list", data=content)
        actions.reconcile(ctx, case=found, serials=serials, file=file)

    if submitted(form, act):
        messages.success(request, _("事業者の一覧と照合しました。"))
        return redirect(_back(ctx, found))
    return form_page(
        request, form, _("事業者の一覧と照合する"), back=_back(ctx, found), submit=_("照合する"),
        lead=_("証明書だけでは証拠になりません。引き渡した製造番号を一つずつ、事業者の一覧と突き合わせます。"), clause=CLAUSE,
    )  # fmt: skip


@page(Permission.ASSET_MANAGE)
def close(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """Close the file; refused while anything is open."""
    found = get_object_or_404(DisposalCase, pk=case_id)
    form = forms.DayForm(request.POST or None, initial={"day": ctx.today})
    if submitted(form, lambda values: actions.close_case(ctx, case=found, closed_on=values["day"])):
        messages.success(request, _("廃棄・返却を完了しました。"))
        return redirect(_back(ctx, found))
    return form_page(
        request, form, _("廃棄・返却を完了する"), back=_back(ctx, found), submit=_("完了する"), clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def file_add(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """A certificate, photo, contract or delivery note."""
    found = get_object_or_404(DisposalCase, pk=case_id)
    form = forms.FileForm(request.POST or None, request.FILES or None)

    def act(values: dict[str, object]) -> None:
        given = request.FILES.get("file")
        assert given is not None  # the field is required
        actions.add_file(ctx, case=found, name=given.name or "file", data=given.read(), title=str(values["title"]))

    if submitted(form, act):
        messages.success(request, _("書類を加えました。"))
        return redirect(_back(ctx, found))
    return form_page(request, form, _("書類を加える"), back=_back(ctx, found), submit=_("加える"), clause=CLAUSE)


@page(Permission.ASSET_READ)
def file_download(request: HttpRequest, ctx: Context, file_id: UUID) -> HttpResponse:
    """A paper of a file."""
    return file_response(get_object_or_404(CaseFile.objects.select_related("file"), pk=file_id).file)


@page(Permission.ASSET_READ)
def case_pdf(request: HttpRequest, ctx: Context, case_id: UUID) -> HttpResponse:
    """The file as A4: assets, serials, erasures, reconciliation, places for signatures."""
    found = get_object_or_404(DisposalCase, pk=case_id)
    data = sheets.case_pdf(ctx, found, queries.items_of(found), queries.foreign_serials(found))
    return download_response(f"{found.number} {found.title}.pdf", "application/pdf", data)


def _back(ctx: Context, found: DisposalCase) -> str:
    return reverse("disposal:case", kwargs={"assembly": ctx.assembly.slug, "case_id": found.pk})
