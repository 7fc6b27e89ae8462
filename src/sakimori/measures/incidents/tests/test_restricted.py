"""A restricted case is seen by those who may and those who were named; for everybody else it is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sakimori.foundation.access.rules import decide
from sakimori.foundation.ledger.models import Entry
from sakimori.measures.cards.pack import write
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.dates import DATES
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.tests.cases import begin
from sakimori.measures.incidents.types import LineKind
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches

SECRET = "岬議員のIDが使われた"
KEY = "operation.incidents-handled"


@pytest.fixture
def case(cast):
    return begin(cast, "manager", kind="account-misuse", title=SECRET, restricted_because="議員が関わるため")


def pages(cast, case):
    yield from (cast.url(f"incidents/{case.pk}/{tab}") for tab in ("", "things/", "evidence/", "papers/", "review/"))
    yield cast.url(f"incidents/{case.pk}/case.pdf")
    yield cast.url(f"incidents/{case.pk}/level/")


def test_others_find_nothing_anywhere(cast, case):
    task, clock, line = case.tasks.first(), case.clocks.first(), case.lines.first()
    staff = cast.client("staff")
    assert all(staff.get(url).status_code == 404 for url in pages(cast, case))
    assert staff.post(cast.url(f"incidents/steps/{task.pk}/tick/")).status_code == 404
    assert staff.get(cast.url(f"incidents/limits/{clock.pk}/done/")).status_code == 404
    assert staff.get(cast.url(f"incidents/lines/{line.pk}/correct/")).status_code == 404
    assert SECRET not in staff.get(cast.url("incidents/")).content.decode()
    assert SECRET not in staff.get(cast.url("incidents/?as=csv")).content.decode()
    assert SECRET not in staff.get(cast.url("calendar/")).content.decode()
    for role in ("manager", "chair"):
        client = cast.client(role)
        assert SECRET in client.get(cast.url("incidents/")).content.decode()
        assert client.get(cast.url(f"incidents/{case.pk}/")).status_code == 200


def test_acts_are_refused_as_well(cast, case):
    with pytest.raises(PermissionDenied):
        actions.write_line(cast.ctx("staff"), case=case, kind=LineKind.FACT, text="見えないはず")
    with pytest.raises(PermissionDenied):
        actions.tick_task(cast.ctx("staff"), task=case.tasks.first())


def test_whoever_was_named_sees_it(cast, case):
    assert not decide(cast.ctx("staff"), case)
    actions.name_readers(cast.ctx("manager"), case=case, people=[cast.person["staff"]], reason="担当する")
    assert decide(cast.ctx("staff"), case)
    assert cast.client("staff").get(cast.url(f"incidents/{case.pk}/")).status_code == 200
    # A member holds no right to read incidents, named or not.
    actions.name_readers(cast.ctx("manager"), case=case, people=[cast.person["member"]], reason="本人")
    assert cast.client("member").get(cast.url(f"incidents/{case.pk}/")).status_code == 403


def test_whoever_restricts_their_own_case_goes_on_seeing_it(cast):
    case = begin(cast, "staff", title=SECRET, restricted_because="議員が関わるため")
    assert decide(cast.ctx("staff"), case)
    ordinary = begin(cast, "staff", title="ふつうの件")
    actions.restrict(cast.ctx("staff"), case=ordinary, reason="議員が関わると分かった")
    assert decide(cast.ctx("staff"), ordinary)
    actions.unrestrict(cast.ctx("staff"), case=ordinary, reason="関わらないと分かった")
    assert Case.objects.get(pk=ordinary.pk).restricted_reason == ""


def test_the_ledger_says_that_something_was_done_and_nothing_more(cast, case):
    entry = Entry.objects.order_by("-sequence").first()
    told = cast.client("staff").get(cast.url(f"ledger/{entry.sequence}/")).content.decode()
    assert "見てよい人だけ" in told
    assert SECRET not in told and "議員が関わるため" not in told
    assert SECRET in cast.client("manager").get(cast.url(f"ledger/{entry.sequence}/")).content.decode()


def test_duty_calendar_and_pack_name_it_neutrally(cast, case):
    later = TODAY + timedelta(days=60)
    for label, reason in breaches(KEY, later):
        assert SECRET not in label and "IDの" not in reason
        assert case.code in label
    found = list(DATES.between(cast.ctx("manager"), TODAY, later))
    assert found and all(SECRET not in thing.title for thing in found)
    assert not list(DATES.between(cast.ctx("staff"), TODAY, later))
    words = repr([(one.title, one.paragraphs, one.rows) for one in write(cast.system(), is_restricted=False).sections])
    assert case.code in words and SECRET not in words
    closed = write(cast.system(), is_restricted=True).sections
    assert SECRET in repr([(one.title, one.paragraphs, one.rows) for one in closed])


def test_a_corrective_action_names_no_title_of_it(cast, case):
    lesson = actions.add_lesson(
        cast.ctx("manager"), case=case, text="IDの使い方を年に一度伝える。", due_on=TODAY + timedelta(days=30)
    )
    assert lesson.improvement.origin_text == case.neutral_title
    assert SECRET not in lesson.improvement.origin_text
