"""The questions as docx: to be filled in with a word processor or by hand. It comes back as a file or on paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from sakimori.foundation.papers.days import day_text
from sakimori.measures.assessments.models import ContractCheck
from sakimori.measures.assessments.queries import Sheet
from sakimori.measures.assessments.tables import before_text
from sakimori.measures.assessments.types import Choice

FONT = "BIZ UDPゴシック"


def _document(title: str) -> Any:
    # Megabytes that a process which never writes a document need not hold.
    import docx  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    made = docx.Document()
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), FONT)
    made.styles["Normal"].font.size = Pt(10.5)
    made.core_properties.title, made.core_properties.author = title, ""
    made.add_heading(title, 0)
    return made


def form_docx(check: ContractCheck, sheet: Sheet, assembly: str) -> bytes:
    """One table a question, with room to write; choices are boxes to tick."""
    made = _document(check.round.version.questionnaire.shown_name)
    made.add_paragraph(_("%(assembly)sから　期限: %(day)s") % {"assembly": assembly, "day": day_text(check.due_on)})
    made.add_paragraph(_("当てはまるものの□を■に変え、くわしい内容を書いてください。手書きでもかまいません。"))
    for row in sheet.rows:
        words = row.question.words
        made.add_heading(f"{row.question.number}　{words.topic}", 2)
        made.add_paragraph().add_run(words.text).bold = True
        for part in (words.explanation, words.evidence and _("資料: %(what)s") % {"what": words.evidence}):
            if part:
                made.add_paragraph(part)
        table = made.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        chosen = row.answer.choice if row.answer else ""
        marks = "　".join(f"{'■' if one == chosen else '□'} {one.label}" for one in Choice)
        lines = [(_("回答"), marks), (_("くわしい内容"), row.answer.text if row.answer else "\n\n")]
        if row.before:
            lines.insert(0, (_("前回の回答"), before_text(row.before.choice, row.before.text)))
        for label, text in lines:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, text
    made.add_heading(_("答えた人"), 2)
    made.add_paragraph(_("お名前: ＿＿＿＿＿＿＿＿　　日付: ＿＿＿＿＿＿＿＿"))
    out = BytesIO()
    made.save(out)
    return out.getvalue()
