"""A course on a phone, one card or question a page; by link without an account, or logged in. Works without JavaScript.

Reading is GET and keeps nothing. Answering is POST; the marks travel signed in the page (see `quiz`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sakimori.foundation.access.context import Actor, Channel, Context, context
from sakimori.foundation.access.limits import is_over
from sakimori.foundation.access.pages import page, public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.asks.actions import answer_ask
from sakimori.foundation.asks.models import Ask, AskState
from sakimori.foundation.asks.queries import ask_by_token
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.measures.learning import sheets
from sakimori.measures.learning.course_text import Course
from sakimori.measures.learning.models import Completion, LearningCourse, RequiredCourse
from sakimori.measures.learning.quiz import opened, sealed
from sakimori.measures.learning.rules import is_passed
from sakimori.measures.learning.texts import text_of, title_of
from sakimori.measures.learning.types import COURSE_ASK

LINKS = frozenset({Permission.ASK_ANSWER, Permission.FILE_STORE})


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a course for one ask. `place` counts cards, then questions; 0 is the beginning."""

    request: HttpRequest
    ctx: Context
    ask: Ask
    learning: LearningCourse
    course: Course | None
    base: str
    is_public: bool

    def show(self, what: str, title: str, *, status: int = 200, **values: Any) -> HttpResponse:
        """A page in the frame of the link or of the one logged in."""
        frame: dict[str, Any] = {
            "page_title": title, "what": what, "base": self.base, "ask": self.ask, "course": self.course,
            "course_title": title_of(self.learning), "person_name": self.ask.person.shown_name,
            "frame": "ui/base_public.html" if self.is_public else "ui/base.html", "is_public": self.is_public,
        }  # fmt: skip
        if self.is_public:
            frame |= {"assembly_name": self.ctx.assembly.name, "csrf_token": ""}
        return render_page(self.request, "learning/steps.html", frame | values, status=status)


@csrf_exempt  # no log-in is used here: whoever knows the 256-bit token may answer, and nobody else can forge a request
@public_page
def by_link(request: HttpRequest, assembly: str, token: str, place: int = 0, what: str = "") -> HttpResponse:
    """The pages behind a link. A link that is not good is told why on the link's own page, which counts tries."""
    found = assembly_by_slug(assembly)
    start = reverse("links:answer", kwargs={"assembly": assembly, "token": token})
    if found is None or is_over(request, "ask-link", limit=20, seconds=600):
        return redirect(start)
    with scope(found.pk):
        ask = ask_by_token(token, context(found, Actor(), Channel.LINK).today)
        if ask is None or ask.kind != COURSE_ASK or ask.state == AskState.WITHDRAWN:
            return _private(_gone(request, ask, start))
        actor = Actor(person_id=ask.person_id, name=ask.person.shown_name, granted=LINKS)
        ctx = context(found, actor, Channel.LINK)
        return _private(_step(request, ctx, ask, f"{start}course/", place, what, is_public=True))


def _gone(request: HttpRequest, ask: Ask | None, start: str) -> HttpResponse:
    if ask is not None and ask.kind != COURSE_ASK:
        raise Http404
    return redirect(start)


@page(Permission.ASK_ANSWER)
def of_mine(request: HttpRequest, ctx: Context, ask_id: UUID, place: int = 0, what: str = "") -> HttpResponse:
    """The same for one of my asks when logged in."""
    if ctx.actor.person_id is None:
        raise Http404
    rows = Ask.objects.select_related("person").filter(kind=COURSE_ASK).exclude(state=AskState.WITHDRAWN)
    ask = get_object_or_404(rows, pk=ask_id, person_id=ctx.actor.person_id)
    base = reverse("links:ask", kwargs={"assembly": ctx.assembly.slug, "ask_id": ask.pk}) + "course/"
    return _step(request, ctx, ask, base, place, what, is_public=False)


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is sent to nobody, found by no search, kept by no cache or log."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _step(
    request: HttpRequest, ctx: Context, ask: Ask, base: str, place: int, what: str, *, is_public: bool
) -> HttpResponse:
    item = get_object_or_404(RequiredCourse.objects.select_related("course"), pk=ask.subject_id)
    step = Step(request, ctx, ask, item.course, text_of(item.course), base, is_public)
    if ask.state == AskState.ANSWERED:
        return _done(step, what)
    if what == "certificate":
        return redirect(base)
    if what == "finish":
        return _finish(step)
    course = step.course
    if course is None or place == 0:
        return step.show("start", title_of(item.course), is_empty=course is None, message=_message(ask))
    if place <= len(course.cards):
        return _card(step, course, place)
    if place <= len(course.cards) + len(course.questions):
        return _question(step, course, place)
    return redirect(base)


