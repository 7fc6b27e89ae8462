"""The text form: what office people write is read kindly, and what is wrong is said with its line."""

from __future__ import annotations

import pytest
from django.utils import translation

from sakimori.foundation.people.types import Role
from sakimori.measures.playbooks.content import LANGUAGES, shipped, shipped_text
from sakimori.measures.playbooks.merge import BLANK, FIELDS, filled, missing_in, names_in, with_names
from sakimori.measures.playbooks.playbook_text import (
    CONTACTS,
    OWNERS,
    TEMPLATES,
    PlaybookError,
    parse_playbook,
    text_sum,
)
from sakimori.measures.playbooks.types import FINDER, IncidentKind, Playbook, TemplateKind
from sakimori.measures.playbooks.words import PROBLEMS, playbook_problem
from sakimori.registers.organization.types import ContactKind

KIND = IncidentKind.OTHER
OWN = """# 停電したとき
夜の会議で停電したときに使う。

## すぐにすること
・座ったまま待つ。
## 最初の１０分
１．時刻を書く。
２．懐中電灯を出す。
　棚の二段目にある。
## 連絡する相手
－ 委託先・事業者（電力会社）｜10分たったら｜建物の名前
## 手順
１．人を数える（担当：事務局職員／目安：５分）
２．休憩にする（担当：議長／決める人：議長（代理は副議長）／先に：１／目安：1時間以内）
３．非常灯を点ける（担当：庁舎管理係）
## 残しておくもの
- 止まった時刻
## 伝える相手と内容
- 傍聴の方｜再開の見込み
## 文例：公表文
{停止した日時}から停電しています。{occurred}
"""


def parsed(text: str = OWN) -> Playbook:
    return parse_playbook(text, KIND)


def test_an_office_writes_as_it_is_used_to():
    """Wide signs, wide digits, a line that goes on: as they come out of a Japanese keyboard."""
    book = parsed()
    assert book.title == "停電したとき"
    assert book.advice == ("座ったまま待つ。",)
    assert book.first_minutes == ("時刻を書く。", "懐中電灯を出す。棚の二段目にある。")
    call = book.calls[0]
    assert (call.contact, call.who, call.when) == (ContactKind.VENDOR, "電力会社", "10分たったら")
    first, second, third = book.steps
    assert (first.owner, first.minutes, first.after) == (Role.STAFF, 5, ())
    assert (second.owner, second.says, second.after, second.minutes) == (Role.CHAIR, "議長（代理は副議長）", ("1",), 60)
    assert third.owner == "庁舎管理係"
    assert book.template(TemplateKind.PRESS).text == "{stopped_from}から停電しています。{occurred}"
    assert book.template(TemplateKind.VENDOR) is None


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("# 停電したとき\n", "", 1, "title-first"),
        ("夜の会議で停電したときに使う。\n", "", 1, "about-missing"),
        ("## すぐにすること", "# すぐにすること", 4, "title-twice"),
        ("## すぐにすること", "## いそいですること", 4, "heading-unknown"),
        ("## 残しておくもの", "## 手順", 16, "heading-twice"),
        ("## 残しておくもの\n- 止まった時刻\n", "", 18, "heading-missing"),
        ("・座ったまま待つ。", "・座る。\n・待つ。\n・聞く。\n・書く。", 8, "list-long"),
        ("- 止まった時刻\n", "", 16, "list-empty"),
        ("・座ったまま待つ。", "座ったまま待つ。", 5, "point-mark"),
        ("－ 委託先・事業者（電力会社）｜10分たったら", "－ 電力会社｜10分たったら", 11, "contact-unknown"),
        ("｜建物の名前", "", 11, "call-parts"),
        ("｜再開の見込み", "", 19, "telling-parts"),
        ("（担当：庁舎管理係）", "", 15, "owner-missing"),
        ("目安：５分", "目安：すぐ", 13, "minutes"),
        ("先に：１", "先に：３", 14, "after-unknown"),
        ("決める人：", "決定：", 14, "fact-unknown"),
        ("文例：公表文", "文例：公示文", 20, "template-unknown"),
        ("{停止した日時}", "{止まった日}", 21, "field-unknown"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old, new, line, code):
    assert old in OWN
    with pytest.raises(PlaybookError) as caught:
        parsed(OWN.replace(old, new, 1))
    assert (caught.value.line, caught.value.code) == (line, code)
    with translation.override("ja"):
        assert playbook_problem(caught.value).startswith(f"{line}行目: ")


