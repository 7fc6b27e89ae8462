"""Building the sample chapter by chapter; where a chapter begins before the last one ended, the ledger shows a seam.

The story plays around 2026-11-23; on another day everything is moved by the same number of days.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import resources
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone, translation

from sakimori.assurance.conformance.actions import fresh_standings, record_history
from sakimori.foundation.access.context import TOKYO, Channel, Context
from sakimori.foundation.access.models import Account
from sakimori.foundation.asks.actions import answer_ask, answer_for, record_reminders
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.models import Assembly, Kind
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.people.models import Post, Seat
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.front.sample import (
    assessments,
    assets,
    audits,
    awareness,
    calendar,
    classes,
    continuity,
    disposal,
    drills,
    exceptions,
    incidents,
    inspections,
    intake,
    learning,
    lending,
    playbooks,
    premises,
    reviews,
    risks,
    scans,
    services,
    social,
    stocktaking,
    suppliers,
    upkeep,
)
from sakimori.front.sample.actions import link_accounts
from sakimori.front.sample.story import Story
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.asks import STATEMENT
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.types import ReviewOutcome, TriggerKind
from sakimori.registers.organization import actions as organization
from sakimori.registers.organization.queries import contacts as contact_list
from sakimori.registers.organization.types import ContactKind, ItemOutcome

PLAYED_ON = date(2026, 11, 23)
PASSWORD = "minatono-sample-2026"  # noqa: S105 — printed at every start of the sample
LOGINS = (
    ("chair", "議長", "seat:1"),
    ("deputy", "副議長", "seat:18"),
    ("kyokucho", "事務局長", "砂川 正典"),
    ("manager", "情報セキュリティ管理者", "磯貝 直美"),
    ("staff", "事務局職員", "渚 美咲"),
    ("caucus", "会派責任者", "seat:4"),
    ("member", "議員", "seat:23"),
    ("auditor", "監査人", "正木 実"),
    ("city", "市情報政策課", "港 健"),
)
OPERATOR = "operator"
UNTOLD = "sample-unfinished"


def make_sample(today: date | None = None) -> str:
    """Build it; gives the log-ins as text and keeps them in `sample-logins.txt`."""
    return list(tell_sample(today))[-1]


def tell_sample(today: date | None = None) -> Iterator[str]:
    """Build it in two parts: the log-ins are given when the assembly can be used, and again when everything is told.

    Until then a file says so: a sample that was broken off is begun anew (`is_broken_off`).
    """
    on = today or timezone.now().astimezone(TOKYO).date()
    untold = settings.ENV.data / UNTOLD
    untold.touch()
    with translation.override("ja"):
        assembly = Assembly(
            slug="minatono-shi", name="みなと野市議会", body_name="みなと野市", kind=Kind.CITY, code="999999",
            joined_on=date(2026, 3, 1) + (on - PLAYED_ON),
        )  # fmt: skip
        assembly.save()
        story = Story(assembly, on - PLAYED_ON)
        with scope(assembly.pk):
            for chapters in (CHAPTERS[:FIRST], CHAPTERS[FIRST:]):
                for chapter in chapters:
                    chapter(story)
                fresh_standings(on)
                (settings.ENV.data / "sample-logins.txt").write_text(logins(), encoding="utf-8")
                yield logins()
    untold.unlink()


def is_broken_off() -> bool:
    """Whether a sample was begun and not told to its end."""
    return (settings.ENV.data / UNTOLD).exists()


def logins() -> str:
    """The log-ins of the sample, one a line."""
    lines = [f"見本の利用者 / sample log-ins (パスワード / password: {PASSWORD})"]
    return "\n".join([*lines, *(f"  {name:10}{title}" for name, title, _who in LOGINS), f"  {OPERATOR:10}運用管理者"])


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("sakimori.sample").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def register_people(story: Story) -> None:
    """The assembly, its term, members, caucuses and posts, as the office typed them in on the first day."""
    ctx, since = story.system(story.day(2026, 3, 2)), story.day(2023, 5, 1)
    story.unit["議会"] = organization.form_unit(
        ctx, kind=UnitKind.ASSEMBLY, name=story.assembly.name, short_name="議会", from_date=since
    )
    story.unit["議会事務局"] = organization.form_unit(
        ctx, kind=UnitKind.SECRETARIAT, name="議会事務局", from_date=since, order=1
    )
    for order, name in enumerate(("市情報政策課", "監査")):
        story.unit[name] = organization.form_unit(
            ctx, kind=UnitKind.OUTSIDE, name=name, from_date=since, order=20 + order
        )
    story.unit["議会運営委員会"] = organization.form_unit(
        ctx, kind=UnitKind.COMMITTEE, name="議会運営委員会", short_name="議運", from_date=since, order=15
    )
    term = organization.register_term(
        ctx, number=20, from_date=since, to_date=story.day(2027, 4, 30), seats=30, election_date=story.day(2023, 4, 23)
    )
    seats = {seat.number: seat for seat in Seat.objects.filter(term=term)}
    for row in _rows("members.csv"):
        number = int(row["seat"])
        if not row["name"]:
            organization.record_vacancy(
                ctx, seat=seats[number], vacant_from=story.day(2026, 2, 10), note="辞職による欠員"
            )
            continue
        if row["caucus"] not in story.unit:
            story.unit[row["caucus"]] = organization.form_unit(
                ctx, kind=UnitKind.CAUCUS, name=row["caucus"], from_date=since, order=len(story.unit)
            )
        person = organization.register_person(
            ctx, name=row["name"], public_name=row["public_name"] if row["public_name"] != row["name"] else "",
            former_name=row["former_name"], kana=row["kana"], number=f"議{number:02}", note=f"{row['district']}地区",
            email=f"giin{number:02}@minatono.example.jp" if number % 3 else "", phone=f"0999-00-{1000 + number}",
        )  # fmt: skip
        story.person[f"seat:{number}"] = person
        organization.seat_member(
            ctx, person=person, seat=seats[number], from_date=since, caucus=story.unit[row["caucus"]]
        )
    for order, row in enumerate(_rows("posts.csv")):
        create_post(story, ctx, row, order)
    for member in (1, 4, 12, 18, 24):
        organization.join_unit(
            ctx,
            person=story.person[f"seat:{member}"],
            unit=story.unit["議会運営委員会"],
            from_date=story.day(2025, 5, 20),
        )
    contacts(story, ctx)


def create_post(story: Story, ctx: Context, row: dict[str, str], order: int) -> None:
    """A post with its holder. Caucuses already have theirs."""
    unit, since = story.unit[row["unit"]], date.fromisoformat(row["from_date"]) + story.shift
    post = Post.objects.filter(unit=unit, role=row["role"]).first() if row["role"] == Role.CAUCUS_HEAD else None
    if post is None:
        post = organization.create_post(
            ctx, unit=unit, title=row["title"], role=Role(row["role"]), from_date=min(since, story.day(2023, 5, 1)),
            is_required=row["is_required"] == "yes", is_window=row["is_window"] == "yes", order=order,
            duty_text=row["duty_text"], deputy_order=int(row["deputy_order"]) if row["deputy_order"] else None,
            deputy_of=next((p for (_u, t), p in story.post.items() if t == row["deputy_of"]), None),
        )  # fmt: skip
    story.post[row["unit"], row["title"]] = post
    if not row["person"] or (row["person"] not in story.person and row["person"].startswith("seat:")):
        return
    if row["person"] not in story.person:
        story.person[row["person"]] = organization.register_person(
            ctx, name=row["person"], kana=row["kana"], email=row["email"], number=f"職{order:02}"
        )
    if since > ctx.today:
        return
    organization.appoint(
        ctx, post=post, person=story.person[row["person"]], from_date=since, decision_number=f"議事第{order + 1}号",
        decided_on=since,
    )  # fmt: skip


def late_posts(story: Story, day: date) -> None:
    """Appointments that began after the register was made (transfers of April, the auditor of July)."""
    for order, row in enumerate(_rows("posts.csv")):
        since = date.fromisoformat(row["from_date"]) + story.shift
        person = story.person.get(row["person"])
        if person is None or since <= story.day(2026, 3, 2) or since > day:
            continue
        post = story.post[row["unit"], row["title"]]
        if not post.appointments.exists():
            organization.appoint(
                story.system(day), post=post, person=person, from_date=since, decision_number=f"議人第{order}号",
                decided_on=since - timedelta(days=5),
            )  # fmt: skip


def contacts(story: Story, ctx: Context) -> None:
    """The emergency contact list."""
    rows: list[tuple[ContactKind, str, str, str, str]] = [
        (ContactKind.WINDOW, "議会事務局 総務係（統一窓口）", "総務係長", "0999-00-2100", "090-0000-2100"),
        (ContactKind.SECRETARIAT, "議会事務局長", "事務局長", "0999-00-2000", "090-0000-2000"),
        (ContactKind.CHAIR, "議長", "議長", "0999-00-1001", "090-0000-1001"),
        (ContactKind.CITY_CSIRT, "市情報政策課（市CSIRT）", "情報政策課 連絡担当", "0999-00-3000", "0999-00-3999"),
        (ContactKind.VENDOR, "議会中継の委託先 さざなみ映像", "", "0999-00-4000", "0120-000-400"),
        (ContactKind.VENDOR, "文書共有サービスの窓口", "", "0120-000-500", ""),
        (ContactKind.POLICE, "県警 サイバー犯罪相談窓口", "", "0999-00-9110", ""),
    ]
    for order, (kind, name, title, by_day, by_night) in enumerate(rows):
        post = next((post for (_unit, held), post in story.post.items() if held == title), None)
        organization.save_contact(
            ctx, kind=kind, name=name, post=post, phone_day=by_day, phone_night=by_night, order=order
        )


def open_accounts(story: Story) -> None:
    """One log-in for every role, all with the same password that the console prints."""
    accounts = [_account(name) for name, _title, _who in LOGINS]
    _account(OPERATOR, operator_from=story.day(2026, 3, 1))
    pairs = [(account, story.person[who]) for account, (_name, _title, who) in zip(accounts, LOGINS, strict=True)]
    link_accounts(story.system(story.day(2026, 3, 2), 10), pairs=pairs)


def _account(username: str, **values: Any) -> Account:
    account = Account(username=username, email=f"{username}@minatono.example.jp", **values)
    account.password = _hashed_password()
    account.full_clean()
    account.save()
    return account


@functools.cache
def _hashed_password() -> str:
    """Hashing is slow on purpose, and the password is everybody's."""
    return make_password(PASSWORD)


