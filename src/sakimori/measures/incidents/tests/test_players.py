"""An exercise has players: who plays what, for whom a card is, in which part something was decided (THR-10)."""

from __future__ import annotations

import pypdfium2
import pytest
from django.core.exceptions import ValidationError

from sakimori.measures.drills.content import scenario
from sakimori.measures.drills.models import Drill
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.models import Case, Inject, Line, Player
from sakimori.measures.incidents.tests.cases import begin, finish
from sakimori.measures.incidents.types import LineKind
from sakimori.testing import NOW


@pytest.fixture
def exercise(cast):
    """Begun on its page: the chair leads, the staff writes down."""
    sent = {
        "scenario": "ransomware", "kind": "ransomware", "title": "",
        "role_head": str(cast.person["chair"].pk), "role_recorder": str(cast.person["staff"].pk),
    }  # fmt: skip
    assert cast.client("staff").post(cast.url("incidents/exercise/"), sent).status_code == 302
    return Case.objects.get(is_exercise=True)


def text_of(content: bytes) -> str:
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    return "".join(text.split())


def test_players_are_chosen_at_the_beginning_and_during_it(cast, exercise):
    staff, address = cast.client("staff"), cast.url(f"incidents/{exercise.pk}/")
    page = staff.get(address).content.decode()
    assert "参加者と役" in page and "本部長" in page and "海野 誠一" in page
    new = f"{address}players/new/"
    own = {"role": "own", "own_role": "", "person": "", "name": "新聞の記者"}
    assert staff.post(new, own).status_code == 422, "a part of one's own has a name"
    assert staff.post(new, own | {"own_role": "報道の役", "name": ""}).status_code == 422, "somebody plays it"
    assert staff.post(new, own | {"own_role": "報道の役"}).status_code == 302
    assert staff.post(new, {"role": "press", "person": str(cast.person["deputy"].pk), "name": ""}).status_code == 302
    assert staff.post(new, {"role": "press", "person": str(cast.person["deputy"].pk), "name": ""}).status_code == 422
    assert [row.role_words for row in exercise.players.order_by("id")] == ["本部長", "記録係", "報道の役", "広報"]
    gone = exercise.players.get(role="press")
    assert staff.post(cast.url(f"incidents/players/{gone.pk}/remove/")).status_code == 302
    assert not Player.objects.filter(role="press").exists()
    assert exercise.lines.filter(text__contains="役を外れた: 広報").exists()


def test_a_card_says_for_whom_it_is(cast, exercise):
    staff, card = cast.client("staff"), exercise.injects.order_by("minute").first()
    assert staff.post(cast.url(f"incidents/cards/{card.pk}/to/"), {"to": "head"}).status_code == 302
    page = staff.get(cast.url(f"incidents/{exercise.pk}/")).content.decode()
    assert "→ <strong>本部長</strong>（海野 誠一）" in page
    staff.post(cast.url(f"incidents/cards/{card.pk}/"))
    assert exercise.lines.get(kind=LineKind.INJECT).whom == "本部長"
    with pytest.raises(ValidationError):
        actions.address_inject(cast.ctx("staff"), inject=Inject.objects.get(pk=card.pk), to="press")
    sent = {"minute": "5", "text": "記者が来た。", "to": "press"}
    assert staff.post(cast.url(f"incidents/{exercise.pk}/cards/new/"), sent).status_code == 302
    assert exercise.injects.get(text="記者が来た。").to_words == "広報"


def test_a_decision_says_in_which_part_it_was_made(cast, exercise):
    staff, new = cast.client("staff"), cast.url(f"incidents/{exercise.pk}/lines/new/")
    form = staff.get(new).content.decode()
    assert "どの役としてか" in form and "本部長（海野 誠一）" in form
    sent = {"kind": "decision", "role": "head", "at": NOW.strftime("%Y-%m-%dT%H:%M"), "text": "回線を切る。"}
    assert staff.post(new, sent).status_code == 302
    line = Line.objects.get(text="回線を切る。")
    assert line.role == "head"
    actions.correct_line(cast.ctx("staff"), line=line, text="回線を全部切る。")
    assert Line.objects.get(corrects=line).role == "head"
    assert "本部長として" in staff.get(cast.url(f"incidents/{exercise.pk}/")).content.decode()
    real = begin(cast)
    assert "どの役としてか" not in staff.get(cast.url(f"incidents/{real.pk}/lines/new/")).content.decode()
    with pytest.raises(ValidationError):
        actions.write_line(cast.ctx("staff"), case=real, kind=LineKind.DECISION, text="決めた。", role="head")
    with pytest.raises(ValidationError):
        actions.add_player(cast.ctx("staff"), case=real, role="head", name="だれか")


def test_the_record_and_the_drill_of_the_year_name_the_players(cast):
    parts = [("head", cast.person["chair"]), ("recorder", cast.person["staff"])]
    found = scenario("ransomware", "ja")
    exercise = actions.open_exercise(cast.ctx("staff"), scenario=found, kind="ransomware", players=parts)
    actions.write_line(cast.ctx("staff"), case=exercise, kind=LineKind.DECISION, text="回線を切る。", role="head")
    actions.add_player(cast.ctx("staff"), case=exercise, role="security", person=cast.person["chair"])
    staff = cast.client("staff")
    paper = text_of(staff.get(cast.url(f"incidents/{exercise.pk}/case.pdf")).content)
    assert "参加者と役" in paper and "（本部長として）回線を切る。" in paper
    finish(cast, exercise)
    drill = Drill.objects.get()
    assert {row.words for row in drill.participants.select_related("person", "unit")} == {
        "海野 誠一（本部長、情報セキュリティ管理者）",
        f"{cast.person['staff'].shown_name}（記録係）",
    }
    assert "海野 誠一（本部長" in staff.get(cast.url(f"drills/{drill.pk}/")).content.decode()
    assert "海野誠一（本部長" in text_of(staff.get(cast.url(f"drills/{drill.pk}/result.pdf")).content)
    # Opened again and over a second time, it is one drill.
    again = actions.reopen_case(cast.ctx("staff"), case=Case.objects.get(pk=exercise.pk), reason="書き足す")
    actions.close_case(cast.ctx("staff"), case=again)
    assert Drill.objects.count() == 1
