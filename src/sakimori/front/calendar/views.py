"""The year of the assembly, and its feed."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.dates import fiscal_year, fiscal_year_label
from sakimori.foundation.access.context import TOKYO, Actor, Channel, Context, context
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import page, public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.dates import date_sources
from sakimori.foundation.people.models import Period
from sakimori.foundation.people.periods import periods_between
from sakimori.foundation.people.queries import roles_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.front.calendar import actions, queries
from sakimori.front.calendar.forms import FeedForm, PeriodForm, ShownForm
from sakimori.front.calendar.ics import WholeDay, calendar
from sakimori.front.calendar.models import CalendarFeed

WRONG_FEEDS_LIMIT = 20
WINDOW_SECONDS = 3600
NEAR_YEARS = 10
BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)
"""Days of the feed around today."""


def is_near(year: int, today: date) -> bool:
    """Whether a fiscal year lies within ten years of today's."""
    return abs(year - fiscal_year(today)) <= NEAR_YEARS


def shown_form(request: HttpRequest, ctx: Context) -> ShownForm:
    """Which lines to show, among those that the reader may see."""
    return ShownForm(request.GET, sources=[one for one in date_sources() if allowed(ctx, one.permission)])


@page(Permission.BOARD_READ)
def year(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Everything that falls due in a fiscal year, month by month; `?year=2026&show=assets` chooses."""
    text = request.GET.get("year", "")
    this = fiscal_year(ctx.today)
    chosen = int(text) if text.isascii() and text.isdigit() and is_near(int(text[:5]), ctx.today) else this
    form = shown_form(request, ctx)
    show = form.cleaned_data["show"] if form.is_valid() else []
    months = queries.year_of(ctx, chosen, show)
    rows = {
        "page_title": _("%(year)sの予定") % {"year": fiscal_year_label(chosen)},
        "months": months,
        "total": sum(len(month.entries) for month in months),
        "has_now": any(month.is_now for month in months),
        "in_sittings": sum(bool(entry.sitting) for month in months for entry in month.entries),
        "year": chosen,
        "form": form,
        "shown": urlencode({"show": show}, doseq=True) if show else "",
        "before": chosen - 1,
        "after": chosen + 1,
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
        "has_person": ctx.actor.person_id is not None,
    }
    return render_page(request, "calendar/year.html", rows)


@page(Permission.BOARD_READ)
def feeds(request: HttpRequest, ctx: Context) -> HttpResponse:
    """One's own feeds; a new one shows its address once."""
    form = FeedForm(request.POST or None)
    made: list[str] = []
    link = ""
    if submitted(form, lambda values: made.append(actions.make_feed(ctx, **values))):
        path = reverse("calendar:feed", kwargs={"assembly": ctx.assembly.slug, "token": made[0]})
        link, form = settings.ENV.address + path, FeedForm()
    rows = {
        "page_title": _("予定の配信"),
        "form": form,
        "link": link,
        "feeds": queries.feeds_of(ctx),
    }
    return render_page(request, "calendar/feeds.html", rows, status=422 if form.is_bound else 200)


@page(Permission.BOARD_READ)
@require_POST
def stop(request: HttpRequest, ctx: Context, feed_id: UUID) -> HttpResponse:
    """The address is useless from now on."""
    actions.stop_feed(ctx, feed=get_object_or_404(CalendarFeed, pk=feed_id, person_id=ctx.actor.person_id))
    messages.success(request, _("配信を止めました。"))
    return redirect("calendar:feeds", assembly=ctx.assembly.slug)


@page(Permission.ORGANIZATION_MANAGE)
def periods(request: HttpRequest, ctx: Context, period_id: UUID | None = None) -> HttpResponse:
    """Sittings, the time of budget requests, closing days: entered and corrected here."""
    found = get_object_or_404(Period, pk=period_id) if period_id else None
    back = address(ctx, "calendar:periods")
    fields = ("kind", "name", "from_date", "to_date")
    initial = {name: getattr(found, name) for name in fields} if found else {}
    form = PeriodForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.keep_period(ctx, period=found, **values)):
        messages.success(request, _("日程を記録しました。"))
        return redirect(back)
    if found:
        return form_page(request, form, _("日程を直す"), back=back, submit=_("直す"))
    near = timedelta(days=550)
    rows = {
        "page_title": _("議会の日程"),
        "form": form,
        "periods": periods_between(ctx.today - near, ctx.today + near),
    }
    return render_page(request, "calendar/periods.html", rows, status=422 if form.is_bound else 200)


@page(Permission.ORGANIZATION_MANAGE)
@require_POST
def drop(request: HttpRequest, ctx: Context, period_id: UUID) -> HttpResponse:
    """A period that was entered by mistake."""
    actions.drop_period(ctx, period=get_object_or_404(Period, pk=period_id))
    messages.success(request, _("日程を消しました。"))
    return redirect("calendar:periods", assembly=ctx.assembly.slug)


@public_page
def feed(request: HttpRequest, assembly: str, token: str) -> HttpResponse:
    """The feed behind a signed address: what its owner may see today, without names. 404 for anything else."""
    found = assembly_by_slug(assembly)
    if is_over(request, "calendar-feed", limit=WRONG_FEEDS_LIMIT, seconds=WINDOW_SECONDS):
        return _private(HttpResponse(status=429))
    if found is None:
        count(request, "calendar-feed", seconds=WINDOW_SECONDS)
        return _private(HttpResponse(status=404))
    with scope(found.pk):
        today = timezone.now().astimezone(TOKYO).date()
        kept = queries.feed_by_token(token, today)
        roles = roles_of(kept.person_id, today) if kept else frozenset()
        if kept is None or not roles:
            count(request, "calendar-feed", seconds=WINDOW_SECONDS)
            return _private(HttpResponse(status=404))
        actor = Actor(person_id=kept.person_id, name=kept.person.shown_name, roles=roles)
        return _private(_calendar(context(found, actor, Channel.LINK), found))


def _calendar(ctx: Context, assembly: Assembly) -> HttpResponse:
    first, last = ctx.today - BEHIND, ctx.today + AHEAD
    days = [
        WholeDay(
            uid=f"{entry.source}-{entry.day:%Y%m%d}-{number}@{assembly.slug}",
            first=entry.day,
            last=entry.day,
            title=entry.title
            if entry.count == 1
            else _("%(title)s（%(n)s件）") % {"title": entry.title, "n": entry.count},
            text=entry.source_title,
            url=settings.ENV.address + entry.url,
        )
        for number, entry in enumerate(queries.entries_between(ctx, first, last))
    ]
    days += [
        WholeDay(f"period-{one.pk}@{assembly.slug}", one.from_date, one.to_date or one.from_date, one.name)
        for one in periods_between(first, last)
    ]
    name = _("%(assembly)s 防人の予定") % {"assembly": assembly.name}
    return HttpResponse(calendar(name, days, ctx.at), content_type="text/calendar; charset=utf-8")


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is found by no search, kept by no cache or log."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
