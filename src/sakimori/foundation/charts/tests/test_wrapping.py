"""Text in boxes: never wider than the box, nothing lost, no line that begins or ends badly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakimori.foundation.charts.wrapping import width, wrap

words = st.text(
    st.one_of(
        st.sampled_from("議長副事務局（）、。「」ー 12年月日abc辻󠄀"), st.characters(exclude_categories=["Cs", "Cc"])
    )
)


@given(words, st.integers(4, 20))
def test_nothing_is_lost_and_lines_are_narrow_enough(text: str, limit: int) -> None:
    lines = wrap(text, limit, max_lines=1000)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= limit + 1 for line in lines)


@given(words, st.integers(4, 20))
def test_what_is_cut_ends_in_dots(text: str, limit: int) -> None:
    lines = wrap(text, limit, max_lines=2)
    assert len(lines) <= 2
    assert all(width(line) <= limit + 1 for line in lines)
    if len(wrap(text, limit, max_lines=1000)) > 2:
        assert lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("統括情報セキュリティ責任者（副議長）", 14, ["統括情報セキュリティ責任者", "（副議長）"]),
        ("議会事務局、総務課", 5, ["議会事務局、", "総務課"]),
        ("会派「青葉の会」代表", 3, ["会派", "「青葉", "の会」", "代表"]),
        ("Aoba Audit Limited", 5, ["Aoba", "Audit", "Limited"]),
        ("期間は令和9年3月31日", 7, ["期間は令和9年", "3月31日"]),
        ("", 5, []),
    ],
)
def test_breaks(text: str, limit: float, lines: list[str]) -> None:
    assert wrap(text, limit, max_lines=9) == lines


def test_variants_stay_with_their_character() -> None:
    assert wrap("辻󠄀辻󠄀辻󠄀", 2) == ["辻󠄀辻󠄀", "辻󠄀"]
    assert width("辻󠄀") == 1.0
