"""Other ways in: lists that are scanned, tables of other organisers, own texts, newcomers, the counter."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.dates import fiscal_year
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.exchange.applying import Reading
from sakimori.foundation.files.actions import store_file
from sakimori.measures.learning import actions, newcomers
from sakimori.measures.learning.actions.sessions import record_attendance
from sakimori.measures.learning.models import Completion, CourseEdition, LearningCourse
from sakimori.measures.learning.tests.school import plan, required, session, shipped
from sakimori.measures.learning.tests.test_rules import join
from sakimori.measures.learning.types import Means
from sakimori.registers.turnover.teaching import learnt_by
from sakimori.testing import TODAY, Cast, action

NEWCOMER_SINCE = TODAY.replace(day=1)
TABLE = "受講者名,講座名,受講日,成績,主催\n髙橋 恵,サイバー演習,R8.10.2,修了,総務省の外郭団体\n"


@action("test.list-comes-back", permission=Permission.LEARNING_MANAGE, sentence="a list comes back")
def comes_back(ctx, printed, answer):  # type: ignore[no-untyped-def]
    """As the filing of a scan does."""
    record_attendance(ctx, printed, answer, store_file(ctx, name="list.txt", data=b"x"))


def test_a_list_that_was_passed_round_is_taken_in(cast: Cast) -> None:
    held = session(cast)
    printed = actions.print_attendance(cast.ctx("staff"), held).printed
    here, away = cast.person["member"], cast.person["chair"]
    comes_back(cast.ctx("staff"), printed, {str(here.pk): True, str(away.pk): False})
    done = Completion.objects.get()
    assert (done.person, done.attended, done.means) == (here, "list", Means.ROOM)


def test_results_of_others_come_in_and_only_once(cast: Cast) -> None:
    ctx = cast.ctx("staff")
    assert actions.import_results(ctx, content=TABLE.encode(), reading=Reading()).new == 1
    done = Completion.objects.get()
    assert (done.means, done.organiser, done.channel) == (Means.OUTSIDE, "総務省の外郭団体", "import")
    assert LearningCourse.objects.get().source == "outside"
    with pytest.raises(ValidationError):
        actions.import_results(ctx, content=TABLE.encode(), reading=Reading())
    assert Completion.objects.count() == 1


@pytest.mark.parametrize(
    "row", ["だれか,演習,R8.10.2,修了,市", "髙橋 恵,演習,R9.10.2,修了,市", "髙橋 恵,,R8.10.2,修了,市"]
)
def test_a_row_that_is_wrong_stops_everything(cast: Cast, row: str) -> None:
    with pytest.raises(ValidationError):
        actions.import_results(cast.ctx("staff"), content=f"{TABLE}{row}\n".encode(), reading=Reading())
    assert not Completion.objects.exists()


def test_what_went_out_can_come_back(cast: Cast) -> None:
    actions.import_results(cast.ctx("staff"), content=TABLE.encode(), reading=Reading())
    client = cast.client("staff")
    assert "サイバー演習" in client.get(cast.url("exchange/learning.csv")).content.decode("utf-8-sig")
    assert cast.client("member").get(cast.url("exchange/learning.csv")).status_code in {403, 404}


def test_a_fault_in_a_text_is_named_with_its_line(cast: Cast) -> None:
    client = cast.client("staff")
    url = cast.url("learning/courses/new/")
    text = client.get(url).context["form"].initial["text"]
    assert "見た目: 新しい研修" in client.post(url, {"text": text, "look": "1"}).content.decode()
    assert not CourseEdition.objects.exists()
    wrong = client.post(url, {"text": text.replace("- [x]", "- [ ]")})
    assert wrong.status_code == 422 and "行目:" in wrong.content.decode()
    assert client.post(url, {"text": text}).status_code == 302
    assert CourseEdition.objects.get().number == 1


@pytest.mark.parametrize(
    "svg",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><script>alert(1)</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect onload="alert(1)" width="1" height="1"/></svg>',
        '<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><image href="http://example.com/x.png"/></svg>',
        "\x89PNG\r\n",
    ],
)
def test_a_hostile_drawing_is_refused(cast: Cast, svg: str) -> None:
    course = actions.write_course(cast.ctx("staff"), text=_text())
    url, client = cast.url(f"learning/courses/{course.pk}/picture/"), cast.client("staff")
    answer = client.post(url, {"name": "bad", "file": SimpleUploadedFile("bad.svg", svg.encode("latin-1"))})
    assert answer.status_code == 422 and "図形だけのSVG" in answer.content.decode()
    good = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9" fill="#000"/></svg>'
    assert client.post(url, {"name": "good", "file": SimpleUploadedFile("a.svg", good.encode())}).status_code == 302
    with_it = _text().replace("## ", "## ", 1).replace("ここに本文を書きます。", "ここに本文。\n\n![四角](good)", 1)
    actions.write_course(cast.ctx("staff"), text=with_it, course=course)
    assert "<title>四角</title>" in client.get(cast.url(f"learning/courses/{course.pk}/")).content.decode()


def _text() -> str:
    from sakimori.measures.learning.texts import starting_text

    return starting_text()


def test_newcomers_are_asked_once_and_the_counter_and_turnover_know(cast: Cast) -> None:
    item = required(cast, year=plan(cast, newcomer_days=30))
    person = join(cast.system(), NEWCOMER_SINCE, 1)
    assert actions.ask_newcomers(cast.system()) == 1
    assert actions.ask_newcomers(cast.system()) == 0
    ask = Ask.objects.get()
    assert (ask.person, (ask.due_on - NEWCOMER_SINCE).days) == (person, 30)
    assert "済んでいません" in newcomers.untaught([person, cast.person["chair"]], TODAY)[person.pk]
    assert cast.person["chair"].pk not in newcomers.untaught([person, cast.person["chair"]], TODAY)
    state = learnt_by([person.pk, cast.person["chair"].pk], TODAY)
    assert set(state) == {person.pk} and state[person.pk].is_asked and not state[person.pk].is_done
    url = cast.url(f"lending/counter/?person={person.pk}")
    assert "必修の研修が済んでいません" in cast.client("staff").get(url).content.decode()
    actions.record_completion(cast.ctx("staff"), person=person, course=item.course, done_on=TODAY, means="room")
    assert newcomers.untaught([person], TODAY) == {} and learnt_by([person.pk], TODAY)[person.pk].is_done
    assert not Ask.objects.open().exists()


def test_last_years_november_counts_and_october_does_not(cast: Cast) -> None:
    item = required(cast)
    early, late = cast.person["member"], cast.person["chair"]
    for person, day in ((early, "2025-10-31"), (late, "2025-11-01")):
        actions.record_completion(
            cast.ctx("staff"), person=person, course=item.course, done_on=TODAY.fromisoformat(day), means="room"
        )
    actions.ask_for_course(cast.ctx("staff"), item=item)
    asked = set(Ask.objects.values_list("person__name", flat=True))
    assert early.name in asked and late.name not in asked
    assert fiscal_year(TODAY) == 2026


def test_names_of_those_left_are_the_offices(cast: Cast) -> None:
    item = required(cast)
    for path in (f"learning/required/{item.pk}/", "learning/left.pdf", f"learning/people/{cast.person['member'].pk}/"):
        assert cast.client("staff").get(cast.url(path)).status_code == 200
        for role in ("chair", "member", "caucus_head", "city_it", "auditor"):
            assert cast.client(role).get(cast.url(path)).status_code in {403, 404}, (role, path)
    page = cast.client("chair").get(cast.url("learning/")).content.decode()
    assert "0 / 7人" in page and cast.person["member"].name not in page


def test_the_neighbour_sees_and_reaches_nothing(cast: Cast, neighbour: Cast) -> None:
    held = session(cast, shipped(cast))
    from django.test import Client

    assert Client().get(f"/attend/{neighbour.assembly.slug}/{held.code}/").status_code == 404
    assert neighbour.client("staff").get(neighbour.url(f"learning/sessions/{held.pk}/")).status_code == 404
