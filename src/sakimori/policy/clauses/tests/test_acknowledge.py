"""Everyone is asked, and answers on the screen, by a link from a letter, or on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.access.context import Channel
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask, AskLink, AskState, Reminder
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.people.models import Appointment, Person, Post
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.asks import STATEMENT
from sakimori.policy.clauses.letters import letters
from sakimori.policy.clauses.models import Acknowledgement
from sakimori.policy.clauses.tests.test_duty_dates import new_term
from sakimori.policy.clauses.tests.texts import FIRST, SECOND
from sakimori.testing import SINCE, TODAY, UNTIL

DUE = TODAY + timedelta(days=14)

if "test.hire" not in registered_actions():

    @action("test.hire", permission=Permission.ORGANIZATION_MANAGE, sentence="hire people for a test")
    def hire(ctx, cast, number):
        """More people in the secretariat."""
        unit = cast.unit["secretariat"]
        for index in range(number):
            person = Person.objects.create(name=f"試験 {index}", kana=f"しけん {index:03}")
            post = Post.objects.create(unit=unit, title=f"係 {index}", role="staff", from_date=SINCE, order=100 + index)
            Appointment.objects.create(post=post, person=person, from_date=SINCE)


def adopt(cast, text=FIRST, days_ago=3):
    day = TODAY - timedelta(days=days_ago)
    version = actions.take_in_text(cast.ctx("staff"), text=text)
    return actions.decide_version(
        cast.ctx("staff"), version=version, decided_on=day, effective_on=day, meeting="議会運営委員会"
    )


def open_campaign(cast):
    answer = cast.client("staff").post(
        cast.url("policy/acknowledgement/"),
        {"act": "open", "due_on": DUE.isoformat(), "message": "よろしくお願いします。"},
    )
    assert answer.status_code == 302
    return {ask.person: ask for ask in Ask.objects.select_related("person")}


def test_a_member_confirms_by_the_link_of_a_letter(cast):
    version = adopt(cast)
    asks = open_campaign(cast)
    assert {*asks} == {cast.person[role] for role in cast.person} - {cast.person["auditor"], cast.person["city_it"]}
    ask = asks[cast.person["member"]]
    ((_ask, token),) = make_links(cast.ctx("staff"), asks=[ask], made_for="letter").items()
    phone = Client()
    page = phone.get(f"/l/{cast.assembly.slug}/{token}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "毎年、情報セキュリティの研修を行う" in text and STATEMENT in text  # the exact words of the version
    refused = phone.post(f"/l/{cast.assembly.slug}/{token}/", {})
    assert refused.status_code == 422 and not Acknowledgement.objects.exists()
    done = phone.post(f"/l/{cast.assembly.slug}/{token}/", {"confirmed": "on"})
    assert done.status_code in {200, 302}
    kept = Acknowledgement.objects.get()
    assert (kept.person, kept.version, kept.on, kept.channel) == (cast.person["member"], version, TODAY, Channel.LINK)
    assert (kept.statement, kept.text_sha256, kept.ask) == (STATEMENT, version.text_sha256, ask)


def test_a_member_confirms_on_the_screen_and_the_progress_moves(cast):
    version = adopt(cast)
    asks = open_campaign(cast)
    member = cast.client("member")
    address = cast.url(f"asks/{asks[cast.person['member']].pk}/")
    assert version.title in member.get(address).content.decode()
    before = sum(unit.done for unit in queries.progress_by_unit(version, TODAY))
    assert member.post(address, {"confirmed": "on"}).status_code in {200, 302}
    assert sum(unit.done for unit in queries.progress_by_unit(version, TODAY)) == before + 1
    other = cast.client("deputy").post(address, {"confirmed": "on"})
    assert other.status_code in {403, 404}
    assert Acknowledgement.objects.count() == 1


def test_paper_is_entered_by_staff_with_a_scan(cast):
    adopt(cast)
    ask = open_campaign(cast)[cast.person["chair"]]
    staff = cast.client("staff")
    assert cast.url(f"asks/{ask.pk}/paper/") in staff.get(cast.url("policy/acknowledgement/")).content.decode()
    page = staff.get(cast.url(f"asks/{ask.pk}/paper/"))
    assert page.status_code == 200
    scan = SimpleUploadedFile("同意書.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf")
    answer = staff.post(
        cast.url(f"asks/{ask.pk}/paper/"),
        {"confirmed": "on", "channel": "paper", "how": "paper", "scan": scan, "signed_on": TODAY.isoformat()},
    )
    assert answer.status_code == 302, answer.content.decode()
    kept = Acknowledgement.objects.get()
    assert (kept.person, kept.channel, kept.statement) == (cast.person["chair"], Channel.PAPER, STATEMENT)
    assert kept.scan is not None


def test_chosen_people_get_letters_and_reminders(cast):
    adopt(cast)
    asks = open_campaign(cast)
    chosen = [str(asks[cast.person[role]].pk) for role in ("chair", "member")]
    staff = cast.client("staff")
    letters = staff.post(cast.url("policy/acknowledgement/"), {"act": "letters", "asks": chosen})
    assert letters["Content-Type"] == "application/pdf" and letters.content.startswith(b"%PDF")
    assert AskLink.objects.count() == 2
    staff.post(cast.url("policy/acknowledgement/"), {"act": "remind", "means": "oral", "asks": chosen})
    assert set(Reminder.objects.values_list("means", flat=True)) == {"oral"}
    assert Reminder.objects.count() == 2
    nothing = staff.post(cast.url("policy/acknowledgement/"), {"act": "letters"})
    assert nothing.status_code == 422 and "選んで" in nothing.content.decode()


def test_an_amendment_asks_everyone_again_and_keeps_the_old_confirmations(cast):
    first = adopt(cast, days_ago=30)
    asks = open_campaign(cast)
    cast.client("member").post(cast.url(f"asks/{asks[cast.person['member']].pk}/"), {"confirmed": "on"})
    second = adopt(cast, SECOND)
    assert second.supersedes == first
    page = cast.client("staff").get(cast.url(f"policy/versions/{second.pk}/differences/")).content.decode()
    assert "<ins>" in page and "<del>" in page and "追加" in page
    again = open_campaign(cast)
    assert cast.person["member"] in again
    assert Ask.objects.open().filter(subject_id=first.pk).count() == 0
    assert Ask.objects.filter(state=AskState.WITHDRAWN, subject_id=first.pk).exists()
    assert Ask.objects.open().filter(subject_id=second.pk, person=cast.person["member"]).exists()
    kept = Acknowledgement.objects.get()
    assert (kept.version, kept.text_sha256) == (first, first.text_sha256)


def test_certificates_are_a_paper(cast):
    adopt(cast)
    asks = open_campaign(cast)
    cast.client("member").post(cast.url(f"asks/{asks[cast.person['member']].pk}/"), {"confirmed": "on"})
    for role in ("staff", "chair"):
        paper = cast.client(role).get(cast.url("policy/acknowledgement/certificates.pdf"))
        assert paper.status_code == 200 and paper.content.startswith(b"%PDF")
    assert cast.client("member").get(cast.url("policy/acknowledgement/certificates.pdf")).status_code == 403


def test_sixty_letters_are_one_paper(cast):
    hire(cast.ctx("manager"), cast, 60)
    version = adopt(cast)
    asks = list(open_campaign(cast).values())
    data = sheets_pdf(cast.ctx("staff"), letters(cast.ctx("staff"), version, asks))
    assert data.count(b"/Type /Page\n") + data.count(b"/Type/Page/") + data.count(b"/Type /Page ") in {0, len(asks)}
    assert len(asks) == 67


@pytest.mark.parametrize("role", ["member", "auditor", "chair", "caucus_head", "city_it"])
def test_only_the_office_asks(cast, role):
    adopt(cast)
    client = cast.client(role)
    assert client.get(cast.url("policy/acknowledgement/")).status_code == 403
    assert client.post(cast.url("policy/acknowledgement/"), {"due_on": DUE.isoformat()}).status_code == 403
    assert not Ask.objects.exists()


def test_the_page_does_not_ask_the_database_for_every_person(cast):
    adopt(cast)
    open_campaign(cast)
    staff = cast.client("staff")
    staff.get(cast.url("policy/acknowledgement/"))
    with CaptureQueriesContext(connection) as few:
        staff.get(cast.url("policy/acknowledgement/"))
    hire(cast.ctx("manager"), cast, 20)
    open_campaign(cast)
    with CaptureQueriesContext(connection) as many:
        page = staff.get(cast.url("policy/acknowledgement/"))
    text = page.content.decode()
    assert text.count("試験 ") >= 20
    assert cast.person["member"].shown_name in text  # asked before, still on the list
    assert len(many) == len(few)


def test_the_day_on_the_paper_counts(cast):
    adopt(cast)
    ask = open_campaign(cast)[cast.person["member"]]
    staff = cast.client("staff")
    address = cast.url(f"asks/{ask.pk}/paper/")
    values = {"confirmed": "on", "channel": "paper"}
    refused = staff.post(address, values | {"signed_on": (TODAY + timedelta(days=1)).isoformat()})
    assert refused.status_code == 422 and not Acknowledgement.objects.exists()
    day = TODAY - timedelta(days=2)
    assert staff.post(address, values | {"signed_on": day.isoformat()}).status_code == 302
    assert Acknowledgement.objects.get().on == day


def acknowledgement_page(cast) -> str:
    return cast.client("staff").get(cast.url("policy/acknowledgement/")).content.decode()


def test_after_an_election_only_the_ask_of_the_new_term_is_listed(cast):
    version = adopt(cast)
    member = cast.person["member"]
    first = open_campaign(cast)[member]
    cast.client("member").post(cast.url(f"asks/{first.pk}/"), {"confirmed": "on"})
    new_term(cast.ctx("manager"), member)
    begins = UNTIL + timedelta(days=1)
    standing = queries.standing(version, begins)
    assert member.pk in standing.waiting
    assert member not in {ask.person for ask in queries.asks_that_count(version, standing)}
    later = replace(cast.ctx("staff"), at=cast.ctx("staff").at + (begins - TODAY))
    actions.ask_everyone(later, version=version, due_on=begins + timedelta(days=30))
    found = [ask for ask in queries.asks_that_count(version, standing) if ask.person == member]
    assert [(ask.state, ask.opened_on) for ask in found] == [(AskState.OPEN, begins)]
    page = acknowledgement_page(cast)
    assert page.count(f">{member.shown_name}</a>") == 1
    history = cast.client("staff").get(cast.url(f"policy/acknowledgement/persons/{member.pk}/"))
    assert history.status_code == 200
    assert history.content.decode().count("<tr>") == 3  # the head, the earlier term, the present one
    assert [bool(row.acknowledgement) for row in queries.asked_of(member)] == [False, True]


def test_who_has_left_is_not_listed_but_keeps_a_history(cast):
    version = adopt(cast)
    member = cast.person["member"]
    ask = open_campaign(cast)[member]
    cast.client("member").post(cast.url(f"asks/{ask.pk}/"), {"confirmed": "on"})
    assert ask in queries.asks_that_count(version, queries.standing(version, TODAY))
    after = queries.standing(version, UNTIL + timedelta(days=1))
    assert ask not in queries.asks_that_count(version, after)
    assert [row.ask for row in queries.asked_of(member)] == [ask]


def test_nobody_but_the_office_reads_what_a_person_was_asked(cast, neighbour):
    member = cast.person["member"]
    path = f"policy/acknowledgement/persons/{member.pk}/"
    for role in ("member", "chair", "auditor"):
        assert cast.client(role).get(cast.url(path)).status_code == 403
    assert neighbour.client("staff").get(neighbour.url(path)).status_code == 404
