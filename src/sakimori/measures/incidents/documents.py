"""Papers of a case as docx, with the same words as the PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils import translation

from sakimori.foundation.access.context import Context
from sakimori.measures.incidents.models import IssuedPaper
from sakimori.measures.incidents.sheets import paper_data

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
    for name in ("Title", "Heading 1"):
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), FONT)
    made.core_properties.title = title
    made.core_properties.author = ""
    return made


def paper_docx(ctx: Context, paper: IssuedPaper) -> bytes:
    """One paper, to be worked on in a word processor."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    with translation.override("ja"):
        data = paper_data(ctx, paper)
    made = _document(data["title"])
    for text, place in (
        (data["number"], None),
        (data["date"], WD_ALIGN_PARAGRAPH.RIGHT),
        (data["to"], None),
        *((part, WD_ALIGN_PARAGRAPH.RIGHT) for part in data["from"]),
    ):
        if text:
            made.add_paragraph(text).alignment = place
    made.add_heading(data["title"], 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if data["mark"]:
        made.add_paragraph(data["mark"]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in data["body"].split("\n"):
        made.add_paragraph(part)
    if data["facts"]:
        table = made.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for label, value in data["facts"]:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(label).bold = True
            cells[1].text = value
    for part in data["advice"].split("\n") if data["advice"] else ():
        made.add_paragraph(part)
    if data["contact"]:
        made.add_paragraph(f"問合せ先　{data['contact']}")
    out = BytesIO()
    made.save(out)
    return out.getvalue()
