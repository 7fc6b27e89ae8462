"""The one way to answer with a page: whole or part, and never a query while it renders."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory, override_settings

from sakimori.foundation.ui.render import SqlWhileRendering, no_sql, render_page

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "page.html": "whole {% include '_rows.html' %}",
                        "_rows.html": "part {% for row in rows %}{{ row }}{% endfor %}",
                        "frame.html": "{{ counted }} {{ user.is_authenticated }}",
                        "account.html": "{{ token }}{{ request.path }}{{ html }}",
                    },
                )
            ],
            "context_processors": [f"{__name__}.counting", "django.contrib.auth.context_processors.auth"],
        },
    }
]


def counting(request):
    """A context processor that reads the database, as the frame of a page does."""
    return {"counted": ContentType.objects.count()} if request.path == "/counted/" else {}


@pytest.fixture(autouse=True)
def _templates():
    with override_settings(TEMPLATES=TEMPLATES):
        yield


def ask(path="/", **headers):
    request = RequestFactory().get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    request.user = AnonymousUser()
    return request


def answer(request, **more):
    return render_page(request, "page.html", {"rows": ["一", "二"]}, part="_rows.html", **more)


def test_a_browser_gets_the_whole_page():
    response = answer(ask())
    assert response.content.decode() == "whole part 一二"
    assert response.status_code == 200
    assert "HX-Request" in response.headers["Vary"]


def test_htmx_gets_the_part_and_the_part_is_in_the_page():
    part = answer(ask(hx_request="true"))
    assert part.content.decode() == "part 一二"
    assert "HX-Request" in part.headers["Vary"]
    assert part.content in answer(ask()).content


@pytest.mark.parametrize("header", ["hx_boosted", "hx_history_restore_request"])
def test_a_boosted_link_and_a_restored_page_get_everything(header):
    assert answer(ask(hx_request="true", **{header: "true"})).content.startswith(b"whole")


def test_a_page_without_a_part_is_always_whole():
    response = render_page(ask(hx_request="true"), "page.html", {"rows": []})
    assert response.content == b"whole part "


def test_errors_in_a_form_have_their_status():
    assert answer(ask(), status=422).status_code == 422


def test_values_are_escaped():
    assert b"&lt;b&gt;" in render_page(ask(), "account.html", {"html": "<b>"}).content


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["queryset", "row"])
def test_a_query_while_rendering_is_refused_and_named(kind):
    rows = ContentType.objects.all() if kind == "queryset" else [_Row()]
    with pytest.raises(SqlWhileRendering, match=r"page\.html.*SELECT") as caught:
        render_page(ask(), "page.html", {"rows": rows})
    assert "django_content_type" in caught.value.sql


class _Row:
    """A row that fetches when it is shown."""

    def __str__(self) -> str:
        return str(ContentType.objects.count())


@pytest.mark.django_db
def test_the_guard_is_gone_after_the_page_even_when_it_failed():
    with pytest.raises(SqlWhileRendering):
        render_page(ask(), "page.html", {"rows": ContentType.objects.all()})
    assert ContentType.objects.count() >= 0
    render_page(ask(), "page.html", {"rows": []})
    assert list(ContentType.objects.all()[:1]) is not None


@pytest.mark.django_db
def test_the_frame_may_read_before_the_page_renders():
    content = render_page(ask("/counted/"), "frame.html", {}).content.decode()
    assert content == f"{ContentType.objects.count()} False"


@pytest.mark.django_db
def test_the_guard_alone():
    with pytest.raises(SqlWhileRendering, match=r"x\.html"), no_sql("x.html"):
        ContentType.objects.count()
