"""Reading, comparing, publishing and reviewing the policy, inside and outside the office."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.ledger.models import Entry
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.models import Clause, Publication, Review, ReviewTrigger
from sakimori.policy.clauses.reading import plain_text
from sakimori.policy.clauses.tests.test_acknowledge import adopt, open_campaign
from sakimori.policy.clauses.tests.texts import FIRST, SECOND
from sakimori.policy.clauses.types import VersionKind
from sakimori.testing import TODAY


def publish(cast, version, day=TODAY):
    answer = cast.client("staff").post(
        cast.url(f"policy/versions/{version.pk}/publish/"),
        {"published_on": day.isoformat(), "address": "https://example.jp/gikai/", "medium": "", "note": ""},
    )
    assert answer.status_code == 302
    return Publication.objects.filter(version=version).latest("published_on")


@pytest.mark.parametrize("role", ["chair", "staff", "member", "caucus_head", "city_it"])
def test_everybody_inside_reads_the_policy(cast, role):
    version = adopt(cast)
    page = cast.client(role).get(cast.url("policy/")).content.decode()
    assert version.title in page and "毎年、情報セキュリティの研修を行う" in page


def test_every_clause_says_who_must_do_what_and_what_proves_it(cast):
    adopt(cast)
    page = cast.client("staff").get(cast.url("policy/")).content.decode()
    clause = Clause.objects.get(heading="研修")
    assert (clause.actor, clause.obligation) == ("議長", "duty")
    for word in (
        "行う人",
        "義務",
        "「" + "・".join(clause.obligation_words) + "」",
        "研修を受けている",
        "証拠になる記録",
    ):
        assert word in page, word


def test_the_page_costs_the_same_for_a_long_policy(cast):
    adopt(cast)
    member = cast.client("member")
    member.get(cast.url("policy/"))
    with CaptureQueriesContext(connection) as short:
        member.get(cast.url("policy/"))
    longer = "".join(f"第{n}条 （項目{n}） 議会は、項目{n}に取り組む。\n\n" for n in range(8, 60))
    adopt(cast, SECOND.replace("附則", longer + "附則"), days_ago=1)
    with CaptureQueriesContext(connection) as long:
        member.get(cast.url("policy/"))
    assert len(long) == len(short)


def test_publication_is_recorded_with_the_hash_of_the_page(cast):
    version = adopt(cast)
    publication = publish(cast, version)
    page = cast.client("member").get(cast.url(f"policy/versions/{version.pk}/policy.html"))
    assert publication.sha256 == sha256(page.content).hexdigest()
    assert (publication.days_taken, publication.published_on) == (3, TODAY)
    assert b"<script" not in page.content and b"http" not in page.content
    early = cast.client("staff").post(
        cast.url(f"policy/versions/{version.pk}/publish/"),
        {"published_on": (TODAY - timedelta(days=9)).isoformat(), "address": "https://example.jp/"},
    )
    assert early.status_code == 422 and Publication.objects.count() == 1


def test_the_public_reads_only_what_was_published(cast, neighbour):
    public = Client()
    address = f"/p/{cast.assembly.slug}/"
    first = adopt(cast, days_ago=30)
    assert public.get(address).status_code == 404
    publish(cast, first)
    page = public.get(address).content.decode()
    assert first.title in page and "令和8年11月9日" in page
    draft = actions.take_in_text(cast.ctx("staff"), text=SECOND.replace("潮見", "秘密の案"))
    assert "秘密の案" not in public.get(address).content.decode()
    assert public.get(f"{address}v/{draft.number}/").status_code == 404
    second = adopt(cast, SECOND)
    publish(cast, second)
    page = public.get(address).content.decode()
    assert "すぐに議会事務局に報告" in page and f"/v/{first.number}/" in page
    old = public.get(f"{address}v/{first.number}/").content.decode()
    assert "これは以前の版です" in old
    for name, start in (("policy.pdf", b"%PDF"), ("policy.html", b"<!doctype html>")):
        assert public.get(f"{address}v/{second.number}/{name}").content.startswith(start)
    assert public.get(f"/p/{neighbour.assembly.slug}/").status_code == 404
    assert public.get("/p/nowhere/").status_code == 404


def test_a_version_not_yet_in_effect_is_not_offered_to_the_public(cast):
    first = adopt(cast, days_ago=30)
    publish(cast, first)
    second = actions.take_in_text(cast.ctx("staff"), text=SECOND)
    later = TODAY + timedelta(days=20)
    actions.decide_version(
        cast.ctx("staff"), version=second, decided_on=TODAY, effective_on=later, meeting="議会運営委員会"
    )
    publish(cast, second)
    page = Client().get(f"/p/{cast.assembly.slug}/").content.decode()
    assert "すぐに議会事務局に報告" not in page
    assert "これは以前の版です" not in page


def test_a_draft_is_seen_by_the_office_only(cast):
    adopt(cast, days_ago=30)
    draft = actions.take_in_text(cast.ctx("staff"), text=SECOND)
    for path in ("", "differences/"):
        address = cast.url(f"policy/versions/{draft.pk}/{path}")
        assert cast.client("staff").get(address).status_code == 200
        assert cast.client("member").get(address).status_code == 404
    assert cast.client("member").get(cast.url(f"policy/versions/{draft.pk}/policy.pdf")).status_code == 404
    assert draft.title in cast.client("staff").get(cast.url("policy/versions/")).content.decode()


def test_the_difference_names_duties_and_people(cast):
    adopt(cast, days_ago=30)
    open_campaign(cast)
    draft = actions.take_in_text(cast.ctx("staff"), text=SECOND)
    page = cast.client("staff").get(cast.url(f"policy/versions/{draft.pk}/differences/")).content.decode()
    assert "<del>毎年</del>" in page or "<del>毎年、</del>" in page
    assert "7人に、改めて確認をお願いします" in page
    assert "回答待ちのお願いが7件" in page
    assert "対応手順が整っている" in page  # the new clause about incidents brings its duties


def test_an_amendment_begins_from_the_present_words(cast):
    version = adopt(cast, days_ago=30)
    staff = cast.client("staff")
    page = staff.get(cast.url("policy/start/?from=current"))
    assert "毎年、情報セキュリティの研修を行う" in page.content.decode()
    copied = actions.take_in_text(cast.ctx("staff"), text=plain_text(version.title, queries.clauses_of(version)))
    assert [c.path for c in queries.clauses_of(copied)] == [c.path for c in queries.clauses_of(version)]
    assert [c.text for c in queries.clauses_of(copied)] == [c.text for c in queries.clauses_of(version)]
    changes = queries.differences(version, copied)
    assert {change.kind.value for change in changes} == {"kept"}


def test_a_review_without_change_counts_and_answers_what_called_for_it(cast):
    adopt(cast, days_ago=30)
    staff = cast.client("staff")
    address = cast.url("policy/review/")
    day = (TODAY - timedelta(days=5)).isoformat()
    trigger = {"which": "trigger", "t-kind": "law", "t-occurred_on": day, "t-text": "施行規則の改正"}
    assert staff.post(address, trigger).status_code == 302
    assert "前回の見直しのあとに" in staff.get(address).content.decode()
    review = {"which": "review", "reviewed_on": TODAY.isoformat(), "outcome": "no_change", "reasons": "影響がない"}
    assert staff.post(address, review).status_code == 302
    assert (Review.objects.get().outcome, ReviewTrigger.objects.count()) == ("no_change", 1)
    page = staff.get(address).content.decode()
    assert "前回の見直しのあとに" not in page and "変更の必要なし" in page
    late = review | {"reviewed_on": (TODAY + timedelta(days=1)).isoformat()}
    assert staff.post(address, late).status_code == 422
    assert cast.client("member").post(address, review).status_code == 403


def test_a_publication_recorded_by_mistake_is_taken_back_with_a_reason(cast, neighbour):
    version = adopt(cast)
    publication = publish(cast, version)
    staff = cast.client("staff")
    address = cast.url(f"policy/publications/{publication.pk}/retract/")
    assert address in staff.get(cast.url(f"policy/versions/{version.pk}/publish/")).content.decode()
    assert publication.address in staff.get(address).content.decode()
    assert staff.post(address, {"reason": ""}).status_code == 422
    assert cast.client("member").post(address, {"reason": "試し"}).status_code == 403
    other = neighbour.url(f"policy/publications/{publication.pk}/retract/")
    assert neighbour.client("staff").post(other, {"reason": "試し"}).status_code == 404
    with pytest.raises(ValidationError):
        actions.retract_publication(cast.ctx("staff"), publication=publication)
    assert Client().get(f"/p/{cast.assembly.slug}/").status_code == 200
    assert staff.post(address, {"reason": "日付のまちがい"}).status_code == 302
    assert not Publication.objects.exists()
    assert Client().get(f"/p/{cast.assembly.slug}/").status_code == 404
    entry = Entry.objects.latest("sequence")
    assert entry.action == "policy.retract-publication"
    assert any("日付のまちがい" in detail.payload for detail in entry.details.all())


def test_what_has_not_happened_calls_for_no_review(cast):
    adopt(cast, days_ago=30)
    later = (TODAY + timedelta(days=1)).isoformat()
    trigger = {"which": "trigger", "t-kind": "law", "t-occurred_on": later, "t-text": "施行規則の改正"}
    answer = cast.client("staff").post(cast.url("policy/review/"), trigger)
    assert answer.status_code == 422 and not ReviewTrigger.objects.exists()
    assert "起きてから記録してください" in answer.content.decode()


def test_in_a_joint_policy_only_clauses_of_the_assembly_are_evaluated(cast):
    version = actions.take_in_text(cast.ctx("staff"), text=FIRST)
    actions.describe_version(
        cast.ctx("staff"), version=version, title=version.title, kind=VersionKind.JOINT, joint_with="潮見町長"
    )
    staff = cast.client("staff")
    address = cast.url(f"policy/versions/{version.pk}/joint/")
    assert staff.get(address).status_code == 200
    mine = Clause.objects.get(version=version, heading="研修")
    assert staff.post(address, {"clauses": [str(mine.pk)]}).status_code == 302
    assert list(Clause.objects.filter(version=version, concerns_assembly=True)) == [mine]
    assert "関係しない" not in cast.client("member").get(cast.url("policy/")).content.decode()
