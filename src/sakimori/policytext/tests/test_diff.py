"""Diff of two versions: each clause once, marks that rebuild both texts, and pairs a reader would make."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.policytext.diff import ChangeKind, Op, diff, segments
from sakimori.policytext.tree import Clause, PolicyDocument

_ALPHABET = "議長員会派は、情報資産を管理する。確認見直しセキュリティAB１２(（）\n "
_texts = st.text(_ALPHABET, max_size=40)


def _documents() -> st.SearchStrategy[PolicyDocument]:
    leaf = st.builds(Clause, st.sampled_from(["1", "2", "2(1)", "3", "第4条"]), st.none() | _texts, _texts)
    clause = st.builds(
        Clause,
        st.sampled_from(["1", "2", "6", "第5条"]),
        st.none() | _texts,
        _texts,
        st.lists(leaf, max_size=3).map(tuple),
    )
    return st.builds(PolicyDocument, st.just("方針"), st.lists(clause, max_size=6).map(tuple))


def _policy(*clauses: Clause) -> PolicyDocument:
    return PolicyDocument("方針", clauses)


def _kinds(old: PolicyDocument, new: PolicyDocument) -> list[tuple[str, str | None, str | None]]:
    return [
        (change.kind.value, change.old.path if change.old else None, change.new.path if change.new else None)
        for change in diff(old, new)
    ]


@given(_documents())
@settings(max_examples=60, deadline=None)
def test_a_version_against_itself_is_all_kept(document: PolicyDocument) -> None:
    changes = diff(document, document)
    assert [change.kind for change in changes] == [ChangeKind.KEPT] * len(list(document.walk()))


@given(_documents(), _documents())
@settings(max_examples=100, deadline=None)
def test_every_clause_once_and_marks_rebuild_both_texts(old: PolicyDocument, new: PolicyDocument) -> None:
    changes = diff(old, new)
    assert sorted(id(c.old) for c in changes if c.old) == sorted(id(c) for c in old.walk())
    assert [id(c.new) for c in changes if c.new] == [id(c) for c in new.walk()]
    assert changes == diff(old, new)
    for change in changes:
        for before, after, marked in (
            (change.old.text if change.old else "", change.new.text if change.new else "", change.text),
            (
                (change.old.heading or "") if change.old else "",
                (change.new.heading or "") if change.new else "",
                change.heading,
            ),
        ):
            assert "".join(s.text for s in marked if s.op is not Op.ADDED) == before
            assert "".join(s.text for s in marked if s.op is not Op.REMOVED) == after


def test_a_clause_put_in_between_moves_the_later_ones() -> None:
    outsourcing = Clause("6(1)", "業務委託", "委託先を選ぶ基準を定める。")
    old = _policy(Clause("6", "対策", "", (outsourcing, Clause("6(2)", "評価", "毎年度点検する。"))))
    new = _policy(
        Clause(
            "6",
            "対策",
            "",
            (
                outsourcing,
                Clause("6(2)", "生成AI", "入力してよい情報の範囲を定める。"),
                Clause("6(3)", "評価", "毎年度点検する。"),
            ),
        )
    )
    assert _kinds(old, new) == [
        ("kept", "6", "6"),
        ("kept", "6(1)", "6(1)"),
        ("added", None, "6(2)"),
        ("moved", "6(2)", "6(3)"),
    ]


def test_moved_and_reworded_is_found_by_heading_and_text() -> None:
    old = _policy(Clause("4", "点検", "各会派は、毎年度1回、取組の状況を自ら点検し、議長に報告する。"))
    new = _policy(
        Clause("4", "訓練", "議長は、侵害を想定した訓練を行う。"),
        Clause("5", "点検", "各会派は、毎年度2回、取組の状況を自ら点検し、議長に報告する。"),
    )
    assert _kinds(old, new) == [("added", None, "4"), ("moved-and-reworded", "4", "5")]
    assert [(s.op.value, s.text) for s in diff(old, new)[1].text] == [
        ("same", "各会派は、毎年度"),
        ("removed", "1"),
        ("added", "2"),
        ("same", "回、取組の状況を自ら点検し、議長に報告する。"),
    ]


def test_unlike_texts_at_one_number_are_removed_and_added() -> None:
    old = _policy(Clause("7", None, "監査の結果を公表する。"))
    new = _policy(Clause("7", None, "通信回線は二重に備える。"))
    assert sorted(_kinds(old, new)) == [("added", None, "7"), ("removed", "7", None)]


def test_same_heading_at_the_same_number_is_a_rewording_however_much_changed() -> None:
    old = _policy(Clause("3", "公表", "方針は市のホームページで公表する。"))
    new = _policy(Clause("3", "公表", "議長は、策定後速やかに知らせる。"))
    assert _kinds(old, new) == [("reworded", "3", "3")]


def test_a_removed_clause_stands_where_it_was() -> None:
    a, b, c = Clause("1", "目的", "あ。"), Clause("2", "附属書の扱い", "いろは。"), Clause("3", "義務", "う。")
    assert _kinds(_policy(a, b, c), _policy(a, c)) == [("kept", "1", "1"), ("removed", "2", None), ("kept", "3", "3")]


def test_a_deleted_article_is_a_rewording_of_it() -> None:
    old = _policy(Clause("第5条", "貸与", "端末を貸与する。"), Clause("第6条", None, "削除"))
    new = _policy(Clause("第5条", None, "削除"), Clause("第6条", None, "削除"))
    assert _kinds(old, new) == [("reworded", "第5条", "第5条"), ("kept", "第6条", "第6条")]


def test_a_number_printed_twice_is_paired_in_order() -> None:
    twice = _policy(Clause("2", None, "定期的に確認する。"), Clause("2", None, "定期的に確認する。"))
    assert _kinds(twice, twice) == [("kept", "2", "2"), ("kept", "2", "2")]


def test_tiny_islands_are_read_as_part_of_the_change() -> None:
    marked = segments("毎年度監査を実施する。", "随時点検を行う。")
    assert [(s.op.value, s.text) for s in marked] == [
        ("removed", "毎年度監査を実施する"),
        ("added", "随時点検を行う"),
        ("same", "。"),
    ]


def test_very_long_texts_are_marked_sentence_by_sentence_or_whole() -> None:
    old = "".join(f"第{n}の機器は、事務局が預かる。" for n in range(600))
    marked = segments(old, old.replace("第300の機器は、事務局が", "第300の機器は、議長が"))
    assert [(s.op.value, s.text) for s in marked][1:3] == [
        ("removed", "第300の機器は、事務局が預かる。"),
        ("added", "第300の機器は、議長が預かる。"),
    ]
    hostile = "あ。" * 5_000
    assert [s.op for s in segments(hostile, "い。" + hostile)] == [Op.REMOVED, Op.ADDED]


def test_two_hundred_reworded_and_renumbered_clauses_are_all_paired() -> None:
    sentence = "議長は、第{n}の事項について、情報資産の重要度{m}に応じた管理の方法を定め、会派及び事務局に周知する。"
    old = _policy(*(Clause(str(n), None, sentence.format(n=n, m=n % 7)) for n in range(200)))
    new = _policy(*(Clause(str(n + 1), None, sentence.format(n=n, m=n % 5)) for n in range(200)))
    changes = diff(old, new)
    assert len([c for c in changes if c.old]) == len([c for c in changes if c.new]) == 200
