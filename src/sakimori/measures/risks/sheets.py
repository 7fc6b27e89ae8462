"""Papers of risks: the register of a day for the chair and for meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import known_duties
from sakimori.foundation.papers.days import day_text, reader_language
from sakimori.foundation.papers.render import render
from sakimori.measures.risks.models import AcceptanceLine
from sakimori.measures.risks.queries import RiskRow, field_counts, groups_of
from sakimori.measures.risks.rules import LINE
from sakimori.measures.risks.types import Chance, Harm, Level, Stage

FOLDER = "measures/risks/papers"


def register_pdf(ctx: Context, rows: Sequence[RiskRow], line: AcceptanceLine | None, on: date) -> bytes:
    """Figures first, then the risks in scope by group, then what is out of scope and why."""
    inside = [row for row in rows if row.stage != Stage.OUT]
    counts = field_counts(inside)
    data = {
        "title": _("リスク評価"),
        "subtitle": _("%(day)s現在") % {"day": day_text(on)},
        "assembly": ctx.assembly.name,
        "printed": day_text(ctx.today),
        "line": _line(line),
        "fields": [
            [str(chance.label), *(str(counts.get((chance.value, harm.value), 0)) for harm in Harm)]
            for chance in reversed(Chance)
        ],
        "harms": [str(harm.label) for harm in Harm],
        "groups": [
            [str(group.threat.label), [_risk(row) for row in inside if row.risk.threat == group.threat]]
            for group in groups_of(inside)
        ],
        "out": [
            [str(row.risk.number), row.risk.shown_title, row.exclusion.reason]
            for row in rows
            if row.exclusion is not None
        ],
    }
    return render(f"{FOLDER}/register.typ", data, lang=reader_language())


def _line(line: AcceptanceLine | None) -> str:
    if line is None:
        return _("受入れの基準: 「%(level)s」まで（標準。まだ議会で決めていません）") % {"level": LINE.label}
    words = {"level": Level(line.level).label, "meeting": line.meeting, "day": day_text(line.from_date)}
    return _("受入れの基準: 「%(level)s」まで（%(meeting)s、%(day)sから）") % words


def _risk(row: RiskRow) -> list[str]:
    risk, last = row.risk, row.last
    measures = _("、").join(spec.title for spec in known_duties(row.duties))
    return [
        str(risk.number),
        f"{risk.shown_title}\n{risk.shown_happens}",
        str(risk.asset or risk.get_asset_group_display()),
        measures,
        f"{last.level.label}\n{last.words}" if last else "—",
        _answered(row),
        risk.owner.shown_name if risk.owner else "—",
        day_text(last.assessed_on) if last else "—",
    ]


def _answered(row: RiskRow) -> str:
    answer = row.answer
    record = ""
    if answer is not None and answer.improvement is not None:
        record = _("改善措置 %(number)s") % {"number": answer.improvement.number}
    elif answer is not None and answer.exception is not None:
        record = _("例外措置 %(number)s") % {"number": answer.exception.number}
    return "\n".join(part for part in (str(row.stage.label), record) if part)
