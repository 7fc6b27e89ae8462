"""Services and social media accounts with something on each of their pages."""

from __future__ import annotations

from sakimori.foundation.access.context import Context
from sakimori.foundation.people.models import Person
from sakimori.measures.services import actions as services
from sakimori.measures.services.known import AI_EXAMPLES, AI_RULES
from sakimori.measures.services.rules import Answers
from sakimori.measures.social import actions as social
from sakimori.measures.social.shipped import EXAMPLES, TEXT
from sakimori.testing import TODAY


def furnish_services(ctx: Context, staff: Person) -> None:
    """A service with everything about it, one use without permission, a request that waits; rules for generative AI."""
    service = services.register_service(ctx, name="文書クラウド", purpose="資料の共有", limit="2", started_on=TODAY)
    services.name_manager(ctx, service=service, person=staff, from_date=TODAY)
    services.agree_split(ctx, service=service, lines=[("控えを取る", "provider", "毎日")])
    services.add_login(ctx, service=service, name="gikai", person=staff, from_date=TODAY)
    services.take_terms(ctx, service=service, taken_on=TODAY, text="第1条 前の文")
    services.take_terms(ctx, service=service, taken_on=TODAY, text="第1条 新しい文")
    services.note_found(ctx, name="なかよしメモ", source="asked", kind="cloud")
    answers = Answers("cloud", "1", "self", "click", "unknown", "unknown")
    services.request_use(ctx, wish=services.Wish("日程表", "日程を決める", answers))
    day = {"decided_on": TODAY, "effective_on": TODAY, "decision": "議会運営委員会"}
    services.adopt_ai_rules(ctx, text=AI_RULES, examples=AI_EXAMPLES, **day)
    social.adopt_range(ctx, text=TEXT, examples=EXAMPLES, **day)


def furnish_social(ctx: Context, staff: Person) -> None:
    """An account with a hand-over that is not finished, a post that went out, a fake."""
    account = social.open_account(
        ctx,
        network="x",
        name="議会",
        handle="@gikai",
        address="https://x.example/gikai",
        purpose="案内",
        opened_on=TODAY,
    )
    social.publish_account(ctx, account=account, is_official=True)
    part = social.give_part(ctx, account=account, part="poster", person=staff, from_date=TODAY)
    social.hand_over(ctx, part=part, last_day=TODAY, person=staff)
    social.give_part(ctx, account=account, part="lead", person=staff, from_date=TODAY)
    social.look_through(ctx, account=account, looked_on=TODAY, has_mfa=True)
    post = social.submit_post(ctx, account=account, text="電話 045-123-4567", hits_answer="代表番号")
    social.record_posted(ctx, post=post, done_on=TODAY)
    fake = {"is_found": True, "fake_address": "https://x.example/gika1"}
    social.look_for_fakes(ctx, looked_on=TODAY, network="x", words="議会", **fake)
