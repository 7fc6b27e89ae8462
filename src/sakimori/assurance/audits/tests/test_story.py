"""An audit through the pages: planned by the office, conducted by the auditor, answered, mended, seen again, closed."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sakimori.assurance.audits.models import (
    Audit,
    AuditFinding,
    AuditItem,
    AuditItemFile,
    Auditor,
    AuditSample,
    AuditYear,
    SampleDraw,
)
from sakimori.assurance.audits.tests.making import clauses, reported, under_way
from sakimori.assurance.conformance.drawing import drawn
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.improvements.models import Improvement
from sakimori.policy.clauses.actions import ask_everyone
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.registers.lending.tests.things import png
from sakimori.testing import TODAY

DUTY = "compliance.acknowledged"


def post(client, url, **values):
    answer = client.post(url, values)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_year_is_decided_even_if_it_is_none(cast):
    staff = cast.client("staff")
    assert "まだ決めていません" in text(staff, cast.url("audits/"))
    url = cast.url("audits/years/2026/")
    values = {
        "choice": "none",
        "reason": "",
        "decided_on": TODAY.isoformat(),
        "decided_by": str(cast.person["chair"].pk),
    }
    assert staff.post(url, values).status_code == 422
    assert cast.client("chair").post(url, values).status_code == 403
    post(staff, url, **values | {"reason": "昨年度の改善を先に終えるため。"})
    row = AuditYear.objects.get()
    assert (row.choice, row.decided_by) == ("none", cast.person["chair"])
    page = text(cast.client("chair"), cast.url("audits/"))
    assert "この年度は行わない" in page and "昨年度の改善を先に終えるため。" in page and "海野 誠一" in page
    post(staff, url, **values | {"choice": "annual", "reason": "市の監査委員に頼める。"})
    assert AuditYear.objects.get().choice == "annual"


def test_from_plan_to_closed_action(cast):  # noqa: PLR0915  one story
    staff, auditor = cast.client("staff"), cast.client("auditor")
    (clause,) = clauses(cast, "5")
    plan = {
        "title": "令和8年度監査",
        "kind": "city",
        "aim": "遵守の確認",
        "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=20)).isoformat(),
        "clauses": [str(clause.pk)],
        "units": [str(cast.unit["secretariat"].pk)],
    }
    assert staff.post(cast.url("audits/new/"), plan | {"clauses": []}).status_code == 422
    post(staff, cast.url("audits/new/"), **plan)
    audit = Audit.objects.get()
    here = cast.url(f"audits/{audit.pk}/")
    assert auditor.get(here).status_code == 404
    period = {"from_date": TODAY.isoformat(), "to_date": (TODAY + timedelta(days=90)).isoformat()}
    post(
        staff,
        f"{here}auditors/",
        person=str(cast.person["auditor"].pk),
        affiliation="市監査委員",
        is_lead="on",
        **period,
    )
    assert auditor.get(cast.url(""), follow=True).redirect_chain[-1][0].endswith("/audits/mine/")
    assert "令和8年度監査" in text(auditor, cast.url("audits/mine/"))
    ask_everyone(cast.ctx("staff"), version=PolicyVersion.objects.get(), due_on=TODAY + timedelta(days=9))

    post(auditor, f"{here}start/")
    item = AuditItem.objects.get(key=DUTY)
    page = text(auditor, f"{here}clauses/{item.scope_id}/")
    assert clause.text.split("。")[0] in page and "足りないもの" in page and "監査を始めました" in page
    line = f"{here}items/{item.pk}/"
    refused = auditor.post(line, {"result": "finding", "note": ""})
    assert refused.status_code == 422 and "確かめた内容を入力してください" in refused.content.decode()
    bad = SimpleUploadedFile("x.exe", b"MZ" + bytes(60))
    refused = auditor.post(line, {"result": "finding", "note": "2人分ない。", "proof": bad})
    assert refused.status_code == 422 and AuditItemFile.objects.count() == 0
    photo = SimpleUploadedFile("list.png", png(), "image/png")
    post(auditor, line, result="finding", note="2人分ない。", proof=photo)
    item.refresh_from_db()
    assert item.figures["population"] == 7 and item.checked_by == cast.person["auditor"]
    stored = AuditItemFile.objects.get()
    assert auditor.get(f"{here}files/{stored.pk}/").status_code == 200
    post(auditor, f"{here}clauses/{item.scope_id}/question/", text="新人に説明しましたか。")

    post(auditor, f"{here}clauses/{item.scope_id}/duties/{DUTY}/sample/", size="3", seed="令和8")
    sample = AuditSample.objects.get()
    draws = list(SampleDraw.objects.order_by("position"))
    assert [str(draw.subject_id) for draw in draws] == drawn("令和8", sample.population, 3)
    post(auditor, f"{here}draws/{draws[0].pk}/", result="conform", note="署名を見た。")
    assert "引き直し、同じ対象になることを確かめました" in text(auditor, f"{here}samples/{sample.pk}/")

    finding = {"grade": "minor", "title": "確認の記録がない", "text": "2人分の記録がない。"}
    post(auditor, f"{here}clauses/{item.scope_id}/finding/?duty={DUTY}", **finding)
    found = AuditFinding.objects.get()
    post(auditor, f"{here}report/", summary="おおむね守られている。", method="記録の閲覧と聞取り")
    assert auditor.post(line, {"result": "conform", "note": "直す"}).status_code == 403

    post(staff, f"{here}deliver/", delivered_on=TODAY.isoformat(), to="海野議長", how="手渡し")
    assert "まだ回答していない指摘" in staff.post(f"{here}answered/").content.decode()
    owner = cast.person["manager"]
    answer = {"answer": "accept", "text": "そのとおりです。", "owner": str(owner.pk), "measure": "2人にお願いする。"}
    refused = staff.post(f"{here}findings/{found.pk}/answer/", answer)
    assert refused.status_code == 422 and "改善の期限を入力してください" in refused.content.decode()
    due = (TODAY + timedelta(days=14)).isoformat()
    post(staff, f"{here}findings/{found.pk}/answer/", **answer, due_on=due)
    post(staff, f"{here}answered/")
    mending = Improvement.objects.get()
    assert (mending.origin, mending.duty, mending.owner) == ("audit", DUTY, owner)

    follow = {"is_settled": "yes", "note": "2人の署名を見た。"}
    early = auditor.post(f"{here}findings/{found.pk}/follow-up/", follow)
    assert early.status_code == 422 and "まだ実施されていません" in early.content.decode()
    ask = Ask.objects.get(subject_id=mending.pk)
    token = make_links(cast.ctx("staff"), asks=[ask], made_for="mail")[ask]
    link = reverse("links:answer", kwargs={"assembly": cast.assembly.slug, "token": token})
    post(Client(), link, done_on=TODAY.isoformat(), done_note="署名をもらった。", cause="休んでいた。")
    post(auditor, f"{here}findings/{found.pk}/follow-up/", **follow)
    mending.refresh_from_db()
    assert (mending.state, mending.verified_by) == ("closed", cast.person["auditor"])
    post(staff, f"{here}close/", note="")
    assert Audit.objects.get().state == "closed"
    assert "R8.11.23" in text(cast.client("chair"), f"{here}findings/{found.pk}/")


def test_a_disputed_finding_stands_with_both_views(cast):
    case, finding = reported(cast)
    staff = cast.client("staff")
    post(staff, case.url(f"findings/{finding.pk}/answer/"), answer="dispute", text="紙の署名が別にあります。")
    assert not Improvement.objects.exists()
    post(staff, case.url("answered/"))
    post(
        cast.client("auditor"),
        case.url(f"findings/{finding.pk}/follow-up/"),
        is_settled="yes",
        note="紙を見た。取り下げる。",
    )
    post(staff, case.url("deliver/"), delivered_on=TODAY.isoformat(), to="議長")
    post(staff, case.url("close/"), note="")


def test_the_end_with_open_actions_says_so(cast):
    case, finding = reported(cast)
    staff = cast.client("staff")
    due = (TODAY + timedelta(days=14)).isoformat()
    post(staff, case.url(f"findings/{finding.pk}/answer/"), answer="accept", text="はい。", due_on=due)
    post(staff, case.url("answered/"))
    refused = staff.post(case.url("close/"), {"note": ""})
    assert refused.status_code == 422 and "議長に渡した日" in refused.content.decode()
    post(staff, case.url("deliver/"), delivered_on=TODAY.isoformat(), to="議長")
    refused = staff.post(case.url("close/"), {"note": ""})
    assert refused.status_code == 422 and "片付いていない指摘" in refused.content.decode()
    post(staff, case.url("close/"), note="改善措置の一覧で続ける。")


def test_what_is_not_mended_goes_back_to_its_owner(cast):
    case, finding = reported(cast)
    staff, auditor = cast.client("staff"), cast.client("auditor")
    values = {"answer": "accept", "text": "はい。", "due_on": (TODAY + timedelta(days=14)).isoformat()}
    post(staff, case.url(f"findings/{finding.pk}/answer/"), **values, owner=str(cast.person["manager"].pk))
    mending = Improvement.objects.get()
    done = {"done_on": TODAY.isoformat(), "done_note": "した。"}
    post(staff, cast.url(f"audits/improvements/{mending.pk}/done/"), **done)
    refused = auditor.post(
        case.url(f"findings/{finding.pk}/follow-up/"), {"is_settled": "no", "note": "まだ1人分ない。"}
    )
    assert refused.status_code == 422 and "新しい期限" in refused.content.decode()
    later = (TODAY + timedelta(days=30)).isoformat()
    post(auditor, case.url(f"findings/{finding.pk}/follow-up/"), is_settled="no", note="まだ1人分ない。", due_on=later)
    mending.refresh_from_db()
    assert (mending.state, Ask.objects.open().filter(subject_id=mending.pk).count()) == ("open", 1)
    assert AuditFinding.objects.get().settled_on is None


def test_who_is_not_independent_is_warned_of_and_never_stopped(cast):
    (clause,) = clauses(cast, "5")
    staff = cast.client("staff")
    case = under_way(cast)
    values = {"person": str(cast.person["manager"].pk), "from_date": TODAY.isoformat(), "to_date": TODAY.isoformat()}
    answer = staff.post(case.url("auditors/"), values, follow=True)
    assert (
        "所属しています" in answer.content.decode() and "重ねて確かめる人を記録してください" in answer.content.decode()
    )
    own = Auditor.objects.get(person=cast.person["manager"])
    url = cast.url(f"audits/auditors/{own.pk}/")
    terms = {"from_date": TODAY.isoformat(), "to_date": TODAY.isoformat(), "conflict_reason": "ほかにいない。"}
    refused = staff.post(url, terms | {"second_look_by": str(own.person_id)})
    assert refused.status_code == 422 and "別の人" in refused.content.decode()
    post(staff, url, **terms, second_look_by=str(cast.person["city_it"].pk))
    assert "港 健" in text(staff, case.url())
    assert clause.path == "5"


def test_the_office_enters_what_an_outside_auditor_found(cast):
    case = under_way(cast)
    item = AuditItem.objects.order_by("scope__order", "order")[0]
    post(cast.client("staff"), case.url(f"items/{item.pk}/"), result="conform", note="監査人の紙から入力した。")
    assert cast.client("chair").get(case.url(f"items/{item.pk}/")).status_code == 200
    assert cast.client("chair").post(case.url(f"items/{item.pk}/"), {"result": "conform"}).status_code == 403
    values = {"outside_name": "岸 真帆", "affiliation": "山彦町議会", "from_date": TODAY.isoformat()}
    post(cast.client("staff"), case.url("auditors/"), **values, to_date=(TODAY + timedelta(days=9)).isoformat())
    assert Auditor.objects.get(person__name="岸 真帆").affiliation == "山彦町議会"


@pytest.mark.parametrize(("level", "most"), [("chair", 1), ("leaders", 3), ("full", 99)])
def test_reports_fit_their_readers(cast, level, most):
    case, _finding = reported(cast, "5", "6")
    answer = cast.client("auditor").get(case.url(f"report/{level}.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == cast.client("chair").get(case.url(f"report/{level}.pdf")).content
    paper = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    assert len(paper) <= most
    whole = "".join(page.get_textpage().get_text_bounded() for page in paper)
    assert "1件（重大 0件、軽微 1件、観察事項 0件）" in whole.replace("\r\n", "")


def test_the_workbook_is_the_same_twice(cast):
    case, _finding = reported(cast)
    one, two = (cast.client("auditor").get(case.url("report.xlsx")).content for _again in range(2))
    assert one.startswith(b"PK") and one == two
