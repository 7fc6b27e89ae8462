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
from sakimori.assurance.inspections.models import Breach, CheckDraw, ComplianceCheck, Question, Respondent, Round
from sakimori.assurance.inspections.types import Audience
from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import answer_for
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.papers.bitmaps import Bitmap, png_of
from sakimori.foundation.people.models import Person, Term
from sakimori.foundation.people.types import Role
from sakimori.front.sample.intake import spoken
from sakimori.front.scans.actions import take_in
from sakimori.front.scans.models import ScannedPage
from sakimori.front.scans.reading import read_upload
from sakimori.measures.assessments import actions as assessments
from sakimori.measures.assessments.models import (
    AnswerFile,
    CheckLink,
    CheckRound,
    Questionnaire,
    QuestionnaireVersion,
)
from sakimori.measures.assessments.tests.parts import a_check, a_contract, a_link, answered, judged, outside, questions
from sakimori.measures.assessments.types import Choice
from sakimori.measures.awareness import actions as awareness
from sakimori.measures.awareness.models import PosterDisplay
from sakimori.measures.cards import actions as cards
from sakimori.measures.cards.models import CardBatch, CardCopy
from sakimori.measures.continuity import actions as continuity
from sakimori.measures.continuity.models import ContinuityPlan, CriticalFunction
from sakimori.measures.drills import actions as drills
from sakimori.measures.drills import content as scenarios
from sakimori.measures.drills.models import Drill, DrillFile, DrillReport, PhishingDrill, Poster, SuspiciousMail
from sakimori.measures.exceptions import actions as exceptions
from sakimori.measures.exceptions.models import RuleException
from sakimori.measures.incidents import actions as incidents
from sakimori.measures.incidents.models import (
    AffectedAsset,
    Case,
    CaseVisit,
    Clock,
    Evidence,
    Inject,
    IssuedPaper,
    Line,
    Player,
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
from sakimori.measures.risks import actions as risks
from sakimori.measures.risks.models import Risk
from sakimori.measures.safety import actions as safety
from sakimori.measures.safety.models import Asked, SafetyCheck
from sakimori.measures.services.models import CloudService, FoundUse, ServiceLogin, TermsCopy, UseRequest
from sakimori.measures.social.models import AccountHandover, AccountPart, FakeLook, Post, PostRecord, SocialAccount
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
from sakimori.registers.suppliers import actions as suppliers
from sakimori.registers.suppliers.criteria import CriteriaLine
from sakimori.registers.suppliers.models import (
    Candidate,
    Certificate,
    Contract,
    ContractAccess,
    ContractPaper,
    Criteria,
    PledgeRequest,
    SecrecyPledge,
    Selection,
    Service,
    Subcontract,
    Supplier,
    ThirdParty,
)
from sakimori.registers.turnover.models import Turnover
from sakimori.registers.upkeep import actions as upkeep
from sakimori.registers.upkeep.models import RemoteWindow, Work
from sakimori.testing import SINCE, TODAY, Cast
from tests.accessibility.services import furnish_services, furnish_social

ROWS: dict[str, tuple[type[Model], ...]] = {
    "access_id": (ContractAccess,),
    "account_id": (SocialAccount,),
    "adoption_id": (Adoption,),
    "affected_id": (AffectedAsset,),
    "answer_file_id": (AnswerFile,),
    "answer_id": (CheckAnswer,),
    "asked_id": (Asked,),
    "asset_id": (Asset,),
    "audit_finding_id": (AuditFinding,),
    "audit_id": (Audit,),
    "audit_item_id": (AuditItem,),
    "auditor_id": (Auditor,),
    "batch_id": (CardBatch,),
    "breach_id": (Breach,),
    "candidate_id": (Candidate,),
    "case_id": (DisposalCase,),
    "case_visit_id": (CaseVisit,),
    "case_task_id": (CaseTask,),
    "certificate_id": (Certificate,),
    "check_draw_id": (CheckDraw,),
    "check_id": (PlaceCheck,),
    "check_link_id": (CheckLink,),
    "check_round_id": (CheckRound,),
    "clock_id": (Clock,),
    "completion_id": (Completion,),
    "compliance_check_id": (ComplianceCheck,),
    "connection_id": (Connection,),
    "contract_id": (Contract,),
    "copy_id": (CardCopy, TermsCopy),
    "course_id": (LearningCourse,),
    "criteria_id": (Criteria,),
    "device_id": (ReportedDevice,),
    "display_id": (PosterDisplay,),
    "draw_id": (SampleDraw,),
    "drill_file_id": (DrillFile,),
    "drill_id": (Drill,),
    "drill_report_id": (DrillReport,),
    "erasure_id": (Erasure,),
    "evidence_id": (Evidence,),
    "exception_id": (RuleException,),
    "found_id": (FoundUse,),
    "function_id": (CriticalFunction,),
    "handover_id": (AccountHandover,),
    "holding_id": (Holding,),
    "incident_id": (Case,),
    "inject_id": (Inject,),
    "item_id": (DisposalItem, RequiredCourse),
    "key_id": (AccessKey,),
    "line_id": (Line,),
    "loan_id": (Loan, KeyLoan),
    "login_id": (ServiceLogin,),
    "look_id": (FakeLook,),
    "mail_id": (SuspiciousMail,),
    "note_id": (FinderNote,),
    "page_id": (ScannedPage,),
    "paper_id": (ContractPaper, IssuedPaper),
    "part_id": (AccountPart,),
    "permit_id": (Permit,),
    "phishing_id": (PhishingDrill,),
    "place_id": (Place,),
    "plan_id": (ContinuityPlan,),
    "player_id": (Player,),
    "playbook_version_id": (PlaybookVersion,),
    "pledge_id": (SecrecyPledge,),
    "port_id": (Port,),
    "post_id": (Post,),
    "poster_id": (Poster,),
    "questionnaire_id": (Questionnaire,),
    "questionnaire_version_id": (QuestionnaireVersion,),
    "receipt_id": (Receipt,),
    "record_id": (PostRecord,),
    "report_id": (LossReport, ResultsReport, Report),
    "request_id": (PledgeRequest, UseRequest),
    "respondent_id": (Respondent,),
    "risk_id": (Risk,),
    "safety_check_id": (SafetyCheck,),
    "sample_id": (AuditSample,),
    "scope_id": (ScopeClause,),
    "selection_id": (Selection,),
    "service_id": (Service, CloudService),
    "session_file_id": (SessionFile,),
    "session_id": (TrainingSession,),
    "sighting_id": (Sighting,),
    "source_id": (InventorySource,),
    "stock_id": (StockText,),
    "subcontract_id": (Subcontract,),
    "supplier_id": (Supplier,),
    "take_id": (StockTake,),
    "take_out_id": (TakeOut,),
    "task_id": (FollowUp,),
    "third_party_id": (ThirdParty,),
    "turnover_id": (Turnover,),
    "visit_id": (Visit,),
    "window_id": (RemoteWindow,),
    "work_id": (Work,),
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
    furnish_services(ctx, staff)
    furnish_social(ctx, staff)
    take = open_take(ctx, title="棚卸し", due_on=TODAY + timedelta(days=30))
    scan_room(ctx, place=room, marks=[spare.number, "謎の箱"], take=take)
    write_note(ctx, asset=spare, message="拾いました", contact="")
    old = register_asset(
        ctx, kind=AssetKind.DEVICE, category=Category.LAPTOP, name="旧PC", serial="OLD-1", state="retired"
    )
    case = DisposalCase.objects.create(number="R8-1", kind=CaseKind.DESTROY, title="旧PCの廃棄", opened_on=TODAY)
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
    _furnish_suppliers(ctx, system)
    _furnish_drills(ctx)
    _furnish_incidents(ctx, town, spare)
    _furnish_inspections(ctx, town)
    _furnish_awareness(ctx, room)
    _furnish_learning(ctx, member)
    _furnish_emergencies(ctx, member)
    _furnish_playbooks(ctx)
    _furnish_operation(ctx, town, system)
    _furnish_continuity(ctx, town, system)
    _furnish_risks(ctx, town)
    if in_force(TODAY):
        _furnish_audit(ctx, town)


def _furnish_suppliers(ctx: Context, system: Asset) -> None:
    """A company with a contract, its chain, papers and clauses; criteria decided and drafted; a selection; a third party."""
    file = suppliers.Upload("写し.txt", "写し".encode())
    company = suppliers.register_supplier(
        ctx, name="架空映像", services=[suppliers.ServiceLine("議会中継", "broadcast")]
    )
    suppliers.record_certificate(ctx, supplier=company, kind="isms", expires_on=TODAY, copy=file)
    contract = suppliers.register_contract(
        ctx, supplier=company, title="議会中継業務", party="市長", user="議会", from_date=SINCE,
        to_date=TODAY + timedelta(days=60), auto_renews=True, notice_days=30, services=list(company.services.all()),
        accesses=[suppliers.AccessLine(system, "operate", True)],
    )  # fmt: skip
    suppliers.add_subcontract(ctx, contract=contract, name="架空配信", work="配信", from_date=SINCE, consent=file)
    suppliers.add_paper(ctx, contract=contract, file=file)
    suppliers.record_pledge(ctx, contract=contract, pledged_on=TODAY, scan=file)
    suppliers.record_exit(ctx, contract=contract, erased_on=TODAY, proof=file)
    suppliers.check_clauses(
        ctx, contract=contract,
        answers=[suppliers.ClauseAnswer("secrecy", "present", "3頁"), suppliers.ClauseAnswer("damages", "missing")],
        mend_by=TODAY + timedelta(days=60),
    )  # fmt: skip
    suppliers.write_criteria(ctx, title="次の選定基準", preface="", items=[CriteriaLine("国を確かめた")])
    decided = suppliers.write_criteria(ctx, title="選定基準", preface="趣旨", items=[CriteriaLine("国を確かめた")])
    suppliers.decide_criteria(ctx, criteria=decided, decided_on=TODAY, effective_on=TODAY, file=file)
    selection = suppliers.open_selection(ctx, title="中継の更新", contract=contract)
    suppliers.write_candidate(ctx, selection=selection, company="架空会議", own_reason="面談で確かめた")
    party = suppliers.register_third_party(ctx, name="撮影班", kind="recording", handles="映像", from_date=SINCE)
    suppliers.ask_pledge(ctx, third_party=party)


def _furnish_operation(ctx: Context, town: Cast, system: Asset) -> None:
    """An exception that waits, work that is planned, a window that is open, a check that is under way."""
    exceptions.apply_for_exception(
        ctx, route=[Role.CHAIR], title="古いパソコン", clause_path="6(6)", what="使い続ける。", reason="納品の遅れ",
        substitute="切り離す。", covers="録音室", from_date=TODAY, to_date=TODAY + timedelta(days=20),
    )  # fmt: skip
    exceptions.review_list(ctx, reviewed_on=TODAY, note="続ける。")
    work = upkeep.plan_work(
        ctx, asset=system, kind="update", title="更新", reason="修正を当てる。", planned_on=TODAY,
        route=[Role.SECRETARY_GENERAL],
    )  # fmt: skip
    window = upkeep.allow_window(
        ctx, asset=system, work=work, company="架空商会", operator="保守 次郎", means="保守用の回線", purpose="更新",
        from_at=ctx.at, until_at=ctx.at + timedelta(hours=2), allowed_by=town.person["manager"],
    )  # fmt: skip
    upkeep.open_window(ctx, window=window)
    upkeep.link_visit(ctx, visit=Visit.objects.get(), work=work)
    inspections.draw_check(ctx, unit=town.unit["secretariat"], duty="organization.roles-filled", size=2, seed="1")


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
    incidents.link_visits(ctx, case=case, visits=[Visit.objects.select_related("place").get()], about="同じ日に来た")
    incidents.keep_stock_text(ctx, title="電話に注意", text="暗証番号を尋ねることはありません。")
    scenario = scenarios.scenario("ransomware", "ja")
    assert scenario is not None
    players = [("head", town.person["chair"]), ("recorder", town.person["staff"])]
    incidents.open_exercise(ctx, scenario=scenario, kind="ransomware", players=players)


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


def _furnish_risks(ctx: Context, town: Cast) -> None:
    """One risk that is being mended and whose acceptance was asked for too, one of another group, one out of scope."""
    lost, quake, social = risks.take_scenarios(
        ctx, pairs=[("lost-device", "device"), ("earthquake", "function"), ("social-takeover", "account")]
    )
    risks.assess(
        ctx, judgements=[risks.Judgement(lost, 3, 3, "毎年ある"), risks.Judgement(quake, 1, 2)], assessed_on=TODAY
    )
    day, manager = TODAY + timedelta(days=60), town.person["manager"]
    risks.mend(ctx, risk=lost, kind="reduce", measure="遠隔で消す", owner=manager, due_on=day)
    risks.ask_to_accept(ctx, risk=lost, reason="予算", substitute="見張る", to_date=day)
    risks.exclude(ctx, risk=social, reason="SNSを持っていない")


def _furnish_continuity(ctx: Context, town: Cast, system: Asset) -> None:
    """Cards, one of them whole; where the BCP is; the contact tree with a call; a running check with answers."""
    continuity.add_starters(ctx, keys=["plenary", "broadcast"])
    function = CriticalFunction.objects.get(key="broadcast")
    continuity.save_card(
        ctx, name=function.name, function=function, values={"minimum_staff": None, "staff": "", "supplier": "録画を載せる"},
        posts=[town.post["staff"]], stand_ins=[town.post["manager"]], assets=[system],
    )  # fmt: skip
    continuity.review_card(ctx, function=function, reviewed_on=TODAY, outcome="keep", note="このまま")
    continuity.save_plan(ctx, title="議会BCP", revised_on=TODAY, file_name="bcp.txt", data="計画".encode())
    safety.make_tree(ctx)
    check = safety.start_check(ctx, kind="test", title="安否確認の訓練", message="所要1分です。")
    people = Asked.objects.filter(check_row=check)
    safety.enter_answer(
        ctx, asked=people.get(person=town.person["chair"]), tap="help", house="bad", note="水が出ない", means="oral"
    )
    safety.enter_answer(ctx, asked=people.get(person=town.person["member"]), tap="come")


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


def furnish_checks(ctx: Context, town: Cast) -> None:
    """A contractor judged last year and again, with a correction; one that answers waits; one that was only asked."""
    contract = a_contract(town)
    judged(town, a_check(town, contract, TODAY - timedelta(days=370)), TODAY - timedelta(days=370), bad=["logs"])
    check = judged(town, a_check(town, contract, TODAY - timedelta(days=20)), TODAY - timedelta(days=10))
    assessments.request_correction(ctx, check=check, text="手順を作る", due_on=TODAY + timedelta(days=30))
    waiting = a_check(town, a_contract(town, "会議録の作成", "しおかぜ速記"))
    answered(town, waiting)
    assessments.ask_back(ctx, check=waiting, text="くわしく", question=questions(waiting)[0])
    asked = a_check(town, a_contract(town, "議会だよりの印刷", "みさき印刷"))
    _token, link = a_link(town, asked)
    assessments.save_answer(
        outside(town), side=assessments.Side.by(link), question=questions(asked)[0], choice=Choice.NO, text="まだ",
        files=[("memo.txt", "記録".encode())],
    )  # fmt: skip
    assessments.remind(ctx, check=asked, means="phone")
    rows = [assessments.OwnQuestion("体制", "責任者を置いていますか。")]
    assessments.take_in_questions(ctx, name="市の点検表", questions=rows)


def _furnish_emergencies(ctx: Context, member: Person) -> None:
    """Two reports of the same kind, and a card in somebody's pocket."""
    for text in ("電車に忘れた", "駅から電話があった"):
        voice = intake.Sent("voice.wav", spoken())
        intake.file_report(ctx, once=uuid4(), kind="lost-device", means="phone", person=member, text=text, voice=voice)
    organization.save_contact(ctx, kind="window", name="統一窓口", phone_day="0120-000-000")
    batch = cards.print_batch(ctx, shape="card", copies=40, contact_kinds=["window"], kinds=["lost-device"])
    cards.give_copies(ctx, batch=batch, people=[member])
