"""A municipal web page: the policy's lines, and what the page has around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from sakimori.policytext.errors import PolicyReadError
from sakimori.policytext.readers.lines import Line, Source, clean
from sakimori.policytext.readers.page_parts import SILENT, length, main_of, reason_to_drop
from sakimori.policytext.readers.plain import decode
from sakimori.policytext.tree import Dropped

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODINGS = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot",
    "tr", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "body", "figure", "figcaption",
    "address", "center", "fieldset", "details", "summary", "html",
}  # fmt: skip
_HEADING = re.compile(r"h[1-6]")
_LABEL_START = re.compile(r"^[（(]?[0-9０-９①-⑳⑴-⒇一二三四五六七八九十ア-ンa-z第]")
_SOFT = "\x00"
_UNLESS_LARGE = {"contact", "navigation", "form", "updated", "header", "footer", "share", "contents", "hidden"}
_MOST_MEASURED = 500
_DEEPEST_LIST = 6


def read_html(data: bytes) -> Source:
    """The lines of a web page. Raises PolicyReadError: undecodable, binary, damaged."""
    text = _XML_DECLARATION.sub("", _decoded(data)).replace("\x00", "")
    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise PolicyReadError("damaged", kind="HTML") from error
    if root is None:
        raise PolicyReadError("empty")
    titles = [title.text or "" for title in root.iter("title")]
    walk = _Walk(main_of(root), length(next(iter(root.iter("body")), root)))
    walk.run(root)
    page_title = re.split(r"[|｜／/]| - |－", clean(titles[0]))[0].strip() if titles else ""
    if titles and clean(titles[0]):
        walk.dropped.append(Dropped(clean(titles[0]), "page-title"))
    return Source("html", walk.lines, walk.dropped, page_title)


def _decoded(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    if found is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = found[1].decode("ascii").lower()
        try:
            return data.decode(_ENCODINGS.get(name, name))
        except (UnicodeDecodeError, LookupError):
            return decode(data)
    return decode(data)


@dataclass(slots=True)
class _List:
    ordered: bool
    kind: str
    count: int


@dataclass(slots=True)
class _Table:
    """A data table being read; `rows` of cells, with whether all cells of the row are headers."""

    element: etree._Element
    rows: list[tuple[list[str], bool]] = field(default_factory=list)


class _Walk:
    """Goes through the page without recursion (pages may be nested deeply on purpose)."""

    def __init__(self, main: etree._Element | None, total: int) -> None:
        self.main = main
        self.lines: list[Line] = []
        self.dropped: list[Dropped] = []
        self._inside_main = main is None
        self._gone: tuple[etree._Element, str] | None = None
        self._gone_text: list[str] = []
        self._text: list[str] = []
        self._level: int | None = None
        self._lists: list[_List] = []
        self._marker = ""
        self._table: _Table | None = None
        self._tables = 0
        self._wrapped = False
        self._returns_to: int | None = None
        self._preformatted = 0
        self._total = total
        self._measured = 0
        self._term: str | None = None
        self._in_meaning = False

    def run(self, root: etree._Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self._flush()
        self._flush_gone()

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if self._gone is not None:
            self._take_gone(element, element.text)
            return
        reason = "silent" if tag in SILENT else reason_to_drop(element)
        if reason in _UNLESS_LARGE and self._is_large(element):
            reason = None
        if element is self.main:
            self._flush()
            self._inside_main, reason = True, None
        if reason is not None:
            if reason != "ruby":
                self._flush()
            self._gone = (element, reason)
            self._take_gone(element, element.text)
            return
        self._open(element, tag)
        self._take(element.text)

    def _is_large(self, element: etree._Element) -> bool:
        """Whether the element holds most of the page's text: then it is the page, whatever it is called."""
        self._measured += 1
        return self._measured < _MOST_MEASURED and length(element) * 2 > self._total

    def _end(self, element: etree._Element) -> None:
        if self._gone is not None:
            if self._gone[0] is element:
                self._flush_gone()
                self._take(element.tail)
            else:
                self._take_gone(element, element.tail)
            return
        self._close(element, element.tag)
        if element is self.main:
            self._flush()
            self._inside_main = False
        self._take(element.tail)

    def _take_gone(self, element: etree._Element, text: str | None) -> None:
        if text and element.tag not in SILENT:
            self._gone_text.append(text)
        if element.tag in _BLOCKS or element.tag == "a":
            self._gone_text.append(" ")

    def _flush_gone(self) -> None:
        if self._gone is None:
            return
        element, reason = self._gone
        text = clean(re.sub(r"\s+", " ", "".join(self._gone_text)))
        if text and element.tag not in SILENT:
            self.dropped.append(Dropped(text, reason))
        self._gone, self._gone_text = None, []

    def _take(self, text: str | None) -> None:
        if not text:
            return
        if not self._preformatted or self._in_cell:
            self._text.append(text)
            return
        for place, line in enumerate(text.split("\n")):
            if place:
                self._break()
            self._text.append(line)

    @property
    def _in_cell(self) -> bool:
        return self._table is not None or self._in_meaning

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._break()
        elif self._in_cell and tag not in ("tr", "td", "th"):
            self._text.append(_SOFT if tag in _BLOCKS else "")
        elif tag in _BLOCKS:
            self._flush()
        if _HEADING.fullmatch(tag):
            self._level = int(tag[1])
        elif tag in ("ol", "ul"):
            self._lists.append(_List(tag == "ol", element.get("type") or "1", _number(element.get("start"), 1) - 1))
        elif tag == "pre":
            self._preformatted += 1
        elif tag in ("dl", "dd"):
            self._open_definition(element, tag)
        elif tag == "li" and self._lists:
            self._item(element)
        elif tag in ("table", "tr"):
            self._open_table(element, tag)

    def _open_table(self, element: etree._Element, tag: str) -> None:
        if tag == "tr" and self._table is not None:
            self._table.rows.append(([], True))
        elif tag == "table" and self._table is None and _is_data(element):
            self._table = _Table(element)

    def _item(self, element: etree._Element) -> None:
        lst = self._lists[-1]
        lst.count += 1
        lst.count = _number(element.get("value"), lst.count)
        self._marker = _marker(lst) if lst.ordered else "・"

    def _close(self, element: etree._Element, tag: str) -> None:
        table = self._table
        if table is not None and tag in ("td", "th"):
            if not table.rows:
                table.rows.append(([], True))
            cells, header = table.rows[-1]
            cells.append(self._cell_text())
            table.rows[-1] = (cells, header and tag == "th")
            return
        if table is not None and tag == "table" and table.element is element:
            self._finish_table(table)
            return
        if tag in ("dt", "dd", "dl"):
            self._definition(tag)
        if tag in _BLOCKS and not self._in_cell:
            self._flush()
        if tag == "pre":
            self._preformatted -= 1
        if _HEADING.fullmatch(tag):
            self._level = None
        elif tag in ("ol", "ul") and self._lists:
            ended = self._lists.pop()
            self._marker = ""
            if ended.count > 1:  # a list of one item may be a number that stands above its text
                self._returns_to = len(self._lists)

    def _cell_text(self) -> str:
        text = re.sub(r"[ \t\r\n\f]+", " ", "".join(self._text))
        self._text = []
        return "\n".join(line for line in map(clean, text.split(_SOFT)) if line)

    def _open_definition(self, element: etree._Element, tag: str) -> None:
        if tag == "dl":
            self._tables += 1
        elif self._term is not None and not any(True for _ in element.iterdescendants("ol", "ul", "table", "dl")):
            self._in_meaning = True
        else:
            self._settle_term()

    def _definition(self, tag: str) -> None:
        """A term of a definition list with its meaning is a row of two cells."""
        if tag == "dt":
            self._settle_term()
            self._term = self._cell_text().replace("\n", "")
        elif tag == "dd" and self._in_meaning:
            self._in_meaning = False
            text = self._cell_text()
            if text:
                self._add(Line("", cells=(self._term or "", text), table=self._tables, blank_before=True))
                self._term = None
        elif tag == "dl":
            self._settle_term()

    def _settle_term(self) -> None:
        if self._term:
            self._add(Line(self._term, blank_before=True))
        self._term = None

    def _finish_table(self, table: _Table) -> None:
        self._table = None
        self._tables += 1
        rest, self._text = "".join(self._text), []
        for cells, header in table.rows:
            if any(cells):
                self._add(Line("", cells=tuple(cells), table=self._tables, header_row=header, blank_before=True))
        self._text = [rest]
        self._flush()

    def _break(self) -> None:
        if self._in_cell:
            self._text.append(_SOFT)
            return
        self._flush(wrapped=True)

    def _flush(self, *, wrapped: bool = False) -> None:
        text = clean(re.sub(r"[ \t\r\n\f]+", " ", "".join(self._text)))
        self._text = []
        if text:
            self._emit(text, wrapped or self._wrapped)
        self._wrapped = wrapped

    def _emit(self, text: str, in_paragraph: bool) -> None:
        numbered = False
        if self._marker and self._lists:
            labelled = self._marker != "・" and _LABEL_START.match(text) is not None and _own_label(text)
            if not labelled and not (self._marker == "・" and (_own_label(text) or text[0] in "・●○")):
                numbered = self._marker != "・"
                text = f"{self._marker}　{text}" if numbered else f"・{text}"
            self._marker = ""
        depth = min(len(self._lists), _DEEPEST_LIST)
        returns_to, self._returns_to = self._returns_to, None
        if text.startswith("・") and depth and not self._lists[-1].ordered:
            returns_to = depth - 1
        self._add(
            Line(
                text, level=self._level, numbered=numbered, depth=depth, returns_to=returns_to,
                blank_before=not (in_paragraph and self._wrapped), wrapped=in_paragraph,
            )
        )  # fmt: skip

    def _add(self, line: Line) -> None:
        if self._inside_main:
            self.lines.append(line)
        else:
            text = "　".join(cell for cell in line.cells if cell) if line.cells else line.text
            self.dropped.append(Dropped(text, "outside-main"))


def _number(value: str | None, otherwise: int) -> int:
    """A number of an attribute; no list has a thousand items."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 4 else otherwise


def _own_label(text: str) -> bool:
    return bool(
        re.match(
            r"^(?:[（(][0-9０-９ア-ン一二三四五六七八九十a-z]{1,2}[)）]|[①-⑳⑴-⒇]|[0-9０-９]{1,2}[ 　.．、]"
            r"|[ア-ンa-z][ 　.．)]|第[0-9０-９一二三四五六七八九十]+)",
            text,
        )
    )


def _marker(lst: _List) -> str:
    if lst.kind in ("a", "A") and 0 < lst.count <= 26:
        return chr(ord(lst.kind) + lst.count - 1)
    return str(lst.count)


def _is_data(table: etree._Element) -> bool:
    """A table of data, and not one that only lays out the page."""
    if any(True for _ in table.iterdescendants("table", "h1", "h2", "h3", "h4", "nav")):
        return False
    cells = list(table.iterdescendants("td", "th"))
    rows = list(table.iterdescendants("tr"))
    return (
        len(cells) > 1 and len(cells) > len(rows) and all(len(list(cell.iter("p", "br"))) < 12 for cell in cells[:200])
    )
