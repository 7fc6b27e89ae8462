"""Every link on these pages opens for whoever reads them; otherwise they say who must act."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from sakimori.assurance.conformance import queries
from sakimori.assurance.conformance.checks import checks
from sakimori.assurance.conformance.tests.test_board import adopt
from sakimori.assurance.conformance.ways import open_page, way
from sakimori.assurance.conformance.worklist import gaps
from sakimori.foundation.duties.spec import catalogue
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.tests.texts import SECOND
from sakimori.testing import TODAY

READERS = ["chair", "deputy", "secretary_general", "manager", "staff", "caucus_head", "member", "city_it"]


@pytest.fixture
def troubled(cast):
    """An assembly where much is missing: nobody acknowledged, nothing is published, posts are empty, drafts pile up."""
    version = adopt(cast, decided_on=TODAY - timedelta(days=60))
    for _ in range(2):
        policy.take_in_text(cast.ctx("staff"), text=SECOND)
    return version


def paths(cast, version):
    clause = version.clauses.get(heading="遵守義務")
    draft = PolicyVersion.objects.filter(state="draft").first()
    duties = [f"board/duties/{key}/" for key in queries.duties_today(cast.ctx("staff"))]
    return ["board/", "board/gaps/", "board/checks/", f"board/clauses/{clause.pk}/", f"board/rehearsal/{draft.pk}/",
            *duties]  # fmt: skip


@pytest.mark.walk
@pytest.mark.parametrize("role", READERS)
def test_no_link_ends_at_a_closed_door(cast, troubled, role):
    client, seen = cast.client(role), {}
    for path in paths(cast, troubled):
        answer = client.get(cast.url(path))
        if answer.status_code == 403:
            continue
        main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)[0]
        for address in re.findall(r'<a[^>]* href="(/[^"#]*)', main):
            seen.setdefault(address, path)
    closed = {address: path for address, path in seen.items() if client.get(address).status_code not in {200, 302}}
    assert closed == {}
    assert seen


@pytest.mark.parametrize("role", ["chair", "deputy"])
def test_who_cannot_mend_reads_who_can(cast, troubled, role):
    page = cast.client(role).get(cast.url("board/gaps/")).content.decode()
    assert "議会事務局が行います" in page and "右のボタンで直せます" not in page
    assert "（議会事務局が直します）" in cast.client(role).get(cast.url("board/checks/")).content.decode()
    assert "議会事務局が行います" not in cast.client("staff").get(cast.url("board/gaps/")).content.decode()


def test_every_remedy_leads_somewhere_for_the_office(cast, troubled):
    ctx = cast.ctx("manager")
    assert all(gap.remedy_url and not gap.remedy_by for gap in gaps(ctx, catalogue()))
    assert all(finding.url and not finding.by for check in checks(ctx) for finding in check.findings)


SOMETHING = UUID(int=1)
KWARGS = {"conformance:duty": {"key": "policy.reviewed"}, "premises:round": {"place_id": SOMETHING}}


@pytest.mark.parametrize(
    ("role", "name", "by"),
    [
        ("chair", "clauses:start", "議会事務局"),
        ("staff", "clauses:start", ""),
        ("member", "conformance:duty", ""),
        ("chair", "organization:posts", "議会事務局"),
        ("staff", "organization:posts", ""),
        ("chair", "premises:round", "議会事務局"),
        ("staff", "accounts:accounts", "事務局長（統括責任者）・情報セキュリティ管理者"),
    ],
)
def test_a_way_is_an_address_or_a_name(cast, role, name, by):
    url, words = way(cast.ctx(role), name, **KWARGS.get(name, {}))
    assert (words, bool(url)) == (by, not by)


def test_a_page_opens_for_whoever_may_read_it(cast):
    assert open_page(cast.ctx("chair"), "social:handover", handover_id=SOMETHING) == ""
    assert open_page(cast.ctx("staff"), "social:handover", handover_id=SOMETHING).endswith("/")
    assert open_page(cast.ctx("chair"), "social:account", account_id=SOMETHING).endswith("/")


@pytest.mark.parametrize(("role", "link"), [("staff", True), ("chair", False), ("member", False)])
def test_before_a_policy_everybody_reads_what_comes_next(cast, role, link):
    page = cast.client(role).get(cast.url("board/")).content.decode()
    assert (cast.url("policy/start/") in re.search(r"<main.*?</main>", page, re.DOTALL)[0]) == link
    assert ("方針は議会事務局が取り込みます" in page) != link
