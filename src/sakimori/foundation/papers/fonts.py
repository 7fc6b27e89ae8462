"""The fonts that are shipped (SIL Open Font License 1.1) and what they can print.

BIZ UDPGothic sets everything; "Sakimori Rare", a subset of Noto Sans CJK JP, has kanji of names that it lacks.

No font of the machine is used: a paper must look the same, and be the same bytes, on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from sakimori.foundation.papers.coverage import SELECTORS, Coverage, FontFileError, clusters, printable, read_coverage

FOLDER = Path(__file__).resolve().parent / "typefaces"
FAMILY = "BIZ UDPGothic"
RARE_FAMILY = "Sakimori Rare"
FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
RARE_FILE = "SakimoriRare-Regular.otf"
GETA = "〓"
"""What printers set where a character is missing (下駄)."""


class FontsMissing(RuntimeError):
    """The shipped font is not where it belongs, or damaged. `hint` says what to do."""

    hint = "Sakimoriを入れ直してください。(Install Sakimori again; the folder of typefaces is part of the package.)"


def check_fonts(folder: Path = FOLDER) -> None:
    """Raises `FontsMissing` unless all are there and typst can use them."""
    for name, mark in ((FILES[0], "議"), (FILES[1], "議"), (RARE_FILE, "𠮷")):
        try:
            coverage = read_coverage(folder / name)
        except (OSError, FontFileError) as error:
            raise FontsMissing(f"帳票用の書体{name}がありません、または壊れています。({error})") from error
        if not printable(mark, coverage):
            raise FontsMissing(f"帳票用の書体{name}に「{mark}」の字がありません。")
    found = {(font.family, font.weight) for font in _load(folder).fonts()}
    if not {(FAMILY, 400), (FAMILY, 700), (RARE_FAMILY, 400)} <= found:
        raise FontsMissing(f"帳票用の書体{FAMILY}、{RARE_FAMILY}が読み込めません。")


def _load(folder: Path) -> Any:
    # Megabytes that a process which never sets a paper need not hold.
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@lru_cache(maxsize=1)
def shipped_fonts() -> Any:
    """The shipped fonts (`typst.Fonts`), loaded once a process. Raises `FontsMissing`."""
    check_fonts()
    return _load(FOLDER)


@lru_cache(maxsize=1)
def shipped_coverage() -> Coverage:
    """What the papers can print, in both weights. Raises `FontsMissing`."""
    try:
        regular, bold, rare = (read_coverage(FOLDER / name) for name in (*FILES, RARE_FILE))
    except (OSError, FontFileError) as error:
        raise FontsMissing(f"帳票用の書体がありません、または壊れています。({error})") from error
    both = regular.characters & bold.characters
    variants = {pair for pair in rare.variants if pair[0] not in both}
    return Coverage(both | rare.characters, (regular.variants & bold.variants) | variants)


def missing_characters(text: str) -> set[str]:
    """Characters, with their variation selector, that papers cannot show."""
    coverage = shipped_coverage()
    return {cluster for cluster in clusters(text) if not printable(cluster, coverage) and not _is_control(cluster)}


def substitute(text: str) -> tuple[str, set[str]]:
    """The text as it can be printed, and what could not.

    A variant that the font lacks is printed in its base form; a character that it lacks becomes 〓; control
    characters go. Nothing else changes.
    """
    coverage = shipped_coverage()
    shown: list[str] = []
    missing: set[str] = set()
    for cluster in clusters(text):
        if printable(cluster, coverage):
            shown.append(cluster)
        elif not _is_control(cluster):
            missing.add(cluster)
            shown.append(cluster[0] if printable(cluster[0], coverage) else GETA)
    return "".join(shown), missing


def describe(missing: Iterable[str]) -> list[str]:
    """For each character its code points, such as `U+20BB7` or `U+8FBB U+E0102`, in code order."""
    return [" ".join(f"U+{ord(mark):04X}" for mark in cluster) for cluster in sorted(missing)]


def _is_control(cluster: str) -> bool:
    return unicodedata.category(cluster[0]) in {"Cc", "Cf", "Cs"} or ord(cluster[0]) in SELECTORS
