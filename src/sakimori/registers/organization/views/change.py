"""The holder of a post changes — above all the chair: see what changes hands, do it, print the papers (ORG-3)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.papers.handovers import Leaving, handovers_of
from sakimori.foundation.people.models import Appointment, Post
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import submitted
from sakimori.registers.organization import actions
from sakimori.registers.organization.forms import ChangeHolderForm
from sakimori.registers.organization.handover_sheets import handover_paper, notice_paper
from sakimori.registers.organization.views.posts import candidates


@page(Permission.ORGANIZATION_MANAGE)
def chair(request: HttpRequest, ctx: Context) -> HttpResponse:
    """To the change of the chair, wherever the post stands."""
    post = Post.objects.on(ctx.today).filter(role=Role.CHAIR).order_by("order", "id").first()
    if post is None:
        messages.warning(request, _("議長の職がまだありません。先に登録してください。"))
        return redirect("organization:post-new", assembly=ctx.assembly.slug)
    return redirect("organization:change", assembly=ctx.assembly.slug, post_id=post.pk)


@page(Permission.ORGANIZATION_MANAGE)
def change(request: HttpRequest, ctx: Context, post_id: UUID) -> HttpResponse:
    """One page: who takes over when by which decision, and all that changes hands."""
    post = get_object_or_404(Post.objects.select_related("unit"), pk=post_id)
    held = Appointment.objects.on(ctx.today).filter(post=post).select_related("person").first()
    current = held.person if held else None
    form = ChangeHolderForm(
        request.POST or None,
        people=[person for person in candidates(post, ctx) if person != current],
        initial={"from_date": ctx.today + timedelta(days=1)},
    )
    made: list[Appointment] = []
    if submitted(form, lambda values: made.append(actions.change_chair(ctx, post=post, **values))):
        messages.success(request, _("交代を登録しました。書類を印刷して渡してください。"))
        return redirect("organization:handover", assembly=ctx.assembly.slug, appointment_id=made[0].pk)
    values = {
        "page_title": _("%(post)sの交代") % {"post": post.title},
        "post": post,
        "current": current,
        "form": form,
        "lists": handovers_of(ctx, Leaving(post, current, ctx.today)),
    }
    return render_page(request, "organization/change.html", values, status=422 if form.is_bound else 200)


def _leaving(appointment: Appointment) -> Leaving:
    """Who was there before: the last holder until the day before the appointment."""
    last_day = appointment.from_date - timedelta(days=1)
    before = Appointment.objects.filter(post=appointment.post, from_date__lt=appointment.from_date)
    last = before.select_related("person").order_by("-from_date").first()
    return Leaving(appointment.post, last.person if last else None, last_day)


def _appointment(appointment_id: UUID) -> Appointment:
    return get_object_or_404(Appointment.objects.select_related("post__unit", "person"), pk=appointment_id)


@page(Permission.ORGANIZATION_READ)
def handover(request: HttpRequest, ctx: Context, appointment_id: UUID) -> HttpResponse:
    """An appointment with its papers and what has still to be handed over."""
    found = _appointment(appointment_id)
    leaving = _leaving(found)
    values = {
        "page_title": _("任命の書類"),
        "appointment": found,
        "before": leaving.person,
        "lists": handovers_of(ctx, leaving),
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
    }
    return render_page(request, "organization/handover.html", values)


@page(Permission.ORGANIZATION_READ)
def notice_pdf(request: HttpRequest, ctx: Context, appointment_id: UUID) -> HttpResponse:
    """任命通知."""
    data = notice_paper(ctx, _appointment(appointment_id), lang=_language())
    return download_response(_("任命通知.pdf"), "application/pdf", data)


@page(Permission.ORGANIZATION_READ)
def handover_pdf(request: HttpRequest, ctx: Context, appointment_id: UUID) -> HttpResponse:
    """引継事項一覧."""
    found = _appointment(appointment_id)
    leaving = _leaving(found)
    data = handover_paper(ctx, found, leaving, handovers_of(ctx, leaving), lang=_language())
    return download_response(_("引継事項一覧.pdf"), "application/pdf", data)


def _language() -> str:
    return (get_language() or "ja")[:2]
