"""A year of learning through the pages: plan, ask, a phone, a room, paper, certificates, the report."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sakimori.foundation.access.context import Channel
from sakimori.foundation.asks.actions import answer_for, make_links
from sakimori.foundation.asks.models import Ask, AskState
from sakimori.measures.learning import actions, content
from sakimori.measures.learning.models import Completion, LearningCourse, RequiredCourse, TrainingYear
from sakimori.measures.learning.tests.school import KEY, required, right_places, session
from sakimori.measures.learning.types import Means
from sakimori.testing import Cast
from sakimori.testing_duties import breaches, due_days


def asked(cast: Cast, who: str = "member") -> tuple[Ask, str]:
    """An ask to take the course, with the path of its link."""
    item = required(cast)
    actions.ask_for_course(cast.ctx("staff"), item=item, people=[cast.person[who]])
    ask = Ask.objects.get(person=cast.person[who])
    token = make_links(cast.ctx("staff"), asks=[ask], made_for="letter")[ask]
    return ask, f"/l/{cast.assembly.slug}/{token}/"


def test_the_office_plans_the_year_and_asks(cast: Cast) -> None:
    client = cast.client("staff")
    assert "研修計画は、まだありません" in client.get(cast.url("learning/")).content.decode()
    sent = {"decided_on": "2026-04-01", "decided_by": "議会運営委員会", "newcomer_days": "60", "carry_month": "11"}
    assert client.post(cast.url("learning/years/2026/"), sent).status_code == 302
    course = {
        "course": f"shipped:{KEY}", "audience": "all", "rhythm": "year", "opens_on": "2026-06-01",
        "closes_on": "2027-03-31",
    }  # fmt: skip
    assert client.post(cast.url("learning/years/2026/courses/"), course).status_code == 302
    page = client.get(cast.url("learning/")).content.decode()
    assert "0 / 7人" in page and "これから受けるものが7件" in page
    item = RequiredCourse.objects.get()
    url = cast.url(f"learning/required/{item.pk}/")
    people = [str(row.pk) for row in cast.person.values()][:0] or [str(cast.person["member"].pk)]
    assert client.post(f"{url}ask/", {"people": people, "message": "お願いします"}).status_code == 302
    ask = Ask.objects.get()
    assert ask.person == cast.person["member"] and ask.due_on.isoformat() == "2027-03-31"
    assert "お願い済み" in client.get(url).content.decode()
    assert client.post(f"{url}letters.pdf").content[:5] == b"%PDF-"


def test_a_course_on_a_phone_card_by_card(cast: Cast) -> None:
    ask, link = asked(cast)
    phone, course = Client(), content.course(KEY, "ja")
    assert course is not None
    first = phone.get(link)
    assert first.status_code == 302 and first["Location"] == f"{link}course/"
    assert "始める" in phone.get(f"{link}course/").content.decode()
    for place, card in enumerate(course.cards, start=1):
        assert card.heading in phone.get(f"{link}course/{place}/").content.decode()
    place, marks = len(course.cards), ""
    for number, right in enumerate(right_places(), start=1):
        url = f"{link}course/{place + number}/"
        page = phone.post(url, {"marks": marks}).content.decode()
        assert course.questions[number - 1].text in page
        none = phone.post(url, {"marks": marks, "answer_sent": "1"})
        assert none.status_code == 422 and "どれか一つ" in none.content.decode()
        page = phone.post(url, {"marks": marks, "answer_sent": "1", "answer": str(right)}).content.decode()
        assert "正解です" in page and course.questions[number - 1].explanation[:12] in page
        marks = re.search(r'name="marks" value="([^"]+)"', page)[1]  # type: ignore[index]
    assert phone.post(f"{link}course/finish/", {"marks": marks}).status_code == 302
    done = Completion.objects.get()
    assert (done.means, done.channel, done.digest) == (Means.ELEARNING, Channel.LINK, course.digest)
    ask.refresh_from_db()
    assert ask.state == AskState.ANSWERED and ask.answer == {"passed": True, "digest": course.digest}
    assert done.number in phone.get(f"{link}course/").content.decode()
    assert phone.get(f"{link}course/certificate.pdf").content[:5] == b"%PDF-"


def test_wrong_answers_are_kept_nowhere_and_may_be_tried_again(cast: Cast) -> None:
    ask, link = asked(cast)
    course = content.course(KEY, "ja")
    assert course is not None
    phone, marks = Client(), ""
    for number, right in enumerate(right_places(), start=1):
        wrong = 0 if right else 1
        sent = {"marks": marks, "answer_sent": "1", "answer": str(wrong)}
        page = phone.post(f"{link}course/{len(course.cards) + number}/", sent).content.decode()
        assert "惜しい答え" in page
        marks = re.search(r'name="marks" value="([^"]+)"', page)[1]  # type: ignore[index]
    page = phone.post(f"{link}course/finish/", {"marks": marks}).content.decode()
    assert "もう一度" in page and not Completion.objects.exists()
    ask.refresh_from_db()
    assert ask.state == AskState.OPEN and ask.answer is None


def test_marks_cannot_be_made_up_or_carried_over(cast: Cast) -> None:
    _ask, link = asked(cast)
    phone = Client()
    for marks in ("", "xxx", "WyJhIl0:1abc:def"):
        assert phone.post(f"{link}course/finish/", {"marks": marks}).status_code == 302
    assert not Completion.objects.exists()


def test_somebody_elses_ask_is_not_found_and_a_wrong_link_says_so(cast: Cast) -> None:
    ask, _link = asked(cast)
    assert cast.client("chair").get(cast.url(f"asks/{ask.pk}/course/")).status_code == 404
    assert "始める" in cast.client("member").get(cast.url(f"asks/{ask.pk}/course/")).content.decode()
    answer = Client().get(f"/l/{cast.assembly.slug}/{'x' * 43}/course/", follow=True)
    assert answer.status_code == 404 and "このリンクは使えません" in answer.content.decode()


def test_paper_counts_alike_and_its_answers_are_judged_and_forgotten(cast: Cast) -> None:
    ask, _link = asked(cast)
    client = cast.client("staff")
    url = cast.url(f"asks/{ask.pk}/paper/")
    right = {f"q{number}": str(place) for number, place in enumerate(right_places())}
    wrong = {name: "0" if value != "0" else "1" for name, value in right.items()}
    answer = client.post(url, {**wrong, "channel": "paper"})
    assert answer.status_code == 422 and "もう一度" in answer.content.decode()
    assert client.post(url, {**right, "channel": "paper"}).status_code == 302
    assert Completion.objects.get().means == Means.PAPER
    ask.refresh_from_db()
    assert set(ask.answer) <= {"passed", "digest", "signed_on"}


def test_a_certificate_is_good_after_the_course_changed_and_never_shows_a_name(cast: Cast) -> None:
    text = content_text()
    course = actions.write_course(cast.ctx("staff"), text=text)
    done = actions.record_completion(
        cast.ctx("staff"), person=cast.person["member"], course=course, done_on=cast.ctx("staff").today, means="room"
    )
    actions.write_course(cast.ctx("staff"), text=text.replace("控室のパソコン", "控室の新しいパソコン"), course=course)
    assert LearningCourse.objects.get().editions.count() == 2
    url = f"/certificate/{cast.assembly.slug}/{done.code}/"
    page = Client().get(url).content.decode()
    assert "有効な修了証です" in page and done.number in page and done.course_title in page and "控室のパソコン" in page
    assert "髙橋" not in page
    assert "同じです" in Client().post(url, {"name": "髙橋　恵"}).content.decode()
    assert "違います" in Client().post(url, {"name": "海野 誠一"}).content.decode()
    actions.void_completion(cast.ctx("staff"), completion=done, because="別の人だった")
    assert "取り消された修了証です" in Client().get(url).content.decode()
    assert Client().get(url[:-4] + "xyz/").status_code == 404


def content_text() -> str:
    """A small course of the assembly's own."""
    return (
        "# 控室のパソコン\n時間: 3分\n対象: 議員\n合格: 1問\n\n控室のパソコンを使うときの約束です。\n\n"
        "## 席を離れるとき\n\n画面をロックします。\n\n## 持ち込むとき\n\n事務局に伝えます。\n\n## 帰るとき\n\n電源を切ります。\n\n"
        "## 確かめ\n\n### 席を離れるときは？\n\n- [ ] そのまま\n- [x] 画面をロックする\n\n解説: のぞき見を防ぎます。\n"
    )


