"""Reading a telegram of the meteorological agency about an earthquake: 震度速報 (VXSE51), 震源・震度に関する情報 (VXSE53).

The file comes from outside, so it is read without entities, without a DTD and without the network, and its size is limited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _t
from lxml import etree

from sakimori.measures.safety.rules import ORDER, Felt

LARGEST = 2 * 1024 * 1024
TITLES = ("震度速報", "震源・震度に関する情報", "震源・震度情報")
"""What the agency calls the two kinds; the second has had two names."""
AREA_ELEMENTS = {"Pref", "Area", "City"}
NOT_RECEIVED = "未入電"
"""A place that is believed to have felt 5弱 or more, but whose instrument is silent."""


class BadTelegram(ValueError):
    """The file cannot be used; the message says why, in words for the office."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a telegram says."""

    title: str
    event: str
    reported_at: datetime
    is_exercise: bool
    is_cancelled: bool
    areas: tuple[Felt, ...]


def read_file(path: Path) -> tuple[bytes, Message]:
    """The bytes of a file and what it says. Raises BadTelegram."""
    if path.is_symlink() or not path.is_file():
        raise BadTelegram(_t("ふつうのファイルではありません。"))
    if path.stat().st_size > LARGEST:
        raise BadTelegram(_t("ファイルが大きすぎます（2 MB まで）。"))
    data = path.read_bytes()
    return data, read(data)


def read(data: bytes) -> Message:
    """What a telegram says. Raises BadTelegram."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadTelegram(_t("XMLとして読めません: %(error)s") % {"error": str(error)[:200]}) from error
    if root.getroottree().docinfo.doctype:
        raise BadTelegram(_t("文書型の宣言（DOCTYPE）がある電文は受け付けません。"))
    if _name(root) != "Report":
        raise BadTelegram(_t("気象庁の電文ではありません（Report がありません）。"))
    title = _text(root, "Control", "Title")
    if title not in TITLES:
        raise BadTelegram(_t("震度の電文ではありません: %(title)s") % {"title": title[:60] or "—"})
    return Message(
        title=title,
        event=_text(root, "Head", "EventID")[:64],
        reported_at=_when(_text(root, "Head", "ReportDateTime")),
        is_exercise=_text(root, "Control", "Status") != "通常",
        is_cancelled=_text(root, "Head", "InfoType") == "取消",
        areas=tuple(_areas(root)),
    )


def _name(element: etree._Element) -> str:
    """The name without its namespace; the agency uses several."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((one for one in element if _name(one) == name), None)


def _text(element: etree._Element, *path: str) -> str:
    found: etree._Element | None = element
    for name in path:
        found = _child(found, name) if found is not None else None
    return (found.text or "").strip() if found is not None else ""


def _when(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadTelegram(_t("発表日時（ReportDateTime）が読めません。")) from error
    if found.tzinfo is None:
        raise BadTelegram(_t("発表日時（ReportDateTime）に時差がありません。"))
    return found


def _areas(root: etree._Element) -> Iterator[Felt]:
    body = _child(root, "Body")
    observed = None
    for name in ("Intensity", "Observation"):
        observed = _child(observed if observed is not None else body, name) if body is not None else None
    if observed is None:
        return
    for element in observed.iter():
        if _name(element) in AREA_ELEMENTS:
            step = _text(element, "MaxInt")
            if step not in ORDER:
                step = "5-" if NOT_RECEIVED in _text(element, "Condition") else ""
            if step:
                yield Felt(_text(element, "Name")[:80], _text(element, "Code")[:20], step)