def _text(name: str) -> str:
    return resources.files("sakimori.sample").joinpath(name).read_text(encoding="utf-8")


def first_policy(story: Story) -> None:
    """Version 1: decided in March, in force on 1 April, published the same week, acknowledged by nearly all."""
    drafted, decided, effective = story.day(2026, 3, 10), story.day(2026, 3, 25), story.day(2026, 4, 1)
    version = policy.take_in_text(
        story.acting("磯貝 直美", drafted), text=_text("policy_v1.txt"), source_name="方針案.docx"
    )
    organization.record_meeting(
        story.acting("塩谷 健", decided, 13), name="議会運営委員会", held_on=decided, unit=story.unit["議会運営委員会"],
        items=[{"title": "サイバーセキュリティ基本方針の制定", "outcome": ItemOutcome.AGREED,
                "decision": "原案のとおり決定し、4月1日から施行する。", "clause_path": "1"}],
    )  # fmt: skip
    policy.decide_version(
        story.acting("砂川 正典", decided, 15), version=version, decided_on=decided, effective_on=effective,
        meeting="議会運営委員会", decision_number="議議第41号",
    )  # fmt: skip
    policy.record_publication(
        story.acting("渚 美咲", story.day(2026, 3, 30)), version=version, published_on=story.day(2026, 3, 30),
        address="https://www.city.minatono.example.jp/gikai/security.html", medium="市議会ホームページ",
    )  # fmt: skip
    late_posts(story, story.day(2026, 4, 1))
    acknowledge(
        story, version, opened=story.day(2026, 4, 2), due=story.day(2026, 4, 30), until=story.day(2026, 4, 28), share=38
    )


