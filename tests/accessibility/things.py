"""One row of everything that has to do with assets, so that each of their pages has something to show."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import uuid4

from django.db.models import Model

from sakimori.assurance.audits import actions as audits
from sakimori.assurance.audits.doors import lend
from sakimori.assurance.audits.models import (
    Audit,
    AuditFinding,
    AuditItem,
    Auditor,
    AuditSample,
    SampleDraw,
    ScopeClause,
)
from sakimori.assurance.inspections import actions as inspections
from sakimori.assurance.inspections import queries as inspected
from sakimori.assurance.inspections.models import Breach, Question, Respondent, Round
from sakimori.assurance.inspections.types import Audience
from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import answer_for
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.papers.bitmaps import Bitmap, png_of
from sakimori.foundation.people.models import Person, Term
from sakimori.front.scans.actions import take_in
from sakimori.front.scans.models import ScannedPage
from sakimori.front.scans.reading import read_upload
from sakimori.measures.awareness import actions as awareness
from sakimori.measures.awareness.models import PosterDisplay
from sakimori.measures.cards import actions as cards
from sakimori.measures.cards.models import CardBatch, CardCopy
from sakimori.measures.drills import actions as drills
from sakimori.measures.drills import content as scenarios
from sakimori.measures.drills.models import Drill, DrillFile, DrillReport, PhishingDrill, Poster, SuspiciousMail
from sakimori.measures.incidents import actions as incidents
from sakimori.measures.incidents.models import (
    AffectedAsset,
    Case,
    Clock,
    Evidence,
    Inject,
    IssuedPaper,
    Line,
    StockText,
)
from sakimori.measures.incidents.models import Task as CaseTask
from sakimori.measures.intake import actions as intake
from sakimori.measures.intake.models import Report
from sakimori.measures.learning import actions as learning
from sakimori.measures.learning.models import (
    Completion,
    LearningCourse,
    RequiredCourse,
    ResultsReport,
    SessionFile,
    TrainingSession,
)
from sakimori.measures.playbooks import actions as playbooks
from sakimori.measures.playbooks.content import shipped_text
from sakimori.measures.playbooks.models import Adoption, PlaybookVersion
from sakimori.measures.playbooks.types import AdoptionState, IncidentKind, ReviewOutcome
from sakimori.policy.clauses.models import Clause
from sakimori.policy.clauses.queries import in_force
from sakimori.registers.assets.actions import import_inventory, register_asset
from sakimori.registers.assets.models import Asset, Connection, Holding, InventorySource, ReportedDevice
from sakimori.registers.assets.types import AssetKind, Category
from sakimori.registers.disposal.models import DisposalCase, DisposalItem, Erasure
from sakimori.registers.disposal.types import CaseKind, Method, Occasion
from sakimori.registers.lending.actions import Signed, hand_out
from sakimori.registers.lending.models import Loan, LossReport, Permit, PermitCheck, PledgeTerms, Receipt, TakeOut
from sakimori.registers.lending.types import LossKind, PermitKind
from sakimori.registers.organization import actions as organization
from sakimori.registers.premises.models import AccessKey, CheckAnswer, KeyLoan, Place, PlaceCheck, Port, Visit
from sakimori.registers.premises.types import Answer, CheckKind, KeyKind, PlaceKind, PortKind, PortState
from sakimori.registers.stocktaking.actions import open_take, scan_room, write_note
from sakimori.registers.stocktaking.models import FinderNote, FollowUp, Sighting, StockTake
from sakimori.registers.turnover.models import Turnover
from sakimori.testing import SINCE, TODAY, Cast

ROWS: dict[str, tuple[type[Model], ...]] = {
    "adoption_id": (Adoption,),
    "answer_id": (CheckAnswer,),
    "batch_id": (CardBatch,),
    "copy_id": (CardCopy,),
    "audit_finding_id": (AuditFinding,),
    "audit_id": (Audit,),
    "audit_item_id": (AuditItem,),
    "auditor_id": (Auditor,),
    "draw_id": (SampleDraw,),
    "sample_id": (AuditSample,),
    "scope_id": (ScopeClause,),
    "asset_id": (Asset,),
    "breach_id": (Breach,),
    "case_id": (DisposalCase,),
    "check_id": (PlaceCheck,),
    "completion_id": (Completion,),
    "connection_id": (Connection,),
    "course_id": (LearningCourse,),
    "device_id": (ReportedDevice,),
    "display_id": (PosterDisplay,),
    "drill_file_id": (DrillFile,),
    "drill_id": (Drill,),
    "drill_report_id": (DrillReport,),
    "erasure_id": (Erasure,),
    "holding_id": (Holding,),
    "key_id": (AccessKey,),
    "item_id": (DisposalItem, RequiredCourse),
    "loan_id": (Loan, KeyLoan),
    "mail_id": (SuspiciousMail,),
    "note_id": (FinderNote,),
    "page_id": (ScannedPage,),
    "permit_id": (Permit,),
    "phishing_id": (PhishingDrill,),
    "playbook_version_id": (PlaybookVersion,),
    "place_id": (Place,),
    "port_id": (Port,),
    "poster_id": (Poster,),
    "receipt_id": (Receipt,),
    "report_id": (LossReport, ResultsReport, Report),
    "session_file_id": (SessionFile,),
    "session_id": (TrainingSession,),
    "source_id": (InventorySource,),
    "respondent_id": (Respondent,),
    "sighting_id": (Sighting,),
    "take_id": (StockTake,),
    "take_out_id": (TakeOut,),
    "task_id": (FollowUp,),
    "turnover_id": (Turnover,),
    "visit_id": (Visit,),
    "incident_id": (Case,),
    "affected_id": (AffectedAsset,),
    "case_task_id": (CaseTask,),
    "clock_id": (Clock,),
    "evidence_id": (Evidence,),
    "inject_id": (Inject,),
    "line_id": (Line,),
    "paper_id": (IssuedPaper,),
    "stock_id": (StockText,),
}


@action("test.furnish-things", permission=Permission.ASSET_MANAGE, sentence="資産をそろえました")
def furnish_things(ctx: Context, town: Cast) -> None:
    """Rooms, a key that is out, a round with a finding, lent things, a loss, a permit, a round of stock-taking, a
    disposal file, a turnover, a list of devices taken in and one that waits."""
    member, staff = town.person["member"], town.person["staff"]
    room = Place.objects.create(kind=PlaceKind.OFFICE, name="執務室", from_date=SINCE, is_managed_area=True)
    key = AccessKey.objects.create(place=room, kind=KeyKind.KEY, number="K-1", from_date=SINCE)
    KeyLoan.objects.create(key=key, person=member, lent_on=SINCE)
    check = PlaceCheck.objects.create(place=room, kind=CheckKind.ROUND, checked_on=TODAY, person=staff)
    CheckAnswer.objects.create(check_row=check, order=1, item="画面のロック", answer=Answer.BAD, note="直す")
    Port.objects.create(place=room, kind=PortKind.LAN, label="L-1", state=PortState.UNUSED, from_date=SINCE)
    Visit.objects.create(place=room, visitor="点検 太郎", purpose="保守", came_at=ctx.at)
    tablet = register_asset(
        ctx, kind=AssetKind.DEVICE, category=Category.TABLET, name="タブレット", serial="S-1", place=room,
        confidentiality="2",
    )  # fmt: skip
    spare = register_asset(ctx, kind=AssetKind.MEDIA, category=Category.USB, name="USBメモリ", place=room)
    paper = register_asset(ctx, kind=AssetKind.INFORMATION, name="名簿", form="paper", confidentiality="3C")
    system = register_asset(ctx, kind=AssetKind.SYSTEM, name="会議資料の閲覧", zone="cloud")
    Holding.objects.create(holder=system, content=paper, from_date=SINCE)
    Connection.objects.create(source=tablet, target=system, label="携帯電話網", from_date=SINCE)
    hand_out(ctx, person=member, items=[tablet], signed=Signed(is_paper=True))
    LossReport.objects.create(
        asset=tablet, person=member, kind=LossKind.LOST, happened_on=TODAY, where="駅", how="置き忘れた",
        reported_on=TODAY, channel=Channel.PAPER,
    )  # fmt: skip
    permit = Permit.objects.create(
        kind=PermitKind.STANDING, asset=tablet, person=member, purpose="自宅での閲覧", from_date=SINCE, granted_on=SINCE
    )
    PermitCheck.objects.create(permit=permit, checked_on=TODAY, is_kept=True, note="画面のロックを確かめた")
    PledgeTerms.objects.create(
        text="1. 大切に使います。", from_date=SINCE, decided_by="議長", reason="分かりやすくする"
    )
    TakeOut.objects.create(
        asset=spare, person=staff, destination="委員会", purpose="説明", left_on=TODAY, due_on=TODAY + timedelta(days=2)
    )
    take = open_take(ctx, title="棚卸し", due_on=TODAY + timedelta(days=30))
    scan_room(ctx, place=room, marks=[spare.number, "謎の箱"], take=take)
    write_note(ctx, asset=spare, message="拾いました", contact="")
    old = register_asset(
        ctx, kind=AssetKind.DEVICE, category=Category.LAPTOP, name="旧PC", serial="OLD-1", state="retired"
    )
    case = DisposalCase.objects.create(number="2026-01", kind=CaseKind.DESTROY, title="旧PCの廃棄", opened_on=TODAY)
    DisposalItem.objects.create(case=case, asset=old, serial=old.serial)
    page = png_of(Bitmap(bytes(range(200)) * 200, 200, 200))
    take_in(ctx, name="用紙.png", pages=read_upload(ctx, "用紙.png", page))
    Erasure.objects.create(
        asset=old, case=case, occasion=Occasion.DISPOSAL, method=Method.DRILL, erased_on=TODAY, operator="架空商会"
    )
    term = Term.objects.get()
    Turnover.objects.create(term=term, election_date=term.to_date, opened_on=TODAY)
    listed = (
        "端末名称,シリアル番号,OS種別,最終通信日時\nTAB-01,S-1,iPadOS,2026/11/20 9:05\n検証機,S-9,Android,2026/9/1\n"
    )
    import_inventory(ctx, source="端末管理サービス", content=listed.encode())
    store_file(ctx, name="devices.csv", data=listed.encode(), disclosure="closed", keep_until=TODAY + timedelta(days=1))
    _furnish_drills(ctx)
    _furnish_incidents(ctx, town, spare)
    _furnish_inspections(ctx, town)
    _furnish_awareness(ctx, room)
    _furnish_learning(ctx, member)
    _furnish_emergencies(ctx, member)
    _furnish_playbooks(ctx)
    if in_force(TODAY):
        _furnish_audit(ctx, town)


def _furnish_incidents(ctx: Context, town: Cast, device: Asset) -> None:
    """A case with a lost device, its person, a paper, evidence and a correction; an exercise with its cards."""
    case = incidents.open_case(
        ctx, title="タブレットの置き忘れ", kind="lost-device", noticed_at=ctx.at,
        answers={"happened": "real", "leaked": "maybe", "stopped": "no", "spread": "no"},
    )  # fmt: skip
    incidents.settle_whose(ctx, case=case, whose=["assembly", "mayor"], has_persons="yes", persons_count=3)
    mentioned = incidents.Mentioned(asset=device, party=town.person["member"], indicator="203.0.113.9", minutes=10)
    line = incidents.write_line(ctx, case=case, kind="fact", text="駅に置き忘れた。", mentioned=mentioned)
    incidents.correct_line(ctx, line=line, text="バスに置き忘れた。")
    incidents.take_evidence(ctx, case=case, title="写真", handed_by="駅員", kept_at="金庫", bag_number="FU-1")
    incidents.make_paper(ctx, case=case, kind="chair")
    incidents.keep_stock_text(ctx, title="電話に注意", text="暗証番号を尋ねることはありません。")
    scenario = scenarios.scenario("ransomware", "ja")
    assert scenario is not None
    incidents.open_exercise(ctx, scenario=scenario, kind="ransomware")


def _furnish_inspections(ctx: Context, town: Cast) -> None:
    """A round under way with an answer of every kind, one that is being prepared, a breach that waits for an answer."""
    inspections.note_breach(
        ctx, person=town.person["member"], noticed_on=TODAY, what="資料が置いたままでした。", clause_path="6(4)",
        answer_by=TODAY + timedelta(days=14),
    )  # fmt: skip
    if not inspected.places_of_measures(TODAY):
        return  # without a policy in force there is nothing to ask
    found = inspections.open_round(
        ctx, found=inspections.plan_round(ctx, title="自己点検", due_on=TODAY + timedelta(days=20))
    )
    row = Respondent.objects.get(round=found, person=town.person["chair"], unit=None)
    values = ["yes", "no", "unknown", "na"]
    answer = {f"q-{one.key}": values[place % 4] for place, one in enumerate(inspected.asked_of(row))}
    words = {name.replace("q-", "keep-", 1): "紙で出しました" for name in answer}
    ask = Ask.objects.get(subject_id=found.pk, person=row.person)
    answer_for(ctx.via(Channel.PAPER), ask=ask, answer=answer | words | {"comment": "鍵が固い"})
    planned = Round.objects.create(title="次の自己点検", due_on=TODAY + timedelta(days=90), planned_on=TODAY)
    Question.objects.create(round=planned, key="own-1", order=1, audience=Audience.EVERYONE, text="鍵をかけていますか")


def _furnish_audit(ctx: Context, town: Cast) -> None:
    """An audit under way: an auditor of their own work, a link, a sample, a finding."""
    acting = lend(ctx, Permission.AUDIT_CONDUCT)
    clause = Clause.objects.filter(version=in_force(TODAY), path="5")
    audit = audits.plan_audit(
        ctx, title="年次監査", kind="city", aim="遵守の確認", starts_on=TODAY, ends_on=TODAY + timedelta(days=20),
        clauses=clause, units=[town.unit["secretariat"]],
    )  # fmt: skip
    period = {"from_date": TODAY, "to_date": TODAY + timedelta(days=30)}
    auditor = audits.appoint_auditor(ctx, audit=audit, person=town.person["manager"], is_lead=True, **period)
    audits.make_link(ctx, auditor=auditor)
    audits.start_audit(acting, audit=audit)
    scope = ScopeClause.objects.get(audit=audit)
    audits.draw_sample(acting, audit=audit, scope=scope, duty="compliance.acknowledged", size=2, seed="1")
    audits.record_finding(acting, audit=audit, scope=scope, grade="minor", title="確認の記録", text="2人分がない。")


def _furnish_drills(ctx: Context) -> None:
    """A drill that was held, a phishing drill that runs by a poster, reports."""
    drills.report_mail(ctx, means="phone", text="銀行を名乗るメール")
    drill = drills.plan_drill(
        ctx,
        kind="contact",
        title="連絡の訓練",
        planned_on=TODAY,
        scenario_key="phone-tree",
        scenario="事務局から始める",
    )
    drills.add_course_note(ctx, drill=drill, minute=5, text="最初の人につながった。")
    drills.record_result(ctx, drill=drill, held_on=TODAY, result="全員", persons_called=9, persons_reached=9)
    drills.add_lesson(ctx, drill=drill, text="番号が古い", due_on=TODAY + timedelta(days=30))
    drills.add_drill_file(ctx, drill=drill, name="memo.txt", data="記録".encode())
    phishing = drills.plan_phishing(
        ctx, title="不審メール訓練", lure_key="courier", starts_on=TODAY + timedelta(days=8),
        last_on=TODAY + timedelta(days=9), ends_on=TODAY + timedelta(days=12),
    )  # fmt: skip
    PhishingDrill.objects.filter(pk=phishing.pk).update(
        approved_on=TODAY, announced_on=TODAY, announcement="訓練をします。", launched_on=TODAY
    )
    drills.put_up_poster(ctx, phishing=PhishingDrill.objects.get(), room="ロビー", users=30)
    drills.report_mail(ctx, means="phone", text="宅配を名乗るメール")


def _furnish_playbooks(ctx: Context) -> None:
    """Three kinds adopted, one of them changed and to be changed again, one that waits, one left out."""
    kinds = [IncidentKind.LOST_DEVICE, IncidentKind.RANSOMWARE, IncidentKind.DISASTER]
    decided = {"decided_on": TODAY, "effective_on": TODAY, "decision": "議会運営委員会"}
    texts = {kind.value: shipped_text(kind.value) for kind in kinds}
    first = playbooks.adopt(ctx, texts=texts, **decided)
    lost = IncidentKind.LOST_DEVICE.value
    own = shipped_text(lost).replace("電話を受けた時刻を書く。", "時刻を赤い帳面に書く。")
    playbooks.adopt(ctx, texts={lost: own}, note="帳面の場所を加えた", **decided)
    version = PlaybookVersion.objects.get(kind=lost, number=2)
    playbooks.review(
        ctx,
        versions=[version],
        reviewed_on=TODAY,
        outcome=ReviewOutcome.CHANGE,
        reasons="番号が古い。",
        meeting="打合せ",
    )
    playbooks.propose(ctx, texts={"phishing": shipped_text("phishing")}, effective_on=TODAY)
    playbooks.choose_kinds(ctx, left_out={IncidentKind.SOCIAL_TAKEOVER.value: "SNSを使っていない。"})
    assert first.state == AdoptionState.DECIDED


def _furnish_awareness(ctx: Context, room: Place) -> None:
    """This month's poster hangs; everybody is asked for the promise about IDs."""
    awareness.record_display(ctx, year=2026, month=11, from_date=TODAY, places=[room], where="全議員へのメール")
    rules = awareness.adopt_rules(
        ctx, text="1. 自分のIDは、自分だけが使います。", decided_on=TODAY, effective_on=TODAY, decision="議会運営委員会"
    )
    awareness.ask_everyone(ctx, rules=rules, due_on=TODAY + timedelta(days=30), message="よろしくお願いします。")


