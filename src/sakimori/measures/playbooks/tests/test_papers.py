"""Papers: one playbook has two pages at most, the booklet has them all, names and numbers stand on them."""

from __future__ import annotations

import pypdfium2
import pytest
from django.utils import translation

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.playbooks import sheets
from sakimori.measures.playbooks.reading import people_of, reading_of
from sakimori.measures.playbooks.tests.test_story import LOST, adopt
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.types import ContactKind


def pages(content: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


@pytest.fixture(name="town")
def _town(cast):
    """A contact list with two entries for each kind, as long names as they come."""
    with scope(cast.assembly.pk):
        for kind in ContactKind:
            for number in ("1", "2"):
                save_contact(
                    cast.ctx("staff"),
                    kind=kind,
                    name=f"{kind.label}の受付窓口（{number}）",
                    phone_day=f"0166-00-000{number}",
                    phone_night=f"090-0000-000{number}",
                )
    return cast


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", IncidentKind)
def test_every_playbook_fits_on_two_pages(town, kind, language):
    with scope(town.assembly.pk), translation.override(language):
        ctx = town.ctx("staff")
        data = sheets.playbook_pdf(ctx, reading_of(None, kind.value, people_of(ctx)))
    assert len(pages(data)) <= 2


def test_the_booklet_leaves_out_what_is_not_kept(town):
    adopt(town, LOST)
    with scope(town.assembly.pk):
        save_contact(town.ctx("staff"), kind=ContactKind.CHAIR, name="議長の携帯", phone_night="080-1111-2222")
    town.client("staff").post(town.url("playbooks/kinds/"), {"ddos": "中継をしていない。"})
    sent = town.client("member").get(town.url("playbooks/playbooks.pdf"))
    assert sent["Content-Type"] == "application/pdf"
    text = "".join(pages(sent.content))
    assert "端末・媒体をなくした" in text
    assert "アクセスの集中・攻撃による停止" not in text
    assert "0166-00-0001" in text
    assert "080-1111-2222" not in text, "a member's booklet has the window's number only"


def test_one_playbook_on_paper(town):
    adopt(town, LOST)
    sent = town.client("staff").get(town.url(f"playbooks/{LOST}/playbook.pdf"))
    text = "".join(pages(sent.content))
    assert "0166-00-0001" in text
    assert "第1版" in text
