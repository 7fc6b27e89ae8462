"""Answering an ask: by a signed link without an account, when logged in, or on paper entered by staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import TOKYO, Actor, Channel, Context, context
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import page, public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.asks.actions import answer_ask
from sakimori.foundation.asks.kinds import kind_of
from sakimori.foundation.asks.models import Ask, AskLink, AskState
from sakimori.foundation.asks.queries import asks_answered_by, link_by_token, open_asks_of
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.notices.actions import note_handed
from sakimori.foundation.notices.models import Notice, NoticeState
from sakimori.foundation.notices.queries import latest_notices
from sakimori.foundation.ui.render import render_page
from sakimori.front.links.actions import answer_with_files, enter_paper_answer
from sakimori.front.links.forms import PaperForm

WRONG_LINKS_LIMIT = 20
WINDOW_SECONDS = 600
NOTICES_ON_A_PAGE = 50


@csrf_exempt  # no log-in is used here: whoever knows the 256-bit token may answer, and nobody else can forge a request
@public_page
def answer(request: HttpRequest, assembly: str, token: str) -> HttpResponse:
    """The page behind a link or QR code. It shows this one ask, and nothing else of the assembly."""
    found = assembly_by_slug(assembly)
    if is_over(request, "ask-link", limit=WRONG_LINKS_LIMIT, seconds=WINDOW_SECONDS):
        return _private(_closed(request, found, "many", 429))
    if found is None:
        count(request, "ask-link", seconds=WINDOW_SECONDS)
        return _private(_closed(request, None, "unknown", 404))
    with scope(found.pk):
        return _private(_answer_in_scope(request, found, token))


def _answer_in_scope(request: HttpRequest, assembly: Assembly, token: str) -> HttpResponse:
    link = link_by_token(token)
    why = _why_closed(link)
    if link is None or why:
        if link is None:
            count(request, "ask-link", seconds=WINDOW_SECONDS)
        return _closed(request, assembly, why, 404 if link is None else 410)
    ask = link.ask
    if kind_of(ask).steps:
        return redirect(request.path + kind_of(ask).steps)
    if ask.state == AskState.ANSWERED:
        values = {"page_title": _("ご回答ありがとうございました"), "ask": ask, "explained": _explained(ask)}
        return _plain(request, "links/answered.html", values, assembly)
    actor = Actor(
        person_id=ask.person_id,
        name=ask.person.shown_name,
        granted=frozenset({Permission.ASK_ANSWER, Permission.FILE_STORE}),
    )
    ctx = context(assembly, actor, Channel.LINK)
    form, done = _handle(request, ctx, ask)
    if done:
        return redirect(request.path)
    values = _page_values(ctx, ask, form) | {"person_name": ask.person.shown_name}
    return _plain(request, "links/public.html", values, assembly, status=422 if form.is_bound else 200)


def _explained(ask: Ask) -> list[tuple[str, str]]:
    """What the kind says to the person after their answer."""
    explained = kind_of(ask).explained
    return list(explained(ask)) if explained else []


def _why_closed(link: AskLink | None) -> str:
    if link is None:
        return "unknown"
    if link.revoked_at is not None:
        return "revoked"
    if link.ask.state == AskState.WITHDRAWN:
        return "withdrawn"
    if link.ask.state == AskState.OPEN and link.expires_on < timezone.now().astimezone(TOKYO).date():
        return "expired"
    return ""


def _closed(request: HttpRequest, assembly: Assembly | None, why: str, status: int) -> HttpResponse:
    titles = {
        "unknown": _("このリンクは使えません"),
        "revoked": _("このリンクは取り消されました"),
        "withdrawn": _("このお願いは取り下げられました"),
        "expired": _("このリンクは期限が過ぎました"),
        "many": _("しばらく待ってから、もう一度お試しください"),
    }
    return _plain(request, "links/closed.html", {"page_title": titles[why], "why": why}, assembly, status)


def _plain(
    request: HttpRequest, template: str, values: dict[str, Any], assembly: Assembly | None, status: int = 200
) -> HttpResponse:
    frame = {"assembly_name": assembly.name if assembly else "", "csrf_token": ""}
    return render_page(request, template, frame | values, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is sent to nobody, found by no search, kept by no cache or log."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    # Django would write the address of refused requests, and with it the token, to the log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@page(Permission.ASK_ANSWER)
def asks(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What is wanted of me, and what I answered."""
    person = ctx.actor.person_id
    rows = {
        "page_title": _("わたしへのお願い"),
        "asks": list(open_asks_of(person)) if person else [],
        "answered": list(asks_answered_by(person)) if person else [],
        "today": ctx.today,
    }
    return render_page(request, "links/asks.html", rows)


