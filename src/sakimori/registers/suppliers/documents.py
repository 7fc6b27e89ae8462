"""Clauses as docx, for the office that writes the contract. A contract of a Japanese public body is in Japanese."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from sakimori.foundation.assemblies.models import Assembly
from sakimori.registers.suppliers.catalogue import Clause
from sakimori.registers.suppliers.models import Contract

FONT = "BIZ UDPゴシック"


def clauses_docx(title: str, head: Sequence[str], clauses: Sequence[Clause], *, reasons: bool) -> bytes:
    """The clauses as articles to be copied into a contract; with the reasons for whoever negotiates them."""
    # Megabytes that a process which never writes a document need not hold.
    import docx  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    made: Any = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for name in ("Title", "Heading 1"):
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), FONT)
    made.core_properties.title, made.core_properties.author = title, ""
    made.add_heading(title, 0)
    for line in head:
        made.add_paragraph(line)
    for number, clause in enumerate(clauses, start=1):
        made.add_heading(f"第{number}条（{clause.title}）", 1)
        for part in clause.text.split("\n"):
            made.add_paragraph(part)
        if reasons and clause.why:
            paragraph = made.add_paragraph()
            paragraph.add_run(f"（理由）{clause.why}").italic = True
    out = BytesIO()
    made.save(out)
    return out.getvalue()


TITLE = "情報の取扱いに関する特記事項（案）"


def head_of(assembly: Assembly, contract: Contract | None) -> list[str]:
    """What stands above the clauses."""
    lines = [f"{assembly.name}が使うサービス・業務の契約に入れる条項の案です。甲は契約者、乙は受託者とします。"]
    return lines if contract is None else [*lines, f"対象の契約: {contract.title}（{contract.supplier.name}）"]


def usual_party(assembly: Assembly) -> str:
    """Who signs for the body, as contracts name them."""
    return f"{assembly.body_name}長" if assembly.body_name else assembly.name