def acknowledge(story: Story, version: PolicyVersion, *, opened: date, due: date, until: date, share: int) -> None:
    """Ask everyone; `share` of the members answer over the following weeks, by link, in person, or on paper."""
    policy.ask_everyone(
        story.acting("渚 美咲", opened), version=version, due_on=due, message="お忙しいところ恐れ入ります。"
    )
    names = {person.pk: name for name, person in story.person.items()}
    asks = list(Ask.objects.open().filter(subject_id=version.pk).select_related("person").order_by("person__kana"))
    answer = {"confirmed": True, "statement": STATEMENT}
    for place, ask in enumerate(asks[:share]):
        day = opened + timedelta(days=1 + place * ((until - opened).days - 1) // share)
        if place % 4 == 3:
            paper = story.acting("渚 美咲", day, 12, place, Channel.PAPER)
            answer_for(paper, ask=ask, answer=answer)
        else:
            channel = Channel.LINK if place % 4 else Channel.WEB
            answer_ask(story.acting(names[ask.person_id], day, 12, place, channel), ask=ask, answer=answer)


def summer(story: Story) -> None:
    """The office settles what the policy leaves open, tries the contacts, and hears of the new ordinance."""
    may = story.day(2026, 5, 12)
    settle_duty(
        story.acting("砂川 正典", may), duty="policy.published", days=7, ground=Ground.POLICY, decided_on=may,
        decision="議会運営委員会", reason="法律は「遅滞なく」とだけ定めるため、市議会では7日以内とする。",
    )  # fmt: skip
    settle_duty(
        story.acting("砂川 正典", may, 11), duty="policy.reviewed", days=365, ground=Ground.POLICY, decided_on=may,
        decision="議会運営委員会", reason="毎年度1回は見直しの要否を確かめる。",
    )  # fmt: skip
    settle_duty(
        story.acting("砂川 正典", may, 12), duty="compliance.acknowledged", days=60, ground=Ground.POLICY, decided_on=may,
        decision="議会運営委員会", reason="定例会のない月に改定があったときも、全員が議会に来る機会を含めるため。",
    )  # fmt: skip
    contacts_of_may = contact_list()
    organization.confirm_contacts(
        story.acting("浅瀬 洋平", story.day(2026, 5, 20)), contacts=contacts_of_may[:5], on=story.day(2026, 5, 20)
    )
    policy.record_trigger(
        story.acting("磯貝 直美", story.day(2026, 7, 3)), kind=TriggerKind.LAW, occurred_on=story.day(2026, 6, 26),
        text="地方自治法施行規則 第16条の3が公布された（令和9年7月1日施行）。委託・クラウドの選定基準などを確かめる。",
    )  # fmt: skip
    late_posts(story, story.day(2026, 7, 6))


def second_policy(story: Story) -> None:
    """Version 2: supply chain and generative AI are added; decided in September, in force on 1 October."""
    version = policy.take_in_text(
        story.acting("磯貝 直美", story.day(2026, 8, 25)), text=_text("policy_v2.txt"), source_name="方針改定案.docx"
    )
    first = PolicyVersion.objects.order_by("number").first()
    assert first is not None
    policy.record_review(
        story.acting("磯貝 直美", story.day(2026, 9, 1)), version=first, reviewed_on=story.day(2026, 9, 1),
        outcome=ReviewOutcome.CHANGE, meeting="会派代表者会議",
        reasons="施行規則の公布を受け、委託先の選定と生成AIの利用について定めを加える。",
    )  # fmt: skip
    decided = story.day(2026, 9, 18)
    policy.decide_version(
        story.acting("砂川 正典", decided, 15), version=version, decided_on=decided, effective_on=story.day(2026, 10, 1),
        meeting="議会運営委員会", decision_number="議議第77号",
    )  # fmt: skip
    policy.record_publication(
        story.acting("若狭 里奈", story.day(2026, 9, 24)), version=version, published_on=story.day(2026, 9, 24),
        address="https://www.city.minatono.example.jp/gikai/security.html", medium="市議会ホームページ",
    )  # fmt: skip
    acknowledge(
        story,
        version,
        opened=story.day(2026, 10, 5),
        due=story.day(2026, 11, 30),
        until=story.day(2026, 11, 14),
        share=24,
    )


def autumn(story: Story) -> None:
    """Reminders, a new trigger, and a contact that changed: what is on the table today."""
    left = list(Ask.objects.open().order_by("person__kana")[:6])
    record_reminders(story.acting("小坂 彩", story.day(2026, 11, 16)), asks=left, means="letter")
    organization.record_meeting(
        story.acting("細江 誠", story.day(2026, 11, 18)), name="会派代表者会議", held_on=story.day(2026, 11, 18),
        items=[{"title": "会派控室のパソコンの扱い", "outcome": ItemOutcome.CONTINUED, "clause_path": "6(4)"},
               {"title": "方針の確認が済んでいない議員へのお願い", "outcome": ItemOutcome.AGREED,
                "decision": "11月末までに全員が確認する。", "clause_path": "5"}],
    )  # fmt: skip


def history(story: Story) -> None:
    """Recorded days: one of each older week (the PC of the office is off on most days), and every day of late."""
    today = story.day(2026, 11, 23)
    weekly = {today - timedelta(weeks=back) for back in range(1, 14)}
    record_history(sorted(weekly.union(today - timedelta(days=back) for back in range(1, 31))))


CHAPTERS: tuple[Callable[[Story], None], ...] = (
    register_people,
    open_accounts,
    first_policy,
    summer,
    calendar.fill,
    premises.fill,
    playbooks.fill,
    intake.fill,
    assets.fill,
    lending.fill,
    disposal.fill,
    classes.fill,
    inspections.summer,
    audits.fill,
    second_policy,
    autumn,
    premises.autumn,
    lending.autumn,
    disposal.autumn,
    suppliers.autumn,
    stocktaking.autumn,
    assets.autumn,
    upkeep.fill,
    exceptions.fill,
    drills.fill,
    drills.autumn,
    incidents.fill,
    incidents.autumn,
    intake.autumn,
    inspections.autumn,
    assessments.autumn,
    awareness.fill,
    learning.fill,
    playbooks.autumn,
    services.fill,
    social.fill,
    continuity.fill,
    continuity.autumn,
    risks.autumn,
    scans.autumn,
    audits.autumn,
    history,
    reviews.autumn,
)
"""In the order in which they are told."""
FIRST = CHAPTERS.index(inspections.summer)
"""So many chapters are told before anybody waits for a page: people, policy, board, assets and lending."""
