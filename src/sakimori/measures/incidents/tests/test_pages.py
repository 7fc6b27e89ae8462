"""The pages: a person in a hurry goes from a report to a case in two forms; who may only read finds no buttons."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.measures.incidents import actions
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.tests.cases import begin
from sakimori.measures.incidents.types import LineKind
from sakimori.measures.intake.actions import file_report

TABS = ("", "things/", "evidence/", "papers/", "review/")
OPEN = {
    "kind": "lost-device", "text": "駅に置き忘れた", "noticed_at": "2026-11-23T09:30", "happened_at": "", "title": "",
    "happened": "real", "leaked": "maybe", "stopped": "no", "spread": "no", "restricted_because": "",
}  # fmt: skip


def test_two_forms_from_a_phone_call_to_running_limits(cast):
    client = cast.client("staff")
    answer = client.post(cast.url("incidents/new/"), OPEN)
    case = Case.objects.get()
    assert answer["Location"].endswith(f"/{case.pk}/whose/")
    assert case.title == "端末・媒体の紛失・盗難"
    sent = {"whose": ["assembly", "mayor"], "has_persons": "maybe", "persons_count": ""}
    assert client.post(answer["Location"], sent).status_code == 302
    page = client.get(cast.url(f"incidents/{case.pk}/")).content.decode()
    assert "市のCSIRT・情報部門へ連絡" in page and "個人情報保護委員会への速報" in page
    assert client.post(cast.url(f"incidents/steps/{case.tasks.first().pk}/tick/")).status_code == 302
    assert case.lines.filter(kind=LineKind.TASK).count() == 1


def test_a_report_fills_the_form_in(cast):
    ctx = cast.ctx("staff")
    report = file_report(
        ctx, once=uuid4(), kind="phishing", nature="near_miss", means="phone", text="変なメール", contact="議員"
    ).report
    page = cast.client("staff").get(cast.url(f"incidents/new/?report={report.pk}")).content.decode()
    assert "変なメール" in page and 'value="phishing" ' in page
    answer = cast.client("staff").post(
        cast.url(f"incidents/new/?report={report.pk}"), OPEN | {"kind": "phishing", "happened": "near"}
    )
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.case_id == Case.objects.get().pk
    assert cast.client("staff").get(cast.url("incidents/new/?report=nonsense")).status_code == 200


def test_readers_see_and_do_not_touch(cast):
    case = begin(cast)
    chair = cast.client("chair")
    for tab in TABS:
        page = chair.get(cast.url(f"incidents/{case.pk}/{tab}"))
        assert page.status_code == 200
        main = page.content.decode().partition("<main")[2].partition("</main>")[0]
        assert "<form" not in main, tab
    for role in ("member", "caucus_head", "auditor", "city_it"):
        assert cast.client(role).get(cast.url("incidents/")).status_code == 403
    assert chair.post(cast.url(f"incidents/{case.pk}/level/"), {}).status_code == 403


def test_english_readers_get_grounds_in_english(cast):
    case = begin(cast)
    client = cast.client("staff")
    client.cookies["django_language"] = "en"
    page = client.get(cast.url(f"incidents/{case.pk}/")).content.decode()
    assert "Tell the city&#x27;s CSIRT" in page
    assert "市のCSIRT・情報部門へ連絡" not in page


def test_an_exercise_is_marked_on_every_tab(cast):
    case = begin(cast)
    drill = actions.open_case(
        cast.ctx("staff"), title="机上", kind="other", noticed_at=case.noticed_at, answers={"happened": "real"},
        is_exercise=True,
    )  # fmt: skip
    for tab in TABS:
        assert "これは訓練です" in cast.client("staff").get(cast.url(f"incidents/{drill.pk}/{tab}")).content.decode()
        assert "これは訓練です" not in cast.client("staff").get(cast.url(f"incidents/{case.pk}/{tab}")).content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL adds the statements that set the assembly")
def test_pages_need_few_statements_however_much_a_case_holds(cast):
    case = begin(cast)
    client = cast.client("staff")
    # What is there once brings its own statement; what is there again must not.
    actions.take_evidence(cast.ctx("staff"), case=case, title="x", handed_by="x", kept_at="x", name="x.txt", data=b"x")

    def count() -> dict[str, int]:
        found = {}
        for name in (*(f"{case.pk}/{tab}" for tab in TABS), "", "figures/", "settings/"):
            client.get(cast.url(f"incidents/{name}"))
            with CaptureQueriesContext(connection) as caught:
                assert client.get(cast.url(f"incidents/{name}")).status_code == 200
            found[name] = len(caught)
        return found

    few = count()
    assert max(few.values()) <= 12, few
    for number in range(6):
        actions.write_line(
            cast.ctx("staff"), case=case, kind=LineKind.FACT, text=f"{number}",
            mentioned=actions.Mentioned(party=cast.person["member"], indicator=f"{number}", minutes=5),
        )  # fmt: skip
        actions.take_evidence(
            cast.ctx("staff"), case=case, title="x", handed_by="x", kept_at="x", name="x.txt", data=b"x"
        )
        actions.make_paper(cast.ctx("staff"), case=case, kind="internal")
        begin(cast, title=f"ほか{number}")
    assert count() == few
