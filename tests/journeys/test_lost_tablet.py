"""A phone call about a tablet that was left on a train: case, register, papers, evidence, closed corrective action."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.improvements.actions import report_done, verify_improvement
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import State
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.types import Status
from sakimori.measures.intake.models import Report
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetState
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tablet(town):
    with scope(town.assembly.pk):
        return register_asset(
            town.ctx("staff"), kind="device", category="tablet", name="議員用タブレット", serial="SN-7"
        )


def fill(page, name: str, value: str) -> None:
    page.fill(f"[name={name}]", value)


def choose(page, name: str, value: str) -> None:
    page.check(f"[name={name}][value={value}]")


def limits_of(case: Case) -> list[str]:
    rows = case.clocks.filter(ended_on__isnull=True).exclude(key="lessons").order_by("due_at")
    return [str(row.pk) for row in rows]


def take_down(visitor, town, page) -> Report:
    """The office takes a call down, on a phone."""
    page.goto(visitor.address + town.url("intake/call/"))
    page.select_option("[name=kind]", "lost-device")
    choose(page, "nature", "happened")
    choose(page, "when", "now")
    fill(page, "text", "電車に忘れた")
    fill(page, "contact", "駅の遺失物係 0120-000-000")
    press(page, page.locator("main form button").last)
    with scope(town.assembly.pk):
        return Report.objects.get()


def open_it(visitor, town, page, report: Report) -> Case:
    """The report becomes a case in two forms."""
    page.goto(visitor.address + town.url(f"incidents/new/?report={report.pk}"))
    assert "電車に忘れた" in page.input_value("[name=text]")
    for name, value in (("happened", "real"), ("leaked", "maybe"), ("stopped", "no"), ("spread", "no")):
        choose(page, name, value)
    press(page, page.get_by_role("button", name="始める"))
    choose(page, "whose", "assembly")
    press(page, page.get_by_role("button", name="決めて、期限を出す"))
    assert axe(page) == []
    with scope(town.assembly.pk):
        return Case.objects.get()


def lose_and_find(visitor, town, page, case: Case, tablet: Asset) -> None:
    """Lost, in the register as well; then it comes back."""
    page.goto(visitor.address + town.url(f"incidents/{case.pk}/things/new/"))
    page.select_option("[name=asset]", str(tablet.pk))
    page.select_option("[name=effect]", "suspected")
    press(page, page.get_by_role("button", name="加える"))
    press(page, page.get_by_role("link", name=re.compile("紛失・盗難にする")))
    choose(page, "way", "lost")
    fill(page, "where", "電車の中")
    press(page, page.get_by_role("button", name="紛失・盗難にする"))
    with scope(town.assembly.pk):
        tablet.refresh_from_db()
        assert tablet.state == AssetState.LOST
    press(page, page.get_by_role("link", name=re.compile("結果を記録する")))
    choose(page, "is_found", "yes")
    fill(page, "outcome", "駅から戻った。画面はロックされていた。")
    press(page, page.get_by_role("button", name="記録する"))


def write_to_the_chair(visitor, town, page, case: Case) -> None:
    """One step by one press; a paper by one click, as PDF, and sent."""
    page.goto(visitor.address + town.url(f"incidents/{case.pk}/"))
    press(page, page.get_by_role("button", name=re.compile("いま済んだ")).first)
    assert page.get_by_text("済みにして、経過に書きました").count()
    page.goto(visitor.address + town.url(f"incidents/{case.pk}/papers/"))
    press(page, page.get_by_role("button", name="議長への報告"))
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    press(page, page.get_by_role("link", name="出したことを記録する"))
    fill(page, "how", "手渡し")
    press(page, page.get_by_role("button", name="記録する"))
    with scope(town.assembly.pk):
        assert case.clocks.get(key="chair").done_at
        waiting = limits_of(case)
    for key in waiting:
        page.goto(visitor.address + town.url(f"incidents/limits/{key}/done/"))
        press(page, page.get_by_role("button", name="済みにする"))


def close_it(visitor, town, page, case: Case) -> None:
    """Looked back, one lesson with a corrective action, closed."""
    page.goto(visitor.address + town.url(f"incidents/{case.pk}/review/write/"))
    fill(page, "cause", "網棚に置いた。")
    press(page, page.get_by_role("button", name="記録する"))
    press(page, page.get_by_role("link", name="教訓を記録する"))
    fill(page, "text", "貸すときに、手から離さないことを伝える。")
    fill(page, "due_on", (TODAY + timedelta(days=20)).isoformat())
    press(page, page.get_by_role("button", name="記録する"))
    press(page, page.get_by_role("link", name="完了する"))
    fill(page, "skip_rest", "端末が戻ったため")
    fill(page, "answer", "見つかりました。ありがとうございました。")
    press(page, page.get_by_role("button", name="完了する"))
    assert axe(page) == []


def test_from_a_phone_note_to_a_closed_corrective_action(visitor, town, tablet):
    page = visitor.open(town.url("incidents/"), "staff", PHONE)
    report = take_down(visitor, town, page)
    case = open_it(visitor, town, page, report)
    lose_and_find(visitor, town, page, case, tablet)
    write_to_the_chair(visitor, town, page, case)
    close_it(visitor, town, page, case)
    with scope(town.assembly.pk):
        case.refresh_from_db()
        report.refresh_from_db()
        assert (case.status, report.closed_on) == (Status.CLOSED, TODAY)
        mending = Improvement.objects.get(origin="incident")
        report_done(town.ctx("staff"), improvement=mending, done_on=TODAY, done_note="説明の紙に書いた。")
        verify_improvement(town.ctx("manager"), improvement=mending, verification="紙を見た。")
        assert Improvement.objects.get().state == State.CLOSED
    page.goto(visitor.address + town.url(f"incidents/{case.pk}/review/"))
    assert "改善措置 1: 完了" in re.sub(r"\s+", " ", page.inner_text("main"))
