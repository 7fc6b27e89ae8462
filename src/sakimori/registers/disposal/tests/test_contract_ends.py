"""A contract ends: what the company held comes back or is erased, and the disposal files of that company show it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from sakimori.registers.assets.panels import panels_of
from sakimori.registers.disposal.actions import open_case
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.tests.office import contract, system
from sakimori.registers.suppliers.types import EndReason
from sakimori.testing import TODAY

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_an_ended_contract_gives_back_and_proves_it(cast):
    asset = system(cast)
    found = contract(cast, to_date=None)
    actions.grant_access(
        cast.ctx("staff"), contract=found, asset=asset, kind="operate", is_remote=True, from_date=found.from_date
    )
    client = cast.client("staff")
    assert "さざなみ映像株式会社" in str(panels_of(cast.ctx("staff"), asset))
    assert "さざなみ映像株式会社" not in str(panels_of(cast.ctx("member"), asset))
    open_case(cast.ctx("staff"), kind="destroy", title="録画機の廃棄", contractor="さざなみ映像株式会社")
    actions.end_contract(cast.ctx("staff"), contract=found, ended_on=TODAY, end_reason=EndReason.CANCELLED)
    assert found.accesses.get().to_date == TODAY
    with pytest.raises(ValidationError):
        actions.record_exit(cast.ctx("staff"), contract=found)
    page = cast.url(f"suppliers/contracts/{found.pk}/exit/")
    proof = BytesIO(PDF)
    proof.name = "消去証明書.pdf"
    sent = {"erased_on": "2026-11-23", "erased_note": "録画データを上書き消去", "proof": proof}
    assert client.post(page, sent).status_code == 302
    shown = client.get(cast.url(f"suppliers/contracts/{found.pk}/?part=end")).content.decode()
    assert "消去証明書.pdf" in shown and "録画機の廃棄" in shown
    assert client.get(cast.url(f"suppliers/contracts/{found.pk}/exit/proof/")).content == PDF
