"""One service from the first day to the proof of erasure; its terms, compared."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.papers.handovers import Leaving, handovers_of
from sakimori.measures.services import actions
from sakimori.measures.services.models import CloudService, TermsCopy
from sakimori.measures.services.queries import differences
from sakimori.measures.services.tests.things import CLOSED, permitted
from sakimori.registers.suppliers.tests.office import contract
from sakimori.testing import TODAY


def test_staff_complete_a_service_and_end_it(cast):
    service = permitted(cast, **CLOSED)
    staff, base = cast.client("staff"), cast.url(f"services/{service.pk}/")
    page = staff.get(base).content.decode()
    assert "足りないもの: 管理者、責任の分担、データの置き場所、やめるときの段取りと消し方" in page
    day = TODAY.isoformat()
    steps = (
        ("manager/", {"post": cast.post["manager"].pk, "person": "", "from_date": day}),
        ("safeguards/", {"place": "japan", "exit_plan": "取り出す", "erasure_plan": "証明書"}),
        ("logins/new/", {"name": "nagisa", "person": cast.person["staff"].pk, "from_date": day}),
    )
    for path, values in steps:
        assert staff.post(base + path, values).status_code == 302, path
    form = staff.get(base + "split/").context["form"]
    values = {name: field.initial or "" for name, field in form.fields.items()}
    assert staff.post(base + "split/", values).status_code == 302
    page = staff.get(base).content.decode()
    assert "必要なものが整っています" in page
    assert "控えを取り" in page
    assert staff.post(base + "end/", {"ended_on": day, "end_reason": "庁内のものに替えた"}).status_code == 302
    assert service.logins.get().to_date == TODAY
    refused = staff.post(base + "erased/", {"erased_on": day})
    assert refused.status_code == 422
    proof = SimpleUploadedFile("証明.pdf", b"%PDF-1.7\n%%EOF")
    assert staff.post(base + "erased/", {"erased_on": day, "file": proof}).status_code == 302
    service.refresh_from_db()
    assert service.erased_on == TODAY
    assert staff.get(base + "proof/")["Content-Type"] == "application/pdf"


def test_changed_terms_show_what_changed(cast):
    service = permitted(cast)
    staff, new = cast.client("staff"), cast.url(f"services/{service.pk}/terms/new/")
    first = "第1条 データは日本に置く。\n第2条 30日前に知らせる。"
    assert staff.post(new, {"taken_on": TODAY.isoformat(), "text": first}).status_code == 302
    copy = TermsCopy.objects.get()
    url = cast.url(f"services/terms/{copy.pk}/")
    answer = {"reviewed_on": TODAY.isoformat(), "outcome": "accepted", "note": ""}
    assert staff.post(url, answer).status_code == 422
    assert staff.post(url, {**answer, "note": "知らせが遅い"}).status_code == 302
    copy.refresh_from_db()
    assert (copy.reviewed_on, copy.reviewed_by) == (TODAY, cast.person["staff"])

    file = SimpleUploadedFile("terms.txt", "第1条 データは国外にも置く。\n第2条 30日前に知らせる。".encode())
    assert staff.post(new, {"taken_on": TODAY.isoformat(), "file": file}).status_code == 302
    second = TermsCopy.objects.get(number=2)
    page = staff.get(cast.url(f"services/terms/{second.pk}/")).content.decode()
    assert "前の写しから変わっています" in page
    assert "<ins>＋ 第1条 データは国外にも置く。" in page
    assert "<del>－ 第1条 データは日本に置く。" in page
    assert copy.sha256 in page
    assert staff.get(cast.url(f"services/terms/{second.pk}/file/")).status_code == 200


def test_the_same_terms_are_told_to_be_the_same(cast):
    service = permitted(cast)
    ctx = cast.ctx("staff")
    for _turn in range(2):
        copy = actions.take_terms(ctx, service=service, taken_on=TODAY, text="変わらない規約")
    page = cast.client("chair").get(cast.url(f"services/terms/{copy.pk}/")).content.decode()
    assert "一字も変わっていません" in page


def test_only_lines_around_a_change_are_shown():
    old = [f"{n}行目" for n in range(20)]
    new = [*old[:10], "新しい行", *old[10:]]
    rows = differences("\n".join(old), "\n".join(new))
    assert [row.text for row in rows if row.kind == "added"] == ["新しい行"]
    assert len([row for row in rows if row.kind == "same"]) == 4


def test_a_leaver_hands_over_services_and_log_ins(cast):
    service = permitted(cast)
    ctx = cast.ctx("staff")
    actions.name_manager(ctx, service=service, post=cast.post["staff"], from_date=TODAY)
    actions.add_login(ctx, service=service, name="nagisa", person=cast.person["staff"], from_date=TODAY)
    leaving = Leaving(cast.post["staff"], cast.person["staff"], TODAY + timedelta(days=1))
    rows = [row.label for handover, found in handovers_of(ctx, leaving) for row in found]
    assert service.name in rows
    assert f"{service.name} nagisa" in rows


def test_the_list_of_the_office_comes_in_and_goes_out(cast):
    text = "サービス名,用途,利用開始日,機密性\nみなぎ便,資料の受渡し,2026-04-01,公開してよいものだけ（機密性1）\n"
    staff = cast.client("staff")
    file = SimpleUploadedFile("list.csv", text.encode())
    sent = staff.post(cast.url("exchange/"), {"register": "cloud-services", "file": file})
    assert sent.status_code == 302, sent.content.decode()
    page = staff.get(sent["Location"]).content.decode()
    assert "みなぎ便" in page
    taken = staff.get(cast.url("services/?as=csv"))
    assert taken.status_code == 200
    actions.register_service(cast.ctx("staff"), name="みなぎ便", purpose="資料の受渡し", started_on=TODAY)
    assert "みなぎ便" in staff.get(cast.url("services/?as=csv")).content.decode("utf-8-sig")
    assert CloudService.objects.count() == 1


def test_the_page_of_a_contract_shows_the_services_under_it(cast):
    service, under = permitted(cast, **CLOSED), contract(cast)
    there, staff = cast.url(f"suppliers/contracts/{under.pk}/"), cast.client("staff")
    assert "この契約のクラウドサービス" not in staff.get(there).content.decode()
    actions.edit_service(cast.ctx("staff"), service=service, contract=under)
    assert cast.url(f"services/{service.pk}/") in staff.get(there).content.decode()
    actions.end_service(cast.ctx("staff"), service=service, ended_on=TODAY, end_reason="庁内のものに替えた")
    assert "に、使うのをやめた" in staff.get(there).content.decode()