def test_attendance_by_the_code_on_the_wall(cast: Cast) -> None:
    item = required(cast)
    actions.ask_for_course(cast.ctx("staff"), item=item, people=[cast.person["member"]])
    held = session(cast, item.course)
    url, phone = f"/attend/{cast.assembly.slug}/{held.code}/", Client()
    page = phone.get(url).content.decode()
    assert "議席番号かお名前" in page and "髙橋" not in page
    assert phone.post(url, {"who": "だれか"}).status_code == 422
    assert "髙橋 恵様、出席を承りました" in phone.post(url, {"who": "7"}).content.decode()
    assert phone.post(url, {"who": "たかはし"}).status_code == 200
    done = Completion.objects.get()
    assert (done.means, done.attended, done.session) == (Means.ROOM, "qr", held)
    assert Ask.objects.get().state == AskState.WITHDRAWN
    client = cast.client("staff")
    assert client.get(cast.url(f"learning/sessions/{held.pk}/poster.pdf")).content[:5] == b"%PDF-"
    assert client.post(cast.url(f"learning/sessions/{held.pk}/list.pdf")).content[:5] == b"%PDF-"
    people = [str(cast.person["chair"].pk)]
    assert client.post(cast.url(f"learning/sessions/{held.pk}/attendance/"), {"people": people}).status_code == 302
    assert client.post(cast.url(f"learning/sessions/{held.pk}/close/")).status_code == 302
    assert phone.get(url).status_code == 410
    client.post(cast.url(f"learning/sessions/{held.pk}/absentees/"))
    assert Ask.objects.open().count() == 5


