"""The shipped font is found, its coverage read rightly, and its absence is an error at start."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from sakimori.foundation.papers import checks
from sakimori.foundation.papers.fonts import (
    FAMILY,
    FILES,
    FOLDER,
    RARE_FAMILY,
    RARE_FILE,
    FontsMissing,
    check_fonts,
    describe,
    missing_characters,
    shipped_coverage,
    substitute,
)


def test_shipped_fonts_are_usable() -> None:
    check_fonts()
    assert (FOLDER / "OFL.txt").read_text("utf-8").count("SIL OPEN FONT LICENSE") >= 1


def test_missing_font_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=FILES[0]) as caught:
        check_fonts(tmp_path)
    assert "入れ直して" in caught.value.hint


def test_damaged_font_is_a_clear_error(tmp_path: Path) -> None:
    for name in (*FILES, RARE_FILE):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes()[:2000])
    with pytest.raises(FontsMissing, match="壊れ"):
        check_fonts(tmp_path)


def test_coverage_agrees_with_typst() -> None:
    """A character printed without its glyph makes typst warn of nothing, so compare the shapes it draws."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])

    def drawn(mark: str) -> bytes:
        source = f'#set page(width: 3em, height: 2em)\n#set text(font: ("{FAMILY}", "{RARE_FAMILY}"), fallback: false)\n#"{mark}"'
        shape = typst.compile(source.encode(), font_paths=fonts, ignore_system_fonts=True, format="svg")
        assert isinstance(shape, bytes)
        return shape

    box = drawn("\U0010fffd")
    for mark in "議髙﨑①㈱〓𠮷𠀋𪚥☐✕ⓐ丂":
        assert (drawn(mark) == box) == bool(missing_characters(mark)), mark


def test_missing_characters_knows_variants() -> None:
    assert missing_characters("髙橋﨑山①㈱\n") == set()
    assert missing_characters("辻󠄀𠮷𠮟\ufa19") == set()
    assert missing_characters("葛󠄂") == {"葛󠄂"}
    assert missing_characters("𪚥") == {"𪚥"}


def test_substitution_changes_only_what_is_missing() -> None:
    shown, missing = substitute("山𪚥葛󠄂\x00田")
    assert shown == "山〓葛田"
    assert describe(missing) == ["U+845B U+E0102", "U+2A6A5"]
    assert substitute("山田\n太郎") == ("山田\n太郎", set())


def test_coverage_has_the_joyo_range() -> None:
    coverage = shipped_coverage()
    kanji = [bytes([lead, trail]).decode("shift_jis") for lead in range(0x89, 0x97) for trail in (0x40, 0x9F, 0xFC)]
    assert all(ord(mark) in coverage.characters for mark in kanji)


def test_start_up_check_names_the_missing_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.fonts_are_there(None) == []
    monkeypatch.setattr(checks, "check_fonts", lambda: check_fonts(tmp_path))
    assert [(found.id, FILES[0] in found.msg) for found in checks.fonts_are_there(None)] == [("papers.E001", True)]
