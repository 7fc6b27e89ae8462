"""Assets, persons, hours of a case; one click into the registers. Evidence and its chain of hands."""

from __future__ import annotations

import tempfile
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import file_response, sound_response
from sakimori.foundation.files.sounds import is_sound
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.render import render_page
from sakimori.measures.incidents import actions, forms, forms_more
from sakimori.measures.incidents.bundles import write_case_bundle
from sakimori.measures.incidents.models import AffectedAsset, CaseVisit, Evidence
from sakimori.measures.incidents.queries import cases as queries
from sakimori.measures.incidents.queries.visits import visits_of, visits_to_link
from sakimori.measures.incidents.views.shared import (
    MANAGE,
    READ,
    act_page,
    back_to,
    case_page,
    found_case,
    given,
    of_case,
    open_case_of,
)
from sakimori.registers.premises.relations import told


@page(READ)
def things(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Assets, persons, traces, hours."""
    found = found_case(ctx, incident_id)
    efforts = list(found.efforts.select_related("person").order_by("on", "id"))
    values = case_page(ctx, found, "things") | {
        "assets": queries.assets_of(found),
        "parties": list(found.parties.select_related("person").order_by("id")),
        "visits": visits_of(found),
        "may_open_visits": allowed(ctx, Permission.ASSET_READ),
        "indicators": list(found.indicators.order_by("kind", "id")),
        "efforts": efforts,
        "spent": queries.spent_on(efforts),
        "may_shut": allowed(ctx, Permission.ACCOUNT_MANAGE) and found.is_open,
    }
    return render_page(request, "incidents/things.html", values)


@page(MANAGE)
def asset_new(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """An asset that is concerned."""
    found = open_case_of(ctx, incident_id)
    form = forms.AssetForm(request.POST or None, assets=queries.assets_to_choose(ctx.today))
    return act_page(
        request, ctx, found, form,
        lambda values: actions.touch_asset(ctx, case=found, **values),
        _("影響を受けた資産を加える"),
        submit=_("加える"),
        tab="things",
    )  # fmt: skip


@page(MANAGE)
def visits_link(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Who was in the room around that time (PHY-6)."""
    found = open_case_of(ctx, incident_id)
    rows = visits_to_link(found, ctx.at)
    title = _("関係する入室の記録を選ぶ")
    if not rows:
        back = back_to(ctx, found, "things")
        return render_page(request, "incidents/no_visits.html", {"page_title": f"{found.code} {title}", "back": back})
    form = forms.VisitsForm(request.POST or None)
    form.fields["visits"].offer(rows, told)  # type: ignore[attr-defined]
    return act_page(
        request, ctx, found, form,
        lambda values: actions.link_visits(ctx, case=found, **values),
        title,
        submit=_("結ぶ"),
        tab="things",
        done=_("入室の記録を事案に結びました。"),
        lead=_("起きた日の90日前から今までの、新しい順です。"),
    )  # fmt: skip


@require_POST
@page(MANAGE)
def visit_unlink(request: HttpRequest, ctx: Context, case_visit_id: UUID) -> HttpResponse:
    """The visit has nothing to do with the case."""
    row: CaseVisit = of_case(ctx, CaseVisit, case_visit_id, "visit__place")
    form = forms.PressForm(request.POST)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.unlink_visit(ctx, link=row),
        _("入室の記録を外す"),
        submit=_("外す"),
        tab="things",
        done=_("入室の記録を事案から外しました。"),
    )  # fmt: skip


@page(MANAGE)
def asset_lost(request: HttpRequest, ctx: Context, affected_id: UUID) -> HttpResponse:
    """The report of loss, from what the case knows."""
    row: AffectedAsset = of_case(ctx, AffectedAsset, affected_id, "asset")
    form = forms_more.LostForm(request.POST or None)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.mark_lost(ctx, case=row.case, asset=row.asset, **values),
        _("紛失・盗難にする: %(asset)s") % {"asset": row.asset},
        submit=_("紛失・盗難にする"),
        tab="things",
        done=_("紛失・破損等届を作り、台帳の状態を変えました。"),
        notes=[_("紛失・破損等届を作ります"), _("台帳の状態を「紛失・盗難」にします")],
    )  # fmt: skip


@page(MANAGE)
def asset_found(request: HttpRequest, ctx: Context, affected_id: UUID) -> HttpResponse:
    """It turned up, or was given up."""
    row: AffectedAsset = of_case(ctx, AffectedAsset, affected_id, "asset", "loss__asset")
    form = forms_more.FoundForm(request.POST or None, initial={"found_on": ctx.today})

    def act(values: dict[str, Any]) -> None:
        actions.device_found(ctx, affected=row, **(values | {"is_found": values["is_found"] == "yes"}))

    return act_page(
        request, ctx, row.case, form, act, _("結果を記録する: %(asset)s") % {"asset": row.asset}, submit=_("記録する"),
        tab="things",
    )  # fmt: skip


