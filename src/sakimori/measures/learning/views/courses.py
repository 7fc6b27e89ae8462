"""Courses: shipped ones to look at, own ones to write."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, attach, form_page, submitted
from sakimori.measures.learning import actions, content, forms, queries, sheets
from sakimori.measures.learning.course_text import Course
from sakimori.measures.learning.models import LearningCourse
from sakimori.measures.learning.texts import starting_text, text_of
from sakimori.measures.learning.types import Source

CLAUSE = _l("6(5) 人的セキュリティ")
READ, MANAGE = Permission.LEARNING_READ, Permission.LEARNING_MANAGE


@page(READ)
def courses(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Everything that can be taught."""
    known = list(queries.courses_known())
    values = {
        "page_title": _("研修の教材"),
        "shipped": content.courses(),
        "own": [row for row in known if row.source == Source.OWN],
        "outside": [row for row in known if row.source == Source.OUTSIDE],
        "year": fiscal_year(ctx.today),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "learning/courses.html", values)


@page(READ)
def shipped(request: HttpRequest, ctx: Context, course_key: str) -> HttpResponse:
    """A shipped course, all cards on one page."""
    found = content.course(course_key)
    if found is None:
        raise Http404
    pdf = address(ctx, "learning:shipped-pdf", course_key=course_key)
    return render_page(request, "learning/course.html", {"page_title": found.title, "course": found, "pdf": pdf})


@page(READ)
def shipped_pdf(request: HttpRequest, ctx: Context, course_key: str) -> HttpResponse:
    """The same on paper."""
    found = content.course(course_key)
    if found is None:
        raise Http404
    return download_response(f"{found.title}.pdf", "application/pdf", sheets.course_pdf(ctx, found))


def _own(course_id: UUID) -> LearningCourse:
    return get_object_or_404(LearningCourse, pk=course_id, source=Source.OWN, retired_on__isnull=True)


@page(READ)
def own(request: HttpRequest, ctx: Context, course_id: UUID) -> HttpResponse:
    """An own course with its editions."""
    found = _own(course_id)
    values = {
        "page_title": found.title,
        "course": text_of(found),
        "own": found,
        "editions": list(found.editions.defer("text").order_by("-number")),
        "pictures": list(found.pictures.values_list("name", flat=True).order_by("name")),
        "pdf": address(ctx, "learning:own-pdf", course_id=found.pk),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "learning/course.html", values)


@page(READ)
def own_pdf(request: HttpRequest, ctx: Context, course_id: UUID) -> HttpResponse:
    """The same on paper."""
    text = text_of(_own(course_id))
    if text is None:
        raise Http404
    return download_response(f"{text.title}.pdf", "application/pdf", sheets.course_pdf(ctx, text))


@page(MANAGE)
def write(request: HttpRequest, ctx: Context, course_id: UUID | None = None) -> HttpResponse:
    """The editor: look at it first, then keep it. What is wrong is named with its line."""
    found = _own(course_id) if course_id else None
    newest = found.editions.order_by("-number").first() if found else None
    form = forms.CourseForm(request.POST or None, initial={"text": newest.text if newest else starting_text()})
    back = address(ctx, "learning:own", course_id=found.pk) if found else address(ctx, "learning:courses")
    if "look" not in request.POST:
        made: list[LearningCourse] = []
        if submitted(form, lambda values: made.append(actions.write_course(ctx, course=found, **values))):
            messages.success(request, _("研修を登録しました。"))
            return redirect("learning:own", assembly=ctx.assembly.slug, course_id=made[0].pk)
    preview = _preview(form, found) if "look" in request.POST else None
    values = {
        "page_title": _("研修を書き直す") if found else _("研修を書く"),
        "form": form,
        "back": back,
        "preview": preview,
        "pictures": list(content.pictures()),
    }
    return render_page(request, "learning/write.html", values, status=422 if form.errors else 200)


def _preview(form: forms.CourseForm, course: LearningCourse | None) -> Course | None:
    if not form.is_valid():
        return None
    try:
        return actions.checked(course, form.cleaned_data["text"])
    except ValidationError as error:
        attach(error, form)
        return None


@page(MANAGE)
def picture(request: HttpRequest, ctx: Context, course_id: UUID) -> HttpResponse:
    """Add a drawing."""
    found = _own(course_id)
    form = forms.PictureForm(request.POST or None, request.FILES or None)
    back = address(ctx, "learning:own", course_id=found.pk)

    def act(values: dict[str, object]) -> None:
        given = values["file"]
        assert isinstance(given, UploadedFile)
        actions.add_picture(ctx, course=found, name=str(values["name"]), data=given.read())

    if submitted(form, act):
        messages.success(request, _("絵を加えました。"))
        return redirect(back)
    lead = _("図形だけのSVGの絵を使えます。文字や写真の入ったもの、動くものは使えません。")
    return form_page(request, form, _("絵を加える"), back=back, submit=_("加える"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def retire(request: HttpRequest, ctx: Context, course_id: UUID) -> HttpResponse:
    """It is no longer used."""
    found = _own(course_id)
    if request.method == "POST":
        try:
            actions.retire_course(ctx, course=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("learning:own", assembly=ctx.assembly.slug, course_id=found.pk)
        messages.success(request, _("この研修を使うのをやめました。修了の記録は残ります。"))
    return redirect("learning:courses", assembly=ctx.assembly.slug)
