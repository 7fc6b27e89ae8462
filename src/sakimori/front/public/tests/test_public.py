"""Anybody reads what was published, with its days; nothing else, but also nothing that pretends to be current."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.assemblies.scope import scope
from sakimori.policy.clauses import actions
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.policy.clauses.tests.texts import FIRST, SECOND
from sakimori.testing import TODAY

NEWER = "すぐに議会事務局に報告"
"""Words of the amendment alone."""
BARE = FIRST.split("附則")[0]
"""Without a history block of its own."""


def publish(cast, version: PolicyVersion, days_ago: int = 0):
    day = TODAY - timedelta(days=days_ago)
    return actions.record_publication(cast.ctx("staff"), version=version, published_on=day, address="議会の掲示場")


def read(cast, path: str = "") -> str:
    answer = Client().get(f"/p/{cast.assembly.slug}/{path}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def status(cast, path: str = "") -> int:
    return Client().get(f"/p/{cast.assembly.slug}/{path}").status_code


def test_the_published_policy_stands_with_its_days(cast):
    version = adopt(cast, days_ago=30)
    assert status(cast) == 404
    publish(cast, version, days_ago=28)
    publish(cast, version, days_ago=5)
    page = read(cast)
    assert version.title in page and "いま効力がある" in page
    assert "令和8年10月24日" in page  # decided and in force
    assert "令和8年10月26日" in page  # first published
    assert "まだ公表されていません" not in page and "以前の版" not in page


def test_an_amendment_in_force_but_unpublished_is_named_and_not_shown(cast):
    first = adopt(cast, days_ago=30)
    publish(cast, first, days_ago=28)
    second = adopt(cast, SECOND.replace("潮見町議会情報", "潮見町議会新情報"), days_ago=3)
    page = read(cast)
    assert "令和8年11月20日" in page and "に決定された改正版は、まだ公表されていません" in page
    assert "公表されている最新の版（第1版）" in page and "いま効力がある" not in page
    assert first.title in page
    for secret in (NEWER, "新情報", second.text_sha256):
        assert secret not in page
        assert secret not in read(cast, "v/1/policy.html")
    for path in ("v/2/", "v/2/policy.html", "v/2/policy.pdf"):
        assert status(cast, path) == 404
    publish(cast, second)
    page = read(cast)
    assert NEWER in page and "いま効力がある" in page and "まだ公表されていません" not in page


def test_an_earlier_version_says_so_and_leads_to_the_newest(cast):
    publish(cast, adopt(cast, days_ago=60), days_ago=59)
    publish(cast, adopt(cast, SECOND, days_ago=30), days_ago=29)
    old = read(cast, "v/1/")
    assert "これは以前の版です。" in old and "いまの方針を見る" in old and "いま効力がある" not in old
    adopt(cast, FIRST, days_ago=3)
    old = read(cast, "v/1/")
    assert "公表されている最新の版を見る" in old and "いまの方針を見る" not in old
    assert "まだ公表されていません" in old
    newest = read(cast)
    assert NEWER in newest and "第1版" in newest  # the others are linked


@pytest.mark.parametrize("path", ["v/9/", "v/0/", "v/9/policy.html", "v/9/policy.pdf"])
def test_what_was_never_published_does_not_exist(cast, path):
    publish(cast, adopt(cast))
    assert status(cast, path) == 404


def test_a_decision_that_is_not_in_force_yet_is_not_announced(cast):
    publish(cast, adopt(cast, days_ago=30))
    second = actions.take_in_text(cast.ctx("staff"), text=SECOND)
    later = TODAY + timedelta(days=20)
    actions.decide_version(cast.ctx("staff"), version=second, decided_on=TODAY, effective_on=later, meeting="会議")
    page = read(cast)
    assert "いま効力がある" in page and "まだ公表されていません" not in page and NEWER not in page


def test_history_is_in_japanese_years_from_the_text_or_the_records(cast):
    publish(cast, adopt(cast, days_ago=30))
    page = read(cast)
    assert "策定履歴" in page and "令和8年11月2日 策定" in page and "令和8年11月9日 施行" in page
    english = Client().get(f"/p/{cast.assembly.slug}/", headers={"accept-language": "en"}).content.decode()
    assert "令和8年11月2日 策定" in english  # a Japanese public document in every language


def test_history_of_a_text_without_one_follows_the_decisions(cast):
    publish(cast, adopt(cast, BARE, days_ago=30))
    publish(cast, adopt(cast, BARE.replace("毎年", "年に二回"), days_ago=3))
    page = read(cast)
    assert "令和8年10月24日 策定" in page and "令和8年11月20日 改正" in page
    assert "改正" not in read(cast, "v/1/").replace("改正版", "").replace("改正前", "")


def test_files_are_those_of_the_version(cast):
    publish(cast, adopt(cast, days_ago=30))
    publish(cast, adopt(cast, SECOND, days_ago=3))
    address = f"/p/{cast.assembly.slug}/v/"
    page = Client().get(f"{address}1/policy.html")
    assert page["Content-Disposition"].startswith("attachment") and "v1.html" in page["Content-Disposition"]
    assert NEWER not in page.content.decode() and b"<script" not in page.content
    both = Client().get(f"{address}2/policy.html").content.decode()
    assert NEWER in both and "<summary>第1版（令和8年10月24日施行）</summary>" in both
    assert Client().get(f"{address}2/policy.pdf").content.startswith(b"%PDF")


def test_each_assembly_has_its_own_page(cast, neighbour):
    publish(cast, adopt(cast))
    assert Client().get(f"/p/{neighbour.assembly.slug}/").status_code == 404
    with scope(neighbour.assembly.pk):
        publish(neighbour, adopt(neighbour, FIRST.replace("潮見", "湊野")))
    assert "湊野" in read(neighbour) and "湊野" not in read(cast)
    assert Client().get("/p/nowhere/").status_code == 404


def test_the_page_says_nothing_about_people(cast):
    publish(cast, adopt(cast))
    page = Client().get(f"/p/{cast.assembly.slug}/").content.decode()
    assert not [person for person in cast.person.values() if person.shown_name in page]


def test_more_versions_cost_no_more_statements(cast):
    publish(cast, adopt(cast, days_ago=60))
    read(cast)
    with CaptureQueriesContext(connection) as few:
        read(cast)
    for day in (40, 30, 20):
        publish(cast, adopt(cast, SECOND, days_ago=day))
    with CaptureQueriesContext(connection) as many:
        read(cast)
    assert len(many) == len(few) <= 12
