"""Papers of suppliers: gaps of clauses, the record of a selection, the pledge of secrecy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.papers.render import render
from sakimori.registers.suppliers.clause_rows import ClauseRow, Gap
from sakimori.registers.suppliers.models import Criteria, CriteriaItem, Selection, ThirdParty
from sakimori.registers.suppliers.pledges import STATEMENT
from sakimori.registers.suppliers.selection_rows import Comparison
from sakimori.registers.suppliers.types import Need


def what_stands(row: ClauseRow) -> str:
    """What stands in place of a missing clause."""
    check = row.check
    if check is None:
        return _("まだ確かめていません")
    if check.improvement is not None:
        return _("改善措置 第%(number)s号（%(day)sまで）") % {
            "number": check.improvement.number, "day": day_text(check.improvement.due_on),
        }  # fmt: skip
    return check.reason or _("理由の記録なし")


def gaps_pdf(ctx: Context, gaps: Sequence[Gap]) -> bytes:
    """A4: each contract in force with the required clauses it lacks."""
    data = {
        "title": _("契約条項の不足"),
        "assembly": ctx.assembly.name,
        "date": day_text(ctx.today),
        "lead": _("続いている契約のうち、必ず入れる条項がないもの、まだ確かめていないものです。"),
        "header": [_("契約の件名"), _("事業者"), _("契約の主管課"), _("終了日"), _("条項"), _("理由・対応")],
        "rows": [
            [
                gap.contract.title,
                gap.contract.supplier.name,
                gap.contract.office or "—",
                day_text(gap.contract.to_date) or "—",
                gap.row.clause.title,
                what_stands(gap.row),
            ]
            for gap in gaps
        ],
        "nothing": _("不足はありません。"),
    }
    return render("registers/suppliers/papers/gaps.typ", data, lang=(get_language() or "ja")[:2])


def pledge_pdf(ctx: Context, party: ThirdParty, until: date | None) -> bytes:
    """A4 form of the pledge: to the head of the assembly, in Japanese, to be signed."""
    data = {
        "title": "秘密の保持に関する誓約書",
        "assembly": ctx.assembly.name,
        "to": f"{ctx.assembly.name}議長　様",
        "statement": STATEMENT.split("\n"),
        "facts": [
            ("取り扱う情報・物", party.handles),
            ("触れてよい範囲", party.access_note),
            ("期間", f"{wareki(party.from_date)}から{wareki(party.to_date) if party.to_date else ''}"),
            ("誓約の期限", wareki(until) if until else "仕事が終わった後も続きます。"),
        ],
        "is_person": party.is_person,
        "name": party.name,
        "belongs_to": party.belongs_to or (party.supplier.name if party.supplier else ""),
    }
    return render("registers/suppliers/papers/pledge.typ", data, lang="ja")


def criteria_pdf(ctx: Context, found: Criteria, items: Sequence[CriteriaItem]) -> bytes:
    """A4: a version of the criteria, for the meeting that decides it. A text of the assembly: in Japanese."""
    facts = [
        ("版", f"第{found.number}版"),
        ("決定日", wareki(found.decided_on) if found.decided_on else "（案）"),
        ("施行日", wareki(found.effective_on) if found.effective_on else ""),
        ("決定した会議・決裁番号", found.decision),
    ]
    data = {
        "title": found.title,
        "assembly": ctx.assembly.name,
        "facts": facts,
        "preface": found.preface,
        "header": ["番号", "確かめること", "区分"],
        "rows": [[str(one.order), one.text, "必須" if one.need == Need.MUST else "望ましい"] for one in items],
    }
    return render("registers/suppliers/papers/criteria.typ", data, lang="ja")


def selection_pdf(ctx: Context, found: Selection, table: Comparison) -> bytes:
    """A4: what was compared by which criteria, what was chosen and why."""
    facts = [
        (_("機会"), found.get_occasion_display()),
        (_("選定基準"), f"{found.criteria.title}（{_('第%(number)s版') % {'number': found.criteria.number}}）"),
        (_("契約"), found.contract.title if found.contract else ""),
        (_("選んだ候補"), str(table.chosen) if table.chosen else _("判断の前")),
        (_("選んだ理由"), found.reason),
        (_("判断した日"), day_text(found.judged_on)),
        (_("判断した人"), found.judged_by.shown_name if found.judged_by else ""),
        (_("決裁番号"), found.decision),
    ]
    rows = [[str(label), *(text or "—" for _company, text in texts)] for label, texts in table.facts]
    for line in table.items:
        marks = [
            "\n".join(filter(None, (str(mark.get_mark_display()), mark.note))) if mark else "—"
            for _company, mark in line.marks
        ]
        rows.append([f"{line.item.order}. {line.item.text}（{line.item.get_need_display()}）", *marks])
    data = {
        "title": _("選定の記録") + f" {found.number}",
        "subtitle": found.title,
        "assembly": ctx.assembly.name,
        "date": day_text(ctx.today),
        "facts": facts,
        "compared": _("候補の比較"),
        "header": [_("確かめること"), *(str(one) for one in table.candidates)],
        "rows": rows,
        "landscape": len(table.candidates) > 2,
        "signatures": [_("起案"), _("確認"), _("決裁")],
    }
    return render("registers/suppliers/papers/selection.typ", data, lang=(get_language() or "ja")[:2])
