"""Measures: the labelled clauses, the real policy handed over with the job, and the promises of the contract."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.policytext.measure_rules import rule_book
from sakimori.policytext.measures import MOST, Alignment, align, align_clause, align_each, explain, measures
from sakimori.policytext.tests.labelled import LabelledPolicy, labelled_policies
from sakimori.policytext.tree import Clause, PolicyDocument

_POLICIES = labelled_policies()


def _of(*clauses: Clause) -> dict[str, set[str]]:
    return {path: {a.measure for a in found} for path, found in align(PolicyDocument("方針", clauses)).items()}


def test_canonical_measures() -> None:
    known = measures()
    assert len(known) == 36
    assert [measure.order for measure in known] == list(range(36))
    assert {measure.slug: measure.ordinance_item for measure in known}["classification"] == 2
    assert (known[0].title_ja, known[0].title_en, known[0].ordinance_item) == ("目的", "Purpose", None)


def test_every_measure_can_be_found() -> None:
    book = rule_book()
    assert {rule.measure for rule in book.heading} == {rule.measure for rule in book.text}
    assert {rule.measure for rule in book.text} == {measure.slug for measure in measures()}
    named = {slug for order in book.orders for slug in order if slug} | set(book.admits)
    assert named | frozenset[str]().union(*book.admits.values()) <= {measure.slug for measure in measures()}


def test_the_labelled_table_is_large_and_touches_every_measure() -> None:
    labels = [label for policy in _POLICIES for label in policy.labels]
    assert len(labels) >= 120
    assert frozenset[str]().union(*(label.measures for label in labels)) == {measure.slug for measure in measures()}


@pytest.mark.parametrize("policy", _POLICIES, ids=lambda policy: policy.name)
def test_labelled_clauses_have_their_measures(policy: LabelledPolicy) -> None:
    found = align(policy.document)
    wrong = {
        label.path: (sorted(label.measures), found[label.path])
        for label in policy.labels
        if {alignment.measure for alignment in found[label.path]} != label.measures
    }
    assert not wrong


@pytest.mark.parametrize("policy", _POLICIES, ids=lambda policy: policy.name)
def test_words_are_shown_as_they_are_written(policy: LabelledPolicy) -> None:
    above: dict[str, str] = {}

    def collect(clause: Clause, upper: str) -> None:
        above[clause.path] = f"{upper}{clause.path}{clause.heading or ''}\n{clause.text}"
        for child in clause.children:
            collect(child, above[clause.path])

    for clause in policy.document.clauses:
        collect(clause, "")
    for path, alignments in align(policy.document).items():
        for alignment in alignments:
            if alignment.where != "place":
                assert alignment.words, (path, alignment)
                near = "".join(above.values()) if path.startswith("別表") else above[path]
                assert all(word in near for word in alignment.words), (path, alignment)


def test_headings_go_before_text_and_text_before_place() -> None:
    heading = align_clause(Clause("1", "監査", "監査を行う。"))[0]
    text = align_clause(Clause("1", None, "監査を行う。"))[0]
    assert (heading.where, text.where) == ("heading", "text")
    assert heading.confidence > text.confidence > 0.5


def test_a_child_that_names_nothing_takes_over_what_its_parent_is_about() -> None:
    found = align(
        PolicyDocument("方針", (Clause("6", "監査", "", (Clause("6(1)", None, "やり方は前年度の例による。"),)),))
    )["6(1)"]
    assert found == (Alignment("audit", 0.5, ("監査",), "parent"),)


def test_between_two_known_neighbours_the_order_of_the_model_decides() -> None:
    found = align(
        PolicyDocument(
            "方針",
            (
                Clause("6(4)", "物理的な守り", "鍵をかける。"),
                Clause("6(5)", "ひとの守り", "心がけを高める。"),
                Clause("6(6)", "技術的な守り", "記録をとる。"),
            ),
        )
    )["6(5)"]
    assert found == (Alignment("human", 0.4, ("物理的な守り", "技術的な守り"), "place"),)


@pytest.mark.parametrize("spelling", ["強靱性", "強靭性", "強じん性", "強靱（じん）性", "強靱(じん)性"])
def test_spellings_of_resilience(spelling: str) -> None:
    assert _of(Clause("6(3)", f"情報システム全体の{spelling}の向上", ""))["6(3)"] == {"resilience"}
    assert _of(Clause("6(3)", None, f"情報システムの{spelling}を高める。"))["6(3)"] == {"resilience"}


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("目　　的", "purpose"),
        ("業務委託", "outsourcing"),
        ("外部委託", "outsourcing"),
        ("外部サービスの利用", "cloud"),
        ("約款による外部サービスの利用", "cloud"),
        ("クラウドサービスの利用", "cloud"),
        ("ＳＮＳの利用", "social-media"),
        ("ソーシャル・メディアの利用", "social-media"),
        ("生成ＡＩの利用", "generative-ai"),
        ("サプライチェーン・リスク対策", "supply-chain"),
        ("ｻﾌﾟﾗｲﾁｪｰﾝへの対応", "supply-chain"),
    ],
)
def test_spellings_in_headings(heading: str, slug: str) -> None:
    assert _of(Clause("1", heading, ""))["1"] == {slug}


def test_three_at_most_and_paragraphs_are_all_heard() -> None:
    clause = Clause(
        "6(8)",
        "業務委託等",
        "委託先と契約を結ぶ。\n\nクラウドサービスは許可を得て使う。\n\nSNSの責任者を置く。\n\n生成AIには機密を入れない。",
    )
    found = align_clause(clause)
    assert len(found) == MOST
    assert found[0].measure == "outsourcing"


def test_a_number_printed_twice_keeps_the_measures_of_both() -> None:
    first, second = Clause("7", "監査", "監査を行う。"), Clause("7", "公表", "公表する。")
    assert _of(first, second)["7"] == {"audit", "publication"}
    each = align_each(PolicyDocument("方針", (first, second)))
    assert [(clause, [a.measure for a in found]) for clause, found in each] == [
        (first, ["audit"]),
        (second, ["publication"]),
    ]


def test_a_deleted_article_is_about_nothing() -> None:
    assert _of(Clause("第5条", None, "削除"))["第5条"] == set()


@given(
    st.recursive(
        st.just(()),
        lambda children: st.lists(
            st.builds(Clause, st.text(max_size=6), st.none() | st.text(max_size=20), st.text(max_size=80), children),
            max_size=4,
        ).map(tuple),
        max_leaves=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_a_crash_and_the_same_way_twice(clauses: tuple[Clause, ...]) -> None:
    document = PolicyDocument("x", clauses)
    found = align(document)
    assert set(found) == {clause.path for clause in document.walk()}
    assert found == align(document)
    assert all(len(alignments) <= MOST for alignments in found.values())


@pytest.mark.parametrize("unit", ["定義は", "対象情報資産は", "必要に応じて、", "ログを点検", "「", "(", "脅威として"])
def test_a_hostile_text_takes_bounded_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    document = PolicyDocument("x", (Clause("1", "適用範囲", text), Clause("2", None, text), Clause("3", "脅威", text)))
    started = time.process_time()
    align(document)
    assert (
        time.process_time() - started < 30
    )  # seconds of its own work: a quarter of one, where backtracking takes hours


def test_a_list_of_assets_does_not_take_over_the_persons_named_above_it() -> None:
    items = (Clause("第3条第2項第1号", None, "議会のネットワーク"),)
    paragraph = Clause("第3条第2項", None, "この方針の対象は、次に掲げるものとする。", items)
    found = _of(Clause("第3条", "適用範囲", "この方針は、議員に適用する。", (paragraph,)))
    assert found == {"第3条": {"scope.persons"}, "第3条第2項": set(), "第3条第2項第1号": {"scope.systems"}}


def test_an_office_person_is_told_why() -> None:
    clause = Clause("6", "監査", "監査の方法を定め、自己点検を行う。", (Clause("6(1)", None, "前年度の例による。"),))
    found = align(PolicyDocument("方針", (clause,)))
    assert [explain(alignment, "ja") for alignment in found["6"] + found["6(1)"]] == [
        "見出しに「監査」とあるため",
        "本文に「自己点検を行」とあるため",
        "上の項目の「監査」を受けるため",
        "上の項目の「自己点検を行」を受けるため",
    ]
    assert explain(found["6"][0], "en") == "The heading says “監査”"
    placed = Alignment("human", 0.4, ("6(4)", "6(6)"), "place")
    assert explain(placed, "ja") == "「6(4)」、「6(6)」の間にあるため"
    assert explain(placed, "en") == "It stands between “6(4)”, “6(6)”"


def test_supplementary_provisions_are_history_whatever_they_say() -> None:
    child = Clause("附則第2項", None, "議長は、施行の日から1年以内に監査を行う。")
    assert _of(Clause("附則", None, "", (child,))) == {"附則": {"history"}, "附則第2項": {"history"}}


def test_an_appended_table_belongs_to_the_clause_that_points_to_it() -> None:
    rows = (Clause("別表第1(1)", "端末", "持ち運べる機器"), Clause("別表第1(2)", "監査", "確かめること"))
    assets = (Clause("別表第2(1)", None, "議会のタブレット"),)
    found = _of(
        Clause("第2条", "定義", "用語の意義は、別表第一のとおりとする。"),
        Clause("第3条", "対象とする情報資産", "別表第２に掲げるとおりとする。"),
        Clause("別表第1", None, "", rows),
        Clause("別表第2", None, "", assets),
        Clause("別表第3", None, "", (Clause("別表第3(1)", "監査", "監査を行う。"),)),
    )
    assert found["別表第1"] == found["別表第1(1)"] == found["別表第1(2)"] == {"definitions"}
    assert found["別表第2(1)"] == {"scope.systems"}
    assert found["別表第3(1)"] == {"audit"}
