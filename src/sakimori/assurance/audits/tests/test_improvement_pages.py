"""From a finding to another look, through the pages and by the owner's link."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sakimori.assurance.audits.jobs import escalate_late
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.improvements.actions import report_done
from sakimori.foundation.improvements.models import Improvement, Proof
from sakimori.foundation.improvements.types import State
from sakimori.foundation.notices.models import Notice
from sakimori.registers.lending.tests.things import png
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days

DUE = TODAY + timedelta(days=20)


def opened(cast, **values):
    sent = {
        "title": "書庫の施錠",
        "finding": "書庫が開いたままだった。",
        "origin": "check",
        "grade": "minor",
        "clause_path": "",
        "owner": str(cast.person["member"].pk),
        "due_on": DUE.isoformat(),
    }
    answer = cast.client("staff").post(cast.url("audits/improvements/new/"), sent | values)
    assert answer.status_code == 302
    return Improvement.objects.order_by("-number").first()


def page(cast, role, path):
    answer = cast.client(role).get(cast.url(path))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_owner_answers_by_link_and_somebody_else_closes_it(cast):
    found = opened(cast)
    ask = Ask.objects.get(subject_id=found.pk)
    token = make_links(cast.ctx("staff"), asks=[ask], made_for="mail")[ask]
    link = reverse("links:answer", kwargs={"assembly": cast.assembly.slug, "token": token})
    shown = Client().get(link).content.decode()
    assert "書庫が開いたままだった。" in shown and "何をしましたか" in shown
    photo = SimpleUploadedFile("door.png", png(), "image/png")
    sent = {"done_on": TODAY.isoformat(), "done_note": "鍵を掛け、札を付けた。", "cause": "係が決まっていなかった。"}
    assert Client().post(link, sent | {"proof": photo}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.cause) == (State.DONE, "係が決まっていなかった。")
    proof = Proof.objects.get()
    assert read_file(proof.file).startswith(b"\x89PNG")
    assert cast.client("staff").get(cast.url(f"audits/improvements/proofs/{proof.pk}/")).status_code == 200
    verify = cast.url(f"audits/improvements/{found.pk}/verify/")
    assert cast.client("member").post(verify, {"verification": "見た。"}).status_code == 403
    assert cast.client("staff").post(verify, {"verification": "書庫で札を見た。"}).status_code == 302
    assert "書庫で札を見た。" in page(cast, "chair", f"audits/improvements/{found.pk}/")


def test_the_office_plans_extends_enters_and_drops(cast):
    found = opened(cast, owner="")
    at = f"audits/improvements/{found.pk}/"
    staff = cast.client("staff")
    plan = {"owner": str(cast.person["manager"].pk), "grade": "major", "cause": "", "measure": "札を付ける。"}
    assert staff.post(cast.url(f"{at}plan/"), plan).status_code == 302
    assert Ask.objects.open().get(subject_id=found.pk).person == cast.person["manager"]
    refused = staff.post(cast.url(f"{at}extend/"), {"due_on": DUE.isoformat(), "reason": "遅れる"})
    assert refused.status_code == 422 and "いまの期限より後" in refused.content.decode()
    later = DUE + timedelta(days=5)
    assert staff.post(cast.url(f"{at}extend/"), {"due_on": later.isoformat(), "reason": "納品待ち"}).status_code == 302
    assert "納品待ち" in page(cast, "staff", at)
    done = {"done_on": TODAY.isoformat(), "done_note": "付けた。", "cause": ""}
    assert staff.post(cast.url(f"{at}done/"), done).status_code == 302
    again = {"reason": "札が外れていた。", "due_on": (later + timedelta(days=3)).isoformat()}
    assert cast.client("chair").post(cast.url(f"{at}reopen/"), again).status_code == 302
    assert staff.post(cast.url(f"{at}drop/"), {"reason": "書庫をなくした。"}).status_code == 302
    found.refresh_from_db()
    assert found.state == State.DROPPED and not Ask.objects.open().exists()


def test_the_list_filters_and_goes_out(cast):
    opened(cast)
    opened(cast, title="BCCの徹底", origin="other")
    whole = page(cast, "staff", "audits/improvements/")
    assert "書庫の施錠" in whole and "BCCの徹底" in whole
    some = page(cast, "staff", "audits/improvements/?origin=other&state=open")
    assert "書庫の施錠" not in some and "BCCの徹底" in some
    assert "改善措置はありません" in page(cast, "staff", "audits/improvements/?late=on")
    assert cast.client("staff").get(cast.url("audits/improvements/?as=xlsx")).content.startswith(b"PK")
    assert cast.client("member").get(cast.url("audits/improvements/")).status_code == 403


def test_what_is_late_is_breached_and_comes_before_the_chair_once(cast):
    opened(cast)
    key, day = "audit.actions-closed", DUE + timedelta(days=1)
    assert breaches(key, DUE) == [] and due_days(key, TODAY) == {DUE}
    assert len(breaches(key, day)) == 1
    for _again in range(2):
        escalate_late(NOW + timedelta(days=21))
    found = Improvement.objects.get()
    assert found.escalated_on == day
    assert [notice.person for notice in Notice.objects.filter(key__startswith="improvement:")] == [cast.person["chair"]]
    late = cast.ctx("staff", at=NOW + timedelta(days=21))
    report_done(late, improvement=found, done_on=day, done_note="直した。")
    assert breaches(key, day) == []
