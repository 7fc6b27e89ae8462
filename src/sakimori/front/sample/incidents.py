"""What happened in the sample: three cases that are over, one that is open, a near miss, an exercise under review."""

from __future__ import annotations

from datetime import date, timedelta

from sakimori.foundation.access.context import Context
from sakimori.foundation.improvements.actions import report_done, verify_improvement
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person
from sakimori.foundation.people.types import Role
from sakimori.front.sample.story import Story
from sakimori.measures.drills import content
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.types import LineKind, Means, PaperKind, PlayerRole
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import Category
from sakimori.registers.lending.models import LossReport
from sakimori.registers.premises.models import Visit

STAFF, HEAD, CHIEF = "渚 美咲", "磯貝 直美", "砂川 正典"
SURE = {"happened": "real", "leaked": "yes", "stopped": "no", "spread": "no"}
PERHAPS = SURE | {"leaked": "maybe"}
STOPPED = {"happened": "real", "leaked": "no", "stopped": "partly", "spread": "no"}
NEAR = {"happened": "near", "leaked": "no", "stopped": "no", "spread": "no"}


def fill(story: Story) -> None:
    """June: a mail with open addresses, mended since. August: the broadcast's contractor stood still. A near miss."""
    _mail(story)
    _broadcast(story)
    _near_miss(story)


def autumn(story: Story) -> None:
    """October: a case that the deputy chair must not read. November: a theft, an exercise, a paper missing since yesterday."""
    _restricted(story)
    _tablet(story)
    _exercise(story)
    _open(story)


def _closed(
    story: Story, case: Case, day: date, *, cause: str, lesson: str, due: date | None = None, hint: str = ""
) -> None:
    """Every limit met on its day, every step done; looked back, and over."""
    ctx = story.acting(HEAD, day, 16)
    for clock in case.clocks.filter(ended_on__isnull=True).exclude(key="lessons"):
        actions.finish_clock(ctx, clock=clock, done_at=min(clock.due_at, ctx.at))
    done = [(task, task.due_at or ctx.at) for task in case.tasks.filter(ended_on__isnull=True)]
    actions.tick_from_paper(ctx, case=case, done=[(task, min(at, ctx.at)) for task, at in done])
    actions.record_review(ctx, case=case, cause=cause, helped="電話の番号が机に貼ってあった。")
    actions.add_lesson(
        ctx, case=case, text=lesson, training_hint=hint, due_on=due, owner=story.person[STAFF] if due else None,
        nothing_because="" if due else "手順のとおりにできた。",
    )  # fmt: skip
    actions.close_case(ctx, case=case)


def _mail(story: Story) -> None:
    day = story.day(2026, 6, 16)
    ctx = story.acting(STAFF, day, 14)
    case = actions.open_case(
        ctx,
        title="行政視察の案内を、宛先を見せて送った",
        kind="mis-sent-mail",
        noticed_at=story.at(day, 13, 40),
        happened_at=story.at(day, 13, 5),
        text="視察先の担当者24人のアドレスを、BCCでなくTOに入れて送った。受け取った人から電話があった。",
        answers=SURE,
    )
    actions.settle_whose(ctx, case=case, whose=["assembly"], has_persons="yes", persons_count=24)
    later = story.acting(STAFF, day, 17)
    actions.write_line(
        later, case=case, kind=LineKind.CONTACT, text="全員に削除をお願いした。22人から削除したと返事があった。",
        whom="受け取った24人", means=Means.MAIL, mentioned=actions.Mentioned(minutes=90),
    )  # fmt: skip
    _closed(
        story, case, story.day(2026, 6, 30), due=story.day(2026, 8, 31), cause="宛先を一人で確かめて送っていた。",
        lesson="外へ一斉に送るときは、二人で宛先を見る。", hint="TO、CC、BCCの違いを、送る前に声に出して確かめる。",
    )  # fmt: skip
    mended = case.lessons.select_related("improvement").get().improvement
    assert mended is not None
    report_done(
        story.acting(STAFF, story.day(2026, 8, 20), 11), improvement=mended, done_on=story.day(2026, 8, 20),
        done_note="送る前に宛先の件数を表示し、二人で確かめる手順に変えた。",
    )  # fmt: skip
    verify_improvement(
        story.acting(HEAD, story.day(2026, 8, 28), 11),
        improvement=mended,
        verification="8月の一斉送信3件の記録を見た。",
    )


