"""Actors and force of own-worded sentences, and the actor taken over from the clause above."""

from __future__ import annotations

import pytest

from sakimori.policytext.obligation import Force, obligation_of, obligations
from sakimori.policytext.tree import Clause, PolicyDocument

_SENTENCES = [
    ("議長は、情報資産の台帳を整えなければならない。", "duty", ("議長",)),
    ("議員及び会派は、端末を他の者に使わせてはならない。", "duty", ("議員", "会派")),
    ("事務局長は、毎年度、研修を行うものとする。", "duty", ("事務局長",)),
    ("議長は、控室の管理について、必要な対策を講ずる。", "duty", ("議長",)),
    ("この方針の適用を受ける者は、決まりを守ること。", "duty", ("この方針の適用を受ける者",)),
    ("委託事業者は、事故が起きたときは、直ちに議長に報告しなければならない。", "duty", ("委託事業者",)),
    ("議員、会派及び事務局の職員は、研修を受ける。", "duty", ("議員", "会派", "事務局の職員")),
    ("議長は、専門の知識をもつ者に意見を求めることができる。", "option", ("議長",)),
    ("議長は、必要に応じて監査を行う。", "option", ("議長",)),
    ("対策基準を策定した場合は、非公開とする。", "option", ()),
    ("議長が必要と認めるときは、利用を制限することができる。", "option", ("議長",)),
    ("随時、見直しを行う。", "option", ()),
    ("議長は、契約を結び、履行を確かめ、必要に応じて是正を求める。", "duty", ("議長",)),
    ("情報資産とは、情報及び情報を扱う仕組みをいう。", "statement", ()),
    ("この方針は、議員に適用する。", "statement", ()),
    ("この方針は、令和8年4月1日から施行する。", "statement", ()),
    ("基本となる事項を定めることを目的とする。", "statement", ()),
    ("地震、火災等の災害による業務の停止", "statement", ()),
]


@pytest.mark.parametrize(("sentence", "force", "actors"), _SENTENCES)
def test_sentence(sentence: str, force: str, actors: tuple[str, ...]) -> None:
    found = obligation_of(Clause("1", None, sentence))
    assert found is not None
    assert (found.force.value, found.actors) == (force, actors)


@pytest.mark.parametrize(("sentence", "force", "_actors"), _SENTENCES)
def test_the_words_that_show_the_force_stand_in_the_sentence(sentence: str, force: str, _actors: object) -> None:
    found = obligation_of(Clause("1", None, sentence))
    assert found is not None
    assert bool(found.words) == (force != "statement")
    assert all(word in sentence for word in found.words)


def test_the_actor_above_acts_below_where_none_is_named() -> None:
    document = PolicyDocument(
        "方針",
        (
            Clause(
                "6",
                "対策",
                "議長は、次の対策を講ずる。",
                (
                    Clause("6(1)", "物理", "施錠を徹底する。"),
                    Clause("6(2)", "人", "議員は、研修を受ける。"),
                    Clause("6(3)", "定義", "端末とは、持ち運べる機器をいう。"),
                    Clause("6(4)", "見出しだけ", ""),
                ),
            ),
        ),
    )
    found = obligations(document)
    assert (found["6(1)"].actors, found["6(1)"].actors_from) == (("議長",), "6")
    assert (found["6(2)"].actors, found["6(2)"].actors_from) == (("議員",), None)
    assert (found["6(3)"].actors, found["6(3)"].force) == ((), Force.STATEMENT)
    assert "6(4)" not in found


def test_a_clause_is_as_binding_as_its_most_binding_sentence() -> None:
    text = "議長は、監査を行うことができる。\n\n事務局長は、結果を報告しなければならない。"
    found = obligation_of(Clause("1", None, text))
    assert found is not None
    assert found.force is Force.DUTY
    assert found.words == ("しなければならない",)
    assert [sentence.force for sentence in found.sentences] == [Force.OPTION, Force.DUTY]
    assert found.actors == ("議長", "事務局長")


def test_sentences_are_shown_as_written() -> None:
    text = "議長は、端末（私物を含む。）の数を確かめる。事務局長は、表（１）を作る。"
    found = obligation_of(Clause("1", None, text))
    assert found is not None
    assert [sentence.text for sentence in found.sentences] == [
        "議長は、端末（私物を含む。）の数を確かめる。",
        "事務局長は、表（１）を作る。",
    ]
    assert found.sentences[0].force is Force.DUTY


def test_the_condition_of_a_duty_is_told() -> None:
    found = obligation_of(Clause("1", None, "クラウドを利用する場合には、議長は、決まりを整える。"))
    assert found is not None
    assert found.sentences[0].condition == "クラウドを利用する場合"
    assert found.force is Force.DUTY
