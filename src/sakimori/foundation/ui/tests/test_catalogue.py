"""The catalogue page, the frame around it, the plain pages, and the headers of every answer."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.http import FileResponse, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from sakimori.foundation.ui import icons, words
from sakimori.foundation.ui.middleware import security_headers

pytestmark = pytest.mark.django_db


def test_the_catalogue_shows_every_state_and_picture(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/_components")
    html = response.content.decode()
    assert response.status_code == 200
    for word in [*words.STATES.values(), *words.GROUNDS.values()]:
        assert str(word) in html
    for name in icons.SHAPES:
        assert f"icon-{name}" in html


def test_the_catalogue_is_not_there_in_production(client, settings):
    settings.ENV = SimpleNamespace(components=False)
    assert client.get("/_components").status_code == 404


def test_the_frame_has_one_heading_landmarks_and_a_way_past_the_menu(client):
    html = client.get("/_components").content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="ja">' in html
    assert html.count("<main") == html.count("<header") == html.count("<footer") == 1
    assert html.index('class="skip" href="#main"') < html.index("<header")
    assert "<title>部品の一覧 | 見本市議会 | 防人 Sakimori</title>" in html
    assert 'aria-current="page"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_part_is_in_the_page(client):
    part = client.get("/_components", headers={"HX-Request": "true"}).content
    assert part.startswith(b'<div class="row" id="states">')
    assert part in client.get("/_components").content


def test_the_language_is_switched_without_script(client):
    html = client.get("/_components").content.decode()
    assert '<button class="tool" name="language" value="en" lang="en">' in html
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/_components"})
    assert answer.status_code == 302
    html = client.get("/_components").content.decode()
    assert '<html lang="en">' in html
    assert "23 November 2026" in html
    assert 'value="ja" lang="ja"' in html


def test_the_policy_lets_nothing_from_elsewhere_in(client):
    policy = client.get("/_components").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("name", ["400", "401", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_no_request_and_no_database(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string(f"{name}.html")
    assert html.count("<h1") == 1
    assert "ください" in html or "しれません" in html  # each says what to do or why
    assert "<form" not in html.split("<dialog")[0]


def test_a_missing_page_is_answered_kindly(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "お探しのページは見つかりませんでした" in response.content.decode()


def test_the_public_page_shows_the_assembly_and_no_menu():
    html = render_to_string(
        "ui/base_public.html", {"assembly_name": "見本市議会", "page_title": "基本方針", "nav": [1]}
    )
    assert "見本市議会" in html
    assert "frame-public" in html
    assert 'id="menu"' not in html


def headers_of(answer):
    return security_headers(lambda request: answer)(RequestFactory().get("/")).headers


def test_a_page_is_not_kept_framed_or_sniffed():
    headers = headers_of(HttpResponse())
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]


def test_a_download_is_not_kept_but_a_static_file_may_be(tmp_path):
    (tmp_path / "x").write_bytes(b"x")
    assert headers_of(FileResponse((tmp_path / "x").open("rb")))["Cache-Control"] == "private, no-store"
    assert headers_of(HttpResponse(headers={"Cache-Control": "max-age=60, public"}))["Cache-Control"].startswith(
        "max-age"
    )