@page(MANAGE)
def asset_return(request: HttpRequest, ctx: Context, affected_id: UUID) -> HttpResponse:
    """The loan ends: it is to come back today."""
    row: AffectedAsset = of_case(ctx, AffectedAsset, affected_id, "asset")
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.end_loan(ctx, case=row.case, asset=row.asset),
        _("貸出しを止める: %(asset)s") % {"asset": row.asset},
        submit=_("貸出しを止める"),
        tab="things",
        notes=[_("返却の期限を今日にします"), _("借りている人に、返却をお願いします")],
    )  # fmt: skip


@page(MANAGE)
def asset_close(request: HttpRequest, ctx: Context, affected_id: UUID) -> HttpResponse:
    """An ID of the register is retired."""
    row: AffectedAsset = of_case(ctx, AffectedAsset, affected_id, "asset")
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.close_account(ctx, case=row.case, asset=row.asset),
        _("IDを使えなくする: %(asset)s") % {"asset": row.asset},
        submit=_("使えなくする"),
        tab="things",
        notes=[_("台帳の状態を「廃棄・返却待ち」にします"), _("サービスの画面でも、IDを止めてください")],
    )  # fmt: skip


@page(Permission.ACCOUNT_MANAGE)
def person_close(request: HttpRequest, ctx: Context, incident_id: UUID, person_id: UUID) -> HttpResponse:
    """A person's accounts of Sakimori are stopped."""
    found = open_case_of(ctx, incident_id)
    person = get_object_or_404(Person, pk=person_id)
    if not found.parties.filter(person=person).exists():
        raise Http404
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.close_person(ctx, case=found, person=person),
        _("防人の利用を止める: %(name)s") % {"name": person.shown_name},
        submit=_("利用を止める"),
        tab="things",
        notes=[_("この人の利用を停止します"), _("ログイン中の端末は、すぐにログアウトされます")],
        danger=_("この人は、再開するまで防人を使えません。よろしいですか。"),
    )  # fmt: skip


@page(MANAGE)
def spend(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Hours or yen."""
    found = open_case_of(ctx, incident_id)
    form = forms.SpendForm(request.POST or None, people=queries.people_to_choose(ctx.today), initial={"on": ctx.today})
    return act_page(
        request, ctx, found, form,
        lambda values: actions.spend(ctx, case=found, **given(values, "minutes", "yen")),
        _("かかった時間・費用を記録する"),
        submit=_("記録する"),
        tab="things",
    )  # fmt: skip


@page(READ)
def evidence(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Evidence and through whose hands it went."""
    found = found_case(ctx, incident_id)
    values = case_page(ctx, found, "evidence") | {"rows": queries.evidence_of(found)}
    return render_page(request, "incidents/evidence.html", values)


@page(MANAGE)
def evidence_new(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """A file or a thing comes in."""
    found = open_case_of(ctx, incident_id)
    form = forms_more.EvidenceForm(
        request.POST or None,
        request.FILES or None,
        evidence=found.evidence.order_by("number"),
        initial={"received_at": ctx.at},
    )

    def act(values: dict[str, Any]) -> None:
        sent = values.pop("file")
        more = {"name": sent.name or "", "data": sent.read()} if isinstance(sent, UploadedFile) else {}
        actions.take_evidence(ctx, case=found, **values, **more)

    return act_page(
        request, ctx, found, form, act, _("証拠を受け取る"), submit=_("受け取る"), tab="evidence",
        done=_("証拠を受け取り、受渡しの記録を始めました。"),
    )  # fmt: skip


@page(MANAGE)
def evidence_hand(request: HttpRequest, ctx: Context, evidence_id: UUID) -> HttpResponse:
    """The next hands."""
    row: Evidence = of_case(ctx, Evidence, evidence_id)
    last = row.chain.order_by("-at", "-id").first()
    initial = {"at": ctx.at, "from_whom": last.to_whom if last else "", "place": row.kept_at}
    form = forms_more.CustodyForm(request.POST or None, initial=initial)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.hand_evidence(ctx, evidence=row, **values),
        _("証拠%(number)sを受け渡す") % {"number": row.number},
        submit=_("受渡しを記録する"),
        tab="evidence",
    )  # fmt: skip


@page(READ)
def evidence_file(request: HttpRequest, ctx: Context, evidence_id: UUID) -> HttpResponse:
    """The file, byte for byte as it came."""
    row: Evidence = of_case(ctx, Evidence, evidence_id, "file")
    if row.file is None:
        raise Http404
    return sound_response(request, row.file) if is_sound(row.file.media_type) else file_response(row.file)


@require_POST
@page(MANAGE)
def evidence_bundle(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """A sealed bundle of the case, to be verified without Sakimori."""
    found = found_case(ctx, incident_id)
    out = tempfile.TemporaryFile()  # noqa: SIM115  FileResponse closes it
    write_case_bundle(ctx, out, case=found)
    out.seek(0)
    name = f"evidence-{found.fiscal_year}-{found.number}.zip"
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")  # type: ignore[return-value]
