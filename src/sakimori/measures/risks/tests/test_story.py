"""The yearly look at risks: taken from scenarios, judged a group at once, mended, accepted, switched off, told to the chair."""

from __future__ import annotations

from datetime import datetime, timedelta

import pypdfium2
import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from sakimori.foundation.improvements.actions import drop_improvement
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Grade, Origin
from sakimori.foundation.papers.handovers import Leaving
from sakimori.foundation.people.types import Role
from sakimori.measures.exceptions.actions import ask_to_extend
from sakimori.measures.risks import actions, queries
from sakimori.measures.risks.content import scenarios
from sakimori.measures.risks.dates import DATES
from sakimori.measures.risks.handovers import HANDOVERS
from sakimori.measures.risks.models import AcceptanceLine, Risk, RiskAnswer, RiskAssessment
from sakimori.measures.risks.tests.things import decided, judged, taken
from sakimori.measures.risks.types import Level, Stage, Threat
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.registers.assets.actions import change_state, register_asset
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def row_of(risk, on=TODAY):
    (row,) = queries.rows_on(on, pk=risk.pk)
    return row


def test_an_office_begins_from_scenarios_and_judges_a_group_at_once(cast):
    adopt(cast, days_ago=30)
    staff = cast.client("staff")
    assert "リスクがまだありません" in staff.get(cast.url("risks/")).content.decode()
    start = staff.get(cast.url("risks/start/")).content.decode()
    assert "端末やUSBメモリをなくす（機器）" in start and "端末やUSBメモリをなくす（電磁的記録媒体）" in start
    assert staff.post(cast.url("risks/start/"), {"intentional": [], "csrfmiddlewaretoken": "x"}).status_code == 422
    assert staff.post(cast.url("risks/start/"), {"disaster": ["ransomware:device"]}).status_code == 422
    sent = {
        "unintentional": ["lost-device:device", "lost-device:media"],
        "disaster": ["earthquake:function"],
        "owner": cast.person["manager"].pk,
    }
    assert staff.post(cast.url("risks/start/"), sent).status_code == 302
    assert list(Risk.objects.order_by("number").values_list("number", "scenario", "asset_group")) == [
        (1, "lost-device", "device"), (2, "lost-device", "media"), (3, "earthquake", "function"),
    ]  # fmt: skip
    assert "lost-device:media" not in staff.get(cast.url("risks/start/")).content.decode()

    assert {risk.owner for risk in Risk.objects.all()} == {cast.person["manager"]}
    device, media = Risk.objects.filter(scenario="lost-device").order_by("number")
    url = cast.url("risks/groups/unintentional/")
    page = staff.get(url).content.decode()
    assert "どのくらい起きそうですか" in page and "機器の貸与が文書化されている" in page
    half = {"assessed_on": TODAY.isoformat(), f"chance-{device.pk}": "3"}
    answer = staff.post(url, half)
    assert answer.status_code == 422 and "もう一つの質問にも答えてください" in answer.content.decode()
    assert staff.post(url, {"assessed_on": TODAY.isoformat()}).status_code == 422
    assert not RiskAssessment.objects.exists()
    whole = {**half, f"harm-{device.pk}": "2", f"note-{device.pk}": "去年2台"}
    assert staff.post(url, whole).status_code == 302
    one = RiskAssessment.objects.get()
    assert (one.risk, one.level, one.note, one.person) == (device, Level.HIGH, "去年2台", cast.person["staff"])
    assert (one.bare_chance, one.bare_harm) == (3, 2)
    assert (row_of(device).stage, row_of(media).stage) == (Stage.UNANSWERED, Stage.UNJUDGED)
    page = staff.get(cast.url("risks/")).content.decode()
    assert "対応が決まっていない" in page and "数年に一度はありそう" in page
    rows = staff.get(cast.url("risks/?show=open&as=csv")).content.decode("utf-8-sig")
    assert rows.count("端末やUSBメモリをなくす") == 2 and "一年のうちにありそう" in rows
    assert cast.client("member").get(cast.url("risks/")).status_code == 403


