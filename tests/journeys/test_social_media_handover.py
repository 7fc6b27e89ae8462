"""The poster of an account changes: the sheet is printed, things are changed, and the board follows day by day."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.social import actions
from sakimori.measures.social.duties import SOCIAL
from sakimori.measures.social.models import AccountHandover
from sakimori.measures.social.tests.things import account, safe
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches
from tests.browser import axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LATE = TODAY + timedelta(days=8)


def test_somebody_else_posts_from_tomorrow(visitor, calendar):
    cast = visitor.cast
    with scope(cast.assembly.pk):
        found = safe(cast, account(cast))
        actions.publish_account(cast.ctx("staff"), account=found, is_official=True)
        actions.give_part(cast.ctx("staff"), account=found, part="poster", person=cast.person["staff"], from_date=TODAY)
    page = visitor.open(cast.url("social/"), "staff")
    press(page, page.get_by_role("link", name="X @minatono_gikai"))
    press(page, page.get_by_role("link", name=re.compile("引き継ぐ.*投稿する人")))
    page.get_by_label("人で決める").select_option(str(cast.person["manager"].pk))
    press(page, page.get_by_role("button", name="引き継ぐ"))
    assert axe(page) == []
    with page.expect_download() as sheet:
        page.get_by_role("link", name="引継書を印刷する（PDF）").click()
    assert sheet.value.suggested_filename.endswith(".pdf")
    page.get_by_label("パスワードを替えた日").fill(TODAY.isoformat())
    press(page, page.get_by_role("button", name="替えたものを記録する"))
    assert page.get_by_text("替えていないものがある").is_visible()

    with scope(cast.assembly.pk):
        assert breaches(SOCIAL, TODAY) == []
        handover = AccountHandover.objects.get()
        why = "人が替わったあと、パスワード・二要素認証・復旧用の連絡先を替えていません。"
        assert breaches(SOCIAL, LATE) == [("X @minatono_gikai", why)]
    calendar.go(LATE)
    page = visitor.open(cast.url(f"social/handovers/{handover.pk}/"), "staff")
    page.get_by_label("二要素認証を移した日").fill(LATE.isoformat())
    page.get_by_label("復旧用の連絡先を替えた日").fill(LATE.isoformat())
    press(page, page.get_by_role("button", name="替えたものを記録する"))
    assert page.get_by_text("済んだ", exact=True).is_visible()
    with scope(cast.assembly.pk):
        assert breaches(SOCIAL, LATE) == []

    citizen = visitor.open(f"/p/{cast.assembly.slug}/accounts/")
    assert citizen.get_by_text("@minatono_gikai").is_visible()
    assert axe(citizen) == []
