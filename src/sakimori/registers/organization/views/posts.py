"""Posts with their holders, deputies and findings; appointments (6(1) 組織体制)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Appointment, Person, Post
from sakimori.foundation.people.types import EndReason, Role
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.organization import actions, queries
from sakimori.registers.organization.forms import AppointForm, EndForm, LastDayForm, PostForm
from sakimori.registers.organization.lists import POSTS
from sakimori.registers.organization.types import MEMBER_ROLES
from sakimori.registers.organization.views.submitting import address


@page(Permission.ORGANIZATION_READ)
def posts(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every post of the day, who holds it until when, who stands in, and what is wrong."""
    on = day_of(request, ctx.today)
    every = queries.post_rows(on)
    found = open_list(request, ctx, POSTS, every, on)
    if found.wants_file:
        return found.file()
    rows = found.rows
    values = {
        "page_title": _("職と任命"),
        "list": found,
        "rows": rows,
        "findings": [row for row in rows if row.finding],
        "lacking": queries.lacking_roles(every),
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE) and not found.is_past,
    }
    return render_page(request, "organization/posts.html", values)


@page(Permission.ORGANIZATION_MANAGE)
def post_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new post."""
    form = _post_form(request, ctx, None, {"from_date": ctx.today})
    if submitted(form, lambda values: actions.create_post(ctx, **values)):
        messages.success(request, _("職を登録しました。次に、就く人を登録してください。"))
        return redirect("organization:posts", assembly=ctx.assembly.slug)
    return form_page(request, form, _("職を登録する"), back=address(ctx, "posts"), submit=_("登録する"))


@page(Permission.ORGANIZATION_MANAGE)
def post_edit(request: HttpRequest, ctx: Context, post_id: UUID) -> HttpResponse:
    """Title, role, deputy order, window."""
    post = get_object_or_404(Post.objects.select_related("unit"), pk=post_id)
    initial = {field: getattr(post, field) for field in PostForm.base_fields}
    initial |= {"unit": str(post.unit_id), "deputy_of": str(post.deputy_of_id or "")}
    form = _post_form(request, ctx, post, initial)
    del form.fields["unit"]
    if submitted(form, lambda values: actions.change_post(ctx, post=post, **values)):
        messages.success(request, _("職の内容を直しました。"))
        return redirect("organization:posts", assembly=ctx.assembly.slug)
    title = _("「%(post)s」の内容を直す") % {"post": post.title}
    return form_page(request, form, title, back=address(ctx, "posts"), submit=_("直す"))


def _post_form(request: HttpRequest, ctx: Context, post: Post | None, initial: dict[str, object]) -> PostForm:
    rows = [row.post for row in queries.post_rows(ctx.today) if post is None or row.post.pk != post.pk]
    return PostForm(request.POST or None, units=queries.units(ctx.today), posts=rows, initial=initial)


@page(Permission.ORGANIZATION_MANAGE)
def post_end(request: HttpRequest, ctx: Context, post_id: UUID) -> HttpResponse:
    """A post is abolished."""
    post = get_object_or_404(Post.objects.select_related("unit"), pk=post_id)
    form = LastDayForm(request.POST or None, initial={"last_day": ctx.today})
    if submitted(form, lambda values: actions.end_post(ctx, post=post, **values)):
        messages.success(request, _("職の廃止を登録しました。"))
        return redirect("organization:posts", assembly=ctx.assembly.slug)
    return form_page(
        request,
        form,
        _("「%(post)s」を廃止する") % {"post": post.title},
        back=address(ctx, "posts"),
        submit=_("廃止する"),
        notes=[_("この職に就いている人の任命も、同じ日に終わります。")],
        danger=_("この職を廃止しますか"),
    )


@page(Permission.ORGANIZATION_MANAGE)
def appoint(request: HttpRequest, ctx: Context, post_id: UUID) -> HttpResponse:
    """Somebody takes a post."""
    post = get_object_or_404(Post.objects.select_related("unit"), pk=post_id)
    if post.role in {Role.CHAIR, Role.DEPUTY} and Appointment.objects.on(ctx.today).filter(post=post).exists():
        return redirect("organization:change", assembly=ctx.assembly.slug, post_id=post.pk)
    form = AppointForm(
        request.POST or None, people=candidates(post, ctx), initial={"from_date": max(ctx.today, post.from_date)}
    )
    if submitted(form, lambda values: actions.appoint(ctx, post=post, **values)):
        messages.success(request, _("任命を登録しました。"))
        return redirect("organization:posts", assembly=ctx.assembly.slug)
    is_of_members = post.role in MEMBER_ROLES
    return form_page(
        request,
        form,
        _("%(unit)s「%(post)s」に就く人を登録する") % {"unit": post.unit.name, "post": post.title},
        back=address(ctx, "posts"),
        submit=_("任命を登録する"),
        lead=_("在職中の議員から選びます。任命は、議員の任期とともに終わります。") if is_of_members else "",
        notes=[_("今就いている人がいれば、就任日の前日に退きます。")],
        clause=_("6(1) 組織体制"),
    )


def candidates(post: Post, ctx: Context) -> Iterable[Person]:
    """Who can take a post: members for the posts of members, of a caucus those who belong to it; else everybody."""
    rows = Person.objects.order_by("kana", "name", "id")
    if post.role not in MEMBER_ROLES:
        return rows
    day = max(ctx.today, post.from_date)
    if post.role == Role.CAUCUS_HEAD:
        return [row.person for row in queries.members_of(post.unit, day)]
    return people.members_in_office(day).order_by("kana", "name", "id")


@page(Permission.ORGANIZATION_MANAGE)
def appointment_end(request: HttpRequest, ctx: Context, appointment_id: UUID) -> HttpResponse:
    """Somebody steps down from one post, and keeps the rest."""
    found = get_object_or_404(Appointment.objects.select_related("post__unit", "person"), pk=appointment_id)
    form = EndForm(request.POST or None, initial={"last_day": ctx.today, "reason": EndReason.OTHER})
    del form.fields["note"]
    back = address(ctx, "person", person_id=found.person_id)

    def end(values: dict[str, object]) -> None:
        values["reason"] = EndReason(str(values["reason"]))
        actions.end_appointment(ctx, appointment=found, **values)  # type: ignore[arg-type]

    if submitted(form, end):
        messages.success(request, _("任命の終了を登録しました。"))
        return redirect(back)
    words = {"name": found.person.shown_name, "post": found.post.title}
    title = _("%(name)sさんの「%(post)s」の任命を終える") % words
    return form_page(request, form, title, back=back, submit=_("登録する"))