def test_what_is_above_the_line_is_mended_or_accepted_until_a_day(cast):
    (lost, flood) = taken(cast, ("lost-device", "device"), ("flood", "device"))
    staff = cast.client("staff")
    assert staff.post(cast.url(f"risks/{lost.pk}/mend/"), {"kind": "accept"}).status_code == 422
    words = {
        "kind": "reduce",
        "measure": "遠隔で消せるようにする。",
        "due_on": (TODAY + timedelta(days=60)).isoformat(),
    }
    unjudged = staff.post(cast.url(f"risks/{lost.pk}/mend/"), words)
    assert "まず、このリスクを評価してください" in unjudged.content.decode()
    judged(cast, lost, 3, 2)
    judged(cast, flood, 2, 3)
    assert staff.post(cast.url(f"risks/{lost.pk}/mend/"), words).status_code == 302
    mending = Improvement.objects.get()
    assert (mending.origin, mending.grade, mending.origin_id) == (Origin.RISK, Grade.MAJOR, lost.pk)
    assert row_of(lost).stage == Stage.MENDED

    ask = {"reason": "移転まで1年待つ。", "substitute": "大雨の前に上の階へ運ぶ。", "warn_days": "30"}
    url = cast.url(f"risks/{flood.pk}/accept/")
    assert staff.post(url, ask | {"to_date": (TODAY + timedelta(days=500)).isoformat()}).status_code == 422
    ask["to_date"] = (TODAY + timedelta(days=200)).isoformat()
    assert staff.post(url, ask).status_code == 302
    assert row_of(flood).stage == Stage.ASKED
    assert "すでに申請しています" in staff.post(url, ask).content.decode()
    answer = RiskAnswer.objects.get(risk=flood)
    assert answer.exception.application.route == ["secretary_general", "chair"]
    decided(cast, answer.exception)
    assert row_of(flood).stage == Stage.ACCEPTED
    assert row_of(flood, TODAY + timedelta(days=201)).stage == Stage.UNANSWERED, "its time is over"
    page = staff.get(cast.url(f"risks/{flood.pk}/")).content.decode()
    assert cast.url(f"exceptions/{answer.exception_id}/") in page and "承認を得て受け入れ" in page
    page = staff.get(cast.url(f"risks/{lost.pk}/")).content.decode()
    assert cast.url(f"audits/improvements/{mending.pk}/") in page


def test_an_extended_acceptance_goes_on_and_a_grown_risk_is_open_again(cast):
    (flood,) = taken(cast, ("flood", "device"))
    judged(cast, flood, 2, 3)
    first = actions.ask_to_accept(
        cast.ctx("staff"), risk=flood, reason="移転", substitute="上の階", to_date=TODAY + timedelta(days=40)
    )
    decided(cast, first.exception)
    with pytest.raises(ValidationError, match="議長が承認"):
        extend(cast, first, [Role.SECRETARY_GENERAL])
    decided(cast, extend(cast, first, [Role.SECRETARY_GENERAL, Role.CHAIR]))
    assert row_of(flood, TODAY + timedelta(days=60)).stage == Stage.ACCEPTED
    assert row_of(flood, TODAY + timedelta(days=201)).stage == Stage.UNANSWERED
    page = cast.client("staff").get(cast.url(f"risks/{flood.pk}/")).content.decode()
    assert page.count("承知して受け入れる") == 2
    judged(cast, flood, 3, 3, at=later(5))
    assert row_of(flood, TODAY + timedelta(days=5)).stage == Stage.UNANSWERED, "it was accepted when it was smaller"
    why = dict(breaches("risk.assessed", TODAY + timedelta(days=36)))[flood.shown_title]
    assert "受け入れたときより大きく" in why


def extend(cast, answer, route):
    answer.exception.refresh_from_db()
    return ask_to_extend(
        cast.ctx("staff"), found=answer.exception, to_date=TODAY + timedelta(days=200), reason="工期が延びた",
        substitute="上の階", route=route,
    )  # fmt: skip


