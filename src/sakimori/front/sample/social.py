"""What the sample did about social media: four accounts with the faults of a real office, a range, posts, fakes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.front.sample.story import Story
from sakimori.measures.social import actions
from sakimori.measures.social.models import SocialAccount
from sakimori.measures.social.shipped import EXAMPLES, TEXT

STAFF, MANAGER, HEAD = "渚 美咲", "磯貝 直美", "砂川 正典"
ACCOUNTS: tuple[dict[str, Any], ...] = (
    {
        "network": "x", "name": "みなと野市議会", "handle": "@minatono_gikai", "purpose": "会議の案内と結果を知らせる",
        "address": "https://x.example/minatono_gikai", "approver": "secretary_general",
    },
    {
        "network": "youtube", "name": "みなと野市議会チャンネル", "handle": "@minatono-gikai-tv",
        "purpose": "本会議の録画を見せる", "address": "https://youtube.example/@minatono-gikai-tv",
    },
    {
        "network": "facebook", "name": "みなと野市議会", "handle": "minatono.gikai", "purpose": "議会報告会の様子を知らせる",
        "address": "https://facebook.example/minatono.gikai",
    },
    {
        "network": "line", "name": "みなと野市議会だより", "handle": "@gikaidayori", "purpose": "議会だよりの発行を知らせる",
        "address": "https://line.example/gikaidayori",
    },
)  # fmt: skip


def fill(story: Story) -> None:
    """One in order, one without a second factor, one whose hand-over was never finished, one nobody is in charge of."""
    opened = story.day(2026, 4, 13)
    ctx = story.acting(MANAGER, opened, 9)
    unit = story.unit["議会事務局"]
    x, tube, book, line = (
        actions.open_account(ctx, unit=unit, opened_on=story.day(2024, 6, 3), **facts) for facts in ACCOUNTS
    )
    for account in (x, tube, book):
        actions.publish_account(ctx, account=account, is_official=True)
    _range(story)
    _parts(story, opened, x, tube, book, line)
    _looks(story, opened, x, tube, book)
    _handover(story, book)
    _posts(story, x)
    _fakes(story)


def _range(story: Story) -> None:
    day = story.day(2026, 5, 14)
    actions.adopt_range(
        story.acting(MANAGER, day, 15),
        text=TEXT,
        examples=EXAMPLES,
        decided_on=day,
        effective_on=day,
        decision="広報委員会",
    )


def _parts(story: Story, day: date, *accounts: SocialAccount) -> None:
    ctx = story.acting(MANAGER, day, 10)
    manager = story.post["議会事務局", "事務局次長"]
    x, tube, book, line = accounts
    for account in (x, tube, book):
        actions.give_part(ctx, account=account, part="lead", post=manager, from_date=day)
    people = ((x, "若狭 里奈"), (x, "瀬戸口 学"), (tube, "細江 誠"), (book, "瀬戸口 学"), (line, "若狭 里奈"))
    for account, name in people:
        actions.give_part(ctx, account=account, part="poster", person=story.person[name], from_date=day)


def _looks(story: Story, day: date, x: SocialAccount, tube: SocialAccount, book: SocialAccount) -> None:
    ctx = story.acting(STAFF, day, 14)
    safe = {"mfa_by": "認証アプリ（広報用スマートフォン）", "recovery": "gikai-koho@minatono.example.jp"}
    actions.look_through(
        ctx, account=x, looked_on=day, has_mfa=True, are_posters_right=True, linked_apps="なし", **safe
    )
    actions.look_through(
        ctx, account=tube, looked_on=day, has_mfa=False, are_posters_right=True, recovery=safe["recovery"],
        note="二要素認証の画面が分からなかった。提供者の説明を取り寄せる。",
    )  # fmt: skip
    actions.look_through(ctx, account=book, looked_on=day, has_mfa=True, are_posters_right=True, **safe)


def _handover(story: Story, book: SocialAccount) -> None:
    """In October somebody else took over; the password is new, the second factor still lies with the old one."""
    day = story.day(2026, 10, 9)
    ctx = story.acting(STAFF, day, 16)
    part = book.parts.get(part="poster")
    handover = actions.hand_over(ctx, part=part, last_day=day, person=story.person["若狭 里奈"])
    actions.finish_handover(ctx, handover=handover, password_changed_on=day)


def _posts(story: Story, x: SocialAccount) -> None:
    day = story.day(2026, 11, 13)
    author = story.acting("若狭 里奈", day, 10)
    post = actions.submit_post(author, account=x, text="12月1日（火）午前10時から、本会議を開きます。傍聴できます。")
    if post.application is not None:
        head = story.acting(HEAD, day, 11)
        decide_application(head, application=post.application, is_approval=True, note="日時を確かめた")
        actions.decide_post(head, event=ApplicationDecided(post.application.pk, post.application.kind, post.pk, True))
    post.refresh_from_db()
    actions.record_posted(
        story.acting("若狭 里奈", day, 13), post=post, done_on=day, address="https://x.example/minatono_gikai/1"
    )
    actions.submit_post(
        story.acting("若狭 里奈", story.day(2026, 11, 20), 15),
        account=x,
        text="磯部 健一郎議長が、港町小学校の議場見学で子どもたちの質問に答えました。",
        hits_answer="議長の公の活動で、本人の承諾がある。子どもの名前や顔は出していない。",
    )


def _fakes(story: Story) -> None:
    day = story.day(2026, 8, 24)
    ctx = story.acting(STAFF, day, 16)
    actions.look_for_fakes(
        ctx, looked_on=day, network="facebook", words="みなと野市議会", result="公式のものだけだった"
    )
    found = actions.look_for_fakes(
        ctx, looked_on=day, network="x", words="みなと野市議会", is_found=True,
        fake_address="https://x.example/minatono_gika1", result="最後の一字だけが違う。投稿はない。",
    )  # fmt: skip
    reported = story.day(2026, 8, 25)
    actions.follow_fake(
        story.acting(STAFF, reported, 9), look=found, reported_on=reported, answer="調べるとの自動の返事"
    )
