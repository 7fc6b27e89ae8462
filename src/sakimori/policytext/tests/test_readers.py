"""Files in every format and encoding; hostile and unusable ones give a clear error."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdfium2
import pytest
import typst
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.policytext.errors import PolicyReadError
from sakimori.policytext.parse import parse_policy
from sakimori.policytext.readers import MOST_BYTES
from sakimori.policytext.tests.parsed import written

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TEXT = "もくれん市議会情報セキュリティ方針\n１　目的\n議会の情報を守る。\n２　範囲\n(1) 議員\n(2) 職員\n"
_TREE = "もくれん市議会情報セキュリティ方針\n1 | 目的 | 議会の情報を守る。\n2 | 範囲 | -\n  2(1) | - | 議員\n  2(2) | - | 職員\n"

Level = tuple[str, str]
Block = tuple[int | None, str, str | None] | list[tuple[str, ...]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "euc_jp"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, line_end: str) -> None:
    assert written(parse_policy(_TEXT.replace("\n", line_end).encode(encoding))) == _TREE


def _docx(levels: list[Level], blocks: list[Block]) -> bytes:
    """A Word file whose list 77 has these levels (format, text); a block is (level, text, style) or table rows."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    lvls = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {_NS} w:abstractNumId="77">{lvls}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {_NS} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for block in blocks:
        if isinstance(block, list):
            table = document.add_table(rows=0, cols=len(block[0]))
            for row in block:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            continue
        depth, text, style = block
        paragraph = document.add_paragraph(text, style=style)
        if depth is not None:
            entry = f'<w:numPr {_NS}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(entry))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_with_numbered_articles() -> None:
    data = _docx(
        [("decimalFullWidth", "第%1条"), ("japaneseCounting", "%2"), ("irohaFullWidth", "%3")],
        [
            (None, "あけぼの市議会情報セキュリティ規程", "Title"),
            (None, "（目的）", None),
            (0, "この規程は、情報を守ることを目的とする。", None),
            (0, "用語は、次のとおりとする。", None),
            (1, "端末　貸与する機器をいう。", None),
            (1, "媒体", None),
            (2, "光ディスク", None),
            (2, "紙", None),
            (None, "附　則", None),
            (None, "この規程は、令和8年4月1日から施行する。", None),
        ],
    )
    assert written(parse_policy(data, "policy.docx")) == (
        "あけぼの市議会情報セキュリティ規程\n"
        "第1条 | 目的 | この規程は、情報を守ることを目的とする。\n"
        "第2条 | - | 用語は、次のとおりとする。\n"
        "  第2条第1号 | - | 端末　貸与する機器をいう。\n"
        "  第2条第2号 | - | 媒体\n"
        "    第2条第2号イ | - | 光ディスク\n"
        "    第2条第2号ロ | - | 紙\n"
        "附則 | - | この規程は、令和8年4月1日から施行する。\n"
        "= 2026-04-01 effective\n"
    )


def test_word_outline_with_tables() -> None:
    data = _docx(
        [("decimal", "%1"), ("decimalEnclosedParen", "%2"), ("aiueoFullWidth", "%3"), ("decimalEnclosedCircle", "%4")],
        [
            (None, "あけぼの市議会情報セキュリティ基本方針", None),
            (0, "定義", "Heading 1"),
            [("用語", "定義"), ("端末", "貸与する機器。"), ("媒体", "記録する物。")],
            (0, "対策", "Heading 1"),
            (1, "組織", None),
            (None, "議長が統括する。", None),
            (1, "物理", None),
            (2, "鍵", None),
            (2, "棚", None),
            (3, "上の段", None),
            (0, "雑則", "Heading 1"),
            (None, "策定履歴", None),
            [("日付", "内容"), ("令和8年3月31日", "策定"), ("同年4月1日", "運用開始")],
        ],
    )
    assert written(parse_policy(data)) == (
        "あけぼの市議会情報セキュリティ基本方針\n"
        "1 | 定義 | -\n"
        "  1#1 | 端末 | 貸与する機器。\n"
        "  1#2 | 媒体 | 記録する物。\n"
        "2 | 対策 | -\n"
        "  2(1) | 組織 | 議長が統括する。\n"
        "  2(2) | 物理 | -\n"
        "    2(2)ア | - | 鍵\n"
        "    2(2)イ | 棚 | -\n"
        "      2(2)イ① | - | 上の段\n"
        "3 | 雑則 | -\n"
        "= 2026-03-31 established\n"
        "= 2026-04-01 effective\n"
        "x table-header | 用語　定義\n"
        "x history | 策定履歴\n"
        "x history | 日付　内容\n"
        "x history | 令和8年3月31日　策定\n"
        "x history | 同年4月1日　運用開始\n"
    )


def test_word_headings_without_numbers() -> None:
    data = _docx(
        [("decimal", "%1")],
        [
            (None, "あけぼの市議会情報セキュリティ基本方針", "Title"),
            (None, "目的", "Heading 1"),
            (None, "情報を守る。", None),
            (None, "対策", "Heading 1"),
            (None, "組織", "Heading 2"),
            (None, "議長が統括する。", None),
            (None, "(1)　点検を行う。", None),
            (None, "公表", "Heading 1"),
        ],
    )
    assert written(parse_policy(data)) == (
        "あけぼの市議会情報セキュリティ基本方針\n"
        "#1 | 目的 | 情報を守る。\n"
        "#2 | 対策 | -\n"
        "  #2#1 | 組織 | 議長が統括する。\n"
        "    #2#1(1) | - | 点検を行う。\n"
        "#3 | 公表 | -\n"
    )


