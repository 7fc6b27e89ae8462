"""The policy for the council's own site: one page that needs nothing else, and nothing that was not published."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.policy.clauses import actions, exports
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.policy.clauses.tests.texts import FIRST, SECOND
from sakimori.testing import TODAY


class Outside(HTMLParser):
    """Everything that a browser would load or run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = {name for name, _value in attrs}
        if tag in {"script", "link", "img", "iframe", "object", "embed"} or names & {"src", "href", "style"}:
            self.found.append(tag)
        self.found.extend(name for name in names if name.startswith("on"))


def publish(cast, version, day=TODAY):
    return actions.record_publication(cast.ctx("staff"), version=version, published_on=day, address="議会の掲示場")


def test_the_page_stands_alone(cast):
    version = adopt(cast)
    text = exports.static_html(cast.assembly, version)
    outside = Outside()
    outside.feed(text)
    assert outside.found == [] and "@import" not in text and "url(" not in text
    assert "毎年、情報セキュリティの研修を行う" in text and "令和8年11月9日" in text
    assert version.text_sha256 in text and cast.assembly.name in text
    assert "以前の版" not in text


def test_hostile_words_stay_words(cast):
    version = actions.take_in_text(cast.ctx("staff"), text=FIRST.replace("信頼", "<script>alert(1)</script>信頼"))
    text = exports.static_html(cast.assembly, version)
    assert "<script" not in text and "&lt;script&gt;" in text


def test_earlier_versions_are_folded_in_once_they_were_published(cast):
    first = adopt(cast, days_ago=30)
    second = adopt(cast, SECOND, days_ago=3)
    assert "以前の版" not in exports.static_html(cast.assembly, second)
    publish(cast, first, TODAY - timedelta(days=29))
    text = exports.static_html(cast.assembly, second)
    assert "<summary>第1版（令和8年10月24日施行）</summary>" in text
    assert "毎年、情報セキュリティの研修" in text and "年に二回、情報セキュリティの研修" in text
    assert "以前の版" not in exports.static_html(cast.assembly, first)
    actions.take_in_text(cast.ctx("staff"), text=SECOND.replace("潮見", "秘密の案"))
    assert exports.static_html(cast.assembly, second) == text


def test_history_comes_from_the_records_where_the_text_has_none(cast):
    bare = FIRST.split("附則")[0]
    adopt(cast, bare, days_ago=30)
    second = adopt(cast, bare.replace("毎年", "年に二回"), days_ago=3)
    assert exports.history_lines(second) == [("令和8年10月24日", "策定"), ("令和8年11月20日", "改正")]
    draft = actions.take_in_text(cast.ctx("staff"), text=bare)
    assert PolicyVersion.objects.count() == 3 and ("", "") not in exports.history_lines(draft)


def test_the_paper_is_a_pdf_of_this_version(cast):
    data = exports.policy_pdf(cast.assembly, adopt(cast))
    assert data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")


def test_the_page_costs_the_same_for_many_versions(cast, django_assert_num_queries):
    publish(cast, adopt(cast, days_ago=40), TODAY - timedelta(days=39))
    second = adopt(cast, SECOND, days_ago=30)
    publish(cast, second)
    with CaptureQueriesContext(connection) as few:
        exports.static_html(cast.assembly, second)
    for day in (20, 10):
        publish(cast, adopt(cast, FIRST, days_ago=day))
    newest = adopt(cast, SECOND)
    with django_assert_num_queries(len(few)):
        text = exports.static_html(cast.assembly, newest)
    assert text.count("<details>") == 4