@pytest.mark.parametrize(
    "hour", ["2026-11-22T01:00:00+00:00", "2026-11-23T03:30:00+00:00", "2026-11-22T23:00:00+00:00"]
)
def test_the_code_is_good_only_around_the_hours(cast: Cast, hour: str) -> None:
    import time_machine

    held = session(cast)
    with time_machine.travel(hour, tick=False):
        assert Client().get(f"/attend/{cast.assembly.slug}/{held.code}/").status_code == 410


def test_the_duty_sees_who_is_late_and_the_report(cast: Cast) -> None:
    from datetime import date

    required(cast, closes_on=date(2026, 10, 31))
    late = breaches("human.trained", date(2026, 11, 23))
    assert len(late) == 7 and "済んでいません" in late[0][1]
    assert breaches("human.trained", date(2026, 10, 31)) == []
    assert due_days("human.trained", date(2026, 10, 1)) == {date(2026, 10, 31)}
    assert due_days("human.results-reported", date(2026, 11, 1)) == {date(2027, 5, 30)}
    assert breaches("human.results-reported", date(2027, 5, 31)) != []
    client = cast.client("staff")
    sent = {"reported_on": "2026-11-23", "reported_to": "議長", "note": "順調です。"}
    assert client.post(cast.url("learning/years/2026/report/"), sent).status_code == 302
    assert breaches("human.results-reported", date(2027, 5, 31)) == []
    report = TrainingYear.objects.get().reports.get()
    assert report.figures["groups"][-1]["figures"] == [[0, 7]]
    assert "髙橋" not in str(report.figures)
    assert client.get(cast.url(f"learning/reports/{report.pk}.pdf")).content[:5] == b"%PDF-"
    assert client.get(cast.url("learning/figures.pdf")).content[:5] == b"%PDF-"
    assert client.get(cast.url("learning/left.pdf")).content[:5] == b"%PDF-"


def test_answer_for_needs_a_clean_answer(cast: Cast) -> None:
    ask, _link = asked(cast)
    answer_for(cast.ctx("staff", channel=Channel.COUNTER), ask=ask, answer={"passed": True, "digest": "x"})
    assert Completion.objects.get().means == Means.PAPER
