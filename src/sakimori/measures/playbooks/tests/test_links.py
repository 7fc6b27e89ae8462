"""Playbooks and what stands around them: drills that practise them, the chapter of the pack, the search for nobody."""

from __future__ import annotations

from django.utils import translation

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.drills.content import scenarios
from sakimori.measures.playbooks import actions
from sakimori.measures.playbooks.chapters import pack_chapter
from sakimori.measures.playbooks.tests.test_story import adopt
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.types import ContactKind


def test_every_scenario_practises_a_playbook_that_exists():
    with translation.override("ja"):
        assert {row.playbook for row in scenarios()} <= set(IncidentKind.values)
        assert all(row.playbook for row in scenarios())


def test_drill_and_playbook_lead_to_each_other(cast):
    staff = cast.client("staff")
    drill = staff.get(cast.url("drills/scenarios/lost-tablet/")).content.decode()
    assert cast.url("playbooks/lost-device/") in drill
    assert cast.url("drills/scenarios/lost-tablet/") in staff.get(cast.url("playbooks/lost-device/")).content.decode()
    member = cast.client("member").get(cast.url("playbooks/lost-device/")).content.decode()
    assert "drills/scenarios" not in member


def test_the_pack_has_every_kept_playbook_with_names_and_numbers(cast):
    adopt(cast, "lost-device")
    with scope(cast.assembly.pk), translation.override("ja"):
        save_contact(cast.ctx("staff"), kind=ContactKind.POLICE, name="みなと野警察署", phone_day="0166-11-0110")
        actions.choose_kinds(cast.ctx("staff"), left_out={"ddos": "中継をしていない。"})
        sections = pack_chapter(cast.system())
    assert len(sections) == 3 * (len(IncidentKind) - 1)
    cells = "\n".join(cell for section in sections for row in section.rows for cell in row)
    assert "0166-11-0110" in cells
    assert cast.person["manager"].shown_name in cells
    assert "ddos" not in cells
    assert "city_csirt" not in cells
