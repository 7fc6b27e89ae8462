"""Pages of help; open to anybody, also to those who only have a letter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.pages import public_page
from sakimori.foundation.ui.render import render_page
from sakimori.front.help import queries


@public_page
def contents(request: HttpRequest) -> HttpResponse:
    """What there is help about."""
    rows = {"page_title": _("ヘルプ"), "pages": queries.contents(get_language() or "ja")}
    return render_page(request, "help/contents.html", rows)


@public_page
def topic_page(request: HttpRequest, topic: str) -> HttpResponse:
    """One page of help."""
    language = get_language() or "ja"
    page = queries.help_page(topic, language)
    if page is None:
        raise Http404
    rows = {"page_title": page.title, "page": page, "pages": queries.contents(language)}
    return render_page(request, "help/topic.html", rows)