def test_every_error_has_its_sentence_and_no_sentence_is_left_over():
    source = parse_playbook.__globals__["__loader__"].get_source(parse_playbook.__module__)
    raised = {part.split('"')[1] for part in source.split("PlaybookError(")[1:] if '"' in part.split(")")[0]}
    raised |= {"title-twice", "title-first"}
    assert raised == set(PROBLEMS)


def test_words_of_the_form_cover_every_role_contact_and_prepared_text():
    assert set(OWNERS) == {FINDER, *Role}
    assert set(CONTACTS) == set(ContactKind)
    assert set(TEMPLATES) == set(TemplateKind)


def shape(book: Playbook) -> tuple[object, ...]:
    """What a translation must not change."""
    steps = [(step.owner, bool(step.says), step.after, step.minutes) for step in book.steps]
    texts = [(row.key, sorted(names_in(row.text))) for row in book.templates]
    counts = [len(rows) for rows in (book.advice, book.first_minutes, book.evidence, book.telling)]
    return steps, [(call.contact, bool(call.who)) for call in book.calls], texts, counts


@pytest.mark.parametrize("kind", IncidentKind)
def test_each_kind_is_shipped_alike_in_both_languages(kind):
    japanese, english = (shipped(kind, language) for language in LANGUAGES)
    assert shape(japanese) == shape(english)
    assert 1 <= len(japanese.advice) <= 3
    assert japanese.template(TemplateKind.PRESS)
    assert any(call.contact == ContactKind.CITY_CSIRT for call in japanese.calls)
    assert all(step.minutes or step.after for step in japanese.steps), "no step floats without time or order"


@pytest.mark.parametrize("kind", IncidentKind)
def test_no_shipped_text_speaks_of_the_commission_as_if_its_law_bound_an_assembly(kind):
    for language in LANGUAGES:
        text = shipped_text(kind, language)
        assert "個人情報保護委員会" not in text
        assert "Personal Information Protection Commission" not in text


def test_the_lines_that_save_evidence_are_there():
    """What the cases taught: no power off, suspend before asking, fallbacks of the broadcast, paper in the chamber."""
    ransomware = shipped("ransomware", "ja")
    assert any("電源は切らない" in line for line in ransomware.advice)
    assert any("庁内" in step.text for step in ransomware.steps)
    assert any("回線を止め" in line for line in shipped("lost-device", "ja").first_minutes)
    assert "消すのではなく、止める" in " ".join(shipped("account-misuse", "ja").first_minutes)
    assert any("ケーブルテレビ" in step.text for step in shipped("ddos", "ja").steps)
    assert any("暫時休憩" in line for line in shipped("power-or-line", "ja").first_minutes)
    assert shipped("mis-sent-mail", "ja").template(TemplateKind.RECIPIENTS)


def test_prepared_texts_are_filled_and_blanks_stay_to_write_on():
    press = shipped("lost-device", "ja").template(TemplateKind.PRESS)
    text = filled(press.text, {"outline": "端末1台を紛失しました。", "count": "1件"})
    assert "端末1台を紛失しました。" in text
    assert "1件" in text
    assert BLANK in text
    assert "{" not in text
    assert "cause" in missing_in(press.text, {"outline": "x"})
    assert "【概要】" in with_names(press.text, "ja")
    assert "[outline]" in with_names(press.text, "en")


def test_names_of_fields_mean_one_thing():
    names = [name for field in FIELDS for name in {field.key, field.ja, field.en}]
    assert len(names) == len(set(names))


def test_line_ends_and_spaces_make_no_other_version():
    assert text_sum(OWN) == text_sum(OWN.replace("\n", "\r\n") + "\r\n  ")
    assert text_sum(OWN) != text_sum(OWN.replace("時刻", "日時"))