@page(Permission.ASK_ANSWER)
def ask(request: HttpRequest, ctx: Context, ask_id: UUID) -> HttpResponse:
    """One of my asks."""
    if ctx.actor.person_id is None:
        raise Http404
    found = get_object_or_404(Ask.objects.select_related("person"), pk=ask_id, person_id=ctx.actor.person_id)
    if kind_of(found).steps and found.state != AskState.WITHDRAWN:
        return redirect(request.path + kind_of(found).steps)
    if found.state != AskState.OPEN:
        values = {"page_title": found.title, "ask": found, "explained": _explained(found)}
        return render_page(request, "links/ask_done.html", values)
    form, done = _handle(request, ctx, found)
    if done:
        messages.success(request, _("回答を受け付けました。ありがとうございました。"))
        if _explained(found):
            return redirect("links:ask", assembly=ctx.assembly.slug, ask_id=found.pk)
        return redirect("links:asks", assembly=ctx.assembly.slug)
    return render_page(request, "links/ask.html", _page_values(ctx, found, form), status=422 if form.is_bound else 200)


@page(Permission.ASK_MANAGE)
def paper(request: HttpRequest, ctx: Context, ask_id: UUID) -> HttpResponse:
    """Staff enter what a person answered on paper or at the counter."""
    found = get_object_or_404(Ask.objects.select_related("person"), pk=ask_id)
    back = _safe_next(request)
    if found.state != AskState.OPEN:
        return render_page(request, "links/ask_done.html", {"page_title": found.title, "ask": found, "back": back})
    form = kind_of(found).form(found, request.POST or None, request.FILES or None)
    how = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and all([form.is_valid(), how.is_valid()]):
        scan = how.cleaned_data["scan"]
        try:
            enter_paper_answer(
                ctx.via(Channel(how.cleaned_data["channel"])),
                ask=found,
                answer=form.cleaned_data | _signed(how),
                scan_name=scan.name if scan else "",
                scan=scan.read() if scan else None,
            )
        except ValidationError as error:
            _attach(error, form, how)
        else:
            name = found.person.shown_name
            messages.success(request, _("%(name)sさんの回答を入力しました。") % {"name": name})
            return redirect(back) if back else redirect("links:asks", assembly=ctx.assembly.slug)
    values = _page_values(ctx, found, form) | {
        "how": how,
        "back": back,
        "page_title": _("%(name)sさんの回答を入力する") % {"name": found.person.shown_name},
    }
    return render_page(request, "links/paper.html", values, status=422 if form.is_bound else 200)


def _signed(how: PaperForm) -> dict[str, str]:
    """The day written on the paper, where there is one."""
    day = how.cleaned_data["signed_on"]
    return {"signed_on": day.isoformat()} if day else {}


@page(Permission.ASK_MANAGE)
def notices(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What people were told, and what still has to be told: by mail, or printed where there is no mail."""
    found = Paginator(latest_notices(), NOTICES_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = {"page_title": _("お知らせ"), "found": found, "has_mail": bool(settings.ENV.smtp_host)}
    rows["notices"] = list(found.object_list)
    return render_page(request, "links/notices.html", rows)


@require_POST
@page(Permission.ASK_MANAGE)
def hand_over(request: HttpRequest, ctx: Context, notice_id: UUID) -> HttpResponse:
    """Staff gave a notice on paper or by word of mouth."""
    notice = get_object_or_404(Notice, pk=notice_id)
    if notice.state in {NoticeState.QUEUED, NoticeState.FAILED}:
        note_handed(ctx, notice=notice)
    return redirect("links:notices", assembly=ctx.assembly.slug)


def _handle(request: HttpRequest, ctx: Context, found: Ask) -> tuple[forms.Form, bool]:
    sent = request.method == "POST"
    form = kind_of(found).form(found, request.POST if sent else None, request.FILES if sent else None)
    if not form.is_bound or not form.is_valid():
        return form, False
    try:
        has_files = any(isinstance(value, UploadedFile) for value in form.cleaned_data.values())
        write = answer_with_files if has_files else answer_ask
        write(ctx, ask=found, answer=form.cleaned_data)
    except ValidationError as error:
        _attach(error, form)
        return form, False
    return form, True


def _attach(error: ValidationError, form: forms.Form, other: forms.Form | None = None) -> None:
    """Errors of an action stand at their fields; a refused file at the field of the scan."""
    for name, texts in (error.message_dict if hasattr(error, "error_dict") else {None: error.messages}).items():
        if name in form.fields:
            form.add_error(name, texts)
        elif other is not None and name == "file":
            other.add_error("scan", texts)
        else:
            form.add_error(None, texts)


def _page_values(ctx: Context, found: Ask, form: forms.Form) -> dict[str, Any]:
    kind = kind_of(found)
    values = dict(kind.page(ctx, found))
    return (
        {"page_title": found.title}
        | values
        | {
            "ask": found,
            "form": form,
            "body_template": kind.template,
            "submit_label": kind.submit_label,
        }
    )


def _safe_next(request: HttpRequest) -> str:
    """Where staff came from, if that is a page of ours."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else ""