def test_what_was_asked_and_never_decided_may_be_asked_again(cast):
    (flood,) = taken(cast, ("flood", "device"))
    words = {"reason": "移転", "substitute": "上の階"}
    with pytest.raises(ValidationError, match="まず"):
        actions.ask_to_accept(cast.ctx("staff"), risk=flood, to_date=TODAY + timedelta(days=10), **words)
    actions.save_risk(cast.ctx("staff"), risk=flood, title="長" * 120)
    judged(cast, flood, 3, 3)
    actions.ask_to_accept(cast.ctx("staff"), risk=flood, to_date=TODAY + timedelta(days=10), **words)
    assert row_of(flood, TODAY + timedelta(days=11)).stage == Stage.UNANSWERED
    again = actions.ask_to_accept(cast.ctx("staff", later(11)), risk=flood, to_date=TODAY + timedelta(days=90), **words)
    assert len(again.exception.title) <= 120
    actions.exclude(cast.ctx("staff", later(12)), risk=flood, reason="移転した")
    with pytest.raises(ValidationError, match="対象外"):
        judged(cast, flood, 1, 1, at=later(12))


def test_only_what_was_touched_is_judged_again(cast):
    old, new = taken(cast, ("lost-device", "device"), ("lost-device", "media"))
    judged(cast, old, 2, 2, note="前の理由", review_on=TODAY + timedelta(days=50))
    staff, url = cast.client("staff"), cast.url("risks/groups/unintentional/")
    with time_machine.travel(later(10), tick=False):
        staff = cast.client("staff")
        page = staff.get(url).content.decode()
        assert " checked" not in page and "前の評価" in page
        day = (TODAY + timedelta(days=10)).isoformat()
        sent = {"assessed_on": day, f"chance-{new.pk}": "1", f"harm-{new.pk}": "1"}
        assert staff.post(url, sent).status_code == 302
        assert row_of(old).judge_by == TODAY + timedelta(days=50) and row_of(new, TODAY + timedelta(days=10)).last
        both = {"assessed_on": day, f"same-{old.pk}": "on", f"chance-{old.pk}": "1"}
        assert "二つの質問には答えません" in staff.post(url, both).content.decode()
        assert staff.post(url, {"assessed_on": day, f"same-{old.pk}": "on"}).status_code == 302
    row = row_of(old, TODAY + timedelta(days=10))
    assert (row.last.chance, row.last.harm, len(row.assessments)) == (2, 2, 2)
    assert row.judge_by == TODAY + timedelta(days=375)
    with pytest.raises(ValidationError, match="より前の日では評価できません"):
        judged(cast, old, 1, 1, at=later(11), on=TODAY + timedelta(days=9))


def test_whoever_left_and_whatever_ended_stays_named(cast):
    ctx = cast.ctx("staff")
    camera = register_asset(ctx, kind="device", category="camera", name="録音機")
    risk = actions.save_risk(
        ctx, threat=Threat.UNINTENTIONAL, title="消す", happens="a", loses="b", asset_group="device", asset=camera
    )
    camera.refresh_from_db()
    change_state(ctx, asset=camera, state="returned", reason="リースの終わり")
    page = cast.client("staff").get(cast.url(f"risks/{risk.pk}/edit/")).content.decode()
    assert f'value="{camera.pk}" selected' in page


def test_a_past_day_keeps_what_was_being_done_then(cast):
    (lost,) = taken(cast, ("lost-device", "device"))
    judged(cast, lost, 3, 3)
    work = actions.mend(
        cast.ctx("staff"), risk=lost, kind="reduce", measure="遠隔消去", owner=None, due_on=TODAY + timedelta(days=9)
    )
    drop_improvement(cast.ctx("staff", later(5)), improvement=work.improvement, reason="機器を替える")
    assert row_of(lost, TODAY + timedelta(days=4)).stage == Stage.MENDED
    assert row_of(lost, TODAY + timedelta(days=5)).stage == Stage.UNANSWERED


def test_a_refused_risk_stands_open_again(cast):
    (flood,) = taken(cast, ("flood", "device"))
    judged(cast, flood, 3, 3)
    answer = actions.ask_to_accept(
        cast.ctx("staff"), risk=flood, reason="高い", substitute="見張る", to_date=TODAY + timedelta(days=90)
    )
    decided(cast, answer.exception, is_approval=False)
    assert row_of(flood).stage == Stage.UNANSWERED
    actions.ask_to_accept(
        cast.ctx("staff"), risk=flood, reason="予算", substitute="土のう", to_date=TODAY + timedelta(days=90)
    )
    assert row_of(flood).stage == Stage.ASKED


