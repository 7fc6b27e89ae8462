"""What stops when people are away, and what is lost when a system or a supplier stops."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.measures.continuity import queries, sheets
from sakimori.measures.continuity.queries import CardRow
from sakimori.measures.continuity.rules import Need, judge, steps_down
from sakimori.measures.continuity.views.cards import READ
from sakimori.measures.continuity.words import hours_text


def _need(row: CardRow, *, is_sitting: bool) -> Need:
    card = row.card
    hours = (card.session_hours if is_sitting else card.recess_hours) if card else None
    return Need(
        row.function.pk, hours, card.minimum_staff if card else None,
        frozenset(post.pk for post in row.posts), frozenset(post.pk for post in row.stand_ins),
    )  # fmt: skip


@page(READ)
def shortage(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Who of the secretariat is in office; which functions fall when N, or these people, are away."""
    rows = {row.function.pk: row for row in queries.card_rows(ctx.today)}
    people = queries.workers(ctx.today)
    away = {text for text in request.GET.getlist("away") if _is_key(text)}
    there = [one for one in people if str(one.person.pk) not in away]
    is_sitting = queries.is_sitting(ctx.today)
    needs = [_need(row, is_sitting=is_sitting) for row in rows.values()]
    posts = {post.pk: post for row in rows.values() for post in [*row.posts, *row.stand_ins]}
    # Posts of the assembly (the chair) are not counted away here: only the secretariat is asked about.
    office = {post.pk for one in people for post in one.posts}
    present = {key: key not in office for key in posts} | {post.pk: True for one in there for post in one.posts}
    verdicts = judge(needs, len(there), present)
    values = {
        "page_title": _("職員が足りないとき"),
        "people": [(one, str(one.person.pk) in away) for one in people],
        "here": len(there),
        "all": len(people),
        "is_sitting": is_sitting,
        "verdicts": [
            {
                "row": rows[one.need.key],
                "hours": hours_text(one.need.hours),
                "verdict": one,
                "empty": [posts[key].title for key in one.empty_posts],
            }
            for one in verdicts
        ],
        "steps": [
            (gone, left, [rows[key].function.name for key in fallen])
            for gone, left, fallen in steps_down(needs, len(people))
            if fallen or not gone
        ],
    }
    return render_page(request, "continuity/shortage.html", values)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@page(READ)
def losses(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Asset → functions → what is done instead."""
    rows = queries.card_rows(ctx.today)
    found = queries.losses(rows, ctx.today)
    values = {
        "page_title": _("止まったら何を失うか"),
        "losses": found,
        "unlinked": [row for row in rows if not row.assets],
    }
    return render_page(request, "continuity/losses.html", values)


@page(READ)
def losses_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The same on A4."""
    data = sheets.losses_pdf(ctx, queries.losses(queries.card_rows(ctx.today), ctx.today))
    return download_response(_("止まったら何を失うか") + ".pdf", "application/pdf", data)
