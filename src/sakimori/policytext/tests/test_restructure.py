"""Splitting, merging and moving clauses by hand: no letter is lost, no path occurs twice, citations follow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.policytext.citing import label_of
from sakimori.policytext.fold import fold
from sakimori.policytext.parse import parse_text
from sakimori.policytext.restructure import NoSuchChange, Part, merge, move, parents, renumber, sentences, split
from sakimori.policytext.tree import Clause

ARTICLES = """基本方針

第1章 総則

第1条 （目的） これは目的を定める。

第2条 （対象） 次のとおりとする。議員を含む。 (3) 傍聴人
2 前項の規定は、次に掲げる者に適用する。
(1) 議員
ア 一号
イ 二号
(2) 職員。ほかの者は、この限りでない。

第2章 対策

第3条 議会は、次の取組を行う。
一 研修。毎年行う。
二 訓練

附則

この方針は、令和8年4月1日から施行する。ただし、第2条は、公布の日から施行する。
"""

NUMBERS = """基本方針

この方針の考え方を述べる。続きもある。

1 目的
この方針は目的を定める。すぐに始める。

2 対策
(1) 人的な対策。二つある。
ア 研修を行う。イ 訓練を行う。
ウ 点検を行う。
(2) 物的な対策
鍵をかける。
窓を閉める。

（その他）

必要なことは別に定める。議長が定める。
"""

DECIMALS = """基本方針

1 総則
1.1 目的
これは目的である。次に続く。
1.1.1 その他
これこれである。
1.2 対象
① 議員。名簿による。
② 職員
"""

ORDINALS = """基本方針

第1 目的
この方針は目的を定める。すぐに始める。

第2 対策
1 人的な対策
(1) 研修を行う。毎年行う。
(2) 訓練を行う。
2 物的な対策
鍵をかける。窓を閉める。

附則
1 この方針は、令和8年4月1日から施行する。
2 旧方針は、廃止する。ただし、記録は残す。
"""

SUPPLEMENT = (
    ARTICLES.split("附則")[0]
    + """附則

