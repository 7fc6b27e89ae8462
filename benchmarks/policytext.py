"""How long a policy of 200 clauses takes: `python benchmarks/policytext.py`, one JSON object on standard output.

Measured are parsing with measures, measures, frequency, obligations and the diff of two versions; `rows()` gives the same for a table.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from sakimori.policytext.diff import diff
from sakimori.policytext.frequency import frequency_of
from sakimori.policytext.measures import align
from sakimori.policytext.obligation import obligations
from sakimori.policytext.parse import parse_text
from sakimori.policytext.tree import Clause, PolicyDocument

CLAUSES = 200
ROUNDS = 9

_SUBJECTS = (
    ("組織体制", "議長を責任者とし、事務局長がこれを補佐する。各会派に担当者を置き、連絡の体制を整えるものとする。"),
    ("情報資産の分類", "情報資産は、機密性、完全性及び可用性に応じて分類し、台帳により管理しなければならない。"),
    ("物理的な守り", "控室及びサーバ室は施錠し、端末を持ち出すときは記録する。返却のときは、データを消去する。"),
    ("研修と訓練", "議長は、毎年度1回以上、全ての議員に研修を行うとともに、必要に応じて訓練を行う。"),
    ("技術的な守り", "利用者ごとにアクセス権限を定め、更新を適用し、記録を保管する。バックアップは定期的に取得する。"),
    ("事故への対応", "事故を発見した者は、直ちに事務局長に報告する。事務局長は、被害の拡大を防ぐ措置を講ずる。"),
    ("業務委託", "委託事業者を選定し、要件を契約に明記し、履行を確認し、必要に応じて是正を求める。"),
    ("外部サービス", "クラウドサービスを使うときは、許可を得る。SNSにより発信できる範囲と責任者を定める。"),
    (None, "監査又は自己点検を定期的に行い、その結果を踏まえ、必要があると認めるときは、この方針を見直すものとする。"),
    (None, "対策基準及び実施手順は、公開することにより議会の運営に支障を及ぼすおそれがあるため、非公開とする。"),
)


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, the median and the slowest of the rounds, and the budget, in milliseconds."""

    name: str
    median_ms: float
    worst_ms: float
    budget_ms: float


def policy(clauses: int = CLAUSES) -> PolicyDocument:
    """A policy of that many clauses, ten items to a chapter, in headed and unheaded clauses in turn."""
    chapters: list[Clause] = []
    made = 0
    while made < clauses:
        number = len(chapters) + 1
        items = tuple(
            Clause(f"{number}({item})", heading, f"{text}第{number}編の{item}については、別表{made + item}による。")
            for item, (heading, text) in enumerate(_SUBJECTS[: min(len(_SUBJECTS), clauses - made - 1)], start=1)
        )
        chapters.append(Clause(str(number), f"第{number}編の対策", "議長は、次の対策を講ずる。", items))
        made += 1 + len(items)
    return PolicyDocument("計測用の方針", tuple(chapters))


def written(document: PolicyDocument) -> str:
    """The policy as an office would have it: `1 見出し`, `(1) 見出し`, the text on the next line."""
    lines = [document.title]
    for chapter in document.clauses:
        lines += [f"{chapter.path} {chapter.heading}", chapter.text]
        for item in chapter.children:
            label = item.path.removeprefix(chapter.path)
            lines += [f"{label} {item.heading}", item.text] if item.heading else [f"{label} {item.text}"]
    return "\n\n".join(lines) + "\n"


def amended(document: PolicyDocument) -> PolicyDocument:
    """Every second item reworded, and a chapter put in front, so that all later clauses have moved."""

    def reword(clause: Clause, position: int) -> Clause:
        text = clause.text
        if position % 2:
            text = (
                text.replace("する", "するよう努める").replace("し、", "したうえで、")
                + "ただし、急ぐときは、この限りでない。"
            )
        children = tuple(reword(child, place) for place, child in enumerate(clause.children))
        return replace(clause, path=f"9{clause.path}", text=text, children=children)

    moved = tuple(reword(clause, position) for position, clause in enumerate(document.clauses))
    return replace(document, clauses=(Clause("1", "目的", "情報を守ることを目的とする。"), *moved))


def rows() -> list[Row]:
    """The figures of the policy text package."""
    document = policy()
    later = amended(document)
    text = written(document)
    clauses = list(document.walk())
    return [
        _measured(f"parsing and measures of {len(clauses)} clauses", 500, lambda: align(parse_text(text))),
        _measured(f"measures of {len(clauses)} clauses", 50, lambda: align(document)),
        _measured(f"frequency of {len(clauses)} clauses", 50, lambda: [frequency_of(clause) for clause in clauses]),
        _measured(f"obligations of {len(clauses)} clauses", 50, lambda: obligations(document)),
        _measured(f"diff of two versions of {len(clauses)} clauses", 300, lambda: diff(document, later)),
    ]


def _measured(name: str, budget_ms: float, work: Callable[[], object]) -> Row:
    work()
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return Row(name, round(statistics.median(times), 1), round(max(times), 1), budget_ms)


if __name__ == "__main__":
    print(json.dumps({"rows": [asdict(row) for row in rows()]}, ensure_ascii=False, indent=1))
