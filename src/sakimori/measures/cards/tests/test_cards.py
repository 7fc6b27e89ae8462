"""Cards: printed with a version, known when they are old, fetched back; the page behind their QR code."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.notices.models import Notice
from sakimori.foundation.papers.handovers import Leaving, handovers_of
from sakimori.measures.cards import actions, contents, queries
from sakimori.measures.cards.contents import Entrance, card_key, entrance_of
from sakimori.measures.cards.models import CardBatch, CardCopy
from sakimori.measures.cards.sheets import batch_pdf
from sakimori.measures.cards.types import CARRIED, HUNG, Ended, Shape
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.types import ContactKind
from sakimori.testing import NOW, TODAY

WHOLE_PAGE = 50 * 1024


@pytest.fixture
def listed(cast):
    cache.clear()
    staff = cast.ctx("staff")
    save_contact(staff, kind=ContactKind.WINDOW, name="統一窓口", phone_day="0999-00-0001", phone_night="090-0000-0001")
    save_contact(staff, kind=ContactKind.CHAIR, name="議長", phone_day="080-0000-0002", phone_night="080-0000-0003")
    save_contact(
        staff, kind=ContactKind.CITY_CSIRT, name="市CSIRT", phone_day="0999-00-0004", phone_night="090-0000-0005"
    )
    return cast


def printed(cast, **values):
    given = {"shape": Shape.CARD, "copies": 40, "contact_kinds": list(CARRIED), "kinds": ["lost-device", "ransomware"]}
    return actions.print_batch(cast.ctx("staff"), **(given | values))


def words_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def row_of(cast, batch, on=TODAY):
    return queries.batch_row(cast.assembly, batch.pk, on)


def test_a_card_has_front_and_back_and_cut_marks(listed):
    batch = printed(listed)
    front, back = words_of(batch_pdf(listed.ctx("staff"), batch, row_of(listed, batch).content))
    assert front.count("統一窓口") == 10
    assert front.count("080-0000-0003") == 10
    assert entrance_of(listed.assembly).typed in front
    assert back.count("第1刷") == 10
    assert batch.content_sha256[:6] in back
    assert "線を抜き" in back


def test_a_paper_that_visitors_read_has_nobodys_own_number(listed):
    batch = printed(listed, shape=Shape.WALL, contact_kinds=list(HUNG), has_night=False, copies=3)
    (words,) = words_of(batch_pdf(listed.ctx("staff"), batch, row_of(listed, batch).content))
    assert "0999-00-0004" in words
    assert "090-0000-0001" in words, "the window's number for nights is everybody's"
    for private in ("080-0000-0002", "080-0000-0003", "090-0000-0005"):
        assert private not in words


def test_a_change_makes_exactly_those_copies_old_that_say_it(listed, monkeypatch):
    staff = listed.ctx("staff")
    card, wall = printed(listed), printed(listed, shape=Shape.WALL, contact_kinds=list(HUNG), has_night=False, copies=3)
    actions.give_copies(staff, batch=card, people=[listed.person["member"], listed.person["chair"]])
    assert not [row for row in queries.batch_rows(listed.assembly, TODAY) if row.is_stale]
    chair = EmergencyContact.objects.get(kind=ContactKind.CHAIR)
    save_contact(staff, kind=ContactKind.CHAIR, contact=chair, phone_day="080-9999-9999")
    assert row_of(listed, card).must_be_fetched
    assert not row_of(listed, wall).is_stale
    monkeypatch.setattr(contents, "_entrances", [lambda _assembly: Entrance("https://example.jp/r/", "neu")])
    assert row_of(listed, wall).is_stale
    assert not row_of(listed, wall).must_be_fetched, "nobody has one"
    save_contact(staff, kind=ContactKind.CHAIR, contact=chair, phone_day="080-0000-0002")
    assert row_of(listed, card).is_stale


def test_a_copy_is_not_old_because_the_reader_has_another_language(listed):
    batch = printed(listed)
    with translation.override("en"):
        assert not row_of(listed, batch).is_stale


def test_from_printing_to_the_last_copy_through_the_pages(listed):
    staff = listed.client("staff")
    sent = {"shape": "card", "copies": "2", "contact_kinds": list(CARRIED), "kinds": ["lost-device"], "language": "ja"}
    answer = staff.post(listed.url("cards/new/"), sent | {"has_night": "on"})
    batch = CardBatch.objects.get()
    assert answer.url.endswith(f"{batch.pk}/")
    page = listed.url(f"cards/{batch.pk}/")
    assert staff.get(f"{page}cards.pdf")["Content-Type"] == "application/pdf"
    member = listed.person["member"]
    assert staff.post(f"{page}give/", {"people": [str(member.pk)], "where": "守衛室", "count": "5"}).status_code == 422
    assert staff.post(f"{page}give/", {"people": [str(member.pk)], "where": "守衛室", "count": "1"}).status_code == 302
    assert "守衛室" in staff.get(listed.url("cards/")).content.decode()
    window = EmergencyContact.objects.get(kind=ContactKind.WINDOW)
    save_contact(listed.ctx("staff"), kind=ContactKind.WINDOW, contact=window, phone_day="0999-11-1111")
    assert "2か所" in staff.get(listed.url("cards/")).content.decode()
    assert staff.get(f"{page}cards.pdf").status_code == 302
    assert staff.post(f"{listed.url('cards/new/')}?replaces={batch.pk}", sent).status_code == 302
    batch.refresh_from_db()
    assert (batch.replaced_by.number, batch.recalled_on) == (2, TODAY)
    assert [notice.person for notice in Notice.objects.all()] == [member]
    assert staff.post(f"{page}give/", {"where": "議長室", "count": "1"}).status_code == 422
    for copy in CardCopy.objects.all():
        assert staff.post(listed.url(f"cards/copies/{copy.pk}/end/"), {"ended": "back"}).status_code == 302
    assert "回収を終えた" in staff.get(page).content.decode()
    assert listed.client("chair").get(page).status_code == 403


def test_a_card_needs_something_to_say(listed):
    with pytest.raises(ValidationError):
        printed(listed, contact_kinds=[ContactKind.POLICE])
    with pytest.raises(ValidationError):
        printed(listed, kinds=["lost-device", "ransomware", "ddos", "disaster"])


def page_of(cast, batch) -> str:
    return f"/card/{cast.assembly.slug}/{card_key(cast.assembly.pk, batch.pk)}/"


def test_the_page_behind_the_code_says_whether_the_card_is_right(listed):
    staff, batch, phone = listed.ctx("staff"), printed(listed), Client()
    page = page_of(listed, batch)
    words = phone.get(page).content.decode()
    assert "は最新です" in words
    assert "080-0000-0003" in words
    chair = EmergencyContact.objects.get(kind=ContactKind.CHAIR)
    save_contact(staff, kind=ContactKind.CHAIR, contact=chair, phone_night="080-7777-7777")
    words = phone.get(page).content.decode()
    assert "お返しください" in words
    assert "080-7777-7777" in words
    actions.recall_batch(staff, batch=batch, reason="番号が変わった")
    words = phone.get(page).content.decode()
    assert "お返しください" in words
    assert "090-0000-0001" in words
    assert "080-" not in words, "a card that is called back shows nobody's own number"


def test_a_card_of_years_ago_shows_no_numbers_of_persons(listed):
    batch = printed(listed)
    assert queries.may_show_contacts(batch, TODAY + timedelta(days=400))
    assert not queries.may_show_contacts(batch, TODAY + timedelta(days=401))


def test_without_a_key_only_what_anybody_may_see(listed, neighbour):
    phone = Client()
    public = phone.get(f"/card/{listed.assembly.slug}/").content.decode()
    assert "0999-00-0001" in public
    assert "080-" not in public
    assert "0999-00-0004" not in public
    wrong = phone.get(f"/card/{listed.assembly.slug}/{'0' * 48}/")
    assert wrong.status_code == 404
    assert "080-" not in wrong.content.decode()
    batch = printed(listed)
    foreign = page_of(listed, batch).replace(listed.assembly.slug, neighbour.assembly.slug)
    assert phone.get(foreign).status_code == 404
    answers = [phone.get(f"/card/{listed.assembly.slug}/{number:048}/").status_code for number in range(21)]
    assert answers[-1] == 429


def test_the_page_is_light_with_all_its_parts(listed):
    batch = printed(listed)
    for language in ("ja", "en"):
        answer = Client(headers={"accept-language": language}).get(page_of(listed, batch))
        text = answer.content.decode()
        parts = re.findall(r'(?:src|href)="/static/([^"]+)"', text)
        assert len(parts) == 3
        whole = len(answer.content) + sum(Path(finders.find(part)).stat().st_size for part in parts)
        assert whole < WHOLE_PAGE, language
        assert text.count("<details>") == 15
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]
    manifest = Client().get(page_of(listed, batch) + "app.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["start_url"] == page_of(listed, batch)
    worker = Client().get("/card-worker.js")
    assert worker["Service-Worker-Allowed"] == "/card/"


def test_whoever_leaves_is_asked_for_the_card(listed):
    staff, batch = listed.ctx("staff"), printed(listed)
    manager = listed.person["manager"]
    (copy,) = actions.give_copies(staff, batch=batch, people=[manager])
    assert list(queries.copies_of([manager])) == [copy]
    leaving = Leaving(listed.post["manager"], manager, TODAY)
    rows = {str(found.title): rows for found, rows in handovers_of(staff, leaving)}
    assert [row.label for row in rows["緊急時カード"]] == ["緊急時カード 第1刷"]
    actions.end_copy(staff, copy=copy, ended=Ended.LOST)
    assert not queries.copies_of([manager])


def test_the_neighbour_sees_no_batch(listed, neighbour):
    printed(listed)
    with scope(neighbour.assembly.pk):
        assert queries.batch_rows(neighbour.assembly, NOW.date()) == []
