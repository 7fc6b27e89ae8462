"""The annual report and the answers to a survey as docx, to be worked on in a word processor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from sakimori.assurance.reviews.models import Survey
from sakimori.assurance.reviews.queries import Draft
from sakimori.assurance.reviews.sheets import day
from sakimori.dates import wareki

FONT = "BIZ UDPゴシック"


def _document(title: str) -> Any:
    # Megabytes that a process which never writes a document need not hold.
    import docx  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for name in ("Title", "Heading 1", "Heading 2"):
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), FONT)
    made.core_properties.title = title
    made.core_properties.author = ""
    made.add_heading(title, 0)
    return made


def _table(made: Any, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = made.add_table(rows=1, cols=len(header))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)


def _bytes(made: Any) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def report_docx(data: Mapping[str, Any]) -> bytes:
    """The report (`sheets.report_data`) with the same numbers as the PDF; the trend is a table here."""
    made = _document(data["title"])
    made.add_paragraph(f"{data['assembly']}　{data['span']}　{data['kind']}")
    if data["message"]:
        made.add_heading("はじめに", 1)
        for part in data["message"].split("\n"):
            made.add_paragraph(part)
    made.add_heading("この年度の状況", 1)
    made.add_paragraph(data["summary"])
    _table(made, ("項目", "数"), data["facts"])
    if data["trend"]:
        made.add_heading("守られている割合の推移", 2)
        _table(made, ("時点", "割合"), [(day(on), f"{value}%") for on, value in data["trend"]])
    made.add_heading("条項ごとの取組みと状況", 1)
    for row in data["clauses"]:
        if not row["is_live"]:
            continue
        made.add_heading(f"{row['path']}　{row['heading']}", 2)
        made.add_paragraph(
            f"期間の初め: {row['before']}　期間の終わり: {row['state']}　守られている数: {row['figure']}"
        )
        made.add_paragraph(f"この期間の取組み: {row['acts']}")
        if row["open"]:
            made.add_paragraph(f"残っているもの: {row['open']}件")
    if data["events"]:
        made.add_heading("方針をめぐる変化", 1)
        _table(made, ("日付", "内容"), data["events"])
    _exceptions(made, data)
    _happenings(made, data["happenings"])
    made.add_heading("改善措置", 1)
    _table(made, ("きっかけ", "新たに", "完了", "対応中"), data["by_origin"])
    if data["open"]:
        made.add_heading("対応中のもの", 2)
        _table(made, ("番号", "件名", "条項", "期限"), data["open"])
    if data["decisions"]:
        made.add_heading("見直しで決めたこと", 1)
        _table(made, ("日付", "種類", "内容"), data["decisions"])
    return _bytes(made)


def _exceptions(made: Any, data: Mapping[str, Any]) -> None:
    if data["exceptions_said"]:
        made.add_heading("例外措置", 1)
        made.add_paragraph(data["exceptions_said"])
    if data["exceptions"]:
        _table(made, ("番号・条項", "件名", "代わりに行うこと", "期間", "状態"), data["exceptions"])


def _happenings(made: Any, data: Mapping[str, Any]) -> None:
    if data["risks"]:
        made.add_heading("リスク評価", 1)
        _table(made, ("期間の終わり", "件数"), data["risks"])
    if data["facts"]:
        made.add_heading("事案とヒヤリハット", 1)
        _table(made, ("項目", "数"), data["facts"])
        made.add_paragraph(data["said"])
    if data["kinds"]:
        _table(made, ("種類", "事案", "ヒヤリハット"), data["kinds"])
        made.add_paragraph()
        _table(made, ("程度", "件数"), data["levels"])
    if data["practice"]:
        made.add_heading("訓練と安否確認", 1)
        _table(made, ("種類", "回数"), data["practice"])


def survey_docx(survey: Survey, drafts: Sequence[Draft], texts: Mapping[str, str]) -> bytes:
    """The answers by item ①–⑧, each with where it comes from."""
    made = _document(survey.title)
    made.add_paragraph(f"{survey.asked_by}　回答期限: {wareki(survey.due_on)}")
    for draft in drafts:
        made.add_heading(draft.title, 1)
        made.add_paragraph(texts[str(draft.item)])
        if draft.duties:
            rows = [
                (row.spec.title_ja, row.state.label, f"{row.standing.kept} / {row.standing.population}")
                for row in draft.duties
            ]
            _table(made, ("もとになる確認項目", "状態", "守られている数"), rows)
    return _bytes(made)
