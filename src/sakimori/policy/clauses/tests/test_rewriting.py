"""An amendment begins from the words in force: written out and read again they are the same clauses, in every style."""

from __future__ import annotations

import re

import pytest

from sakimori.policy.clauses import actions, exports, queries
from sakimori.policy.clauses.reading import plain_text

STYLES = {
    "articles": """基本方針

第1章 総則

第1条 （目的） これは目的を定める。

第10条 （対象） 次のとおりとする。
2 前項の規定は、次に掲げる者に適用する。
(1) 議員
ア 一号
イ 二号
(2) 職員
""",
    "decimal": """基本方針

1 総則
1.1 目的
これは目的である。
1.1.1 その他
これこれである。
1.2 対象
① 議員
② 職員
""",
    "numbers": """基本方針

1 目的
この方針は目的を定める。

2 対策
(1) 人的な対策
ア 研修を行う。
イ 訓練を行う。
(2) 物的な対策
鍵をかける。
""",
    "kanji": """基本方針

一 目的
この方針は目的を定める。

二 対策
　1 人的な対策
　(1) 研修を行う。
　(2) 訓練を行う。
　2 物的な対策
""",
    "branch": """基本方針

前文としてこの方針の考え方を述べる。

第1条 （目的） 目的を定める。

第5条の2 （例外） 次の各号に掲げる場合は、この限りでない。
一 災害のとき
二 急を要するとき

第6条 議会は、次の取組を行う。
2 議長は、報告を受ける。
3 議長は、公表する。

附則

この方針は、令和8年4月1日から施行する。
""",
    "bullets": """基本方針

1 取組
次のことを行う。
・研修をする
・訓練をする

2 その他
必要なことは別に定める。
""",
    "ordinals": """基本方針

第1 目的
この方針は目的を定める。

第2 対策
1 人的な対策
(1) 研修を行う。
(2) 訓練を行う。
2 物的な対策
鍵をかける。
""",
    "headings only": """基本方針

（目的）

この方針は目的を定める。

（対象）

議員に適用する。
""",
}


@pytest.mark.parametrize("style", STYLES)
def test_words_in_force_can_be_written_out_and_read_again(cast, style):
    version = actions.take_in_text(cast.ctx("staff"), text=STYLES[style])
    rows = queries.clauses_of(version)
    assert len(rows) > 1
    again = actions.take_in_text(cast.ctx("staff"), text=plain_text(version.title, rows))
    assert {change.kind.value for change in queries.differences(version, again)} == {"kept"}
    assert again.text_sha256 == version.text_sha256


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("articles", ["第1章", "第1条", "第10条", "2", "(1)", "ア", "イ", "(2)"]),
        ("decimal", ["1", "1.1", "1.1.1", "1.2", "①", "②"]),
        ("numbers", ["1", "2", "(1)", "ア", "イ", "(2)"]),
        ("ordinals", ["第1", "第2", "1", "(1)", "(2)", "2"]),
        ("headings only", ["", ""]),
        ("bullets", ["1", "2"]),
    ],
)
def test_the_number_stands_as_in_the_text(cast, style, labels):
    version = actions.take_in_text(cast.ctx("staff"), text=STYLES[style])
    assert [clause.label for clause in queries.clauses_of(version)] == labels
    page = exports.static_html(cast.assembly, version)
    assert ">#1" not in page and not re.search(r"<h[1-6]>\s*<", page)
