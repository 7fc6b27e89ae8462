"""From the letter to the signed result, through the pages of both sides."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from sakimori.measures.assessments import queries
from sakimori.measures.assessments.models import CheckRound, ContractCheck
from sakimori.measures.assessments.tests.parts import a_check, a_contract, questions
from sakimori.measures.assessments.types import State
from sakimori.testing import TODAY, Cast


def open_door(cast: Cast, staff: Client, check: ContractCheck, name: str = "瀬戸 光") -> str:
    """The staff make a link; its address is shown once."""
    page = staff.post(cast.url(f"assessments/{check.pk}/link/"), {"name": name, "how": "screen"}).content.decode()
    start = page.index("/q/minatono-shi/")
    return page[start : page.index("<", start)].strip()


def test_a_round_from_the_first_link_to_the_signed_result(cast: Cast):
    contract = a_contract(cast)
    staff, outsider = cast.client("staff"), Client()
    sent = staff.post(
        cast.url("assessments/rounds/new/"),
        {
            "occasion": "yearly", "title": "令和8年度の確認", "fiscal_year": 2026, "questionnaire": "shipped",
            "due_on": TODAY + timedelta(days=20), "contracts": [str(contract.pk)],
        },
    )  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()
    check = CheckRound.objects.get().checks.get()
    door = open_door(cast, staff, check)

    assert "答え始める" in outsider.get(door).content.decode()
    asked = questions(check)
    assert 1 <= len(asked) <= 15
    for one in asked[:-1]:
        sent = outsider.post(f"{door}questions/{one.number}/", {"choice": "yes", "text": "しています"})
        assert sent["Location"] == f"{door}questions/{one.number + 1}/"
    sent = outsider.post(f"{door}questions/{asked[-1].number}/", {"choice": "no", "text": ""})
    assert sent.status_code == 422
    assert "くわしい内容も書いてください" in sent.content.decode()
    sent = outsider.post(f"{door}questions/{asked[-1].number}/", {"choice": "no", "text": "来年4月までに作ります"})
    assert sent["Location"] == door
    assert "確かめて提出する" in outsider.get(door).content.decode()
    assert outsider.post(f"{door}submit/")["Location"] == door
    check.refresh_from_db()
    assert (check.state, check.submitted_by) == (State.ANSWERED, "瀬戸 光")
    assert outsider.get(f"{door}receipt.pdf").content.startswith(b"%PDF")

    marks = {f"judgement_{one.number}": "ok" for one in asked}
    marks |= {f"judgement_{asked[-1].number}": "insufficient", f"note_{asked[-1].number}": ""}
    judge = cast.url(f"assessments/{check.pk}/judge/")
    assert staff.post(judge, marks).status_code == 422
    marks[f"note_{asked[-1].number}"] = "手順がまだない"
    assert staff.post(judge, marks).status_code == 302
    correct = {"text": "再開の手順を作る", "question": str(asked[-1].pk), "due_on": TODAY + timedelta(days=90)}
    assert staff.post(cast.url(f"assessments/{check.pk}/correct/"), correct).status_code == 302
    finish = cast.url(f"assessments/{check.pk}/finish/")
    good = {"outcome": "good", "opinion": "", "how": "paper"}
    assert "「問題なし」にできません" in staff.post(finish, good).content.decode()
    assert (
        staff.post(finish, good | {"outcome": "conditional", "opinion": "手順ができるまで様子を見る"}).status_code
        == 302
    )
    check.refresh_from_db()
    assert (check.state, check.score.ok, check.score.counted) == (State.JUDGED, len(asked) - 1, len(asked))
    assert staff.get(cast.url(f"assessments/{check.pk}/result.pdf")).content.startswith(b"%PDF")

    page = outsider.get(door).content.decode()
    assert "再開の手順を作る" in page
    row = check.corrections.get()
    report = {"done_on": TODAY, "text": "手順を作り、訓練した"}
    assert outsider.post(f"{door}corrections/{row.pk}/", report)["Location"] == door
    row.improvement.refresh_from_db()
    assert row.improvement.state == "done"
    assert "この確認は終わりました" in outsider.get(door).content.decode()


def test_what_is_asked_back_goes_by_the_same_link(cast: Cast):
    contract = a_contract(cast)
    staff, outsider = cast.client("staff"), Client()

    check = a_check(cast, contract)
    door = open_door(cast, staff, check)
    for one in questions(check):
        outsider.post(f"{door}questions/{one.number}/", {"choice": "yes", "text": ""})
    outsider.post(f"{door}submit/")
    first = questions(check)[0]
    ask = {"text": "代わりの人はいますか", "question": str(first.pk), "due_on": TODAY + timedelta(days=10)}
    assert staff.post(cast.url(f"assessments/{check.pk}/ask-back/"), ask).status_code == 302
    page = outsider.get(door).content.decode()
    assert "代わりの人はいますか" in page
    assert outsider.post(f"{door}submit/").status_code == 422
    back = check.follow_ups.get()
    assert outsider.post(f"{door}more/{back.pk}/", {"text": "副責任者がいます"})["Location"] == door
    # The answer about which something was asked may be changed, no other.
    assert outsider.get(f"{door}questions/{first.number}/").status_code == 200
    assert outsider.get(f"{door}questions/2/").status_code == 302
    assert outsider.post(f"{door}submit/")["Location"] == door
    sheet = queries.sheet_of(ContractCheck.objects.get())
    assert not sheet.open_follow_ups
    assert sheet.rows[0].follow_ups[0].replied_by == "瀬戸 光"
