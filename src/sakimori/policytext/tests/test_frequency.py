"""Frequency: a word counts where it belongs to an audit, self-inspection, review, training or drill, and only there."""

from __future__ import annotations

import pytest

from sakimori.policytext.frequency import frequencies, frequency_of
from sakimori.policytext.tests.labelled import LabelledPolicy, labelled_policies
from sakimori.policytext.tree import Clause, PolicyDocument

_SENTENCES = [
    ("yearly", "毎年度1回以上監査を実施し、必要に応じて改善措置を講ずる。"),
    ("regular", "監査及び自己点検を定期的に実施し、その結果に応じて見直しを行う。"),
    ("as_needed", "取組を確かめるため、必要に応じて監査又は自己点検を行い、足りない点を改める。"),
    ("as_needed", "新しい攻撃が現れたときなどには、適宜見直しを行う。"),
    ("regular", "定期的又は必要に応じて監査を行う。"),
    ("yearly", "毎年度及び必要に応じて、情報セキュリティ監査を行う。"),
    ("yearly", "議長は、年１回、全ての議員に研修を受けさせる。"),
    ("yearly", "少なくとも年に一回、訓練を行うものとする。"),
    ("yearly", "毎会計年度、自己点検を行う。"),
    (None, "委託先を必要に応じて確認し、監査の結果を報告させる。"),
    (None, "バックアップを定期的に取得し、復元できることを確かめる。"),
    (None, "必要に応じて契約に基づき措置を講ずる。"),
    (None, "自己点検の結果を毎年度議長に報告する。"),
    ("as_needed", "議長が必要があると認めるときは、この方針を改正する。"),
    ("as_needed", "必要があると認めるときは、監査を行う。"),
    ("as_needed", "監査の結果を踏まえ、必要に応じて対策基準を見直す。"),
    ("yearly", "毎年度、研修計画を定め、研修を行う。"),
    (None, "アクセス権限を定期的に見直す。"),
    ("regular", "定期的な見直しを行う。"),
    ("yearly", "監査は、毎年度1回行うものとする。"),
    ("yearly", "監査を実施する。その頻度は、毎年度1回とする。"),
    ("as_needed", "随時、教育及び啓発を行う。"),
    (None, "随時、機器の点検を行う。"),
    (None, "ログを定期的に点検する。"),
    ("yearly", "監査を年１回以上実施するとともに、必要に応じて臨時に行う。"),
    (None, "この方針を必要に応じて周知する。"),
    ("as_needed", "必要に応じて方針を改定し、毎年度議会運営委員会に報告する。"),
    ("regular", "研修を定期的に実施するほか、訓練を必要に応じて行う。"),
    (None, "必要に応じ、議長は是正を求めることができる。監査を行う。"),
    ("as_needed", "この方針は、社会情勢の変化等に対応するため、必要に応じて見直すものとする。"),
    ("yearly", "年に1度は自己点検を行い、結果を議長へ報告しなければならない。"),
    ("as_needed", "自己点検の結果、必要と認めるときは、見直しを行う。"),
    (None, "研修を実施する。必要に応じて資料を配付する。"),
    ("yearly", "毎年度１回以上、遵守状況について点検を行う。"),
    (None, "毎年度、実施状況を公表する。"),
    ("yearly", "議員及び職員は、毎年度、情報セキュリティに関する研修を受講しなければならない。"),
    ("yearly", "1年に1回以上の監査を受ける。"),
    (None, "適宜、関係機関と連携し、情報を収集する。研修の機会を設ける。"),
    ("as_needed", "緊急時に備えた訓練を適宜実施する。"),
    ("yearly", "各年度に一回、内部監査を実施する。"),
    (None, "機器の設定を必要に応じて見直す。"),
    ("as_needed", "議長は、必要があると認めるときは、外部の専門家による監査を受けることができる。"),
    (None, "毎年4月に名簿を更新する。"),
    ("regular", "評価及び見直しを定期的に行う。"),
    ("as_needed", "見直しは、必要に応じて行う。"),
    (None, "教育の内容を必要に応じて改める。"),
    (None, "監査の対象とする事項は必要に応じて議長が定める。"),
]