def test_the_page_tells_when_a_measure_it_counts_on_is_not_kept(cast):
    adopt(cast, days_ago=30)
    (theft,) = taken(cast, ("theft", "device"))
    judged(cast, theft, 1, 2)
    page = cast.client("staff").get(cast.url(f"risks/{theft.pk}/")).content.decode()
    assert "いま守られていないものがあります" in page
    assert cast.url("board/duties/physical.areas-controlled/") in page
    actions.save_risk(cast.ctx("staff"), risk=theft, title=theft.shown_title, duties=[])
    page = cast.client("staff").get(cast.url(f"risks/{theft.pk}/")).content.decode()
    assert "いま守られていないものがあります" not in page and "結び付けた対策はありません" in page


def test_own_words_and_own_risks(cast):
    ctx, staff = cast.ctx("staff"), cast.client("staff")
    (phishing,) = taken(cast, ("phishing", "account"))
    same = {
        "title": phishing.shown_title,
        "happens": "議長を名乗るメールで入力させられる。",
        "loses": phishing.shown_loses,
    }
    rest = {
        "threat": phishing.threat,
        "asset_group": "account",
        "owner": cast.person["manager"].pk,
        "duties": ["human.trained"],
    }
    assert staff.post(cast.url(f"risks/{phishing.pk}/edit/"), same | rest).status_code == 302
    phishing.refresh_from_db()
    assert (phishing.title, phishing.happens, phishing.loses) == ("", "議長を名乗るメールで入力させられる。", "")
    assert phishing.shown_title == scenarios()["phishing"].title
    assert row_of(phishing).duties == ["human.trained"]

    recorder = register_asset(ctx, kind="device", category="camera", name="録音機")
    own = {
        "threat": "threats.unintentional", "title": "録音を消してしまう", "happens": "上書きする。", "loses": "会議録",
        "asset_group": "device", "asset": recorder.pk, "duties": [],
    }  # fmt: skip
    sent = staff.post(cast.url("risks/new/?threat=unintentional"), own)
    made = Risk.objects.get(scenario="")
    assert sent["Location"] == cast.url(f"risks/{made.pk}/assess/")
    wrong = {
        "assessed_on": TODAY.isoformat(), "bare_chance": "1", "bare_harm": "2", "chance": "2", "harm": "2",
        "review_on": "",
    }  # fmt: skip
    refused = staff.post(sent["Location"], wrong)
    assert refused.status_code == 422 and "対策がないときのほうが、小さくなっています" in refused.content.decode()
    assert staff.post(sent["Location"], wrong | {"bare_chance": "3", "review_on": TODAY.isoformat()}).status_code == 422
    again = (TODAY + timedelta(days=90)).isoformat()
    assert staff.post(sent["Location"], wrong | {"bare_chance": "3", "review_on": again}).status_code == 302
    row = row_of(made)
    assert (row.level, row.last.bare_level, row.judge_by.isoformat()) == (Level.MIDDLE, Level.HIGH, again)
    assert staff.post(cast.url("risks/new/"), own | {"title": ""}).status_code == 422
    page = staff.get(cast.url(f"risks/{made.pk}/")).content.decode()
    assert cast.url(f"assets/{recorder.pk}/") in page


def test_out_of_scope_with_a_reason_and_back(cast):
    (social,) = taken(cast, ("social-takeover", "account"))
    staff, url = cast.client("staff"), cast.url(f"risks/{social.pk}/")
    assert staff.post(url + "exclude/", {"reason": " "}).status_code == 422
    assert staff.post(url + "exclude/", {"reason": "議会のSNSを持っていない"}).status_code == 302
    assert staff.get(url + "exclude/").status_code == 404
    assert "議会のSNSを持っていない" in staff.get(url).content.decode()
    listed = staff.get(cast.url("risks/")).content.decode()
    assert "議会のSNSを乗っ取られる" not in listed
    assert "議会のSNSを乗っ取られる" in staff.get(cast.url("risks/?show=all")).content.decode()
    with time_machine.travel(later(10), tick=False):
        assert cast.client("staff").post(url + "include/").status_code == 302
    assert row_of(social, TODAY + timedelta(days=9)).stage == Stage.OUT
    assert row_of(social, TODAY + timedelta(days=10)).stage == Stage.UNJUDGED


