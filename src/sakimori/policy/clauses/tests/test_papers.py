"""A letter is one page a person, whatever the message; its code holds the person's own link."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2

from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.policy.clauses import actions, exports
from sakimori.policy.clauses.asks import STATEMENT
from sakimori.policy.clauses.letters import certificates_pdf, letters
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.testing import TODAY


def pages(data: bytes) -> list[str]:
    """The words of every page, without spaces and line ends."""
    with pypdfium2.PdfDocument(data) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_one_page_a_person_even_with_a_long_message(cast):
    version = adopt(cast)
    message = "お忙しいところ恐れ入りますが、よろしくお願いします。\n" * 8
    actions.ask_everyone(cast.ctx("staff"), version=version, due_on=TODAY + timedelta(days=14), message=message)
    asks = list(Ask.objects.select_related("person", "campaign").order_by("person__kana"))
    made = letters(cast.ctx("staff"), version, asks)
    tokens = {sheet.printed.ask: sheet.link.rstrip("/").rpartition("/")[2] for sheet in made}
    texts = pages(sheets_pdf(cast.ctx("staff"), made))
    assert len(texts) == len(asks) == 7
    for ask, text in zip(asks, texts, strict=True):
        assert ask.person.name.replace(" ", "") in text
        assert tokens[ask][:12] in text
        assert "令和8年12月7日" in text and STATEMENT in text
        others = [token for other, token in tokens.items() if other != ask]
        assert not any(token in text for token in others)


def test_the_policy_as_a_paper_reads_as_the_policy(cast):
    version = adopt(cast)
    text = "".join(pages(exports.policy_pdf(cast.assembly, version)))
    assert "毎年、情報セキュリティの研修を行う" in text and "令和8年11月9日" in text


def test_the_list_of_those_who_confirmed_names_version_and_hash(cast):
    version = adopt(cast)
    text = "".join(pages(certificates_pdf(cast.ctx("staff"), version, [])))
    assert version.text_sha256[:20] in text and version.title in text