_PHRASES = {
    "yearly": [
        "年度ごとに1回",
        "毎年1回以上",
        "年一回以上",
        "1年に1回",
        "１年ごとに",
        "毎年度末に",
        "各年度1回",
        "年1度",
        "毎年",
        "年度内に1回",
        "会計年度ごとに",
        "原則として年1回",
        "年に1回以上",
        "毎年度少なくとも1回",
        "毎年少なくとも一回",
        "年１回以上",
        "毎会計年度",
        "一年に一度",
        "年度に1回",
        "1会計年度に1回",
        "毎年度１回以上",
        "年2回",
        "毎事業年度",
        "年次で",
        "一年に一回以上",
        "年間1回以上",
        "年1回程度",
        "毎年定期的に",
        "毎年4月に",
        "少なくとも1年に1回",
    ],
    "as_needed": [
        "必要があると認められるとき",
        "必要があると認めた場合",
        "必要と認められるときは",
        "必要に応じ",
        "必要な都度",
        "必要の都度",
        "適宜",
        "随時",
        "都度",
        "必要があるときは",
        "必要が生じたときは",
        "必要に応じて適宜",
        "必要な場合に",
        "必要と判断したときは",
        "必要があると判断した場合は",
        "必要になった場合に",
        "必要となったときは",
    ],
    "regular": [
        "定期的に",
        "定期に",
        "2年に1回",
        "3年ごとに",
        "半年に1回",
        "四半期ごとに",
        "毎月",
        "定期又は随時に",
        "定期的かつ継続的に",
        "一定期間ごとに",
        "おおむね3年に1度",
        "隔年で",
    ],
}


@pytest.mark.parametrize(
    ("expected", "phrase"), [(expected, phrase) for expected, phrases in _PHRASES.items() for phrase in phrases]
)
def test_phrase_before_and_after_the_act(expected: str, phrase: str) -> None:
    assert frequency_of(Clause("1", None, f"議長は、{phrase}監査を実施する。")) == expected
    assert frequency_of(Clause("1", None, f"研修を{phrase}行う。")) == expected
    assert frequency_of(Clause("1", None, f"議長は、{phrase}契約の相手方に報告を求める。")) is None


@pytest.mark.parametrize(("expected", "sentence"), _SENTENCES)
def test_sentence(expected: str | None, sentence: str) -> None:
    assert frequency_of(Clause("1", None, sentence)) == expected


@pytest.mark.parametrize("policy", labelled_policies(), ids=lambda policy: policy.name)
def test_labelled_clauses(policy: LabelledPolicy) -> None:
    clauses = {clause.path: clause for clause in policy.document.walk()}
    wrong = {
        label.path: (label.frequency, frequency_of(clauses[label.path]))
        for label in policy.labels
        if frequency_of(clauses[label.path]) != label.frequency
    }
    assert not wrong


def test_full_width_digits_and_a_heading_that_names_the_act() -> None:
    assert frequency_of(Clause("1", "監査", "毎年度１回以上実施する。")) == "yearly"
    assert frequency_of(Clause("1", "定期的な訓練", "")) == "regular"
    assert frequency_of(Clause("1", "契約", "毎年度１回以上確認する。")) is None


def test_only_the_clause_itself_is_read() -> None:
    child = Clause("6(1)", "監査", "毎年度監査を行う。")
    assert frequency_of(Clause("6", "評価", "次のとおり行う。", (child,))) is None


def test_an_item_without_heading_takes_its_act_from_the_heading_above() -> None:
    items = (
        Clause("6(1)", None, "毎年度1回以上行う。"),
        Clause("6(2)", None, "必要に応じて報告を求める。"),
        Clause("6(3)", "契約", "毎年度1回以上行う。"),
        Clause("6(4)", None, "結果は、毎年度公表する。"),
    )
    document = PolicyDocument("方針", (Clause("6", "監査", "", items),))
    assert frequencies(document) == {"6": None, "6(1)": "yearly", "6(2)": None, "6(3)": None, "6(4)": None}


def test_a_number_printed_twice_has_the_stronger_frequency() -> None:
    twice = (Clause("6", "監査", "随時監査を行う。"), Clause("6", "研修", "毎年度研修を行う。"))
    assert frequencies(PolicyDocument("方針", twice)) == {"6": "yearly"}