def test_the_line_is_drawn_by_the_head_of_the_office_and_past_days_keep_theirs(cast):
    (one,) = taken(cast, ("phishing", "account"))
    judged(cast, one, 2, 2)
    assert cast.client("staff").get(cast.url("risks/line/")).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.draw_line(cast.ctx("staff"), level=Level.LOW, meeting="事務局")
    with time_machine.travel(later(5), tick=False):
        chair = cast.client("chair")
        assert chair.post(cast.url("risks/line/"), {"level": "3", "meeting": "議長"}).status_code == 422
        sent = {"level": "1", "meeting": "議会運営委員会", "reason": "慎重に見る"}
        assert chair.post(cast.url("risks/line/"), sent).status_code == 302
        assert "議会運営委員会" in chair.get(cast.url("risks/")).content.decode()
    assert row_of(one, TODAY + timedelta(days=4)).stage == Stage.WITHIN
    assert row_of(one, TODAY + timedelta(days=5)).stage == Stage.UNANSWERED
    actions.draw_line(cast.ctx("chair", later(6)), level=Level.MIDDLE, meeting="議長")
    actions.draw_line(cast.ctx("chair", later(6)), level=Level.MIDDLE, meeting="議長", reason="戻す")
    assert AcceptanceLine.objects.count() == 2


def test_judged_twice_it_tells_whether_it_grew(cast):
    (one,) = taken(cast, ("phishing", "account"))
    judged(cast, one, 1, 2)
    judged(cast, one, 3, 3, at=later(1))
    row = row_of(one, TODAY + timedelta(days=1))
    assert (row.change, row.last.bare_harm) == (2, 3), "measures never make a risk greater"
    with pytest.raises(ValidationError, match="先の日付"):
        judged(cast, one, 1, 1, on=TODAY + timedelta(days=1))


def test_the_paper_the_calendar_and_the_handover(cast):
    first, *_rest = taken(cast)
    judged(cast, first, 3, 3)
    actions.save_risk(cast.ctx("staff"), risk=first, owner=cast.person["staff"], duties=["resilience.backup-tested"])
    actions.exclude(cast.ctx("staff"), risk=_rest[-1], reason="回線は二重")
    paper = cast.client("chair").get(cast.url("risks/register.pdf")).content
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper)).replace("\r\n", "")
    for word in (
        "ランサムウェアに感染する",
        "バックアップの復元を試している",
        "回線は二重",
        "まだ議会で決めていません",
    ):
        assert word in text
    days = list(DATES.between(cast.ctx("staff"), TODAY, TODAY + timedelta(days=400)))
    assert [(one.day - TODAY).days for one in days] == [30, 30, 30, 365]
    assert days[-1].kwargs == {"threat": "intentional"}
    leaving = Leaving(cast.post["staff"], cast.person["staff"], TODAY)
    rows = HANDOVERS[0].rows(cast.ctx("staff"), leaving)
    assert [row.label for row in rows] == ["1 ランサムウェアに感染する"]
    english = cast.client("chair").get(cast.url("risks/register.pdf"), headers={"Accept-Language": "en"}).content
    assert "Infected by ransomware" in "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(english)
    )


def test_a_past_day_and_what_changed_since(cast):
    first, second, *_rest = taken(cast)
    judged(cast, first, 1, 1)
    judged(cast, second, 3, 3, at=later(3))
    with time_machine.travel(later(3), tick=False):
        staff = cast.client("staff")
        then = staff.get(cast.url(f"risks/?on={TODAY.isoformat()}&as=csv")).content.decode("utf-8-sig")
        assert then.count("未評価") == 4
        page = staff.get(cast.url(f"risks/?since={TODAY.isoformat()}")).content.decode()
        assert "端末やUSBメモリをなくす" in page and "取り返しがつかない" in page


def test_every_group_of_threats_has_scenarios_in_both_languages():
    shipped = scenarios().values()
    assert {one.threat for one in shipped} == set(Threat)
    assert len(shipped) >= 20