def _broadcast(story: Story) -> None:
    day = story.day(2026, 8, 25)
    ctx = story.acting(STAFF, day, 10, 20)
    case = actions.open_case(
        ctx,
        title="議会中継の配信が止まった",
        kind="supplier-stopped",
        noticed_at=story.at(day, 10, 5),
        happened_at=story.at(day, 9, 58),
        text="委員会の中継が見られないと、市民から電話があった。事業者の設備の故障。",
        answers=STOPPED,
    )
    actions.settle_whose(ctx, case=case, whose=["vendor"], has_persons="no")
    _closed(
        story, case, story.day(2026, 9, 4), cause="事業者の設備の故障。", lesson="録画をあとで載せることを、すぐに知らせられた。"
    )  # fmt: skip


def _near_miss(story: Story) -> None:
    day = story.day(2026, 9, 10)
    ctx = story.acting(STAFF, day, 15)
    case = actions.open_case(
        ctx,
        title="議案の下書きを、公開の場所に置きかけた",
        kind="document",
        noticed_at=story.at(day, 14, 30),
        text="公開用フォルダに入れる前に、隣の職員が気づいた。",
        answers=NEAR,
    )
    _closed(
        story, case, story.day(2026, 9, 18), due=story.day(2026, 12, 18), cause="フォルダの名前が似ていた。",
        lesson="公開用フォルダの名前に「公開」と付ける。", hint="置く前に、だれが見られる場所かを確かめる。",
    )  # fmt: skip


def _restricted(story: Story) -> None:
    """The person concerned holds an office that sees restricted cases: the case is kept from them."""
    day = story.day(2026, 10, 5)
    deputy = Person.objects.filter(
        pk__in=Appointment.objects.filter(covers(day), post__role=Role.DEPUTY).values("person")
    ).get()
    case = actions.open_case(
        story.acting(HEAD, day, 11),
        title="議員のIDに、覚えのないログインの記録があった",
        kind="account-misuse",
        noticed_at=story.at(day, 10, 15),
        text="会議システムの記録に、深夜のログインが3件あった。本人の利用か、他人の利用かを確かめる。",
        answers=PERHAPS,
        restricted_because="議員個人の利用の記録を調べるため",
        kept_from=[deputy],
    )
    actions.settle_whose(story.acting(HEAD, day, 12), case=case, whose=["caucus"], has_persons="no")
    _closed(
        story, case, story.day(2026, 10, 16), cause="家族が同じパソコンで開いていた。",
        lesson="IDとパスワードを家族とも共用しないことを、貸与のときに伝える。",
    )  # fmt: skip


def _tablet(story: Story) -> None:
    """The device that was stolen in November: its report of loss stands in the lending register already."""
    loss = LossReport.objects.select_related("asset").filter(asset__category=Category.TABLET).order_by("id").first()
    day = story.day(2026, 11, 13)
    ctx = story.acting(STAFF, day, 9, 30)
    case = actions.open_case(
        ctx,
        title="議員用タブレットの盗難",
        kind="lost-device",
        noticed_at=story.at(day, 8, 50),
        happened_at=story.at(day - timedelta(days=1), 18),
        text="車の中に置いたかばんごと盗まれたと、本人から電話があった。",
        answers=PERHAPS,
    )
    actions.settle_whose(ctx, case=case, whose=["assembly", "caucus"], has_persons="maybe", is_hostile=True)
    if loss is not None:
        actions.touch_asset(ctx, case=case, asset=loss.asset, effect="lost", note_text="遠隔でロックした")
    actions.take_evidence(
        ctx, case=case, title="管理画面の記録（最後の通信の時刻）", handed_by=story.person[HEAD].shown_name,
        kept_at="議会事務局 金庫", name="mdm-log.txt", data=b"2026-11-12T18:07:31+09:00 last contact\n",
    )  # fmt: skip
    _closed(
        story, case, story.day(2026, 11, 20), due=story.day(2026, 12, 25), cause="車内に置いたままにした。",
        lesson="端末を車に残さないことを、貸与のときに伝える。", hint="離れるときは、端末を持って出る。",
    )  # fmt: skip


