"""The nightly pack: everything on paper, kept encrypted, for those who may read all of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from sakimori.foundation.files import store
from sakimori.foundation.files.jobs import discard
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.papers.book import BookSection
from sakimori.measures.cards import actions, pack
from sakimori.measures.cards.jobs import is_due, nightly_pack
from sakimori.measures.cards.models import Pack
from sakimori.measures.playbooks.queries import playbook_for
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.types import ContactKind
from sakimori.testing import NOW, TODAY

NIGHT = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""Two in the morning of the 24th in Japan."""


@pytest.fixture
def town_hall(cast):
    save_contact(cast.ctx("staff"), kind=ContactKind.CHAIR, name="議長", phone_day="080-0000-0002")
    register_asset(cast.ctx("staff"), kind=AssetKind.SYSTEM, name="会議資料の閲覧", zone="cloud", maker="架空クラウド")
    return cast


@pytest.fixture
def chapters(monkeypatch):
    """A registry of its own for chapters that only this test has."""
    monkeypatch.setattr(pack, "_providers", list(pack._providers))
    return pack


def words_of(data: bytes) -> str:
    """Without blanks and line breaks, which come where the paper has no more room."""
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(data))


def test_everything_is_in_it(town_hall):
    (made,) = pack.make_packs(town_hall.system())
    words = words_of(read_file(made.file))
    for wanted in ("080-0000-0002", "会議資料の閲覧", "架空クラウド", "目次", "令和8年11月23日"):
        assert wanted in words
    for kind in IncidentKind:
        assert playbook_for(kind, TODAY, "ja").title in words
    sealed = store.path_of(town_hall.assembly.pk, made.file_id).read_bytes()
    assert b"%PDF" not in sealed
    assert made.file.disclosure == "closed"


def test_restricted_chapters_are_in_the_restricted_pack_only(town_hall, chapters):
    chapters.register_chapter(
        lambda _ctx, is_restricted: [BookSection("事案", ["議員の件" if is_restricted else "取扱いを限った事案が1件"])]
    )
    open_pack, closed_pack = pack.make_packs(town_hall.system())
    assert "議員の件" not in words_of(read_file(open_pack.file))
    assert "議員の件" in words_of(read_file(closed_pack.file))
    assert "取扱注意" in closed_pack.file.name
    page = town_hall.url("cards/packs/")
    expected = {
        "staff": (200, 404),
        "manager": (200, 200),
        "chair": (200, 200),
        "member": (403, 403),
        "city_it": (403, 403),
    }
    for role, answers in expected.items():
        client = town_hall.client(role)
        found = tuple(client.get(f"{page}{one.pk}/").status_code for one in (open_pack, closed_pack))
        assert found == answers, role
    assert town_hall.client("staff").get(page).content.decode().count("最新") == 1
    assert town_hall.client("chair").get(page).content.decode().count("最新（") == 2


def test_a_chapter_that_fails_costs_only_itself(town_hall, chapters):
    def broken(_ctx, _is_restricted):
        raise RuntimeError("boom")

    chapters.register_chapter(broken)
    (made,) = pack.make_packs(town_hall.system())
    assert made.failed == 1
    words = words_of(read_file(made.file))
    assert "この章は作れませんでした" in words
    assert "080-0000-0002" in words
    assert "作れなかった章 1" in town_hall.client("staff").get(town_hall.url("cards/packs/")).content.decode()


def test_a_night_without_a_change_makes_no_other_pack(town_hall):
    (first,) = pack.make_packs(town_hall.system())
    later = NOW + timedelta(days=1)
    (again,) = pack.make_packs(town_hall.system(later))
    assert (again.pk, again.checked_at) == (first.pk, later)
    save_contact(town_hall.ctx("staff"), kind=ContactKind.WINDOW, name="統一窓口", phone_day="0999-00-0001")
    assert pack.make_packs(town_hall.system(later))[0].pk != first.pk


def test_seven_are_kept_and_the_bytes_of_older_ones_go(town_hall):
    for number in range(9):
        ctx = town_hall.system(NOW + timedelta(minutes=number))
        actions.keep_pack(
            ctx, name=f"{number}.pdf", data=b"%PDF-1.7", content_sha256=str(number), chapters=[], failed=0, is_restricted=False
        )  # fmt: skip
    assert sorted(Pack.objects.values_list("content_sha256", flat=True)) == list("2345678")
    gone = list(StoredFile.objects.filter(name__in=["0.pdf", "1.pdf"]))
    discard(NOW + timedelta(days=1))
    assert StoredFile.objects.count() == 7
    assert not any(store.path_of(town_hall.assembly.pk, one.pk).exists() for one in gone)


def test_the_job_runs_once_a_night(town_hall):
    nightly_pack(NIGHT)
    assert list(Pack.objects.values_list("is_restricted", flat=True)) == [False], "nothing here is for few"
    before = list(Pack.objects.values_list("checked_at", flat=True))
    nightly_pack(NIGHT + timedelta(hours=1))
    assert list(Pack.objects.values_list("checked_at", flat=True)) == before
    nightly_pack(NIGHT + timedelta(days=1))
    assert min(Pack.objects.values_list("checked_at", flat=True)) == NIGHT + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "hour", "due"),
    [(timedelta(hours=24), 2, True), (timedelta(hours=2), 3, False), (timedelta(hours=10), 12, False),
     (timedelta(hours=40), 12, True)],
)  # fmt: skip
def test_a_pc_that_sleeps_at_night_makes_its_pack_by_day(since, hour, due):
    now = datetime(2026, 11, 23, (hour - 9) % 24, tzinfo=UTC)
    assert is_due(now - since, now) is due


def test_made_at_once_by_staff(town_hall):
    staff = town_hall.client("staff")
    page = town_hall.url("cards/packs/")
    assert "まだありません" in staff.get(page).content.decode()
    assert staff.post(f"{page}make/").status_code == 302
    assert Pack.objects.get().is_restricted is False
    assert town_hall.client("chair").post(f"{page}make/").status_code == 403
