"""Texts in Markdown as HTML that may stand in a page. The libraries are loaded when the first text is drawn."""

from __future__ import annotations

import functools
from collections.abc import Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def marked(text: str, tags: Set[str] | None = None) -> str:
    """CommonMark with tables and without HTML of its own, cleaned; only these tags where they are named."""
    return cleaned(_reader().render(text), tags)


def parsed(text: str) -> list[Token]:
    """The same text in the parts of which it is made."""
    return _reader().parse(text)


def cleaned(html: str, tags: Set[str] | None = None) -> str:
    """HTML without scripts, styles and other tags than these."""
    import nh3  # noqa: PLC0415

    return nh3.clean(html, tags=None if tags is None else set(tags))


@functools.cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from mdit_py_cjk_friendly import cjk_friendly  # noqa: PLC0415

    return MarkdownIt("commonmark", {"html": False}).enable("table").use(cjk_friendly)
