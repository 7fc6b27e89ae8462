"""A class is proposed, decided with its reason, and never lower than what lies in the thing (6(2); AST-2, AST-3)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sakimori.foundation.assemblies.scope import every_assembly
from sakimori.registers.assets import actions, queries_classes
from sakimori.registers.assets.chains import said
from sakimori.registers.assets.limits import SHIPPED
from sakimori.registers.assets.models import Asset, ClassChange, HandlingLimit, Holding
from sakimori.registers.assets.retention import Stage, kept_rows, stage_of
from sakimori.registers.assets.rules_classes import (
    RANKS,
    Answer,
    highest,
    marking,
    paths_from,
    propose,
    retention_start,
)
from sakimori.registers.assets.types import AssetKind, AssetState, Category, Confidentiality, RetentionEnd, Topic
from sakimori.testing import TODAY, Cast
from sakimori.testing_duties import breaches

KEY = "assets.classified"
YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LOW = {"integrity": "1", "availability": "1", "has_personal_data": False}


def make(cast: Cast, kind: str = AssetKind.INFORMATION, **values) -> Asset:
    category = {"category": Category.TABLET} if kind == AssetKind.DEVICE else {}
    return actions.register_asset(cast.ctx("staff"), **{"kind": kind, "name": kind, **category, **values})


def classed(cast: Cast, level: str, **values) -> Asset:
    return make(cast, confidentiality=level, **{**LOW, **values})


def decide(cast: Cast, asset: Asset, level: str, *, day: date = TODAY, **values) -> Asset:
    ctx = cast.ctx("staff", at=cast.ctx("staff").at + (day - TODAY))
    return actions.classify(ctx, asset=asset, **{**LOW, "confidentiality": level, "reason": "理由", **values})


# --- the three questions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "level", "rest"),
    [
        (("", "", ""), "2", "2"),
        ((YES, NO, NO), "3C", "1"),
        ((NO, YES, YES), "2", "2"),
        ((NO, NO, NO), "1", "1"),
        ((UNSURE, NO, NO), "2", "1"),
        ((NO, UNSURE, UNSURE), "2", "2"),
    ],
)
def test_answers_become_a_class_with_its_reason(answers, level: str, rest: str):
    found = propose(*answers)
    assert (found.confidentiality, found.integrity, found.availability) == (level, rest, rest)
    assert found.has_personal_data == (answers[0] == YES)
    assert f"機密性{level}" in found.reason


ANSWERS = st.sampled_from(["", YES, NO, UNSURE])


@given(people=ANSWERS, harm=ANSWERS, stops=ANSWERS)
def test_a_yes_never_lowers_and_only_a_clear_no_gives_the_lowest(people, harm, stops):
    found = propose(people, harm, stops)
    assert RANKS[propose(YES, harm, stops).confidentiality] >= RANKS[found.confidentiality]
    assert RANKS[propose(people, YES, stops).confidentiality] >= RANKS[found.confidentiality]
    assert (found.confidentiality == "1") == (people == harm == NO)
    assert found.confidentiality not in {"3A", "3B"}


def test_what_a_document_is_marked_with():
    assert marking("2") == "【機密性2・取扱注意】"
    assert marking("3C", has_personal_data=True) == "【機密性3C・関係者限り・個人情報】"
    assert marking("1") == marking("") == ""


# --- what holds what: rules -------------------------------------------------------------------------------------------

GRAPHS = st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=4), max_size=8)
RANKINGS = st.lists(st.integers(0, 5), min_size=8, max_size=8)


@given(GRAPHS, RANKINGS)
def test_ways_are_real_ways_and_circles_end(edges, ranks):
    for start in range(8):
        paths = paths_from(start, edges)
        assert start not in paths
        for key, path in paths.items():
            assert path[0] == start
            assert path[-1] == key
            assert all(after in edges[before] for before, after in pairwise(path))
        rank, path = highest(paths, dict(enumerate(ranks)))
        assert rank == max((ranks[key] for key in paths), default=0)
        assert rank == 0 or ranks[path[-1]] == rank


@given(GRAPHS, RANKINGS, st.integers(0, 7), st.integers(0, 7), st.integers(0, 5))
def test_more_content_or_a_higher_class_never_asks_for_less(edges, ranks, holder, content, raised):
    def asked(edges, ranks):
        return [highest(paths_from(start, edges), dict(enumerate(ranks)))[0] for start in range(8)]

    before = asked(edges, ranks)
    more = {**edges, holder: [*edges.get(holder, []), content]}
    higher = [max(rank, raised) if key == content else rank for key, rank in enumerate(ranks)]
    for after in (asked(more, ranks), asked(edges, higher)):
        assert all(new >= old for old, new in zip(before, after, strict=True))


@given(GRAPHS, RANKINGS)
def test_what_holds_a_holder_needs_at_least_as_much(edges, ranks):
    known = dict(enumerate(ranks))
    for holder, inside in edges.items():
        for content in set(inside) - {holder}:
            own = highest(paths_from(content, edges), known)[0]
            without_itself = max((known[key] for key in paths_from(content, edges) if key != holder), default=0)
            assert highest(paths_from(holder, edges), known)[0] >= max(known[content], without_itself)
            assert own >= without_itself


# --- classify ---------------------------------------------------------------------------------------------------------


def test_a_class_is_decided_with_a_reason_and_kept_in_the_history(cast: Cast):
    row = make(cast, name="議員名簿")
    decide(cast, row, "3C", has_personal_data=True, reason="住所と電話番号がある")
    decide(cast, row, "2", reason="住所を消した")
    first, second = ClassChange.objects.order_by("id")
    assert (first.before["confidentiality"], first.after["confidentiality"]) == ("", "3C")
    assert (second.before["confidentiality"], second.after["confidentiality"]) == ("3C", "2")
    assert second.reason == "住所を消した"
    assert second.person == cast.person["staff"]
    assert Asset.objects.get(pk=row.pk).confidentiality == "2"


@pytest.mark.parametrize(("values", "field"), [({"reason": " "}, "reason"), ({"integrity": ""}, "integrity")])
def test_what_is_missing_is_said_at_the_field(cast: Cast, values, field: str):
    with pytest.raises(ValidationError) as caught:
        decide(cast, make(cast), "2", **values)
    assert set(caught.value.message_dict) == {field}


def test_the_same_class_again_is_no_decision(cast: Cast):
    row = classed(cast, "2")
    with pytest.raises(ValidationError):
        decide(cast, row, "2")
    assert not ClassChange.objects.exists()


def test_only_who_manages_assets_classifies(cast: Cast):
    with pytest.raises(PermissionDenied):
        actions.classify(cast.ctx("member"), asset=make(cast), confidentiality="1", reason="", **LOW)


# --- what holds what: records -----------------------------------------------------------------------------------------


def chain(cast: Cast) -> tuple[Asset, Asset, Asset]:
    """A tablet with a service with a list of names (3C)."""
    tablet = make(cast, AssetKind.DEVICE, name="タブレット", confidentiality="2")
    service = make(cast, AssetKind.SYSTEM, name="文書共有", confidentiality="2", integrity="2", availability="2")
    names = classed(cast, "3C", name="議員名簿", has_personal_data=True)
    actions.put_in(cast.ctx("staff"), holder=tablet, content=service)
    actions.put_in(cast.ctx("staff"), holder=service, content=names)
    return tablet, service, names


def test_the_chain_is_told_through_several_levels(cast: Cast):
    tablet, service, _names = chain(cast)
    found = queries_classes.contents(TODAY)
    needs = found.unmet(found.holders())
    assert [(need.holder, need.value) for need in needs] == [(service, "3C"), (tablet, "3C")]
    assert said(needs[0]) == (
        "システム-0001 文書共有 には 情報-0001 議員名簿（機密性3C）が入っているため、機密性3C以上が必要です。"
    )
    assert "システム-0001 文書共有 を通じて" in said(needs[1])
    assert [row.name for row in found.holders_of(Asset.objects.get(name="議員名簿"))] == ["文書共有", "タブレット"]


def test_holders_are_raised_with_the_chain_as_the_reason(cast: Cast):
    tablet, service, _names = chain(cast)
    assert actions.raise_holders(cast.ctx("staff"), assets=[tablet, service]) == 2
    tablet.refresh_from_db()
    assert (tablet.confidentiality, tablet.has_personal_data) == ("3C", True)
    assert "議員名簿" in ClassChange.objects.get(asset=tablet).reason
    assert actions.raise_holders(cast.ctx("staff"), assets=[tablet, service]) == 0


def test_a_holder_is_not_classed_below_its_content_nor_said_to_be_without_personal_data(cast: Cast):
    tablet, _service, _names = chain(cast)
    with pytest.raises(ValidationError) as caught:
        decide(cast, tablet, "1")
    assert "議員名簿" in caught.value.message_dict["confidentiality"][0]
    assert "個人情報" in caught.value.message_dict["has_personal_data"][0]
    assert not ClassChange.objects.exists()


def test_content_that_goes_lowers_nothing_but_lets_it_be_lowered(cast: Cast):
    tablet, service, _names = chain(cast)
    actions.raise_holders(cast.ctx("staff"), assets=[tablet, service])
    later = cast.ctx("staff", at=cast.ctx("staff").at + timedelta(days=1))
    actions.take_out_of(later, holding=Holding.objects.get(holder=service))
    service.refresh_from_db()
    assert service.confidentiality == "3C"
    decide(cast, service, "2", day=TOMORROW, reason="名簿を消した")
    assert service.confidentiality == "2"
    assert queries_classes.contents(TODAY).needs(service), "yesterday it still lay there"


def test_what_leaves_the_register_no_longer_asks_for_anything(cast: Cast):
    tablet, service, names = chain(cast)
    actions.change_state(cast.ctx("staff"), asset=names, state=AssetState.DISPOSED, reason="裁断")
    assert queries_classes.contents(TODAY).unmet([tablet, service]) == []


def test_a_slip_of_the_same_day_goes_altogether(cast: Cast):
    chain(cast)
    actions.take_out_of(cast.ctx("staff"), holding=Holding.objects.first())
    assert Holding.objects.count() == 1


def test_things_do_not_hold_each_other_and_nothing_lies_twice_in_the_same(cast: Cast):
    tablet, service, names = chain(cast)
    for holder, content in ((names, tablet), (tablet, service), (tablet, tablet)):
        with pytest.raises(ValidationError):
            actions.put_in(cast.ctx("staff"), holder=holder, content=content)
    with pytest.raises(ValidationError):
        actions.put_in(cast.ctx("staff"), holder=tablet, content=names, from_date=TOMORROW)


def test_a_system_is_also_as_right_and_as_available_as_its_content(cast: Cast):
    tablet = make(cast, AssetKind.DEVICE, confidentiality="2")
    system = make(cast, AssetKind.SYSTEM, confidentiality="2", integrity="1", availability="1")
    minutes = classed(cast, "2", integrity="2", availability="1")
    for holder in (tablet, system):
        actions.put_in(cast.ctx("staff"), holder=holder, content=minutes)
    found = queries_classes.contents(TODAY)
    assert [need.field for need in found.unmet([tablet, system])] == ["integrity"]


# --- the duty ---------------------------------------------------------------------------------------------------------


def test_information_without_a_class_breaches_from_its_first_day(cast: Cast):
    row = make(cast, name="緊急連絡網", confidentiality="2")
    assert breaches(KEY, TODAY) == [("情報-0001 緊急連絡網", "完全性、可用性の分類が決まっていません。")]
    assert breaches(KEY, YESTERDAY) == []
    decide(cast, row, "2", day=TOMORROW)
    assert breaches(KEY, TOMORROW) == []
    assert len(breaches(KEY, TODAY)) == 1, "what was not classified on a past day still was not"
    actions.change_state(cast.ctx("staff"), asset=row, state=AssetState.LOST, reason="紛失")
    assert breaches(KEY, TOMORROW) == []


def test_systems_count_only_when_they_hold_something(cast: Cast):
    system = make(cast, AssetKind.SYSTEM, name="会議録検索")
    make(cast, AssetKind.DEVICE)
    assert breaches(KEY, TODAY) == []
    actions.put_in(cast.ctx("staff"), holder=system, content=classed(cast, "1"))
    assert {what for what, _why in breaches(KEY, TODAY)} == {"システム-0001 会議録検索"}


def test_a_holder_below_its_content_breaches_until_it_is_raised(cast: Cast):
    tablet, service, names = chain(cast)
    assert breaches(KEY, TODAY) == [
        (str(service), "「議員名簿」（機密性3C）が入っているのに、機密性の分類がそれより低いままです。")
    ]
    decide(cast, service, "3C", day=TOMORROW, integrity="2", availability="2", has_personal_data=True)
    assert [what for what, _why in breaches(KEY, TOMORROW)] == [str(tablet)]
    assert [what for what, _why in breaches(KEY, TODAY)] == [str(service)], "the day before is as it was"
    decide(cast, tablet, "3C", day=TOMORROW, has_personal_data=True)
    assert breaches(KEY, TOMORROW) == []
    decide(cast, names, "3B", day=TOMORROW + timedelta(days=1), has_personal_data=True)
    assert breaches(KEY, TOMORROW) == []
    assert [what for what, _why in breaches(KEY, TOMORROW + timedelta(days=1))] == [str(service)]


def test_one_statement_asks_every_assembly(cast: Cast, neighbour: Cast):
    make(cast)
    chain(cast)
    with every_assembly():
        assert len(breaches(KEY, TODAY)) == 2


# --- handling limits --------------------------------------------------------------------------------------------------


def test_every_class_has_a_limit_for_every_topic_and_an_assembly_may_word_it(cast: Cast):
    assert {level: set(topics) for level, topics in SHIPPED.items()} == {level: set(Topic) for level in Confidentiality}
    ctx = cast.ctx("staff")
    actions.word_limit(ctx, confidentiality="2", topic="cloud", text="使わない。")
    actions.word_limit(ctx, confidentiality="2", topic="cloud", text="議長が認めたものだけ。")
    cloud = next(limit for limit in queries_classes.limits()[Confidentiality.C2] if limit.topic == Topic.CLOUD)
    assert (cloud.text, cloud.is_own) == ("議長が認めたものだけ。", True)
    actions.reset_limit(ctx, confidentiality="2", topic="cloud")
    assert not HandlingLimit.objects.exists()
    with pytest.raises(ValidationError):
        actions.word_limit(ctx, confidentiality="2", topic="cloud", text=" ")


# --- retention --------------------------------------------------------------------------------------------------------


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_retention_counts_from_the_first_of_april_after_the_day(day: date):
    start = retention_start(day)
    assert (start.month, start.day) == (4, 1)
    assert 0 < (start - day).days <= 366


def stages(on: date) -> list[Stage]:
    return [kept.stage for kept in kept_rows(on, TODAY)]


def test_a_record_over_its_period_is_kept_longer_held_or_let_go_with_a_reason(cast: Cast):
    row = make(cast, name="受付票")
    ctx = cast.ctx("staff")
    actions.set_retention(ctx, asset=row, happened_on=date(2024, 9, 30), years=1, end=RetentionEnd.REVIEW)
    assert (row.retention_from, row.retention_until) == (date(2025, 4, 1), date(2026, 3, 31))
    assert stages(TODAY) == [Stage.OVER]
    assert stage_of(row, date(2026, 3, 31)) == Stage.SOON
    assert stage_of(row, date(2025, 12, 28)) == Stage.RUNNING
    with pytest.raises(ValidationError):
        actions.extend_retention(ctx, asset=row, years=1)
    actions.hold(ctx.because("開示請求"), asset=row)
    assert stages(TODAY) == [Stage.HELD]
    with pytest.raises(ValidationError, match="開示請求"):
        actions.decide_end(ctx.because("満了"), asset=row, end=RetentionEnd.DESTROY)
    actions.release(ctx.because("決定した"), asset=row)
    actions.decide_end(ctx.because("満了"), asset=row, end=RetentionEnd.DESTROY)
    assert stages(TODAY) == [Stage.DECIDED]
    actions.extend_retention(ctx.because("まだ使う"), asset=row, years=2)
    assert row.retention_until == date(2028, 3, 31)
    assert stages(TODAY) == [Stage.RUNNING]
