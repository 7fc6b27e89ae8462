"""Paper that comes back: print sheets, take in scans, file what is clear, look at what is not."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.asks.actions import print_asks
from sakimori.foundation.asks.models import AskState, Campaign, PrintedSheet
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.papers.bitmaps import bitmap_of, cut, png_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, attach, form_page, submitted
from sakimori.front.scans import actions, queries
from sakimori.front.scans.answers import as_sent, form_for
from sakimori.front.scans.forms import AsideForm, AssignForm, SignedForm, UploadForm
from sakimori.front.scans.models import ScannedPage
from sakimori.front.scans.reading import SHARES, read_upload
from sakimori.front.scans.types import PageState

MANAGE = Permission.ASK_MANAGE
_LONG_SIDE: Final = 1400
"""Dots of the picture that a human compares with."""


@page(MANAGE)
def scans(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Everything that came in and waits, and the place to bring more."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and submitted(form, lambda values: _take_in(request, ctx, values["scans"])):
        return redirect("scans:scans", assembly=ctx.assembly.slug)
    found = queries.waiting()
    rows = {
        "page_title": _("紙の回答（印刷とスキャン）"),
        "form": form,
        "sure": [one for one in found if one.first.state == PageState.SURE],
        "others": [one for one in found if one.first.state != PageState.SURE],
        "done": queries.done(),
    }
    return render_page(request, "scans/scans.html", rows, status=422 if form.is_bound else 200)


def _take_in(request: HttpRequest, ctx: Context, files: list[Any]) -> None:
    """Each file is an act of its own: one bad file does not keep the others out."""
    refused: list[str] = []
    new = 0
    for given in files:
        name = given.name or "scan"
        try:
            taken = actions.take_in(ctx, name=name, pages=read_upload(ctx, name, given.read()))
        except ValidationError as error:
            refused += [f"{name}: {text}" for text in error.messages]
            continue
        new += taken.new
        if taken.known:
            text = _("「%(file)s」の%(count)s枚は、前に取り込んだ用紙と同じなので、取り込みませんでした。")
            messages.info(request, text % {"file": name, "count": taken.known})
        if taken.blank:
            text = _("「%(file)s」の白紙%(count)s枚は除きました。")
            messages.info(request, text % {"file": name, "count": taken.blank})
    if new:
        messages.success(request, _("%(count)s枚を取り込みました。") % {"count": new})
    if refused and not new:
        raise ValidationError({"scans": refused})
    for text in refused:
        messages.error(request, text)


@require_POST
@page(MANAGE)
def file_sure(request: HttpRequest, ctx: Context) -> HttpResponse:
    """File everything that was read without doubt; each answer is an act of its own."""
    filed = 0
    for one in queries.waiting(PageState.SURE):
        ask, printed = one.first.ask, one.first.sheet
        form = form_for(ask, printed, as_sent(form_for(ask, printed), one.pages), {})
        try:
            if not form.is_valid():
                raise ValidationError(_("必要な欄に答えがありません。"))
            actions.file_pages(ctx, pages=one.pages, answer=form.cleaned_data)
            filed += 1
        except ValidationError as error:
            for scanned in one.pages:
                if scanned.ask is not None:
                    scanned.ask.refresh_from_db()
            actions.doubt_pages(ctx, pages=one.pages)
            messages.warning(request, f"{one.name}: {' '.join(error.messages)}")
    messages.success(request, _("%(count)s件の回答を登録しました。") % {"count": filed})
    return redirect("scans:scans", assembly=ctx.assembly.slug)


@page(MANAGE)
def check(request: HttpRequest, ctx: Context, page_id: UUID) -> HttpResponse:
    """One return: the picture, and the form as it was read, to be confirmed or corrected."""
    found = get_object_or_404(queries.pages(), pk=page_id)
    one = queries.return_of(found)
    values: dict[str, Any] = {"page_title": one.name or _("だれの用紙か分からない写し"), "one": one, "found": found}
    is_open = found.ask is None or found.ask.state == AskState.OPEN
    can_file = found.state in {PageState.SURE, PageState.UNSURE} and is_open
    if not can_file or (found.ask is None and found.sheet is None):
        return render_page(request, "scans/check.html", values)
    sent = request.method == "POST"
    form = form_for(found.ask, found.sheet, request.POST if sent else None, request.FILES if sent else None)
    how = SignedForm(request.POST if sent else None) if found.ask is not None else None
    if sent and _filed(ctx, one, form, how):
        messages.success(request, _("%(name)sの回答を登録しました。") % {"name": one.name})
        return redirect("scans:scans", assembly=ctx.assembly.slug)
    if not sent:
        read = as_sent(form, one.pages)
        form.initial.update({name: _initial(form, name, read) for name in read if name in form.fields})
    values |= {"form": form, "how": how}
    return render_page(request, "scans/check.html", values, status=422 if sent else 200)


def _initial(form: django_forms.Form, name: str, read: Any) -> Any:
    return read.getlist(name) if isinstance(form.fields[name], django_forms.MultipleChoiceField) else read[name]


def _filed(ctx: Context, one: queries.Return, form: django_forms.Form, how: SignedForm | None) -> bool:
    if not all([form.is_valid(), how is None or how.is_valid()]):
        return False
    day = how.cleaned_data["signed_on"] if how is not None else None
    answer = form.cleaned_data | ({"signed_on": day.isoformat()} if day else {})
    try:
        actions.file_pages(ctx, pages=one.pages, answer=answer)
    except ValidationError as error:
        attach(error, form)
        return False
    return True


@page(MANAGE)
def assign(request: HttpRequest, ctx: Context, page_id: UUID) -> HttpResponse:
    """A human says whose page it is."""
    found = get_object_or_404(queries.pages(), pk=page_id)
    form = AssignForm(request.POST or None, asks=list(queries.open_asks()))
    if submitted(form, lambda values: actions.assign(ctx, page=found, ask=values["ask"])):
        return redirect("scans:check", assembly=ctx.assembly.slug, page_id=found.pk)
    back = address(ctx, "scans:check", page_id=found.pk)
    return form_page(request, form, _("だれの用紙かを選ぶ"), back=back, submit=_("この人の用紙とする"))


@page(MANAGE)
def set_aside(request: HttpRequest, ctx: Context, page_id: UUID) -> HttpResponse:
    """A page that answers nothing."""
    found = get_object_or_404(queries.pages(), pk=page_id)
    form = AsideForm(request.POST or None)
    if submitted(form, lambda values: actions.set_aside(ctx, page=found, **values)):
        messages.success(request, _("用紙を除外しました。写しは残ります。"))
        return redirect("scans:scans", assembly=ctx.assembly.slug)
    back = address(ctx, "scans:check", page_id=found.pk)
    return form_page(request, form, _("用紙を除外する"), back=back, submit=_("除外する"))


@require_POST
@page(MANAGE)
def bring_back(request: HttpRequest, ctx: Context, page_id: UUID) -> HttpResponse:
    """It was set aside by mistake."""
    found = get_object_or_404(queries.pages(), pk=page_id)
    if found.state == PageState.ASIDE:
        actions.bring_back(ctx, page=found)
    return redirect("scans:check", assembly=ctx.assembly.slug, page_id=found.pk)


@page(MANAGE)
def picture(request: HttpRequest, ctx: Context, page_id: UUID) -> HttpResponse:
    """The page upright, or only the part with the rows (`?part=1`)."""
    found = get_object_or_404(ScannedPage.objects.select_related("file"), pk=page_id)
    drawn = bitmap_of(read_file(found.file), long_side=_LONG_SIDE, turn=found.turn)
    if request.GET.get("part") and found.part:
        left, right = (edge * drawn.width // SHARES for edge in found.part[::2])
        top, bottom = (edge * drawn.height // SHARES for edge in found.part[1::2])
        drawn = cut(drawn, left, top, right, bottom)
    return download_response("page.png", "image/png", png_of(drawn))


@page(MANAGE)
def sheet(request: HttpRequest, ctx: Context, token: str) -> HttpResponse:
    """What the code of a list leads to: its scan, or the place to bring it."""
    printed = get_object_or_404(PrintedSheet, digest=digest_of(token))
    scanned = ScannedPage.objects.filter(sheet=printed).order_by("-id").first()
    if scanned is None:
        messages.info(
            request, _("「%(title)s」の用紙です。スキャンしたらここで取り込んでください。") % {"title": printed.title}
        )
        return redirect("scans:scans", assembly=ctx.assembly.slug)
    return redirect("scans:check", assembly=ctx.assembly.slug, page_id=scanned.pk)


@page(MANAGE)
def print_sheets(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Answer sheets of any campaign, for everyone who has not answered."""
    campaigns = list(queries.open_campaigns())
    if request.method == "POST":
        chosen = get_object_or_404(Campaign, pk=_uuid(request.POST.get("campaign", "")))
        asks = list(queries.open_asks(chosen))
        if asks:
            data = sheets_pdf(ctx, print_asks(ctx, asks=asks))
            return download_response(f"{chosen.title}.pdf", "application/pdf", data)
        messages.info(request, _("回答を待っている人はいません。"))
        return redirect("scans:print", assembly=ctx.assembly.slug)
    values = {"page_title": _("回答用紙を印刷する"), "campaigns": campaigns}
    return render_page(request, "scans/print.html", values)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