1 この方針は、令和8年4月1日から施行する。
2 旧方針は、廃止する。ただし、記録は残す。
"""
)


def flat(text: str) -> list[Part]:
    parts: list[Part] = []

    def visit(clauses: tuple[Clause, ...], depth: int) -> None:
        for clause in clauses:
            parts.append(Part(len(parts), clause.path, clause.heading or "", clause.text, depth))
            visit(clause.children, depth + 1)

    visit(parse_text(text).clauses, 0)
    return parts


def letters(parts: list[Part]) -> str:
    """Everything that can be read, number by number and text by text; blanks and brackets around numbers left out."""
    above, path = parents(parts), {part.key: part.path for part in parts}
    read = "".join(label_of(p.path, path.get(above[p.key], "")) + p.heading + p.text for p in parts)
    return re.sub(r"[\s().。、]", "", fold(read))


def paths(parts: list[Part]) -> list[str]:
    return [part.path for part in parts]


def place(parts: list[Part], path: str) -> int:
    return paths(parts).index(path)


def shape(parts: list[Part]) -> list[tuple[int, str, str]]:
    return [(part.depth, part.path, part.text) for part in parts]


@pytest.mark.parametrize(
    "text",
    [ARTICLES, NUMBERS, DECIMALS, ORDINALS, SUPPLEMENT],
    ids=["articles", "numbers", "decimals", "ordinals", "supplement"],
)
@given(st.data())
@settings(deadline=None, max_examples=60)
def test_no_sequence_of_changes_loses_a_letter_or_doubles_a_path(text, data):
    parts = flat(text)
    whole = letters(parts)
    assert len(set(paths(parts))) == len(parts)
    for step in range(data.draw(st.integers(1, 12))):
        index = data.draw(st.integers(0, len(parts) - 1))
        act = data.draw(st.sampled_from(["split", "below", "merge", "apart", "up", "down"]))
        try:
            if act in {"split", "below"}:
                places = [sentence.at for sentence in sentences(parts[index].text)[1:]]
                if not places:
                    continue
                at = data.draw(st.sampled_from(places))
                parts = split(parts, index, at, key=f"new {step}", below=act == "below")
            elif act in {"merge", "apart"}:
                parts = merge(parts, index, apart=act == "apart")
            else:
                parts = move(parts, index, deeper=act == "down")
        except NoSuchChange:
            continue
        assert letters(parts) == whole, act
        assert len(set(paths(parts))) == len(parts), paths(parts)
        deepest = -1
        for part in parts:
            assert part.depth <= deepest + 1
            deepest = part.depth


def test_an_item_hidden_in_the_text_before_it_gets_its_number_back():
    parts = flat("方針\n\n1 目的\nこの方針の目的を定める。\n\n2 対策\n(1) 研修を行う。 (2) 訓練を行う。\n")
    index = next(i for i, part in enumerate(parts) if "訓練" in part.text)
    found = sentences(parts[index].text)
    assert [(s.text, s.label) for s in found[1:]] == [("(2) 訓練を行う。", "(2)")]
    after = split(parts, index, found[1].at, key="new", below=False)
    assert shape(after)[-2:] == [(1, "2(1)", "研修を行う。"), (1, "2(2)", "訓練を行う。")]
    back = merge(after, len(after) - 1, apart=False)
    assert shape(back)[-1] == (1, "2(1)", "研修を行う。 (2) 訓練を行う。")
    assert paths(back) == paths(parts)


def test_a_clause_without_a_number_is_counted_and_the_others_keep_theirs():
    parts = flat(NUMBERS)
    index = place(parts, "1")
    after = split(parts, index, sentences(parts[index].text)[1].at, key="new", below=True)
    assert paths(after)[index : index + 2] == ["1", "1#1"]
    assert [path for path in paths(after) if path != "1#1"] == paths(parts)
    at = sentences(after[0].text)[1].at
    again = split(after, 0, at, key="second", below=False)
    assert again[1].path == "#1" and again[1].text == "続きもある。"


def test_paragraphs_and_items_of_an_article_are_cited_officially():
    parts = flat(ARTICLES)
    assert "第2条第2項第1号" in paths(parts) and "第3条第1号" in paths(parts)
    index = place(parts, "第2条")
    after = split(parts, index, sentences(parts[index].text)[2].at, key="new", below=True)
    assert after[index + 1].path == "第2条第1項第3号" and after[index + 1].text == "傍聴人"
    assert label_of("第2条第1項第3号", "第2条") == "(3)"
    # A paragraph more in an article turns its items into those of the first paragraph.
    item = place(parts, "第3条第1号")
    after = split(parts, item, sentences(parts[item].text)[1].at, key="new", below=False, number="2")
    assert paths(after)[item : item + 3] == ["第3条第1項第1号", "第3条第2項", "第3条第1項第2号"]


def test_the_supplement_of_articles_has_paragraphs_too():
    parts = flat(SUPPLEMENT)
    index = place(parts, "附則第2項")
    after = split(parts, index, sentences(parts[index].text)[1].at, key="new", below=False, number="3")
    assert paths(after)[-3:] == ["附則第1項", "附則第2項", "附則第3項"]
    assert paths(move(after, len(after) - 1, deeper=True))[-1] == "附則第2項第3号"


def test_numbers_below_ordinals_are_told_from_dashed_ones():
    parts = flat(ORDINALS)
    assert "第2-1(1)" in paths(parts) and label_of("第2-1", "第2") == "1"
    moved = move(parts, place(parts, "第2"), deeper=True)
    assert [path for path in paths(moved) if "第2" in path] == [
        "第1第2",
        "第1第2-1",
        "第1第2-1(1)",
        "第1第2-1(2)",
        "第1第2-2",
    ]


def test_levels_change_with_what_stands_below_and_the_citation_follows():
    parts = flat(ARTICLES)
    index = place(parts, "第2条第2項第1号")
    up = move(parts, index, deeper=False)
    assert paths(up)[index : index + 4] == [
        "第2条第1項第1号",
        "第2条第1項第1号ア",
        "第2条第1項第1号イ",
        "第2条第1項第1号(2)",
    ]
    down = move(parts, place(parts, "第2条第2項第2号"), deeper=True)
    assert "第2条第2項第1号(2)" in paths(down)
    chapter = place(parts, "第2章")
    assert paths(move(parts, chapter, deeper=True)) == [
        p.replace("第2章", "第1章第2章") if p == "第2章" else p for p in paths(parts)
    ]


def test_down_and_up_again_is_as_it_was():
    parts = flat(NUMBERS)
    down = move(parts, place(parts, "2"), deeper=True)
    assert "1－2" in paths(down) and "1－2(1)" in paths(down)
    assert move(down, place(down, "1－2"), deeper=False) == parts


def test_a_number_that_would_occur_twice_is_marked():
    parts = flat(NUMBERS)
    index = place(parts, "2(2)")
    after = split(parts, index, sentences(parts[index].text)[1].at, key="new", below=False, number="2(2)")
    assert after[index + 1].path == "2(2)#2"
    assert label_of("2(2)#2", "2") == "(2)"


def test_merging_takes_what_stands_below_along():
    parts = flat(NUMBERS)
    index = place(parts, "2(1)")
    after = merge(parts, index, apart=True)
    assert after[index - 1].path == "2" and "(1) 人的な対策" in after[index - 1].text
    assert paths(after)[index : index + 2] == ["2ア", "2ウ"]


def test_what_is_impossible_is_refused():
    parts = flat(DECIMALS)
    with pytest.raises(NoSuchChange):
        merge(parts, 0, apart=True)
    with pytest.raises(NoSuchChange):
        move(parts, 0, deeper=False)
    with pytest.raises(NoSuchChange):
        move(parts, place(parts, "1.1"), deeper=True)
    with pytest.raises(NoSuchChange):
        split(parts, 1, 3, key="new", below=False)


def test_a_number_given_by_hand_is_carried_into_the_numbers_below():
    parts = flat(NUMBERS)
    after = renumber(parts, place(parts, "2(1)"), "2(9)")
    assert [path for path in paths(after) if path not in paths(parts)] == ["2(9)", "2(9)ア", "2(9)ウ"]
