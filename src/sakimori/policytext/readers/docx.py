"""A Word document: paragraphs with heading levels and automatic numbers, tables; nothing is loaded from outside."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from sakimori.policytext.errors import PolicyReadError
from sakimori.policytext.readers.lines import Line, Source, clean
from sakimori.policytext.readers.word_numbers import Numbering, W, read_numbering, value_of
from sakimori.policytext.tree import Dropped

_MOST_UNPACKED = 60 * 2**20
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING_NAME = re.compile(r"^(?:heading|見出し)\s*([1-9])$", re.IGNORECASE)
_TITLE_NAME = re.compile(r"^(?:title|表題)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|目次)\s*(?:[1-9]|heading|の見出し)?$", re.IGNORECASE)
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback"}
_DEEPEST_LIST = 6


@dataclass(slots=True)
class _Style:
    based_on: str | None
    level: int | None
    contents: bool
    list_id: str | None
    depth: int | None


@dataclass(slots=True)
class _Word:
    """The parts of a document that a reader needs."""

    body: etree._Element
    styles: dict[str, _Style]
    numbering: Numbering
    dropped: list[Dropped] = field(default_factory=list)


def read_docx(data: bytes) -> Source:
    """The lines of a .docx. Raises PolicyReadError: damaged."""
    word = _opened(data)
    lines: list[Line] = []
    tables = 0
    for block in _blocks(word.body):
        if block.tag == f"{W}tbl":
            tables += 1
            lines += _table_lines(word, block, tables)
        else:
            lines += _paragraph_lines(word, block)
    return Source("docx", lines, word.dropped)


def _opened(data: bytes) -> _Word:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _part(archive, "word/document.xml")
            styles = _part(archive, "word/styles.xml")
            numbering = _part(archive, "word/numbering.xml")
            margins = [
                _part(archive, name)
                for name in archive.namelist()
                if re.match(r"word/(?:header|footer)\d*\.xml$", name)
            ]
            notes = [_part(archive, name) for name in ("word/footnotes.xml", "word/endnotes.xml")]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        if isinstance(error, PolicyReadError):
            raise
        raise PolicyReadError("damaged", kind="Word") from error
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise PolicyReadError("damaged", kind="Word")
    word = _Word(body, _styles(styles), read_numbering(numbering))
    _drop_all(word, margins, "running-head")
    _drop_all(word, notes, "footnote")
    return word


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """One part's XML. Unpacks no more than the limit whatever the archive says, and expands no entity."""
    if name not in archive.NameToInfo:
        return None
    with archive.open(name) as stream:
        data = stream.read(_MOST_UNPACKED + 1)
    if len(data) > _MOST_UNPACKED:
        raise PolicyReadError("damaged", kind="zip bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PolicyReadError("damaged", kind="Word XML") from error
    if root.getroottree().docinfo.doctype:
        raise PolicyReadError("damaged", kind="DOCTYPE")
    return root


def _drop_all(word: _Word, parts: list[etree._Element | None], reason: str) -> None:
    for part in parts:
        if part is not None:
            texts = [clean("".join(_texts(paragraph))) for paragraph in part.iter(f"{W}p")]
            word.dropped += [Dropped(text, reason) for text in dict.fromkeys(texts) if text]


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    if root is None:
        return styles
    for style in root.iter(f"{W}style"):
        name = value_of(style, "name") or ""
        properties = style.find(f"{W}pPr")
        heading = _HEADING_NAME.match(name)
        outline = value_of(properties, "outlineLvl")
        level = int(heading[1]) if heading else 1 if _TITLE_NAME.match(name) else None
        if level is None and outline is not None and outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        list_id, depth = _list_of(properties)
        styles[style.get(f"{W}styleId", "")] = _Style(
            value_of(style, "basedOn"), level, bool(_CONTENTS_NAME.match(name)), list_id, depth
        )
    return styles


def _list_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    entry = properties.find(f"{W}numPr") if properties is not None else None
    depth = value_of(entry, "ilvl")
    return value_of(entry, "numId"), int(depth) if depth is not None and depth.isdigit() else None


def _chain(word: _Word, style_id: str | None) -> Iterator[_Style]:
    seen: set[str] = set()
    while style_id is not None and style_id in word.styles and style_id not in seen:
        seen.add(style_id)
        yield word.styles[style_id]
        style_id = word.styles[style_id].based_on


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and outermost tables in reading order, also inside content controls."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            waiting += reversed(element)


def _texts(paragraph: etree._Element) -> Iterator[str]:
    """The runs' text; tabs and line breaks as such; deleted text, field codes and ruby left out."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == f"{W}t":
            yield element.text or ""
        elif tag == f"{W}tab":
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag in (f"{W}noBreakHyphen",):
            yield "-"
        elif isinstance(tag, str) and tag not in _SKIPPED and tag != f"{W}p":
            waiting += reversed(element)
        elif tag == f"{W}p":  # a text box inside the paragraph
            yield "\n"
            waiting += reversed(element)


def _paragraph_lines(word: _Word, paragraph: etree._Element) -> list[Line]:
    properties = paragraph.find(f"{W}pPr")
    styles = list(_chain(word, value_of(properties, "pStyle")))
    pieces = [clean(piece) for piece in "".join(_texts(paragraph)).split("\n")]
    pieces = [piece for piece in pieces if piece]
    ruby = clean("".join(text.text or "" for rt in paragraph.iter(f"{W}rt") for text in rt.iter(f"{W}t")))
    if ruby:
        word.dropped.append(Dropped(ruby, "ruby"))
    if any(style.contents for style in styles):
        word.dropped += [Dropped(piece, "contents") for piece in pieces]
        return []
    if not pieces:
        return []
    level = next((style.level for style in styles if style.level is not None), None)
    outline = value_of(properties, "outlineLvl")
    if outline is not None and outline.isdigit() and int(outline) < 9:
        level = int(outline) + 1
    label, depth = _label(word, properties, styles)
    lines = [
        Line(piece, level=level if not place else None, depth=depth, blank_before=not place, wrapped=True)
        for place, piece in enumerate(pieces)
    ]
    lines[-1].wrapped = False
    if label:
        lines[0].numbered = label != "・"
        lines[0].text = label + lines[0].text if label == "・" else f"{label}　{lines[0].text}"
    return lines


def _label(word: _Word, properties: etree._Element | None, styles: list[_Style]) -> tuple[str | None, int]:
    list_id, depth = _list_of(properties)
    if list_id is None:
        list_id = next((style.list_id for style in styles if style.list_id is not None), None)
    if depth is None:
        depth = next((style.depth for style in styles if style.depth is not None), 0)
    if list_id is None or list_id == "0":
        return None, 0
    return word.numbering.label(list_id, depth), min(depth + 1, _DEEPEST_LIST)


def _table_lines(word: _Word, table: etree._Element, number: int) -> list[Line]:
    rows = [row for row in table.iter(f"{W}tr") if _table_of(row) is table]
    lines: list[Line] = []
    for row in rows:
        cells = tuple(_cell_text(word, cell) for cell in row if cell.tag == f"{W}tc")
        header = row.find(f"{W}trPr/{W}tblHeader") is not None
        if any(cells):
            lines.append(Line("", cells=cells, table=number, header_row=header, blank_before=True))
    if all(len([cell for cell in line.cells if cell]) == 1 for line in lines):  # a frame around text
        return [line for row in rows for block in _cells_blocks(row) for line in _paragraph_lines(word, block)]
    return lines


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(iter(row.iterancestors(f"{W}tbl")), None)


def _cells_blocks(row: etree._Element) -> Iterator[etree._Element]:
    return (paragraph for paragraph in row.iter(f"{W}p"))


def _cell_text(word: _Word, cell: etree._Element) -> str:
    texts = []
    for paragraph in cell.iter(f"{W}p"):
        lines = _paragraph_lines(word, paragraph)
        texts.append("".join(line.text for line in lines))
    return "\n".join(text for text in texts if text)
