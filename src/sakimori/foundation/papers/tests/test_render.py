"""Papers: text arrives unchanged, users' text is never markup, the font is there, bytes are repeatable."""

from __future__ import annotations

from datetime import date
from typing import Any

import pypdfium2
import pytest

from sakimori.foundation.papers.render import Drawing, PaperError, QrCode, render

SAMPLE = "foundation/papers/tests/papers/sample.typ"
HOSTILE = [
    '#read("/etc/passwd")',
    "]",
    "$x$",
    "\\",
    "*太字*",
    "@ref",
    "<label>",
    "`raw`",
    "// 注",
    "/* 注 */",
    "= 見出し",
    '"',
]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def sample(**changes: Any) -> dict[str, Any]:
    return {
        "title": "基本方針の確認について",
        "form": "様式第1号（第3条関係）",
        "date": date(2026, 10, 1),
        "to": "青葉市議会議長 様",
        "from": ["青葉市議会事務局", "総務係"],
        "body": "令和8年10月1日から始めます。",
        "pairs": [["期限", date(2026, 10, 31)], ["対象", "辻󠄀議員\n二行目"]],
        "choices": ["読みました", "質問があります"],
        "sign": "議員名",
        "route": ["議長", "局長"],
        "link": QrCode("https://example.jp/l/abc", "回答のページを開くQRコード"),
        "words": ["守られている", "期限が近い", "守られていない", "未着手", "対象外"],
        "header": ["氏名", "役職", "期間"],
        "rows": [["山田太郎", "議員", "令和8年4月から"]],
        "assembly": "青葉市議会",
        "printed": "令和8年11月23日 17:15",
    } | changes


def test_text_is_on_the_page_as_written() -> None:
    text = text_of(render(SAMPLE, sample()))
    for part in (
        "様式第1号（第3条関係）",
        "令和8年10月1日",
        "青葉市議会議長 様",
        "基本方針の確認について",
        "記",
        "令和8年10月31日",
        "二行目",
        "以上",
        "読みました",
        "山田太郎",
        "1 / 1",
        "印刷: 令和8年11月23日 17:15",
    ):
        assert part in text


def test_variants_of_names_are_kept() -> None:
    assert "辻󠄀議員" in text_of(render(SAMPLE, sample()))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_of_users_is_never_markup(hostile: str) -> None:
    text = text_of(render(SAMPLE, sample(body=f"前{hostile}後", rows=[[hostile, "a", "b"]], title=f"題{hostile}")))
    assert f"前{hostile}後" in text.replace("\r\n", "").replace("\n", "")
    assert "root:" not in text


def test_header_of_a_register_is_repeated_on_every_page() -> None:
    rows = [[f"氏名{number}", "議員", "令和8年4月から"] for number in range(150)]
    pages = list(pypdfium2.PdfDocument(render(SAMPLE, sample(rows=rows))))
    assert len(pages) == 5
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert all("役職" in text for text in texts)
    assert f"{len(pages)} / {len(pages)}" in texts[-1]


def test_same_data_give_the_same_bytes() -> None:
    assert render(SAMPLE, sample()) == render(SAMPLE, sample())
    assert render(SAMPLE, sample()) != render(SAMPLE, sample(body="別の文"))


def test_what_cannot_be_printed_is_shown_and_listed() -> None:
    text = text_of(render(SAMPLE, sample(body="𪚥と葛󠄂さん")))
    assert "〓と葛さん" in text
    assert "U+2A6A5" in text
    assert "U+845B U+E0102" in text


def test_english_papers_have_english_words() -> None:
    text = text_of(render(SAMPLE, sample(), lang="en"))
    assert "1 October 2026" in text
    assert "Printed:" in text
    assert "以上" not in text


def test_tagged_and_titled_for_screen_readers() -> None:
    pdf = render(SAMPLE, sample())
    assert b"pdfuaid" in pdf
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title") == "基本方針の確認について"
    assert document.is_tagged()


@pytest.mark.parametrize(
    "template", ["../../etc/passwd", "/etc/passwd", "foundation/papers/render.py", "a/papers/none.typ"]
)
def test_only_templates_of_the_package(template: str) -> None:
    with pytest.raises(PaperError, match="ひな形"):
        render(template, {})


def test_data_missing_in_a_template_is_a_clear_error() -> None:
    with pytest.raises(PaperError, match=r"sample\.typ"):
        render(SAMPLE, {"title": "題"})


def test_unknown_types_are_refused() -> None:
    with pytest.raises(PaperError, match="object"):
        render(SAMPLE, sample(body=object()))


def chart_of(names: list[str]) -> Drawing:
    texts = "".join(f'<text x="10" y="{30 * number + 20}">{name}</text>' for number, name in enumerate(names))
    box = f'viewBox="0 0 600 {30 * len(names) + 20}" font-family="BIZ UDPGothic, Sakimori Rare" font-size="17"'
    return Drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{texts}</svg>', "体制図")


def test_a_chart_is_drawn_with_the_shipped_fonts_and_takes_one_page() -> None:
    data = {"title": "図", "date": None, "chart": chart_of([f"氏名{number} 辻󠄀 𠮷" for number in range(90)])}
    pdf = render("foundation/papers/tests/papers/chart.typ", data)
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert "氏名89 辻󠄀 𠮷" in text_of(pdf)


def test_rare_kanji_of_names_are_printed() -> None:
    names = "𠮷田 髙橋 﨑山 \ufa19谷 ◐"
    text = text_of(render(SAMPLE, sample(body=names)))
    assert names in text
    assert "〓" not in text


def test_the_language_may_have_a_region() -> None:
    assert render(SAMPLE, sample(), lang="en-us") == render(SAMPLE, sample(), lang="en")
