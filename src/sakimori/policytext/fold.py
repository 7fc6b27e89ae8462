"""A copy of a text for matching: full-width letters, digits and brackets become half-width, lengths stay.

Japanese policies mix `（１）` and `(1)`; the rules are written once, for the half-width form. The copy keeps every
position, so that the words shown to a person are cut from the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata

_HALF_WIDTH_KATAKANA = range(0xFF66, 0xFF9E)
_COMPATIBILITY = [*range(0xFF01, 0xFF5F), *_HALF_WIDTH_KATAKANA, 0x3000, 0xFF61, 0xFF62, 0xFF63, 0xFF64, 0xFF65]
_TABLE = {code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBILITY}
_TABLE |= {0xFF0C: "、", 0x002C: "、", 0xFF0E: "。", 0x3099: "゙", 0x309A: "゚"}
_VOICED = re.compile("[\uff9e\uff9f\u3099\u309a]")
_SENTENCE_END = re.compile(r"。(?!\n|$)")
_STOP_IN_BRACKETS = re.compile(r"。(?=[)」』])")


def fold(text: str) -> str:
    """`text` for matching. Same length as `text`, except where half-width katakana carry voicing marks."""
    if _VOICED.search(text):
        text = unicodedata.normalize("NFKC", text)
    return text.translate(_TABLE)


def _keeps_positions(text: str) -> bool:
    """Whether an offset in `fold(text)` is the same offset in `text`."""
    return not _VOICED.search(text)


def sentences_on_lines(folded: str) -> str:
    """The folded text with each sentence on a line of its own; a full stop before a closing bracket ends none.

    （…を含む。） stands inside a sentence: there the stop becomes a comma, so that no rule takes it for an end.
    """
    return _SENTENCE_END.sub("。\n", _STOP_IN_BRACKETS.sub("、", folded))


def lines_as_written(text: str, folded_lines: str) -> str:
    """`text` with line ends where `folded_lines` has them, so that positions agree; else the folded lines."""
    if not _keeps_positions(text):
        return folded_lines
    written: list[str] = []
    position = 0
    for line in folded_lines.split("\n"):
        written.append(text[position : position + len(line)])
        position += len(line)
        if text[position : position + 1] == "\n":
            position += 1
    return "\n".join(written)
