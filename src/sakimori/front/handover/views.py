"""The hand-over book 引継書: what a successor must know, put together from the records as of today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.papers.book import book_of
from sakimori.foundation.papers.render import render
from sakimori.foundation.ui.render import render_page


@page(Permission.EVIDENCE_READ)
def book(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The book on a page, with a table of contents."""
    sections = [
        (f"s{number}", section, [list(zip(section.header, row, strict=False)) for row in section.rows])
        for number, section in enumerate(book_of(ctx), start=1)
    ]
    values = {"page_title": _("引継書"), "sections": sections, "on": ctx.today}
    return render_page(request, "handover/book.html", values)


@page(Permission.EVIDENCE_READ)
def book_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The book on paper, to be bound and handed over."""
    data = {
        "title": _("%(name)s 情報セキュリティ事務の引継書") % {"name": ctx.assembly.name},
        "assembly": ctx.assembly.name,
        "printed": ctx.today,
        "date": ctx.today,
        "lead": _(
            "この引継書は、その日の記録から自動で作られています。はじめに「いま足りないもの」と期限の近いものを読み、"
            "次に、なぜ今のようになっているかを読んでください。"
        ),
        "sections": [
            {
                "title": section.title,
                "paragraphs": list(section.paragraphs),
                "header": list(section.header),
                "rows": [list(row) for row in section.rows],
            }
            for section in book_of(ctx)
        ],
        "giver": _("引き継ぐ人"),
        "taker": _("引き継がれる人"),
        "witness": _("立会い"),
    }
    content = render("front/handover/papers/book.typ", data, lang=(get_language() or "ja")[:2])
    return download_response(_("引継書 %(day)s.pdf") % {"day": ctx.today.isoformat()}, "application/pdf", content)