def _exercise(story: Story) -> None:
    scenario = content.scenario("ransomware", "ja")
    if scenario is None:
        return
    day = story.day(2026, 11, 18)
    ctx = story.acting(STAFF, day, 14)
    parts = (
        (PlayerRole.HEAD, CHIEF), (PlayerRole.SECURITY, HEAD), (PlayerRole.RECORDER, STAFF),
        (PlayerRole.PRESS, "細江 誠"), (PlayerRole.FACILITATOR, "小坂 彩"),
    )  # fmt: skip
    case = actions.open_exercise(
        ctx, scenario=scenario, kind="ransomware", players=[(role, story.person[name]) for role, name in parts]
    )
    actions.add_player(ctx, case=case, role="会派の代表", name="新風みなと 控室")
    cards = list(case.injects.order_by("minute"))
    for card, role in zip(cards, (PlayerRole.SECURITY, PlayerRole.HEAD, PlayerRole.PRESS), strict=False):
        actions.address_inject(ctx, inject=card, to=role)
    later = story.acting(STAFF, day, 14, 20)
    actions.read_out(later, inject=cards[0])
    actions.write_line(
        later,
        case=case,
        kind=LineKind.DECISION,
        text="LANケーブルを抜き、電源は切らないと決めた。",
        role=PlayerRole.HEAD,
    )
    actions.begin_review(story.acting(STAFF, day, 16), case=case)


def _open(story: Story) -> None:
    """Yesterday evening: a folder of papers that the mayor's side had lent; limits run."""
    day = story.day(2026, 11, 22)
    ctx = story.acting(STAFF, day, 17, 30)
    case = actions.open_case(
        ctx,
        title="委員会資料のファイルが見当たらない",
        kind="document",
        noticed_at=story.at(day, 16, 40),
        text="市長側から預かった資料（相談者の名簿を含む）のファイルが、委員会室の棚にない。",
        answers=PERHAPS,
    )
    actions.settle_whose(ctx, case=case, whose=["assembly", "mayor"], has_persons="yes", persons_count=18)
    first = case.tasks.order_by("order").first()
    if first is not None:
        actions.tick_task(ctx, task=first, text="最後に見たのは金曜日の17時ごろ。", minutes=20)
    paper = _sent(ctx, case)
    _asset(story, ctx, case)
    near = Visit.objects.select_related("place").filter(came_at__gte=story.at(day - timedelta(days=3), 0))
    actions.link_visits(
        ctx, case=case, visits=list(near.filter(company="汐見電設")),
        about="同じ階に来ていた。委員会室には入っていないと、総務係に確かめた。",
    )  # fmt: skip
    evening = story.acting(HEAD, day, 18)
    for key, how in (
        ("chair", "電話で報告した"),
        ("csirt", "情報政策課の当番に電話した"),
        ("mayor", "担当課長に電話した"),
    ):
        clock = case.clocks.get(key=key)
        actions.finish_clock(evening, clock=clock, done_at=clock.due_at, note_text=how)
    due = case.tasks.filter(ended_on__isnull=True, due_on__lte=day)
    actions.tick_from_paper(
        evening, case=case, done=[(task, min(task.due_at, evening.at)) for task in due if task.due_at]
    )
    actions.hand_over(
        story.acting(STAFF, day, 19), case=case, to=story.person[HEAD],
        text=f"{paper}を出した。委員長の返事を待っている。明日の朝、書庫をもう一度探す。",
    )  # fmt: skip


def _sent(ctx: Context, case: Case) -> str:
    paper = actions.make_paper(ctx, case=case, kind=PaperKind.INTERNAL)
    actions.send_paper(ctx, paper=paper, whom="事務局長", how="電話と手渡し")
    return paper.title


def _asset(story: Story, ctx: Context, case: Case) -> None:
    asset = Asset.objects.filter(kind="information").order_by("number").first()
    if asset is not None:
        actions.touch_asset(ctx, case=case, asset=asset, effect="suspected")
    actions.keep_stock_text(
        ctx, title="不審な電話に注意", text="市や議会の職員を名のる電話で、口座や暗証番号を尋ねることはありません。"
    )
    actions.add_party(ctx, case=case, kind="finder", person=story.person[STAFF])
