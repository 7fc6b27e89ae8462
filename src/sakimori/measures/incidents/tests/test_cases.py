"""Stories of a case: level, whose information, steps, timeline, closing; merging, exercises."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.foundation.ledger.models import Entry
from sakimori.measures.drills.content import scenario
from sakimori.measures.drills.models import Drill
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.models import Case, Clock, Line, Task
from sakimori.measures.incidents.queries import cases as queries
from sakimori.measures.incidents.queries.figures import year_figures
from sakimori.measures.incidents.queries.settings import levels
from sakimori.measures.incidents.tests.cases import begin, finish
from sakimori.measures.incidents.types import LineKind, Status
from sakimori.measures.intake.actions import file_report
from sakimori.policy.clauses.models import ReviewTrigger
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind, AssetState, Category
from sakimori.testing import NOW, TODAY


def running(case: Case) -> set[str]:
    return set(case.clocks.filter(ended_on__isnull=True).values_list("key", flat=True))


def test_opening_numbers_levels_steps_and_limits(cast):
    first, second = begin(cast), begin(cast, kind="document", title="資料の置き忘れ")
    assert (first.code, second.code) == ("R8-1", "R8-2")
    assert first.level == 2
    assert first.clocks.get(key="csirt").due_at == first.noticed_at + timedelta(hours=1)
    steps = list(first.tasks.order_by("order"))
    assert len(steps) > 5
    assert steps[1].after == [steps[0].key]
    assert steps[0].due_at is None or steps[0].due_at >= first.noticed_at
    kinds = list(first.lines.order_by("entered_at", "id").values_list("kind", flat=True))
    assert kinds[:2] == [LineKind.FACT, LineKind.LEVEL]


def test_a_near_miss_has_no_steps_until_it_turns_out_to_be_more(cast):
    case = begin(cast, answers={"happened": "near"})
    assert (case.level, case.tasks.count(), running(case)) == (0, 0, {"lessons"})
    with pytest.raises(ValidationError):
        actions.change_level(cast.ctx("staff"), case=case, level=2, reason=" ")
    actions.change_level(cast.ctx("staff"), case=case, level=2, reason="名簿が入っていた。")
    assert case.tasks.exists()
    assert "csirt" in running(case)
    texts = list(case.lines.filter(kind=LineKind.LEVEL).order_by("entered_at", "id").values_list("text", flat=True))
    assert len(texts) == 2  # the first judgement is still there
    assert "名簿が入っていた" in texts[1]


def test_whose_information_starts_and_withdraws_limits(cast):
    case = begin(cast)
    ctx = cast.ctx("staff")
    actions.settle_whose(ctx, case=case, whose=["mayor"], has_persons="yes", persons_count=3)
    assert {"mayor", "ppc-first", "ppc-final"} <= running(case)
    actions.settle_whose(ctx, case=case, whose=["assembly"], has_persons="yes")
    assert not {key for key in running(case) if key.startswith("ppc")}
    assert "persons" in running(case)
    withdrawn = case.clocks.get(key="ppc-first")
    assert withdrawn.is_withdrawn and withdrawn.why_not
    actions.settle_whose(ctx, case=case, whose=["mayor"], has_persons="yes", is_hostile=True)
    assert {"ppc-first", "ppc-final-60"} <= running(case)
    assert "ppc-final" not in running(case)
    assert case.clocks.filter(key="ppc-first").count() == 1


def test_a_limit_ends_by_doing_or_by_a_reason(cast):
    case = begin(cast)
    ctx = cast.ctx("staff")
    police, chair = case.clocks.get(key="police"), case.clocks.get(key="chair")
    with pytest.raises(ValidationError):
        actions.decline_clock(ctx, clock=police, why_not="")
    actions.decline_clock(ctx, clock=police, why_not="部屋の中で見つかった。")
    with pytest.raises(ValidationError):
        actions.finish_clock(ctx, clock=chair, done_at=NOW + timedelta(minutes=5))
    with pytest.raises(ValidationError):
        actions.finish_clock(ctx, clock=chair, done_at=case.noticed_at - timedelta(minutes=5))
    actions.finish_clock(ctx, clock=chair, note_text="電話で伝えた")
    with pytest.raises(ValidationError):
        actions.finish_clock(ctx, clock=chair)
    assert case.lines.filter(text__contains="部屋の中で見つかった").exists()
    row = {row.clock.key: row.state for row in queries.clock_rows(queries.clocks_of(case), NOW)}
    assert (row["police"], row["chair"], row["inside"]) == ("not", "done", "soon")


def test_the_assemblys_own_limit_and_one_case_of_its_own(cast):
    head = cast.ctx("secretary_general")
    actions.set_ground(
        head, key="csirt", is_used=True, amount=2, unit="hours", reason="市との取決め", ground="連携要領第3条"
    )
    actions.set_ground(head, key="police", is_used=False, amount=1, unit="business", reason="使わない")
    case = begin(cast)
    assert case.clocks.get(key="csirt").due_at == case.noticed_at + timedelta(hours=2)
    assert case.clocks.get(key="csirt").ground == "連携要領第3条"
    assert not case.clocks.filter(key="police").exists()
    clock = actions.adjust_clock(
        cast.ctx("staff"), clock=case.clocks.get(key="chair"), amount=3, unit="hours", owner="manager", reason="会議中"
    )
    assert (clock.due_at, clock.is_adjusted) == (case.noticed_at + timedelta(hours=3), True)
    actions.change_facts(
        cast.ctx("staff"), case=case, title=case.title, kind=case.kind, happened_at=None,
        noticed_at=case.noticed_at - timedelta(hours=1), reason="聞き直した",
    )  # fmt: skip
    assert case.clocks.get(key="csirt").due_at == case.noticed_at + timedelta(hours=2)
    assert case.clocks.get(key="chair").due_at == clock.due_at  # adjusted ones stay


def test_own_words_for_levels_leave_the_past_alone(cast):
    actions.word_level(
        cast.ctx("secretary_general"), level=3, name="緊急", meaning="議長が対策会議を開く。", reason="要領に合わせる"
    )
    assert [str(one.name) for one in levels(TODAY)][3] == "緊急"
    assert [str(one.name) for one in levels(TODAY - timedelta(days=1))][3] == "重大"


def test_ticking_writes_the_timeline_even_out_of_order_and_from_paper(cast):
    case = begin(cast)
    ctx = cast.ctx("staff")
    first, second, third = case.tasks.order_by("order")[:3]
    actions.tick_task(ctx, task=second, minutes=15)
    line = case.lines.get(task=second)
    assert first.text in line.text  # what should have come first is named
    assert queries.spent_on(case.efforts.all()).minutes == 15
    at = NOW - timedelta(minutes=8)
    assert actions.tick_from_paper(ctx, case=case, done=[(third, at), (first, at - timedelta(minutes=4))]) == 2
    paper = case.lines.get(task=third)
    assert (paper.at, paper.entered_at, paper.channel) == (at, NOW, "paper")
    assert Task.objects.get(pk=first.pk).ended_on == TODAY


def test_a_line_is_corrected_by_another_line(cast):
    case = begin(cast)
    ctx = cast.ctx("staff")
    asset = register_asset(ctx, kind=AssetKind.DEVICE, category=Category.TABLET, name="タブレット", serial="SN-1")
    line = actions.write_line(
        ctx, case=case, kind=LineKind.CONTACT, text="警察に届けた。", at=NOW - timedelta(minutes=3), whom="駅前交番",
        means="phone",
        mentioned=actions.Mentioned(
            asset=asset, effect="lost", party_name="駅員", party_kind="witness", indicator="203.0.113.5",
            indicator_kind="address", minutes=10,
        ),
    )  # fmt: skip
    assert (case.assets.get().line, case.parties.get().line, case.indicators.get().line) == (line, line, line)
    right = actions.correct_line(ctx, line=line, text="駅の窓口に届けた。")
    old = Line.objects.get(pk=line.pk)
    assert (old.text, right.corrects, right.at) == ("警察に届けた。", line, line.at)
    with pytest.raises(ValidationError):
        actions.write_line(ctx, case=case, kind=LineKind.CONTACT, text="電話した。")  # whom?
    with pytest.raises(ValidationError):
        actions.write_line(ctx, case=case, kind=LineKind.LEVEL, text="3にした。")


def test_one_click_into_the_register(cast):
    case = begin(cast)
    ctx = cast.ctx("staff")
    asset = register_asset(ctx, kind=AssetKind.DEVICE, category=Category.TABLET, name="タブレット", serial="SN-1")
    row = actions.mark_lost(ctx, case=case, asset=asset, way="stolen", where="駅", police_number="受理12")
    asset.refresh_from_db()
    assert (asset.state, row.loss.police_number) == (AssetState.LOST, "受理12")
    actions.device_found(ctx, affected=row, outcome="駅の遺失物係から戻った。")
    asset.refresh_from_db()
    assert asset.state == AssetState.SPARE
    identity = register_asset(ctx, kind=AssetKind.ACCOUNT, name="会議システムの管理者ID")
    actions.close_account(ctx, case=case, asset=identity)
    identity.refresh_from_db()
    assert identity.state == AssetState.RETIRED


def test_a_case_closes_only_when_all_is_done_and_planned(cast):
    case = begin(cast)
    ctx = cast.ctx("staff")
    with pytest.raises(ValidationError) as refused:
        actions.close_case(ctx, case=case)
    assert len(refused.value.messages) == 4
    for clock in case.clocks.filter(ended_on__isnull=True).exclude(key="lessons"):
        actions.finish_clock(ctx, clock=clock)
    actions.record_review(ctx, case=case, cause="席を立った。", helped="電話番号の札")
    assert not case.clocks.filter(ended_on__isnull=True).exists()  # the limit for lessons ended with the review
    with pytest.raises(ValidationError):
        actions.add_lesson(ctx, case=case, text="鍵を付ける。")
    lesson = actions.add_lesson(
        ctx,
        case=case,
        text="鍵を付ける。",
        due_on=TODAY + timedelta(days=30),
        clause_path="6(4)",
        training_hint="持って出る",
    )
    made = Improvement.objects.get(pk=lesson.improvement_id)
    assert (made.origin, made.origin_id) == (Origin.INCIDENT, case.pk)
    assert ReviewTrigger.objects.get().kind == "incident"
    with pytest.raises(ValidationError):
        actions.close_case(ctx, case=case)  # steps are left
    actions.close_case(ctx, case=case, skip_rest="見つかったため")
    assert (case.status, case.closed_on) == (Status.CLOSED, TODAY)
    with pytest.raises(ValidationError):
        actions.write_line(ctx, case=case, kind=LineKind.FACT, text="あとから")
    actions.reopen_case(ctx, case=case, reason="新しい事実")
    actions.write_line(ctx, case=case, kind=LineKind.FACT, text="あとから")


def test_merging_ends_one_and_links_both(cast):
    one, two = begin(cast), begin(cast, title="同じ件")
    actions.merge_case(cast.ctx("staff"), case=two, into=one, reason="同じタブレット")
    assert (two.status, two.merged_into) == (Status.MERGED, one)
    assert not Clock.objects.filter(case=two, ended_on__isnull=True).exists()
    assert one.lines.filter(text__contains=two.code).exists()
    with pytest.raises(ValidationError):
        actions.merge_case(cast.ctx("staff"), case=one, into=one, reason="?")
    assert year_figures(2026).total == 1
    actions.link_cases(cast.ctx("staff"), case=one, other=begin(cast, title="別の件"), about="同じ日")
    assert len(queries.linked(cast.ctx("staff"), one)) == 2


def test_an_exercise_is_marked_and_counts_as_a_drill(cast):
    ctx = cast.ctx("staff")
    case = actions.open_exercise(ctx, scenario=scenario("ransomware", "ja"), kind="ransomware")
    assert case.code == "訓練R8-1"
    assert begin(cast).code == "R8-1"  # real ones are numbered apart
    card = case.injects.order_by("minute").first()
    actions.read_out(ctx, inject=card)
    assert case.lines.filter(kind=LineKind.INJECT, text=card.text).exists()
    with pytest.raises(ValidationError):
        actions.read_out(ctx, inject=card)
    finish(cast, case)
    drill = Drill.objects.get()
    assert (drill.closed_on, drill.held_on, drill.scenario_key) == (TODAY, TODAY, "ransomware")
    lesson = actions.add_lesson(
        ctx, case=actions.reopen_case(ctx, case=case, reason="追加"), text="札を貼る。", due_on=TODAY
    )
    assert lesson.improvement.origin == Origin.DRILL
    assert year_figures(2026).total == 1
    assert year_figures(2026).exercises == 1


def test_a_report_becomes_a_case_and_hears_of_its_end(cast):
    ctx = cast.ctx("staff")
    filed = file_report(
        ctx, once=uuid4(), kind="lost-device", nature="happened", means="phone", text="電車に忘れた", contact="駅員"
    )
    report = filed.report
    case = begin(cast, report=report)
    report.refresh_from_db()
    assert report.case_id == case.pk
    assert case.parties.get().name == "駅員"
    assert case.lines.filter(text__contains="電車に忘れた", at=report.received_at).exists()
    for clock in case.clocks.exclude(key="lessons"):
        actions.finish_clock(ctx, clock=clock)
    actions.record_review(ctx, case=case, cause="置き忘れ", helped="")
    actions.close_case(
        ctx, case=case, nothing_because="本人に伝えた", skip_rest="見つかった", answer="見つかりました。"
    )
    report.refresh_from_db()
    assert (report.answer, report.closed_on) == ("見つかりました。", TODAY)


def test_figures_by_kind_and_quarter(cast):
    begin(cast)
    begin(cast, answers={"happened": "near"})
    finish(cast, begin(cast, kind="phishing", answers={"happened": "near"}))
    found = year_figures(2026)
    assert (found.total, found.near, found.open) == (3, 2, 2)
    line = next(row for row in found.kinds if row.kind == "lost-device")
    assert (line.quarters, line.near) == ((0, 0, 2, 0), 1)
    assert sum(found.levels) == 3
    assert year_figures(2025).total == 0


def test_every_act_is_one_entry_of_the_ledger(cast):
    before = Entry.objects.count()
    begin(cast)
    assert Entry.objects.count() == before + 1
