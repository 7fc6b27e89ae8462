"""Excel and Word: questions of the assembly's own come in, forms go out and come back; paper is typed in."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from xlsxwriter import Workbook

from sakimori.foundation.access.context import Channel
from sakimori.foundation.exchange.tables import read_sheets
from sakimori.measures.assessments.models import AnswerTrace, Questionnaire
from sakimori.measures.assessments.tests.parts import a_check, a_contract, a_link, a_round, questions
from sakimori.testing import Cast


def book(*rows) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("確認")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


OWN = [
    ("委託先点検表", "", "", ""),
    ("", "", "", ""),
    ("No", "区分", "確認事項", "備考"),
    (1, "体制", "責任者を置いていますか。", "会社でも業務でも可"),
    (2, "中継", "配信の停止を30分以内に知らせますか。", ""),
]


def upload(cast: Cast, data: bytes, name: str = "市の点検表", file: str = "点検表.xlsx"):
    values = {"name": name, "file": SimpleUploadedFile(file, data), "note": ""}
    return cast.client("staff").post(cast.url("assessments/questionnaires/new/"), values)


def test_a_table_as_an_office_keeps_it_becomes_a_questionnaire(cast: Cast):
    assert upload(cast, book(*OWN)).status_code == 302
    version = Questionnaire.objects.get().versions.get()
    rows = list(version.questions.order_by("number"))
    assert [(row.topic, row.text, row.explanation) for row in rows] == [
        ("体制", "責任者を置いていますか。", "会社でも業務でも可"),
        ("中継", "配信の停止を30分以内に知らせますか。", ""),
    ]
    page = cast.client("staff").get(cast.url(f"assessments/versions/{version.pk}/"))
    assert "配信の停止を30分以内に" in page.content.decode()


def test_a_new_version_keeps_the_keys_of_the_same_questions(cast: Cast):
    upload(cast, book(*OWN))
    upload(cast, book(*OWN[:3], (1, "訓練", "訓練をしていますか。", ""), *OWN[3:]))
    first, second = Questionnaire.objects.get().versions.order_by("number")
    keys = {row.text: row.key for row in first.questions.all()}
    later = {row.text: row.key for row in second.questions.all()}
    assert {text: later[text] for text in keys} == keys
    assert later["訓練をしていますか。"] not in keys.values()
    assert first.questions.count() == 2  # a version that was made never changes


def test_wrong_cells_are_named_by_row_and_column_and_nothing_is_kept(cast: Cast):
    sent = upload(cast, book(*OWN[:3], (1, "体制", "", "質問がない"), (2, "長い" * 40, "問い", "")))
    assert sent.status_code == 422
    text = sent.content.decode()
    assert "4行目「確認事項」" in text
    assert "5行目「区分」" in text
    assert not Questionnaire.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.pdf", b"%PDF-1.7"),
        ("x.xlsx", b"PK\x03\x04broken"),
        ("x.xls", b"\xd0\xcf\x11\xe0" * 20),
        ("x.csv", b"a,b\n1,2"),
    ],
)
def test_what_is_no_table_of_questions_is_refused(cast: Cast, name, data):
    assert upload(cast, data, file=name).status_code == 422
    assert not Questionnaire.objects.exists()


def test_the_shipped_questions_are_not_overwritten(cast: Cast):
    a_round(cast, [a_contract(cast)])
    assert upload(cast, book(*OWN), name="委託先の安全対策の確認").status_code == 422


def filled(check, number_to_answer) -> bytes:
    rows = [("番号", "質問", "回答", "くわしい内容")]
    rows += [(one.number, one.text, *number_to_answer.get(one.number, ("", ""))) for one in questions(check)]
    return book(*rows)


def test_the_excel_form_comes_back(cast: Cast):
    check = a_check(cast)
    token, _link = a_link(cast, check)
    door, client = f"/q/minatono-shi/{token}/", Client()
    form = client.get(f"{door}form.xlsx").content
    sheet = read_sheets(form)[0]
    assert [str(cell) for cell in sheet.rows[0][:4]] == ["番号", "質問", "回答", "くわしい内容"]
    data = filled(check, {one.number: ("はい", "") for one in questions(check)} | {2: ("△", "派遣の人がまだ")})
    sent = client.post(f"{door}table/", {"file": SimpleUploadedFile("回答.xlsx", data)})
    assert sent["Location"] == door
    assert check.answers.count() == len(questions(check))
    assert check.answers.get(question__number=2).get_choice_display() == "一部だけ"
    assert check.files.get().file.name == "回答.xlsx"
    assert client.post(f"{door}submit/")["Location"] == door


def test_wrong_cells_of_the_form_are_named_and_nothing_is_taken(cast: Cast):
    check = a_check(cast)
    token, _link = a_link(cast, check)
    data = filled(check, {1: ("たぶん", ""), 2: ("いいえ", ""), 3: ("", "説明だけ"), 4: ("はい", "")})
    sent = Client().post(f"/q/minatono-shi/{token}/table/", {"file": SimpleUploadedFile("回答.xlsx", data)})
    assert sent.status_code == 422
    text = sent.content.decode()
    for place in ("2行目「回答」", "3行目「くわしい内容」", "4行目「回答」"):
        assert place in text
    assert not check.answers.exists()


def test_the_word_form_holds_every_question(cast: Cast):
    check = a_check(cast)
    token, _link = a_link(cast, check)
    made = docx.Document(io.BytesIO(Client().get(f"/q/minatono-shi/{token}/form.docx").content))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert all(one.text in text for one in questions(check))
    assert len(made.tables) == len(questions(check))


def test_staff_type_in_what_came_on_paper(cast: Cast):
    check = a_check(cast)
    staff = cast.client("staff")
    for one in questions(check):
        values = {"choice": "yes", "text": "", "name": "紙の担当者"}
        assert staff.post(cast.url(f"assessments/{check.pk}/answers/{one.number}/"), values).status_code == 302
    assert staff.post(cast.url(f"assessments/{check.pk}/submit/")).status_code == 302
    check.refresh_from_db()
    assert (check.state, check.submitted_channel) == ("answered", Channel.PAPER)
    assert set(AnswerTrace.objects.values_list("name", "channel")) == {("紙の担当者", "paper")}


def test_staff_take_in_a_form_that_came_by_mail(cast: Cast):
    check = a_check(cast)
    data = filled(check, {one.number: ("はい", "") for one in questions(check)})
    values = {"file": SimpleUploadedFile("回答.xlsx", data), "name": "瀬戸 光"}
    sent = cast.client("staff").post(cast.url(f"assessments/{check.pk}/table/"), values)
    assert sent.status_code == 302
    assert check.answers.count() == len(questions(check))