OWN_COURSE = """# 控室の約束
時間: 3分

控室を使うときの約束です。

## 入るとき

鍵を借ります。

![鍵の絵](password-long)

## 使うとき

画面をロックします。

## 出るとき

電源を切ります。

## 確かめ

### 席を離れるときは？

- [ ] そのまま
- [x] ロックする

解説: のぞき見を防ぎます。
"""


def _furnish_learning(ctx: Context, member: Person) -> None:
    """An own course, required of everybody, asked for; a session with a file and one who was there; a report."""
    year = learning.plan_year(ctx, fiscal=2026, decided_on=TODAY, decided_by="議会運営委員会")
    course = learning.write_course(ctx, text=OWN_COURSE)
    last = TODAY + timedelta(days=90)
    item = learning.require_course(ctx, year=year, course=course, audience="all", opens_on=TODAY, closes_on=last)
    learning.ask_for_course(ctx, item=item)
    session = learning.plan_session(
        ctx,
        course=course,
        title="研修会",
        audience="all",
        held_on=TODAY,
        starts_at=time(9),
        ends_at=time(11),
        place="室",
    )
    learning.add_session_file(ctx, session=session, name="slides.txt", data="一枚目".encode())
    learning.tick(ctx, session=session, people=[member])
    learning.report_results(ctx, year=year, reported_on=TODAY, reported_to="議長")


def _furnish_emergencies(ctx: Context, member: Person) -> None:
    """Two reports of the same kind, and a card in somebody's pocket."""
    for text in ("電車に忘れた", "駅から電話があった"):
        intake.file_report(ctx, once=uuid4(), kind="lost-device", means="phone", person=member, text=text)
    organization.save_contact(ctx, kind="window", name="統一窓口", phone_day="0120-000-000")
    batch = cards.print_batch(ctx, shape="card", copies=40, contact_kinds=["window"], kinds=["lost-device"])
    cards.give_copies(ctx, batch=batch, people=[member])
