"""No link of a home page leads to a refusal; what somebody else must do is said with who that is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from sakimori.foundation.approvals.models import Application
from sakimori.foundation.asks.models import Ask
from sakimori.front.home.queries import queue_of
from sakimori.front.home.tests.acts import store
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.policy.clauses.tests.texts import SECOND
from sakimori.testing import NAMES, TODAY


@pytest.fixture
def at_work(cast):
    """A policy not yet published, an empty post, open asks, a draft, an application that waits for the chair."""
    version = adopt(cast, days_ago=30)
    policy.ask_everyone(cast.ctx("staff"), version=version, due_on=TODAY)
    draft = policy.take_in_text(cast.ctx("staff"), text=SECOND)
    application = Application(
        kind="policy",
        title="改定案の承認",
        applicant=cast.person["staff"],
        subject_model="clauses.policyversion",
        subject_id=draft.pk,
        route=["chair", "manager"],
        applied_on=TODAY - timedelta(days=1),
    )
    store(cast.ctx("staff"), row=application)
    return application


@pytest.mark.walk
@pytest.mark.parametrize("role", list(NAMES))
def test_no_link_is_refused(cast, at_work, role):
    client = cast.client(role)
    page = client.get(cast.url(""), follow=True)
    assert page.status_code == 200
    found = set(re.findall(r'href="(/[^"#]*)', page.content.decode())) - {"/i18n/setlang/"}
    assert len(found) > 5
    refused = {link for link in found if client.get(link).status_code in {403, 404, 500}}
    assert not {link for link in refused if not link.startswith("/static/")}


def test_the_chair_reads_who_must_act_instead(cast, at_work):
    assert PolicyVersion.objects.exists()
    main = cast.client("chair").get(cast.url("")).content.decode().split("<main")[1]
    assert "改定案の承認" in main and cast.person["staff"].shown_name in main
    cards = main.split('<ul class="queue work">')[1].split('<li class="card">')[1:]
    assert any("が行います" in card for card in cards)
    assert all('class="button' in card or "が行います" in card for card in cards)


def test_the_queue_is_what_asks_and_applications_say(cast, at_work):
    chair = queue_of(cast.person["chair"].pk, frozenset({"chair"}))
    assert [(row.pk, row.applicant, row.applied_on) for row in chair.waiting] == [
        (at_work.pk, cast.person["staff"].shown_name, TODAY - timedelta(days=1))
    ]
    mine = Ask.objects.get(person=cast.person["chair"])
    assert [(row.pk, row.title, row.due_on) for row in chair.asks] == [(mine.pk, mine.title, mine.due_on)]
    assert queue_of(None, frozenset({"manager"})).waiting == []  # the chair's turn comes first
    assert queue_of(None, frozenset({"manager"})).asks == []
