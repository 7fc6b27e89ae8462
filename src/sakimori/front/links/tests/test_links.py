"""A member answers by a link on a phone, in the application, or on paper; nobody answers for another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.asks import kinds
from sakimori.foundation.asks.actions import make_links, open_campaign, revoke_links, withdraw_asks
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask, AskLink, AskState
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.notices.actions import queue_notice

SCOPE_STATEMENTS = 0 if connection.vendor == "sqlite" else 4
"""PostgreSQL is told the scope, inside a transaction."""


class AgreeForm(forms.Form):
    agreed = forms.BooleanField(label="内容を確認しました")


APPLIED = []
KIND = AskKind(
    name="test.agree",
    title="確認",
    template="links/_nothing.html",
    page=lambda ctx, ask: {"subject_text": "第１条 目的"},
    form=lambda ask, data, files: AgreeForm(data),
    apply=lambda ctx, ask, answer: APPLIED.append((ask.pk, dict(answer), str(ctx.channel))),
    submit_label="確認しました",
)


@pytest.fixture(autouse=True)
def kind(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(kinds, "_kinds", kinds.registered_kinds() | {KIND.name: KIND})
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "_nothing.html").write_text("<p>{{ subject_text }}</p>", encoding="utf-8")
    templates = [dict(settings.TEMPLATES[0])]
    templates[0]["DIRS"] = [*templates[0]["DIRS"], tmp_path]
    settings.TEMPLATES = templates
    APPLIED.clear()
    cache.clear()


@pytest.fixture
def today():
    return timezone.now().astimezone(TOKYO).date()


@pytest.fixture
def ask(cast, today):
    ctx = cast.ctx("staff", at=timezone.now())
    people = [cast.person["member"], cast.person["chair"]]
    open_campaign(
        ctx, kind=KIND.name, title="方針第２版の確認", subject=cast.unit["assembly"], people=people, due_on=today
    )
    return Ask.objects.get(person=cast.person["member"])


@pytest.fixture
def link(cast, ask):
    token = make_links(cast.ctx("staff", at=timezone.now()), asks=[ask], made_for="letter")[ask]
    return f"/l/{cast.assembly.slug}/{token}/"


def test_answer_by_link_in_a_few_taps(cast, ask, link):
    phone = Client(enforce_csrf_checks=True)
    page = phone.get(link)
    text = page.content.decode()
    assert page.status_code == 200
    assert "第１条 目的" in text
    assert cast.person["chair"].name not in text
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert phone.post(link, {}, headers={"Origin": "null"}).status_code == 422
    done = phone.post(link, {"agreed": "on"}, headers={"Origin": "null"})
    assert (done.status_code, done["Location"]) == (302, link)
    assert "受け付けました" in phone.get(link).content.decode()
    ask.refresh_from_db()
    assert (ask.state, ask.channel) == (AskState.ANSWERED, "link")
    assert [(ask.pk, {"agreed": True}, "link")] == APPLIED
    entry = Entry.objects.get(action="asks.answer")
    assert entry.actor == f"person:{cast.person['member'].pk}"
    assert "sessionid" not in phone.cookies


def test_links_that_cannot_be_used_say_why(cast, ask, link, today):
    visitor = Client()
    ctx = cast.ctx("staff", at=timezone.now())
    wrong = visitor.get(link[:-6] + "xxxxx/")
    assert wrong.status_code == 404
    assert "使えません" in wrong.content.decode()
    assert visitor.get(link.replace(cast.assembly.slug, "nowhere")).status_code == 404
    revoke_links(ctx, asks=[ask])
    revoked = visitor.get(link)
    assert (revoked.status_code, "取り消" in revoked.content.decode()) == (410, True)
    assert visitor.post(link, {"agreed": "on"}).status_code == 410
    token = make_links(ctx, asks=[ask], made_for="mail")[ask]
    fresh = f"/l/{cast.assembly.slug}/{token}/"
    assert visitor.get(fresh).status_code == 200
    withdraw_asks(ctx, asks=[ask], note="不要")
    assert "必要がなくなりました" in visitor.get(fresh).content.decode()
    assert not APPLIED


def test_expired_link(cast, ask, link, today, monkeypatch):
    from sakimori.front.links import views

    class Later:
        @staticmethod
        def now():
            return timezone.now() + timedelta(days=100)

    monkeypatch.setattr(views, "timezone", Later)
    page = Client().get(link)
    assert (page.status_code, "期限" in page.content.decode()) == (410, True)


def test_link_of_a_neighbour_is_unknown_here(cast, neighbour, link):
    assert Client().get(link.replace(cast.assembly.slug, neighbour.assembly.slug)).status_code == 404


def test_guessing_is_slowed_down(cast, link):
    visitor = Client()
    for number in range(20):
        assert visitor.get(f"/l/{cast.assembly.slug}/guess{number}/").status_code == 404
    assert visitor.get(f"/l/{cast.assembly.slug}/guess/").status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").get(link).status_code == 200


def test_answer_when_logged_in(cast, ask, django_assert_max_num_queries):
    member = cast.client("member")
    member.get(cast.url("asks/"))  # the first page of a log-in also notes the session
    with django_assert_max_num_queries(12 + SCOPE_STATEMENTS):
        page = member.get(cast.url("asks/"))
    assert "方針第２版の確認" in page.content.decode()
    assert member.post(cast.url(f"asks/{ask.pk}/"), {}).status_code == 422
    assert member.post(cast.url(f"asks/{ask.pk}/"), {"agreed": "on"}).status_code == 302
    assert "お答えいただいたもの" in member.get(cast.url("asks/")).content.decode()
    assert "回答済み" in member.get(cast.url(f"asks/{ask.pk}/")).content.decode()
    assert APPLIED[0][2] == "web"


def test_nobody_answers_for_another(cast, neighbour, ask):
    assert cast.client("deputy").get(cast.url(f"asks/{ask.pk}/")).status_code == 404
    assert cast.client("staff").post(cast.url(f"asks/{ask.pk}/"), {"agreed": "on"}).status_code == 404
    assert neighbour.client("member").get(cast.url(f"asks/{ask.pk}/")).status_code == 404
    assert neighbour.client("staff").get(neighbour.url(f"asks/{ask.pk}/paper/")).status_code == 404
    assert cast.client("member").get(cast.url(f"asks/{ask.pk}/paper/")).status_code == 403
    assert cast.client("auditor").get(cast.url("asks/")).status_code == 403


def test_paper_with_scan(cast, ask):
    staff = cast.client("staff")
    url = cast.url(f"asks/{ask.pk}/paper/")
    assert staff.get(url).status_code == 200
    bad = SimpleUploadedFile("scan.pdf", b"MZ\x90\x00")
    refused = staff.post(url, {"agreed": "on", "channel": "paper", "scan": bad})
    assert refused.status_code == 422
    assert "受け付けられない形式" in refused.content.decode()
    scan = SimpleUploadedFile("用紙.pdf", b"%PDF-1.7 signed")
    done = staff.post(url, {"agreed": "on", "channel": "paper", "scan": scan, "next": "//evil.example/"})
    assert done["Location"] == cast.url("asks/")
    ask.refresh_from_db()
    assert (ask.state, ask.channel) == (AskState.ANSWERED, "paper")
    assert read_file(ask.scan) == b"%PDF-1.7 signed"
    assert Entry.objects.filter(action="asks.enter-paper").count() == 1
    assert not Entry.objects.filter(action="files.store").exists()
    assert "回答済み" in staff.get(url).content.decode()


def test_token_is_not_written_to_the_log(cast, link, caplog):
    Client().post(link, {})
    Client().get(link[:-2] + "/")
    assert "/l/" not in caplog.text


def test_only_hashes_of_tokens_are_kept(cast, link):
    token = link.rstrip("/").rsplit("/", 1)[-1]
    assert token not in str(list(AskLink.objects.values()))


def test_notices_wait_to_be_handed_over(cast, neighbour):
    notice = queue_notice(
        cast.system(), person=cast.person["member"], key="k", subject="期限のお願い", body="本文です。"
    )
    staff = cast.client("staff")
    text = staff.get(cast.url("notices/")).content.decode()
    assert "期限のお願い" in text
    assert "電子メールの送信は設定されていません" in text
    assert staff.post(cast.url(f"notices/{notice.pk}/handed/")).status_code == 302
    notice.refresh_from_db()
    assert notice.state == "handed"
    assert cast.client("member").get(cast.url("notices/")).status_code == 403
    assert neighbour.client("staff").post(neighbour.url(f"notices/{notice.pk}/handed/")).status_code == 404
