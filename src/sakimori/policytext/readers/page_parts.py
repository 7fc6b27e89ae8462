"""Which parts of a municipal web page are not its text: by tag, by role, and by the usual names of id and class."""

from __future__ import annotations

import re

from lxml import etree

from sakimori.policytext.readers.lines import clean

SILENT = {"script", "style", "template", "noscript", "svg", "math", "head", "iframe", "object", "audio", "video"}
_DROPPED_TAGS = {
    "nav": "navigation", "footer": "footer", "aside": "navigation", "form": "form", "button": "form", "select": "form",
    "textarea": "form", "dialog": "form", "menu": "navigation", "rt": "ruby", "rp": "ruby", "del": "deleted",
}  # fmt: skip
_DROPPED_ROLES = {
    "navigation": "navigation",
    "contentinfo": "footer",
    "search": "form",
    "complementary": "navigation",
    "dialog": "form",
}
_DROPPED_NAMES = (
    ("contents", r"toc|mokuji|table-of-contents"),
    ("breadcrumb", r"bread-?crumbs?|topic-?path|pankuzu|pan-?list|crumbs?"),
    ("share", r"sns(?:-?\w*)|share|social(?:-?\w*)?|twitter|tweet|facebook|line-?it|addthis\w*"),
    ("contact", r"contact(?:-?\w*)?|inquiry|toiawase|otoiawase|section-?info|tantou|referral"),
    ("cookie", r"cookies?(?:-?\w*)?|consent"),
    ("navigation",
        r"g-?nav(?:i)?|global-?nav\w*|l-?nav\w*|local-?nav\w*|side(?:bar|-?menu|-?nav)?|navi?|navigation"
        r"|menu|skip(?:-?link)?s?|related(?:-?\w*)?|recommend|pager|pagetop|page-?top"),
    ("footer", r"footer|site-?info|copy(?:right)?"),
    ("updated", r"update(?:d|s)?|(?:last-?)?modified|page-?(?:date|id|number|info)"),
    ("form",
        r"search(?:-?\w*)?|enquete|survey|questionnaire|feedback|tool-?bar|font-?size|print(?:-?\w*)?"
        r"|lang(?:uage)?s?(?:-?\w*)?"),
    ("header", r"site-?header|global-?header|header-?(?:area|wrap|inner)?|banner"),
)  # fmt: skip
_NAMES = [
    (reason, re.compile(rf"^(?:tmp_|id_|l-|c-|p-|m-|js-)?(?:{pattern})$", re.IGNORECASE))
    for reason, pattern in _DROPPED_NAMES
]
_HEADING = re.compile(r"h[1-6]")
_MAIN_NAME = re.compile(
    r"^(?:tmp_)?(?:main|main-?contents?|contents?-?(?:body|main|area)?|honbun|article|detail_?(?:free"
    r"|body)?|entry-?body|reiki|maincolumn)$",
    re.IGNORECASE,
)
_LEAST_SHARE = 0.3


def _names(element: etree._Element) -> list[str]:
    return [name for key in ("id", "class") for name in (element.get(key) or "").split()]


def reason_to_drop(element: etree._Element) -> str | None:
    """Why an element is not the page's text, or None."""
    tag = element.tag
    if tag in _DROPPED_TAGS:
        return _DROPPED_TAGS[tag]
    role = _DROPPED_ROLES.get(element.get("role") or "")
    if role is not None:
        return role
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return "hidden"
    if tag in ("body", "html", "main") or _HEADING.fullmatch(tag):
        return None
    for name in _names(element):
        for reason, pattern in _NAMES:
            if pattern.match(name):
                return reason
    return None


def length(element: etree._Element) -> int:
    return sum(len(clean(text)) for text in element.itertext())


def main_of(root: etree._Element) -> etree._Element | None:
    """The element that holds the page's own text, when the page says so and most of the text is in it."""
    body = next(iter(root.iter("body")), root)
    named = [
        element
        for element in body.iter(etree.Element)
        if element.tag == "main"
        or element.get("role") == "main"
        or any(_MAIN_NAME.match(name) for name in _names(element))
    ]
    total = length(body)
    good = [element for element in named[:50] if length(element) >= total * _LEAST_SHARE]
    return good[0] if good else None
