"""紛失・破損等届: list, entering, one report, its end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending import actions, forms, queries, sheets
from sakimori.registers.lending.models import Loan, LossReport

CLAUSE = _l("6(4) 物理的セキュリティ")
READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def losses(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every report, open ones first."""
    values = {
        "page_title": _("紛失・破損"),
        "reports": list(queries.losses(with_closed="all" in request.GET)),
        "everything": "all" in request.GET,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "lending/losses.html", values)


@page(READ)
def loss(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """One report."""
    found = _report(report_id)
    values = {
        "page_title": _("%(asset)s の%(kind)s") % {"asset": found.asset, "kind": found.get_kind_display()},
        "report": found,
        "may_manage": allowed(ctx, MANAGE) and found.closed_on is None,
    }
    return render_page(request, "lending/loss.html", values)


def _report(report_id: UUID) -> LossReport:
    return get_object_or_404(LossReport.objects.select_related("asset", "person", "loan"), pk=report_id)


@page(READ)
def loss_pdf(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """The report on A4."""
    return download_response(
        f"{sheets.TITLES['loss']}.pdf", "application/pdf", sheets.loss_pdf(ctx, _report(report_id))
    )


@page(MANAGE)
def loss_new(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Staff enter a report."""
    asset = get_object_or_404(Asset, pk=asset_id)
    form = forms.LossEntryForm(request.POST or None, request.FILES or None, initial={"reported_on": ctx.today})
    return _enter(request, ctx, form, asset, address(ctx, "assets:asset", asset_id=asset.pk))


@page(Permission.ASK_ANSWER)
def loss_own(request: HttpRequest, ctx: Context, loan_id: UUID) -> HttpResponse:
    """The holder reports what is lent to them."""
    loans = Loan.objects.filter(returned_on__isnull=True).select_related("asset")
    loan = get_object_or_404(loans, pk=loan_id)
    if loan.person_id != ctx.actor.person_id:
        raise Http404
    return _enter(request, ctx, forms.LossForm(request.POST or None), loan.asset, address(ctx, "lending:mine"))


def _enter(request: HttpRequest, ctx: Context, form: forms.LossForm, asset: Asset, back: str) -> HttpResponse:
    made: list[LossReport] = []

    def act(values: dict[str, object]) -> None:
        scan = values.pop("scan", None)
        data = {"scan_name": scan.name, "scan_data": scan.read()} if scan else {}  # type: ignore[attr-defined]
        made.append(actions.report_loss(ctx, asset=asset, **values, **data))  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("届出を受け付けました。"))
        if allowed(ctx, READ):
            return redirect("lending:loss", assembly=ctx.assembly.slug, report_id=made[0].pk)
        return redirect("lending:mine", assembly=ctx.assembly.slug)
    title = _("%(asset)s の紛失・破損を届け出る") % {"asset": asset}
    lead = _("わかる範囲でかまいません。あとから書き足せます。")
    return form_page(request, form, title, back=back, submit=_("届け出る"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def loss_more(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """What was learned or done since."""
    found = _report(report_id)
    names = ("cause", "data_inside", "actions_taken", "police_number")
    form = forms.LossMoreForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    back = address(ctx, "lending:loss", report_id=found.pk)
    if submitted(form, lambda values: actions.add_to_loss(ctx, report=found, **values)):
        messages.success(request, _("書き加えました。"))
        return redirect(back)
    return form_page(request, form, _("届出に書き加える"), back=back, submit=_("書き加える"), clause=CLAUSE)


@page(MANAGE)
def loss_end(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """Found, given up, repaired or replaced."""
    found = _report(report_id)
    form = forms.LossEndForm(request.POST or None, initial={"closed_on": ctx.today})
    back = address(ctx, "lending:loss", report_id=found.pk)
    if submitted(form, lambda values: actions.close_loss(ctx, report=found, **values)):
        messages.success(request, _("結果を記録しました。"))
        return redirect(back)
    return form_page(request, form, _("結果を記録する"), back=back, submit=_("記録する"), clause=CLAUSE)
