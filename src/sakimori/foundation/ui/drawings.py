"""Drawings of courses and posters: an SVG text is taken apart, checked against what a drawing needs, and put together anew."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
LARGEST = 60_000
"""Characters of one drawing."""

SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"}
ATTRIBUTES = {
    *("viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points"),
    *("fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
    *("stroke-dasharray", "stroke-opacity", "opacity", "transform", "role"),
}
"""Nothing that runs, loads, refers or styles; no `id` either, so that many drawings can stand in one page."""


class UnsafePicture(ValueError):
    """The text is no drawing, or holds something that a drawing does not need."""


def picture_markup(text: str, alt: str) -> str:
    """The drawing for a page: only shapes, announced to those who hear the page by `alt`. Raises UnsafePicture."""
    if len(text) > LARGEST or "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL):
        raise UnsafePicture("too large, or with a declaration")
    try:
        root = ET.fromstring(text)  # noqa: S314 — declarations (and with them entities) were refused above
    except ET.ParseError as error:
        raise UnsafePicture("not well-formed") from error
    if root.tag != f"{{{SVG}}}svg" or not re.fullmatch(r"[-0-9. ]{7,60}", root.get("viewBox", "")):
        raise UnsafePicture("no drawing with a viewBox")
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    return _written(root, alt)


def _written(element: ET.Element, alt: str | None = None) -> str:
    """The element as markup. Writing it here and not by the library keeps the name space out of every shape."""
    name = element.tag.removeprefix(f"{{{SVG}}}") if isinstance(element.tag, str) else ""
    if name not in SHAPES or (name == "svg") != (alt is not None):
        raise UnsafePicture(f"element {element.tag}")
    if name in {"title", "desc"}:
        return ""
    written = ""
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES or "url" in value.lower() or ":" in value:
            raise UnsafePicture(f"attribute {attribute}")
        if attribute != "role":
            written += f' {attribute}="{_escaped(value)}"'
    inside = "".join(_written(child) for child in element)
    if alt is not None:
        written = f' xmlns="{SVG}" role="img"{written}'
        inside = f"<title>{_escaped(alt)}</title>{inside}"
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
