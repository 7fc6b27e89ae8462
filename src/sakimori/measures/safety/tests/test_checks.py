"""A check from its start to its figures: by link, at the wall, by phone, logged in; who sees what; what is erased."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.notices.actions import note_failed, note_sent
from sakimori.foundation.notices.models import Notice
from sakimori.measures.drills.models import Drill
from sakimori.measures.safety import actions, queries
from sakimori.measures.safety.jobs import erase_old, mail_link
from sakimori.measures.safety.models import Asked, CallNote, SafetyAnswer, SafetyCheck, SafetyLink
from sakimori.measures.safety.tests.crowd import crowd
from sakimori.measures.safety.types import Means, Tap
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.models import ContactCheck
from sakimori.registers.organization.types import CheckResult, ContactKind
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches


@pytest.fixture
def check(cast):
    return actions.start_check(cast.ctx("staff"), kind="test", title="11月の安否確認の訓練")


def asked(check, person):
    return Asked.objects.get(check_row=check, person=person)


def link_of(cast, row):
    return mail_link(cast.system(), row.pk).removeprefix("http://127.0.0.1:8000")


def test_thirty_four_people_are_asked_at_once(cast, sql_count):
    crowd(cast.system(), cast, 27)
    before = sql_count()
    made = actions.start_check(cast.ctx("staff"), kind="real", title="地震")
    assert made.asked_count == 34
    assert sql_count() - before < 40
    assert Notice.objects.count() == 7 + 18
    assert {row.district for row in Asked.objects.filter(person__note="北浜地区")} == {"北浜"}


def test_the_statements_of_a_start_do_not_grow(cast, sql_count):
    actions.start_check(cast.ctx("staff"), kind="real", title="少ない")
    before = sql_count()
    actions.start_check(cast.ctx("staff"), kind="real", title="少ない")
    few = sql_count() - before
    crowd(cast.system(), cast, 20)
    before = sql_count()
    actions.start_check(cast.ctx("staff"), kind="real", title="多い")
    assert sql_count() - before == few


def test_one_tap_behind_ones_own_link(cast, check):
    member = cast.person["member"]
    path = link_of(cast, asked(check, member))
    visitor = Client()
    page = visitor.get(path)
    text = page.content.decode()
    assert page.status_code == 200
    assert "訓練です。災害は起きていません。" in text
    assert member.shown_name in text
    assert cast.person["chair"].shown_name not in text
    assert "<script" not in text
    assert page["Referrer-Policy"] == "no-referrer" and "no-store" in page["Cache-Control"]
    assert "お答えを受け付けました" in visitor.post(path, {"tap": "come"}).content.decode()
    visitor.post(path, {"tap": "help", "house": "bad", "note": "一階に水"})
    kept = list(SafetyAnswer.objects.order_by("at").values_list("condition", "coming", "house", "means"))
    assert kept == [("fine", "yes", "", "link"), ("help", "", "bad", "link")]
    lines = queries.lines_of(check)
    mine = next(line for line in lines if line.person == member)
    assert mine.needs_help and mine.earlier == 1
    assert queries.total(lines).help == 1 and queries.total(lines).fine == 0


def test_a_wrong_link_and_one_of_a_check_that_ended(cast, check):
    path = link_of(cast, asked(check, cast.person["member"]))
    assert Client().get("/anpi/minatono-shi/no-such-token/").status_code == 404
    assert Client().get("/anpi/no-such-assembly/no-such-token/").status_code == 404
    assert Client().post(path, {"tap": "fly"}).status_code == 422
    actions.close_check(cast.ctx("staff"), check=check, closing=actions.Closing(nothing_because="できていた"))
    over = Client().post(path, {"tap": "come"})
    assert over.status_code == 410
    assert SafetyAnswer.objects.count() == 0
    assert mail_link(cast.system(), asked(check, cast.person["member"]).pk) == ""


def test_links_are_kept_as_hashes(cast, check):
    path = link_of(cast, asked(check, cast.person["member"]))
    token = path.rstrip("/").rsplit("/", 1)[1]
    link = SafetyLink.objects.get()
    assert token not in str(Detail.objects.filter(object_id=link.pk).values_list("payload", flat=True))
    assert link.digest == queries.digest_of(token)


def test_nobody_answers_for_another(cast, check):
    with pytest.raises(PermissionDenied):
        actions.answer(cast.ctx("member"), asked=asked(check, cast.person["chair"]), tap=Tap.COME)


@pytest.mark.parametrize(
    ("typed", "role"), [("7", "member"), ("たかはし", "member"), ("うんの せいいち", "chair"), ("８", None)]
)
def test_at_the_wall_people_find_themselves(cast, check, typed, role):
    path = f"/anpi/minatono-shi/wall/{check.code}/"
    page = Client().get(path)
    assert not any(person.shown_name in page.content.decode() for person in cast.person.values())
    answer = Client().post(path, {"who": typed, "tap": "later"})
    if role is None:
        assert answer.status_code == 422
        assert "お名前が見つかりません" in answer.content.decode()
        return
    assert cast.person[role].shown_name in answer.content.decode()
    found = SafetyAnswer.objects.get()
    assert (found.asked.person, found.means, found.coming) == (cast.person[role], Means.WALL, "later")


def test_the_wall_stops_somebody_who_tries_all_names(cast, check):
    path = f"/anpi/minatono-shi/wall/{check.code}/"
    visitor = Client(REMOTE_ADDR="203.0.113.9")
    answers = {visitor.post(path, {"who": f"x{n}", "tap": "come"}).status_code for n in range(121)}
    assert answers == {422, 429}


def test_pages_of_the_door_are_small(cast, check):
    path = link_of(cast, asked(check, cast.person["member"]))
    html = Client().get(path).content
    sheets = re.findall(rb'href="/static/([^"]+\.css)"', html)
    from django.contrib.staticfiles import finders

    whole = len(html) + sum(Path(finders.find(name.decode())).stat().st_size for name in sheets)
    assert len(sheets) == 5
    assert whole < 50_000


def test_the_office_enters_what_it_hears(cast, check):
    office = cast.client("staff")
    left = office.get(cast.url(f"safety/{check.pk}/phone/")).content.decode()
    chair = asked(check, cast.person["chair"])
    assert cast.person["chair"].shown_name in left
    office.post(cast.url(f"safety/asked/{chair.pk}/quick/"), {"tap": "no_answer"})
    assert CallNote.objects.get().result == "no_answer"
    assert not SafetyAnswer.objects.exists()
    office.post(cast.url(f"safety/asked/{chair.pk}/quick/"), {"tap": "stay"})
    found = SafetyAnswer.objects.get()
    assert (found.condition, found.coming, found.means) == ("fine", "no", "phone")
    assert found.entered_by == cast.person["staff"]
    assert cast.person["chair"].shown_name not in re.sub(
        r'class="message.*?</',
        "",
        office.get(cast.url(f"safety/{check.pk}/phone/")).content.decode().split('class="queue"')[1],
    )


def test_a_call_tries_the_emergency_contact_list(cast, check):
    """6(1): a call of the check is a call test of whoever stands on the list, good or bad."""
    contact = save_contact(
        cast.ctx("staff"), kind=ContactKind.CHAIR, name="議長", post=cast.post["chair"], phone_day="0999-1"
    )
    assert breaches("organization.contacts-checked", TODAY) == [("議長", "まだ一度も確認していません。")]
    actions.note_call(cast.ctx("staff"), person=cast.person["chair"], result="no_answer", check=check)
    assert len(breaches("organization.contacts-checked", TODAY)) == 1
    actions.enter_answer(cast.ctx("staff"), asked=asked(check, cast.person["chair"]), tap=Tap.COME)
    assert breaches("organization.contacts-checked", TODAY) == []
    results = list(ContactCheck.objects.filter(contact=contact).order_by("id").values_list("result", flat=True))
    assert results == [CheckResult.UNREACHED, CheckResult.REACHED]
    assert queries.lines_of(check)[0].phone in {"0999-1", ""}


def test_whoever_is_logged_in_answers_on_their_own_page(cast, check):
    member = cast.client("member")
    row = asked(check, cast.person["member"])
    assert check.title in member.get(cast.url("safety/mine/")).content.decode()
    member.post(cast.url("safety/mine/"), {"asked": str(row.pk), "tap": "come"})
    foreign = asked(check, cast.person["chair"])
    member.post(cast.url("safety/mine/"), {"asked": str(foreign.pk), "tap": "help"})
    assert list(SafetyAnswer.objects.values_list("asked__person", "means")) == [(cast.person["member"].pk, "screen")]


@pytest.mark.parametrize(
    ("role", "status"),
    [("chair", 200), ("deputy", 200), ("staff", 200), ("member", 403), ("caucus_head", 403), ("city_it", 403)],
)
def test_answers_are_for_the_office_and_the_chair(cast, check, role, status):
    actions.enter_answer(cast.ctx("staff"), asked=asked(check, cast.person["member"]), tap=Tap.HELP, note="家が傾いた")
    for path in ("", "phone.pdf", "tally.pdf"):
        assert cast.client(role).get(cast.url(f"safety/{check.pk}/{path}")).status_code == status
    shown = cast.client(role).get(cast.url(f"safety/{check.pk}/result/"))
    assert shown.status_code == 200
    assert "家が傾いた" not in shown.content.decode()
    assert (
        cast.person["member"].shown_name not in re.sub(r"<header.*?</header>", "", shown.content.decode(), flags=re.S)
        or role == "member"
    )


def test_what_was_answered_stands_in_no_ledger(cast, check):
    actions.enter_answer(
        cast.ctx("staff"), asked=asked(check, cast.person["member"]), tap=Tap.HELP, note="家が傾いた", means=Means.ORAL
    )
    kept = str(list(Detail.objects.values_list("payload", flat=True)))
    assert "家が傾いた" not in kept and "condition" not in kept
    assert "first_means" in kept


def test_the_figures_of_a_check(cast, check):
    """THR-7: send errors, delivered, answered, median, by channel; kept at the end without names."""
    for notice in Notice.objects.order_by("id")[:3]:
        note_sent(cast.system(), notice=notice)
    for _try in range(6):
        note_failed(cast.system(), notice=Notice.objects.order_by("id")[3], error="no such user")
    later = cast.ctx("staff", NOW + timedelta(minutes=8))
    actions.enter_answer(later, asked=asked(check, cast.person["member"]), tap=Tap.COME)
    actions.enter_answer(
        cast.ctx("staff", NOW + timedelta(minutes=30)), asked=asked(check, cast.person["chair"]), tap=Tap.HELP,
        means=Means.PAPER,
    )  # fmt: skip
    figures = queries.figures_of(check)
    assert (figures.asked, figures.addressed, figures.delivered, figures.failed) == (7, 7, 3, 1)
    assert (figures.answered, figures.percent, figures.median) == (2, 29, 19)
    assert figures.by_means == [["phone", 1, 8], ["paper", 1, 30]]
    closed = actions.close_check(
        later, check=check, closing=actions.Closing(lesson="番号が古い", due_on=TODAY + timedelta(days=9))
    )
    assert queries.figures_of(closed) == figures
    assert not any(person.shown_name in str(closed.figures) for person in cast.person.values())


def test_a_finished_test_is_a_drill_with_its_lesson(cast, check):
    with pytest.raises(ValidationError):
        actions.close_check(cast.ctx("staff"), check=check)
    actions.close_check(
        cast.ctx("staff"), check=check, closing=actions.Closing(lesson="番号が古い", due_on=TODAY + timedelta(days=9))
    )
    drill = Drill.objects.get()
    assert (drill.kind, drill.closed_on, drill.persons_called) == ("contact", TODAY, 7)
    assert drill.lessons.get().improvement.due_on == TODAY + timedelta(days=9)


def test_a_real_check_is_no_drill(cast):
    made = actions.start_check(cast.ctx("staff"), kind="real", title="台風")
    actions.close_check(cast.ctx("staff"), check=made)
    assert not Drill.objects.exists()
    with pytest.raises(ValidationError):
        actions.close_check(cast.ctx("staff"), check=made)


def test_answers_are_erased_on_their_day_and_figures_stay(cast, check):
    actions.enter_answer(cast.ctx("staff"), asked=asked(check, cast.person["member"]), tap=Tap.COME)
    with pytest.raises(ValidationError):
        actions.erase_answers(cast.ctx("staff"), check=check)
    actions.save_setting(cast.ctx("staff"), keep_days=30)
    actions.close_check(cast.ctx("staff"), check=check, closing=actions.Closing(nothing_because="できていた"))
    erase_old(NOW + timedelta(days=29))
    assert SafetyAnswer.objects.count() == 1
    erase_old(NOW + timedelta(days=30))
    assert SafetyAnswer.objects.count() == 0
    found = SafetyCheck.objects.get()
    assert found.erased_on == TODAY + timedelta(days=30)
    assert queries.figures_of(found).answered == 1
    page = cast.client("staff").get(cast.url(f"safety/{check.pk}/"))
    assert page.status_code == 200 and "に消しました" in page.content.decode()


def test_chasing_reaches_only_those_who_are_left(cast, check):
    actions.enter_answer(cast.ctx("staff"), asked=asked(check, cast.person["member"]), tap=Tap.COME)
    assert actions.chase(cast.ctx("staff"), check=check) == 6
    assert Notice.objects.filter(person=cast.person["member"]).count() == 1
    again = Notice.objects.filter(person=cast.person["chair"]).order_by("-id").first()
    assert "もう一度" in again.body and "これは訓練です" in again.body


@pytest.mark.parametrize(("audience", "count"), [("everyone", 7), ("members", 4), ("secretariat", 3)])
def test_who_is_asked(cast, audience, count):
    made = actions.start_check(cast.ctx("staff"), kind="test", title="訓練", audience=audience)
    assert made.asked_count == count


def test_one_caucus_alone(cast):
    with pytest.raises(ValidationError):
        actions.start_check(cast.ctx("staff"), kind="test", title="訓練", audience="unit")
    made = actions.start_check(cast.ctx("staff"), kind="test", title="訓練", audience="unit", unit=cast.unit["caucus"])
    assert {row.group for row in made.asked.all()} == {"会派"}


def test_the_papers(cast, check):
    office = cast.client("staff")
    actions.enter_answer(cast.ctx("staff"), asked=asked(check, cast.person["member"]), tap=Tap.COME)
    texts = {}
    for name in ("wall.pdf", "phone.pdf", "tally.pdf", "result.pdf"):
        data = office.get(cast.url(f"safety/{check.pk}/{name}"))
        assert data["Content-Type"] == "application/pdf"
        pdf = pypdfium2.PdfDocument(b"".join(data.streaming_content) if data.streaming else data.content)
        texts[name] = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert check.code in re.sub(r"\s", "", texts["wall.pdf"])
    assert cast.person["chair"].shown_name in texts["phone.pdf"]
    assert cast.person["member"].shown_name not in texts["phone.pdf"]
    assert cast.person["member"].shown_name in texts["tally.pdf"]
    assert "1 / 7" in texts["result.pdf"]
    slips = office.post(cast.url(f"safety/{check.pk}/slips/"))
    assert slips["Content-Type"] == "application/pdf"
    assert SafetyLink.objects.count() == 6


def test_another_assembly_sees_nothing(cast, neighbour, check):
    client = neighbour.client("staff")
    assert client.get(f"/a/yamabiko-cho/safety/{check.pk}/").status_code == 404
    assert Client().get(f"/anpi/yamabiko-cho/wall/{check.code}/").status_code == 404
