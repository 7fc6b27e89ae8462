"""Criteria, the judgement of a procurement, and the duty that asks for both."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.criteria import criteria_on, shipped_criteria
from sakimori.registers.suppliers.models import Candidate, Contract, Criteria, Selection
from sakimori.registers.suppliers.tests.office import company, contract
from sakimori.registers.suppliers.types import Listing, Mark, Need, Occasion
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches, due_days

KEY = "supplier.criteria"


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 1, tzinfo=UTC)


def adopt(cast, effective_on=TODAY) -> Criteria:
    shipped = shipped_criteria()
    draft = actions.write_criteria(cast.ctx("staff"), title=shipped.title, preface=shipped.preface, items=shipped.items)
    return actions.decide_criteria(
        cast.ctx("staff"), criteria=draft, decided_on=min(TODAY, effective_on), effective_on=effective_on
    )


def candidate(cast, selection, **values) -> Candidate:
    items = selection.criteria.items.all()
    marks = {item.pk: (Mark.GOOD, "") for item in items if item.need == Need.MUST}
    given = {"company": "架空会議株式会社", "hq_country": "日本", "owner_country": "日本", "marks": marks, **values}
    return actions.write_candidate(cast.ctx("staff"), selection=selection, **given)


def judged(cast, found: Contract, on=TODAY, occasion=Occasion.NEW) -> Selection:
    ctx = cast.ctx("staff", at(on.year, on.month, on.day))
    selection = actions.open_selection(ctx, title="選定", contract=found, occasion=occasion)
    chosen = candidate(cast, selection, own_reason="自己点検表と面談で確かめた。")
    return actions.judge(ctx, selection=selection, chosen=chosen, judged_on=on, reason="すべて満たす。")


def test_without_criteria_the_assembly_is_in_breach(cast):
    [(_label, reason)] = breaches(KEY, TODAY)
    assert "令和9年7月1日" in reason
    adopt(cast, effective_on=date(2026, 12, 1))
    assert breaches(KEY, date(2026, 11, 30))
    assert not breaches(KEY, date(2026, 12, 1))
    assert criteria_on(TODAY) is None


def test_terms_that_began_under_the_criteria_are_judged(cast):
    adopt(cast, effective_on=date(2026, 11, 1))
    contract(cast, title="前からの契約", from_date=date(2026, 4, 1))
    new = contract(cast, title="新しい契約", from_date=date(2026, 11, 16))
    assert [label for label, _why in breaches(KEY, TODAY)] == ["新しい契約（さざなみ映像株式会社）"]
    judged(cast, new)
    assert not breaches(KEY, TODAY)
    assert breaches(KEY, date(2026, 11, 22))  # the day before the judgement


def test_a_renewal_asks_for_a_new_judgement(cast):
    adopt(cast, effective_on=date(2026, 11, 1))
    found = contract(cast, auto_renews=True, from_date=date(2025, 1, 1), to_date=date(2026, 12, 31))
    assert not breaches(KEY, TODAY)
    actions.renew_contract(cast.ctx("staff", at(2027, 1, 4)), contract=found, to_date=date(2027, 12, 31))
    assert breaches(KEY, date(2027, 1, 1))
    judged(cast, found)
    assert not breaches(KEY, date(2027, 1, 1))
    assert due_days(KEY, date(2027, 1, 1)) == {date(2027, 12, 31)}
    judged(cast, found, date(2027, 11, 1), Occasion.RENEWAL)
    assert due_days(KEY, date(2027, 11, 2)) == set()


def test_from_the_day_of_the_ordinance_new_terms_are_asked_even_without_criteria(cast):
    contract(cast, from_date=date(2027, 7, 1), to_date=date(2028, 3, 31))
    assert len(breaches(KEY, date(2027, 6, 30))) == 1
    assert len(breaches(KEY, date(2027, 7, 1))) == 2


def test_nothing_is_chosen_while_the_listing_the_countries_or_a_mark_are_missing(cast):
    adopt(cast)
    selection = actions.open_selection(cast.ctx("staff"), title="中継の更新")
    bare = actions.write_candidate(cast.ctx("staff"), selection=selection, company="未回答株式会社")
    with pytest.raises(ValidationError) as refused:
        actions.judge(cast.ctx("staff"), selection=selection, chosen=bare, judged_on=TODAY, reason="安い")
    assert len(refused.value.message_dict["chosen"]) == 3
    listed = candidate(cast, selection, listing=Listing.ISMAP, listing_number="C99-0001-2")
    with pytest.raises(ValidationError):
        candidate(cast, selection, listing=Listing.ISMAP)
    actions.judge(cast.ctx("staff"), selection=selection, chosen=listed, judged_on=TODAY, reason="一覧に載る")
    with pytest.raises(ValidationError):
        actions.remove_candidate(cast.ctx("staff"), candidate=bare)
    assert Selection.objects.get().judged_by == cast.person["staff"]


def test_decided_criteria_are_never_changed(cast):
    decided = adopt(cast)
    with pytest.raises(ValidationError):
        actions.write_criteria(
            cast.ctx("staff"), title="別の基準", preface="", items=shipped_criteria().items, criteria=decided
        )


def test_from_the_draft_to_the_record_on_paper_by_the_pages(cast):
    client, base = cast.client("staff"), cast.url("suppliers/")
    page = client.get(base + "criteria/write/").content.decode()
    assert "本店のある国と、親会社" in page
    sent = {"title": "選定基準", "preface": "", "items": "国を確かめた。\n実績がある。（望ましい）"}
    assert client.post(base + "criteria/write/", sent).status_code == 302
    draft = Criteria.objects.get()
    assert [item.need for item in draft.items.order_by("order")] == ["must", "should"]
    days = {"decided_on": TODAY.isoformat(), "effective_on": TODAY.isoformat(), "decision": "議会運営委員会"}
    assert client.post(f"{base}criteria/{draft.pk}/decide/", days).status_code == 302
    assert client.get(f"{base}criteria/{draft.pk}/criteria.pdf").content[:4] == b"%PDF"
    found = contract(cast, company(cast))
    assert (
        client.post(
            base + "selections/new/", {"title": "中継の選定", "occasion": "renewal", "contract": found.pk}
        ).status_code
        == 302
    )
    selection = Selection.objects.get()
    must = draft.items.get(need="must")
    sent = {
        "company": "架空会議株式会社", "hq_country": "日本", "owner_country": "日本", "own_reason": "面談で確かめた",
        "has_pledge": "yes", f"{must.pk}-mark": "good", f"{must.pk}-note": "登記で確認",
    }  # fmt: skip
    assert client.post(f"{base}selections/{selection.pk}/candidates/", sent).status_code == 302
    chosen = Candidate.objects.get()
    assert chosen.has_pledge is True
    sent = {"chosen": chosen.pk, "judged_on": TODAY.isoformat(), "reason": "満たすため", "contract": found.pk}
    assert client.post(f"{base}selections/{selection.pk}/judge/", sent).status_code == 302
    shown = client.get(f"{base}selections/{selection.pk}/").content.decode()
    assert "登記で確認" in shown and "満たすため" in shown
    assert client.get(f"{base}selections/{selection.pk}/selection.pdf").content[:4] == b"%PDF"
    assert "架空会議株式会社" in client.get(base + "selections/").content.decode()
