"""The check of a unit: drawn by a seed that anybody can use again, looked at, closed; what was found is put right."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sakimori.assurance.inspections import actions
from sakimori.assurance.inspections.models import ComplianceCheck
from sakimori.assurance.inspections.types import Seen
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches, due_days

KEY = "operation.compliance-checked"
DUTY = "compliance.acknowledged"


def test_the_office_draws_looks_and_closes(cast):
    adopt(cast, days_ago=90)
    staff, unit = cast.client("staff"), cast.unit["secretariat"]
    sent = {"unit": str(unit.pk), "duty": DUTY, "size": "3", "seed": "令和8年度"}
    assert staff.post(cast.url("inspections/checks/new/"), sent).status_code == 302
    check = ComplianceCheck.objects.get()
    by_hand = sorted(check.population, key=lambda key: hashlib.sha256(f"令和8年度:{key}".encode()).hexdigest())[:3]
    draws = list(check.draws.order_by("position"))
    assert [str(draw.subject_id) for draw in draws] == by_hand
    page = cast.url(f"inspections/checks/{check.pk}/")
    assert "同じ対象になることを確かめました" in staff.get(page).content.decode()
    early = staff.post(page + "close/", {"note": ""})
    assert early.status_code == 422 and "まだ見ていない対象" in early.content.decode()
    for place, draw in enumerate(draws):
        answer = {"result": "finding" if place == 0 else "conform", "note": "記録がない。" if place == 0 else ""}
        assert staff.post(cast.url(f"inspections/checks/draws/{draw.pk}/"), answer).status_code == 302
    close = {"note": "1件だけ。", "due_on": (TODAY + timedelta(days=30)).isoformat()}
    assert staff.post(page + "close/", close).status_code == 302
    mending = Improvement.objects.get()
    assert (mending.origin, mending.unit, mending.duty) == (Origin.CHECK, unit, DUTY)
    assert draws[0].label in mending.finding
    assert staff.get(page + "check.pdf").content.startswith(b"%PDF")
    assert "守られていないもの1件" in staff.get(cast.url("inspections/checks/")).content.decode()


def test_a_closed_check_is_the_check_of_its_unit(cast):
    adopt(cast, days_ago=90)
    ctx, unit = cast.ctx("staff"), cast.unit["secretariat"]
    check = actions.draw_check(ctx, unit=unit, duty=DUTY, size=1)
    for draw in check.draws.all():
        actions.see_draw(ctx, draw=draw, result=Seen.CONFORM)
    assert breaches(KEY, TODAY + timedelta(days=400)) == [] == list(due_days(KEY, TODAY)), "nothing has begun"
    actions.close_check(ctx, check=check, note="")
    assert TODAY + timedelta(days=365) in due_days(KEY, TODAY)
    names = [what for what, _why in breaches(KEY, TODAY + timedelta(days=366))]
    assert unit.name in names
    assert breaches(KEY, TODAY + timedelta(days=365)) == []
    assert due_days(KEY, TODAY - timedelta(days=1)) == set()


def test_what_a_check_refuses(cast):
    ctx, unit = cast.ctx("staff"), cast.unit["secretariat"]
    for wrong in ({"duty": "no.such"}, {"size": 0}, {"size": 51}, {"duty": DUTY}):
        with pytest.raises(ValidationError):
            actions.draw_check(ctx, unit=unit, **({"duty": DUTY, "size": 1} | wrong))
    adopt(cast, days_ago=90)
    check = actions.draw_check(ctx, unit=unit, duty=DUTY, size=1)
    draw = check.draws.get()
    with pytest.raises(ValidationError, match="確かめた内容"):
        actions.see_draw(ctx, draw=draw, result=Seen.FINDING)
    actions.see_draw(ctx, draw=draw, result=Seen.FINDING, note="違う。")
    with pytest.raises(ValidationError, match="直す期限"):
        actions.close_check(ctx, check=check, note="")
    actions.close_check(ctx, check=check, note="", due_on=TODAY + timedelta(days=5))
    with pytest.raises(ValidationError, match="すでに終わっています"):
        actions.see_draw(ctx, draw=draw, result=Seen.CONFORM)
