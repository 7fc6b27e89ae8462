"""Drills as records: kinds of the year, plan, result, lessons that become corrective actions, papers."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.tests.test_pictures import png
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import ASK_KIND, Origin
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.drills import actions, content
from sakimori.measures.drills.models import Drill, DrillChoice, Lesson
from sakimori.measures.drills.rules import Gathering, Tally, gathered, mailing_days, tallied
from sakimori.measures.drills.types import DrillKind
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days


def text_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.content))


def chosen(cast, *kinds, at=NOW, year=2026):
    choices = {kind: (kind in kinds, "毎年度行う。" if kind in kinds else "メールを使わない。") for kind in DrillKind}
    ctx = cast.ctx("staff", at=at)
    return actions.choose_kinds(ctx, year=year, choices=choices, decided_on=ctx.today)


def held(cast, kind=DrillKind.CONTACT, on=TODAY, *, lesson=True):
    ctx = cast.ctx("staff")
    drill = actions.plan_drill(ctx, kind=kind, title="連絡の訓練", planned_on=on, scenario_key="phone-tree")
    actions.record_result(ctx, drill=drill, held_on=on, result="40分で全員につながった。")
    if lesson:
        actions.add_lesson(ctx, drill=drill, text="番号が古い人がいた。", due_on=TODAY + timedelta(days=30))
    return drill


def test_from_plan_to_lessons_through_the_pages(cast):
    staff = cast.client("staff")
    sent = {"decided_on": "2026-11-20"}
    for kind in DrillKind:
        sent |= {f"is_{kind}": "no" if kind == "phishing" else "yes", f"reason_{kind}": "議会運営委員会で決めた。"}
    assert staff.post(cast.url("drills/kinds/2026/"), sent).status_code == 302
    assert DrillChoice.objects.filter(is_chosen=True).count() == 3
    planned = {
        "kind": "incident", "title": "BCC の訓練", "planned_on": "2026-11-23", "scenario_key": "to-instead-of-bcc",
        "units": [str(cast.unit[UnitKind.SECRETARIAT].pk)], "people": [str(cast.person["member"].pk)],
    }  # fmt: skip
    answer = staff.post(cast.url("drills/new/"), planned)
    drill = Drill.objects.get()
    assert answer.url.endswith(f"{drill.pk}/")
    page = cast.url(f"drills/{drill.pk}/")
    assert "髙橋 恵" in staff.get(page).content.decode()
    assert staff.post(f"{page}course/", {"minute": "8", "text": "おわびの文を二人で確かめた。"}).status_code == 302
    assert staff.post(f"{page}close/", {"nothing_because": "なし"}).status_code == 422
    result = {"held_on": "2026-11-23", "result": "8分で窓口に届いた。", "first_report_minutes": "8"}
    assert staff.post(f"{page}result/", {**result, "persons_reached": "3"}).status_code == 422
    assert staff.post(f"{page}result/", {**result, "persons_called": "4", "persons_reached": "3"}).status_code == 302
    assert staff.post(f"{page}close/", {}).status_code == 422
    assert staff.post(f"{page}lesson/", {"text": "二人で見る決まりがない。"}).status_code == 422
    owner = cast.person["manager"]
    lesson = {"text": "二人で見る決まりがない。", "due_on": "2026-12-20", "owner": str(owner.pk)}
    assert staff.post(f"{page}lesson/", lesson).status_code == 302
    improvement = Improvement.objects.get()
    assert (improvement.origin, improvement.owner, improvement.origin_id) == (Origin.DRILL, owner, drill.pk)
    assert Ask.objects.open().filter(kind=ASK_KIND, person=owner).exists()
    assert (
        staff.post(
            f"{page}lesson/", {"text": "窓口の番号は知られていた。", "nothing_because": "できていた。"}
        ).status_code
        == 302
    )
    photo = SimpleUploadedFile("photo.png", png())
    assert staff.post(f"{page}file/", {"file": photo, "note": "当日の様子"}).status_code == 302
    assert staff.post(f"{page}close/", {}).status_code == 302
    drill.refresh_from_db()
    assert drill.closed_on == TODAY
    shown = staff.get(page).content.decode()
    assert "二人で見る決まりがない" in shown
    assert "photo.png" in shown
    with pytest.raises(ValidationError, match="まとめが済んで"):
        actions.add_course_note(cast.ctx("staff"), drill=drill, minute=1, text="後から")
    paper = text_of(staff.get(f"{page}result.pdf"))
    assert "8分" in paper
    assert "二人で見る決まりがない" in paper
    assert "BCC の訓練" in text_of(staff.get(cast.url("drills/year.pdf?year=2026")))
    cards = text_of(staff.get(f"{page}cards.pdf"))
    assert "進行役の用紙" in cards
    assert "参加者の用紙" in cards


def test_members_cannot_manage_and_do_not_see_drills(cast):
    member = cast.client("member")
    assert member.get(cast.url("drills/")).status_code == 403
    assert member.get(cast.url("drills/report/")).status_code == 200


@pytest.mark.parametrize("language", ["ja", "en"])
def test_shipped_content_is_whole_and_prints(cast, language):
    client = cast.client("chair")
    client.cookies["django_language"] = language
    assert len(content.scenarios()) >= 8
    assert len(content.lures()) >= 5
    for kind in ("incident", "contact", "continuity"):
        assert any(row.kind == kind for row in content.scenarios())
    for row in content.scenarios():
        found = content.scenario(row.key, language)
        assert len(found.injects) >= 3
        assert [minute for minute, _text in found.injects] == sorted(minute for minute, _text in found.injects)
        assert found.injects[-1][0] <= found.minutes
        assert min(len(found.questions), len(found.good), len(found.lessons)) >= 3
        page = client.get(cast.url(f"drills/scenarios/{row.key}/")).content.decode()
        assert found.title.replace("'", "&#x27;") in page
    for row in content.lures():
        assert row.body.count("{link}") == 1
        assert len(row.signs) >= 4
        assert (
            content.lure(row.key, language).instead.replace("'", "&#x27;")
            in client.get(cast.url(f"drills/phishing/mails/{row.key}/")).content.decode()
        )
    one = content.scenario("ransomware", language)
    text = text_of(client.get(cast.url("drills/scenarios/ransomware/cards.pdf"))).replace("\n", "").replace("\r", "")
    assert one.questions[0][:12] in text
    assert content.lure("courier", "ja").subject in text_of(
        client.get(cast.url("drills/phishing/mails/courier/desk.pdf"))
    )
    assert client.get(cast.url("drills/reports/poster.pdf")).status_code == 403
    assert text_of(cast.client("staff").get(cast.url("drills/reports/poster.pdf")))


def test_duty_of_chosen_kinds(cast):
    assert breaches("human.drilled", TODAY) == []
    chosen(cast, DrillKind.CONTACT, DrillKind.INCIDENT)
    assert due_days("human.drilled", TODAY) == {TODAY + timedelta(days=365)}
    assert breaches("human.drilled", TODAY + timedelta(days=365)) == []
    late = TODAY + timedelta(days=366)
    assert {label for label, _why in breaches("human.drilled", late)} == {"連絡の訓練", "事故対応の訓練"}
    drill = held(cast, on=TODAY - timedelta(days=10))
    assert len(breaches("human.drilled", late)) == 2  # lessons are drawn, but it is not closed
    actions.close_drill(cast.ctx("staff"), drill=drill)
    assert breaches("human.drilled", TODAY + timedelta(days=355)) == []
    after = dict(breaches("human.drilled", TODAY + timedelta(days=366)))
    assert "まだ一度も" in after["事故対応の訓練"]
    assert "期間のうちに" in after["連絡の訓練"]


def test_a_newer_year_decides_and_does_not_reset_the_clock(cast):
    chosen(cast, DrillKind.CONTACT, DrillKind.INCIDENT)
    chosen(cast, DrillKind.CONTACT, at=NOW + timedelta(days=150), year=2027)
    assert len(breaches("human.drilled", date(2027, 3, 31))) == 0
    late = TODAY + timedelta(days=366)
    assert [label for label, _why in breaches("human.drilled", late)] == ["連絡の訓練"]


def test_duty_knows_its_assembly(cast, neighbour):
    chosen(cast, DrillKind.CONTACT)
    actions.close_drill(cast.ctx("staff"), drill=held(cast))
    assert breaches("human.drilled", TODAY) == []
    assert due_days("human.drilled", TODAY) == {TODAY + timedelta(days=365)}


def test_closing_without_lessons_needs_a_reason(cast):
    drill = held(cast, lesson=False)
    with pytest.raises(ValidationError, match="教訓"):
        actions.close_drill(cast.ctx("staff"), drill=drill)
    actions.close_drill(cast.ctx("staff"), drill=drill, nothing_because="すべて時間のうちにできた。")
    assert not Lesson.objects.exists()


def test_phishing_drills_list_no_participants(cast):
    with pytest.raises(ValidationError, match="記録しません"):
        actions.plan_drill(
            cast.ctx("staff"), kind=DrillKind.PHISHING, title="x", planned_on=TODAY, people=[cast.person["member"]]
        )


def test_small_groups_join():
    def group(name, size):
        return Gathering([name], [name], list(range(size)))  # type: ignore[arg-type]

    sizes = [len(row.people) for row in gathered([group("a", 3), group("b", 1), group("c", 2), group("d", 9)])]
    assert sizes == [6, 9]
    assert [len(row.people) for row in gathered([group("a", 2), group("b", 0)])] == [2]


def test_groups_that_would_tell_join():
    rows = tallied([Tally(["a"], 6, 6, 1, 6, 0, [5]), Tally(["b"], 9, 9, 2, 0, 0, [7])])
    assert [(row.names, row.size, row.clicked, row.minutes) for row in rows] == [(["b", "a"], 15, 6, [7, 5])]
    rows = tallied([Tally(["a"], 6, 3, 0, 0, 0, []), Tally(["b"], 9, 9, 0, 2, 0, [])])
    assert [row.sent for row in rows] == [12]


def test_mailing_days_are_business_days():
    assert mailing_days(date(2026, 11, 21), date(2026, 11, 24)) == [date(2026, 11, 24)]