_TYPST = r"""#set page(width: 148mm, height: 105mm, margin: 18mm, numbering: "- 1 -", header: [こずえ市議会　議会運営委員会資料])
#set text(font: ("BIZ UDMincho", "Noto Serif CJK JP", "Noto Sans CJK JP", "IPAexMincho"), size: 10pt)
こずえ市議会情報セキュリティ基本方針

１　目的\
この方針は、こずえ市議会が保有する情報資産の機密性、完全性及び可用性を維持するため、議会が実施する対策について基本的な事項を定めることを目的とする。

２　定義\
⑴ 情報資産 議会が保有する情報及び情報システム並びにこれらに関連する文書の全てをいうものとする。\
⑵　ネ ッ ト ワ ー ク　コンピュータをつなぐ通信網をいう。

３　体制\
議長が統括する体制において、対策を推進する。副議長は議長を補佐し、事務局長は全体の事務を取りまとめるものとする。\
職員は事務局長の指示に従う。
#pagebreak()
附則\
この方針は、令和8年4月1日から施行する。
"""


def test_pdf() -> None:
    data = typst.compile(_TYPST.encode("utf-8"))
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    if "情報資産" not in text:
        pytest.skip("no Japanese font on this machine")
    result = written(parse_policy(data))
    assert result.startswith(
        "こずえ市議会情報セキュリティ基本方針\n"
        "1 | 目的 | この方針は、こずえ市議会が保有する情報資産の機密性、完全性及び可用性を維持するため、"
        "議会が実施する対策について基本的な事項を定めることを目的とする。\n"
        "2 | 定義 | -\n"
        "  2(1) | 情報資産 | 議会が保有する情報及び情報システム並びにこれらに関連する文書の全てをいうものとする。\n"
        "  2(2) | ネットワーク | コンピュータをつなぐ通信網をいう。\n"
        "3 | 体制 | 議長が統括する体制において、対策を推進する。副議長は議長を補佐し、"
        "事務局長は全体の事務を取りまとめるものとする。¶職員は事務局長の指示に従う。\n"
        "附則 | - | この方針は、令和8年4月1日から施行する。\n"
        "= 2026-04-01 effective\n"
    )
    assert "x running-head | こずえ市議会　議会運営委員会資料\n" in result
    assert "x page-number | - 1 -\n" in result


def _code(data: bytes, name: str = "") -> str:
    with pytest.raises(PolicyReadError) as caught:
        parse_policy(data, name)
    assert caught.value.message("ja")
    assert caught.value.message("en")
    return caught.value.code


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def test_unusable_files_say_what_to_do() -> None:
    scan = pypdfium2.PdfDocument.new()
    scan.new_page(200, 200)
    out = io.BytesIO()
    scan.save(out)
    assert _code(b"") == "empty"
    assert _code(b" \n\t\r\n") == "empty"
    assert _code(b"\xef\xbb\xbf") == "empty"
    assert _code("　\n".encode()) == "empty"
    assert _code(b"a" * (MOST_BYTES + 1)) == "too-large"
    assert _code(out.getvalue()) == "no-text-layer"
    assert _code(b"%PDF-1.7 nothing") == "damaged"
    assert _code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert _code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old") == "unsupported"
    assert _code(b"PK\x03\x04 broken") == "damaged"
    assert _code(_zip(xl__workbook_xml=b"<a/>")) == "unsupported"
    assert _code(b"\x89PNG\r\n\x1a\n" + bytes(100)) == "unsupported"
    assert _code(bytes(range(256)) * 20) in ("binary", "undecodable")
    assert _code(b"\x81\xff\xfe\xfd\x80" * 40) == "undecodable"
    assert _code(_zip(word__document_xml=b"<w:document")) == "damaged"
    assert _code(b"<html><body><script>1</script></body></html>") == "empty"


def test_hostile_word_files_are_refused() -> None:
    entities = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]><d>&a;</d>'
    assert _code(_zip(word__document_xml=entities)) == "damaged"
    assert _code(_zip(word__document_xml=b"<a>" + b" " * (61 * 2**20) + b"</a>")) == "damaged"


def test_content_decides_not_the_name() -> None:
    assert written(parse_policy(_TEXT.encode(), "policy.docx")) == _TREE
    assert parse_policy(b"<html><body><p>1 a</p></body></html>", "x.txt").clauses[0].path == "1"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "a.txt", "a.html", "a.docx", "a.pdf"]))
def test_any_bytes_give_a_policy_or_a_clear_error(data: bytes, name: str) -> None:
    for start in (b"", b"%PDF-1.4\n", b"<html><p>", b"PK\x03\x04"):
        try:
            parse_policy(start + data, name)
        except PolicyReadError as error:
            shown = error.message("ja")
        else:
            continue
        assert shown.endswith("。")