def _message(ask: Ask) -> str:
    return ask.campaign.message if ask.campaign_id and ask.campaign else ""


def _card(step: Step, course: Course, place: int) -> HttpResponse:
    card, last = course.cards[place - 1], place == len(course.cards)
    return step.show(
        "card",
        card.heading,
        card=card,
        place=place,
        count=len(course.cards),
        back=f"{step.base}{place - 1}/" if place > 1 else step.base,
        forward=f"{step.base}{place + 1}/",
        is_last=last,
        has_quiz=bool(course.questions),
    )


def _question(step: Step, course: Course, place: int) -> HttpResponse:
    """A question, or after an answer whether it was right and why. Without the marks so far, the first question."""
    number = place - len(course.cards)
    question, sent = course.questions[number - 1], step.request.POST
    marks = [] if number == 1 else opened(sent.get("marks", ""), step.ask.pk, course)
    if marks is None or len(marks) != number - 1:
        return redirect(f"{step.base}{len(course.cards) + 1}/")
    values: dict[str, Any] = {
        "question": question,
        "number": number,
        "count": len(course.questions),
        "marks": sealed(step.ask.pk, course, marks),
        "here": f"{step.base}{place}/",
    }
    title = _("確かめ %(number)s/%(count)s") % values
    chosen = sent.get("answer", "")
    if "answer_sent" not in sent:
        return step.show("question", title, **values)
    if not chosen.isdecimal() or len(chosen) > 2 or int(chosen) >= len(question.options):
        return step.show("question", title, error=_("どれか一つを選んでください。"), status=422, **values)
    is_right = question.options[int(chosen)].is_right
    last = number == len(course.questions)
    return step.show(
        "answer",
        title,
        **values
        | {
            "is_right": is_right,
            "chosen": question.options[int(chosen)].text,
            "right": next(option.text for option in question.options if option.is_right),
            "marks": sealed(step.ask.pk, course, [*marks, is_right]),
            "forward": f"{step.base}finish/" if last else f"{step.base}{place + 1}/",
            "is_last": last,
        },
    )


def _finish(step: Step) -> HttpResponse:
    """Enough right answers (or a course without questions that was read): it is done. Else it may be tried again."""
    course = step.course
    if step.request.method != "POST":
        return redirect(step.base)
    if course is not None and course.questions:
        marks = opened(step.request.POST.get("marks", ""), step.ask.pk, course)
        if marks is None or len(marks) != len(course.questions):
            return redirect(f"{step.base}{len(course.cards) + 1}/")
        if not is_passed(marks, course.passing):
            return step.show(
                "again",
                _("もう一度お試しください"),
                right=sum(marks),
                count=len(marks),
                passing=course.passing,
                quiz=f"{step.base}{len(course.cards) + 1}/",
            )
    answer = {"passed": True, "digest": course.digest if course else ""}
    try:
        answer_ask(step.ctx, ask=step.ask, answer=answer)
    except ValidationError as error:
        return step.show(
            "start", title_of(step.learning), is_empty=course is None, error=" ".join(error.messages), status=422
        )
    return redirect(step.base)


def _done(step: Step, what: str) -> HttpResponse:
    rows = Completion.objects.filter(person=step.ask.person_id, course=step.learning, void_on__isnull=True)
    made = rows.select_related("person").order_by("-done_on", "-id").first()
    if what == "certificate" and made is not None:
        return download_response(f"{made.number}.pdf", "application/pdf", sheets.certificate_pdf(step.ctx, made))
    return step.show("done", _("修了しました"), completion=made, certificate=f"{step.base}certificate.pdf")
