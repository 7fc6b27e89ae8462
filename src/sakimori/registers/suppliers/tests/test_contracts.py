"""A contract from signing to the proof of erasure, its clauses, and the day on which the rule changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.improvements.models import Improvement
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.catalogue import SHIPPED_REQUIRED, clauses_on, shipped_clauses
from sakimori.registers.suppliers.clause_rows import gaps_on
from sakimori.registers.suppliers.contract_rows import chain_of, contract_rows, rule_reason
from sakimori.registers.suppliers.models import ClauseCheck, Contract
from sakimori.registers.suppliers.queries import contracts_in_force, services_of
from sakimori.registers.suppliers.tests.office import company, contract
from sakimori.registers.suppliers.types import Rule
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches

CLAUSES = "supplier.contract-clauses"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 1, tzinfo=UTC)


def whole(cast, found, *, but=(), **values):
    """Everything is in the contract but these."""
    answers = [actions.ClauseAnswer(key, "present", "第3条") for key in SHIPPED_REQUIRED if key not in but]
    return actions.check_clauses(cast.ctx("staff"), contract=found, answers=answers, **values)


def row_of(found, on=TODAY):
    return next(row for row in contract_rows(on) if row.contract.pk == found.pk)


def test_a_contract_that_renews_by_itself_changes_its_rule_on_that_day(cast):
    found = contract(cast, auto_renews=True, renewal_months=12, from_date=date(2026, 8, 1), to_date=date(2027, 7, 31))
    assert row_of(found).rule.rule == Rule.OLD
    assert "令和9年8月1日の自動更新から" in rule_reason(row_of(found).rule, TODAY)
    on = date(2027, 7, 31)
    assert row_of(found, on).rule.rule == Rule.OLD
    later = row_of(found, date(2027, 8, 1))
    assert later.rule.rule == Rule.NEW and later.state == "unrecorded"
    actions.renew_contract(
        cast.ctx("staff", at(2027, 8, 5)), contract=found, to_date=date(2028, 7, 31), is_automatic=True
    )
    renewed = row_of(found, date(2027, 8, 5))
    assert renewed.state == "running" and renewed.rule.since == date(2027, 8, 1)
    assert "令和9年8月1日に更新したため" in rule_reason(renewed.rule, date(2027, 8, 5))
    assert row_of(found, on).rule.rule == Rule.OLD  # the past is not rewritten


def test_a_contract_over_its_term_is_no_longer_in_force(cast):
    found = contract(cast, to_date=date(2026, 10, 31))
    assert found in contracts_in_force(date(2026, 10, 31))
    assert found not in contracts_in_force(TODAY)
    assert row_of(found).state == "over"


def test_one_that_renews_needs_an_end(cast):
    with pytest.raises(ValidationError) as refused:
        contract(cast, auto_renews=True, to_date=None)
    assert "to_date" in refused.value.message_dict


def test_gaps_are_a_breach_until_each_is_there_or_explained(cast):
    found = contract(cast)
    assert breaches(CLAUSES, TODAY)
    whole(cast, found, but=("damages", "audit"))
    assert row_of(found).gaps == 2
    actions.check_clauses(
        cast.ctx("staff"), contract=found,
        answers=[
            actions.ClauseAnswer("damages", "missing", reason="市の契約約款にあるため"),
            actions.ClauseAnswer("audit", "missing"),
        ],
        mend_by=date(2027, 3, 1),
    )  # fmt: skip
    assert not breaches(CLAUSES, TODAY)
    assert row_of(found).gaps == 0
    mend = Improvement.objects.get()
    assert mend.duty == CLAUSES and "調査・立入り" in mend.finding and "損害" not in mend.finding
    assert {gap.row.clause.key for gap in gaps_on(TODAY)} == {"damages", "audit"}  # explained, and still wanted


def test_a_past_day_shows_what_was_known_then(cast):
    found = contract(cast)
    Contract.objects.get(pk=found.pk)
    whole(cast, found, checked_on=date(2026, 11, 20))
    actions.check_clauses(cast.ctx("staff"), contract=found, answers=[actions.ClauseAnswer("secrecy", "missing")])
    assert ClauseCheck.objects.filter(key="secrecy").count() == 2
    assert breaches(CLAUSES, TODAY)
    # The contract was registered today; on the register it was not there the day before.
    assert not breaches(CLAUSES, date(2026, 11, 22))
    assert row_of(found).gaps == 1


def test_a_clause_that_is_there_needs_its_page_and_one_not_needed_its_reason(cast):
    found = contract(cast)
    with pytest.raises(ValidationError) as refused:
        actions.check_clauses(
            cast.ctx("staff"), contract=found,
            answers=[actions.ClauseAnswer("secrecy", "present"), actions.ClauseAnswer("place", "not_needed")],
        )  # fmt: skip
    assert set(refused.value.message_dict) == {"secrecy-page", "place-reason"}
    assert not ClauseCheck.objects.exists()


def test_an_own_version_decides_what_is_wanted_from_its_day(cast):
    found = contract(cast)
    whole(cast, found)
    lines = [
        actions.ClauseLine(one.title, one.text, one.why, one.is_required, one.key)
        for one in shipped_clauses()
        if one.key in {"secrecy", "damages"}
    ]
    lines.append(actions.ClauseLine("録画の保存", "乙は録画を5年間保存する。"))
    actions.adopt_clauses(
        cast.ctx("staff"), clauses=lines, decided_on=TODAY, effective_on=date(2026, 12, 1), decision="議会運営委員会"
    )
    assert not breaches(CLAUSES, date(2026, 11, 30))
    [(_label, reason)] = breaches(CLAUSES, date(2026, 12, 1))
    assert "1件" in reason
    assert [clause.title for clause in clauses_on(date(2026, 12, 1))][-1] == "録画の保存"
    assert row_of(found, date(2026, 12, 1)).gaps == 1


def test_buying_things_is_no_outsourcing(cast):
    contract(cast, is_outsourcing=False)
    assert not breaches(CLAUSES, TODAY)


def test_another_assembly_has_its_own_clauses(cast, neighbour):
    from sakimori.foundation.assemblies.scope import every_assembly, scope

    contract(cast)
    with scope(neighbour.assembly.pk):
        theirs = contract(neighbour, company(neighbour))
        whole(neighbour, theirs)
        assert not breaches(CLAUSES, TODAY)
    assert len(breaches(CLAUSES, TODAY)) == 1
    with every_assembly():
        assert len(breaches(CLAUSES, TODAY)) == 1


def test_the_clauses_go_to_the_contract_office_as_docx(cast):
    found = contract(cast)
    whole(cast, found, but=("damages",))
    client = cast.client("staff")
    answer = client.get(cast.url(f"suppliers/clauses/clauses.docx?contract={found.pk}&why=1"))
    texts = [part.text for part in docx.Document(BytesIO(answer.content)).paragraphs]
    assert "第1条（損害の賠償）" in texts
    assert not any("再委託）" in text for text in texts)
    everything = client.get(cast.url("suppliers/clauses/clauses.docx"))
    assert sum(part.text.startswith("第") for part in docx.Document(BytesIO(everything.content)).paragraphs) == len(
        shipped_clauses()
    )
    answer = client.get(cast.url("suppliers/gaps/?as=xlsx"))
    assert answer.content[:2] == b"PK"
    assert client.get(cast.url("suppliers/gaps/gaps.pdf")).content[:4] == b"%PDF"


def test_the_checklist_is_filled_in_on_its_page(cast):
    found = contract(cast)
    client = cast.client("staff")
    page = cast.url(f"suppliers/contracts/{found.pk}/clauses/")
    sent = {f"{key}-state": "present" for key in SHIPPED_REQUIRED} | {f"{key}-page": "12頁" for key in SHIPPED_REQUIRED}
    sent |= {"damages-state": "missing", "damages-page": "", "mend": "on", "mend_by": "2027-02-01"}
    wrong = client.post(page, sent | {"secrecy-page": ""})
    assert wrong.status_code == 422 and "どの頁" in wrong.content.decode()
    assert client.post(page, sent).status_code == 302
    assert ClauseCheck.objects.get(key="damages").improvement is not None
    shown = client.get(cast.url(f"suppliers/contracts/{found.pk}/?part=clauses")).content.decode()
    assert "改善措置 第1号" in shown and "12頁" in shown


def test_the_chain_has_levels_and_tells_who_has_no_consent(cast):
    found = actions.register_contract(
        cast.ctx("staff"), supplier=company(cast), title="会議録", party="市長", user="議会", from_date=date(2026, 4, 1),
        chain=[
            actions.ChainLine("文字起こし社", "文字起こし", 1, "日本", True, date(2026, 4, 1)),
            actions.ChainLine("在宅の作業者", "校正", 2, "日本", True),
            actions.ChainLine("印刷社", "印刷", 1),
        ],
    )  # fmt: skip
    steps = chain_of(found, TODAY)
    assert [(step.row.name, step.depth) for step in steps] == [("文字起こし社", 1), ("在宅の作業者", 2), ("印刷社", 1)]
    shown = cast.client("staff").get(cast.url(f"suppliers/contracts/{found.pk}/?part=access")).content.decode()
    assert shown.count("承諾の記録なし") == 2
    with pytest.raises(ValidationError):
        actions.change_subcontract(cast.ctx("staff"), subcontract=steps[0].row, parent=steps[1].row)


def test_a_device_leads_to_the_contracts_that_may_touch_it(cast):
    device = register_asset(cast.ctx("staff"), kind="device", category="camera", name="中継カメラ")
    found = contract(cast)
    contract(cast, title="別の契約")
    actions.grant_access(cast.ctx("staff"), contract=found, asset=device, kind="operate", from_date=found.from_date)
    client = cast.client("staff")
    listed = f"suppliers/contracts/?show=all&amp;asset={device.pk}"
    assert listed in client.get(cast.url(f"assets/{device.pk}/")).content.decode()
    shown = client.get(cast.url(listed.replace("&amp;", "&"))).content.decode()
    assert "議会中継業務委託" in shown and "別の契約" not in shown


def test_a_company_with_a_running_contract_cannot_be_closed(cast):
    found = contract(cast)
    with pytest.raises(ValidationError):
        actions.end_supplier(cast.ctx("staff"), supplier=found.supplier, ended_on=TODAY)
    assert [service.name for service in services_of(found.supplier)] == ["議会中継"]


def test_no_contract_is_judged_before_there_are_criteria(cast):
    with pytest.raises(ValidationError):
        actions.open_selection(cast.ctx("staff"), title="新しい中継")
