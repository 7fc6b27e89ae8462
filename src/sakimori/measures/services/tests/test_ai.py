"""Rules for generative AI: adopted with examples, printed as a card, read by everybody who was asked."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.asks.models import Ask
from sakimori.measures.services.known import AI_EXAMPLES, AI_RULES
from sakimori.measures.services.models import AiRules
from sakimori.measures.services.tests.things import permitted
from sakimori.registers.assets.examples import parse_examples, written
from sakimori.testing import TODAY

RULES = {
    "text": AI_RULES,
    "examples": AI_EXAMPLES,
    "decision": "議会運営委員会",
    "decided_on": TODAY.isoformat(),
    "effective_on": TODAY.isoformat(),
}


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_the_office_adopts_rules_and_a_member_takes_the_card(cast):
    permitted(cast, "ことば箱", kind="ai")
    member, staff = cast.client("member"), cast.client("staff")
    assert "まだありません" in member.get(cast.url("services/ai/")).content.decode()
    assert staff.post(cast.url("services/ai/adopt/"), RULES).status_code == 302
    page = member.get(cast.url("services/ai/")).content.decode()
    assert "第1版" in page
    assert "市民の相談の内容" in page
    card = words_of(member.get(cast.url("services/ai/card.pdf")).content)
    assert "ことば箱" in card
    assert "市民の相談の内容" in card


def test_everybody_may_be_asked_to_read_them(cast):
    staff = cast.client("staff")
    staff.post(cast.url("services/ai/adopt/"), RULES)
    due = (TODAY + timedelta(days=14)).isoformat()
    assert staff.post(cast.url("services/ai/ask/"), {"act": "open", "due_on": due}).status_code == 302
    ask = Ask.objects.get(person=cast.person["member"])
    member = cast.client("member")
    assert "個人で契約したもの" in member.get(cast.url(f"asks/{ask.pk}/")).content.decode()
    assert member.post(cast.url(f"asks/{ask.pk}/"), {"confirmed": "on"}).status_code == 302
    context = staff.get(cast.url("services/ai/")).context
    assert (context["done"], context["asked"]) == (1, 7)
    staff.post(cast.url("services/ai/adopt/"), RULES)
    assert not Ask.objects.open().exists()
    assert AiRules.objects.count() == 2


@pytest.mark.parametrize("line", ["よい｜1｜題材", "よい｜9｜題材｜例", "どうか｜1｜題材｜例", "よい｜1｜｜例", ""])
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(ValidationError):
        parse_examples(line)


def test_examples_come_back_as_they_were_written():
    rows = parse_examples(AI_EXAMPLES)
    again = written((row.verdict, row.limit, row.subject, row.text) for row in rows)
    assert again == AI_EXAMPLES
