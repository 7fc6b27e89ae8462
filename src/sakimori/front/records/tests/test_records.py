"""The ledger can be read, filtered, printed, exported and lawfully erased, by those who may."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test import Client

from sakimori.evidence.verification import verify_bundle
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.ledger.models import Checkpoint, Detail, Entry
from sakimori.foundation.people.models import Appointment, Person
from sakimori.testing import NOW

SCOPE_STATEMENTS = 0 if connection.vendor == "sqlite" else 4
"""PostgreSQL is told the scope, inside a transaction."""


@action("test.organization-rename", permission=Permission.ORGANIZATION_MANAGE, sentence="氏名を変えました")
def rename(ctx, *, person, name):
    person = Person.objects.get(pk=person.pk)
    person.name = name
    person.save()


@action("test.organization-appoint", permission=Permission.ORGANIZATION_MANAGE, sentence="任命しました")
def appoint(ctx, *, person, post):
    return Appointment.objects.create(person=person, post=post, from_date=ctx.today)


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    kept = settings.ENV.data
    object.__setattr__(settings.ENV, "data", tmp_path)
    yield
    object.__setattr__(settings.ENV, "data", kept)


def test_list_says_who_did_what(cast):
    rename(cast.ctx("staff"), person=cast.person["member"], name="髙橋 改")
    text = cast.client("chair").get(cast.url("ledger/")).content.decode()
    assert "氏名を変えました" in text
    assert cast.person["staff"].name in text
    assert "防人（自動処理）" in text


def test_filter_lies_in_the_address(cast):
    rename(cast.ctx("staff"), person=cast.person["member"], name="a")
    rename(cast.ctx("manager", at=NOW + timedelta(days=2)), person=cast.person["member"], name="b")
    browser = cast.client("chair")

    def shown(query):
        return browser.get(cast.url(f"ledger/?{query}")).content.decode().count("氏名を変えました")

    assert shown("act=test") == 2
    assert shown("act=policy") == 0
    assert shown(f"person={cast.person['manager'].pk}") == 1
    assert shown("person=system") == 0
    assert shown("since=2026-11-24") == 1
    assert shown("until=2026-11-23") == 1
    assert browser.get(cast.url("ledger/?since=2026-11-24&until=2026-11-01")).status_code == 422
    assert browser.get(cast.url("ledger/?person=1%27")).status_code == 422
    assert browser.get(cast.url("ledger/?page=999")).status_code == 200


def test_list_costs_the_same_for_any_length(cast, django_assert_max_num_queries):
    for number in range(30):
        rename(cast.ctx("staff"), person=cast.person["member"], name=f"{number}")
    browser = cast.client("chair")
    with django_assert_max_num_queries(12 + SCOPE_STATEMENTS):
        browser.get(cast.url("ledger/"))


def test_entry_reads_in_words(cast):
    made = appoint(cast.ctx("staff").because("定例会での決定"), person=cast.person["member"], post=cast.post["chair"])
    sequence = Entry.objects.latest("sequence").sequence
    text = cast.client("chair").get(cast.url(f"ledger/{sequence}/")).content.decode()
    for word in (
        "任命しました",
        "定例会での決定",
        "就任者",
        cast.person["member"].shown_name,
        "議長（統括）",
        "R8.11.23",
    ):
        assert word in text, word
    assert str(made.person_id) not in text.split("証明")[0]
    assert cast.client("chair").get(cast.url("ledger/9999/")).status_code == 404


def test_who_may_read(cast, neighbour):
    for role, status in {
        "member": 403,
        "caucus_head": 403,
        "city_it": 403,
        "auditor": 403,
        "staff": 200,
        "chair": 200,
    }.items():
        assert cast.client(role).get(cast.url("ledger/")).status_code == status
    assert neighbour.client("chair").get(cast.url("ledger/")).status_code == 404
    assert cast.client("staff").get(cast.url("ledger/export/")).status_code == 403
    assert cast.client("staff").post(cast.url("ledger/checkpoints/now/")).status_code == 403
    assert Client().get(cast.url("ledger/")).status_code == 302


def test_checkpoint_is_made_printed_and_downloaded(cast, neighbour):
    chair = cast.client("chair")
    assert chair.get(cast.url("ledger/checkpoints/now/")).status_code == 405
    assert chair.post(cast.url("ledger/checkpoints/now/")).status_code == 302
    row = Checkpoint.objects.get()
    page = chair.get(cast.url("ledger/checkpoints/")).content.decode()
    assert "指紋" in page
    note = chair.get(cast.url(f"ledger/checkpoints/{row.pk}.txt"))
    assert note.content.decode() == row.note
    paper = chair.get(cast.url(f"ledger/checkpoints/{row.pk}.pdf"))
    document = pypdfium2.PdfDocument(paper.content)
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert bytes(row.root).hex()[:4] in text
    assert "みなと野市議会" in text
    assert len(document) == 1
    assert neighbour.client("chair").get(neighbour.url(f"ledger/checkpoints/{row.pk}.txt")).status_code == 404


def test_export_gives_a_bundle_that_verifies(cast, tmp_path):
    chair = cast.client("chair")
    assert chair.get(cast.url("ledger/export/")).status_code == 200
    assert chair.post(cast.url("ledger/export/"), {"since": "2026-02-02", "until": "2026-01-01"}).status_code == 422
    answer = chair.post(cast.url("ledger/export/"), {"with_files": "on"})
    assert "attachment" in answer["Content-Disposition"]
    path = tmp_path / "bundle.zip"
    path.write_bytes(io.BytesIO(b"".join(answer.streaming_content)).getvalue())
    report = verify_bundle(path)
    assert not report.problems
    assert report.entries > 0


def test_lawful_erasure_through_the_page(cast):
    rename(cast.ctx("staff"), person=cast.person["member"], name="旧い名")
    detail = Detail.objects.filter(object_id=str(cast.person["member"].pk)).latest("id")
    manager, url = cast.client("manager"), cast.url(f"ledger/erase/{detail.pk}/")
    assert cast.client("chair").get(url).status_code == 403
    assert manager.get(url).status_code == 200
    assert manager.post(url, {"reason": "請求"}).status_code == 422
    assert manager.post(url, {"reason": "本人の請求", "agreed": "on"}).status_code == 302
    text = manager.get(cast.url(f"ledger/{detail.entry.sequence}/")).content.decode()
    assert "旧い名" not in text
    assert "本人の請求" in text
    assert "個人情報を消去" in manager.get(cast.url("ledger/checkpoints/")).content.decode()
    assert manager.get(url).status_code == 404


def test_an_entry_with_a_list_in_it_can_be_read(cast):
    """The set-up wrote the roles of accounts, which are lists."""
    assert cast.client("secretary_general").get(cast.url("ledger/1/")).status_code == 200
