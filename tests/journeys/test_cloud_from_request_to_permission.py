"""A member asks on a phone whether a service may be used; the office and the chair decide; the office completes it."""

from __future__ import annotations

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.services.duties import CLOUD
from sakimori.measures.services.models import CloudService, UseRequest
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def choose(page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def test_from_five_questions_to_a_permission(visitor):
    cast = visitor.cast
    page = visitor.open(cast.url("services/allowed/"), "member", width=PHONE)
    press(page, page.get_by_role("link", name="利用を申請する"))
    page.get_by_label("何を使いたいですか").fill("みなぎ文書")
    page.get_by_label("何のために使いますか").fill("委員会の資料を配る")
    for name, value in (
        ("kind", "cloud"),
        ("limit", "2"),
        ("users", "unit"),
        ("terms", "click"),
        ("place", "japan"),
        ("can_leave", "yes"),
    ):
        choose(page, name, value)
    press(page, page.get_by_role("button", name="先に見込みを見る"))
    assert page.get_by_text("使えない見込み").first.is_visible()
    assert page.get_by_text("→ 議長").is_visible()
    choose(page, "terms", "contract")
    press(page, page.get_by_role("button", name="申請する", exact=True))
    assert page.get_by_text("承認を待っています。").is_visible()
    assert axe(page) == []

    with scope(cast.assembly.pk):
        application = UseRequest.objects.get().application_id
    for role in ("secretary_general", "chair"):
        desk = visitor.open(cast.url(f"applications/{application}/"), role)
        press(desk, desk.get_by_role("button", name="承認する"))
    page.reload()
    assert page.get_by_text("まで使えます。").is_visible()

    with scope(cast.assembly.pk):
        service = CloudService.objects.get()
        assert service.started_on == TODAY
        assert breaches(CLOUD, TODAY) != []
    office = visitor.open(cast.url(f"services/{service.pk}/"), "staff")
    press(office, office.get_by_role("link", name="管理者を決める"))
    office.get_by_label("職で決める").select_option(str(cast.post["manager"].pk))
    press(office, office.get_by_role("button", name="決める"))
    press(office, office.get_by_role("link", name="責任の分担を決める"))
    press(office, office.get_by_role("button", name="記録する"))
    press(office, office.get_by_role("link", name="置き場所と段取りを記録する"))
    office.get_by_label("やめるときの段取り").fill("年度末までに資料を取り出す。")
    office.get_by_label("データの消し方").fill("提供者の消去の証明書を受け取る。")
    press(office, office.get_by_role("button", name="記録する"))
    assert office.get_by_text("必要なものが整っています").is_visible()
    assert axe(office) == []
    with scope(cast.assembly.pk):
        assert breaches(CLOUD, TODAY) == []
