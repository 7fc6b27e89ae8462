"""Papers: every merge field has a value or says that it is not known; nothing secret in what goes to everybody."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pypdfium2
import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.exchange.tables import read_sheets
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.common_form import common_form
from sakimori.measures.incidents.documents import paper_docx
from sakimori.measures.incidents.letters import HIDDEN, draft, material, merge_values
from sakimori.measures.incidents.sheets import case_pdf, paper_pdf
from sakimori.measures.incidents.tests.cases import begin
from sakimori.measures.incidents.types import LineKind, PaperKind
from sakimori.measures.playbooks.merge import FIELDS
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.assets.actions import register_asset
from sakimori.testing import NOW


@pytest.fixture
def case(cast):
    case = begin(cast, happened_at=NOW - timedelta(hours=2))
    ctx = cast.ctx("staff")
    asset = register_asset(ctx, kind="device", category="tablet", name="議員用タブレット", serial="SER-4711")
    actions.settle_whose(ctx, case=case, whose=["assembly"], has_persons="yes", persons_count=12)
    actions.write_line(
        ctx, case=case, kind=LineKind.FACT, text="髙橋 恵議員が駅で置き忘れた。SER-4711。発信元は203.0.113.9。",
        mentioned=actions.Mentioned(
            asset=asset, party=cast.person["member"], indicator="203.0.113.9", indicator_kind="address"
        ),
    )  # fmt: skip
    actions.tick_task(ctx, task=case.tasks.order_by("order").first())
    return case


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)).replace("\r\n", "\n")


def words(found) -> str:
    return "\n".join([found.title, found.to, found.sender, found.body, *(f"{a} {b}" for a, b in found.facts)])


def test_every_field_of_every_playbook_can_be_filled(cast, case):
    values = merge_values(cast.ctx("staff"), material(cast.ctx("staff"), case))
    assert {field.key for field in FIELDS} - {"addressee"} <= set(values)
    for kind in IncidentKind:
        case.kind = kind
        for paper in PaperKind:
            found = words(draft(cast.ctx("staff"), case, paper))
            assert "{" not in found and "【" not in found, (kind, paper)
            assert len(found) > 20


@pytest.mark.parametrize("kind", list(PaperKind))
def test_each_paper_is_a_pdf_and_a_document(cast, case, kind):
    ctx = cast.ctx("staff")
    paper = actions.make_paper(ctx, case=case, kind=kind)
    # A space ends a line in Japanese typesetting; compare without any.
    printed = "".join(text_of(paper_pdf(ctx, paper)).split())
    assert "".join(paper.title.split()) in printed
    made = docx.Document(io.BytesIO(paper_docx(ctx, paper)))
    held = "\n".join(part.text for part in made.paragraphs)
    assert paper.title in held
    assert paper.body.split("\n")[0] in held
    assert len(made.tables) == (1 if paper.facts else 0)


def test_inside_papers_name_what_others_must_not(cast, case):
    ctx = cast.ctx("staff")
    assert "SER-4711" in words(draft(ctx, case, PaperKind.CSIRT))
    for kind in (PaperKind.DISCLOSURE, PaperKind.PUBLIC):
        found = words(draft(ctx, case, kind))
        assert "SER-4711" not in found and "203.0.113.9" not in found
        assert "髙橋" not in found
    assert HIDDEN in words(draft(ctx, case, PaperKind.DISCLOSURE))
    assert cast.person["chair"].name in words(draft(ctx, case, PaperKind.CHAIR))


def test_of_a_restricted_case_nothing_is_disclosed(cast, case):
    ctx = cast.ctx("manager")
    actions.restrict(ctx, case=case, reason="議員が関わるため")
    found = words(draft(ctx, case, PaperKind.DISCLOSURE))
    assert case.title not in found and "駅" not in found and "議員が関わるため" not in found


def test_a_sent_paper_is_a_contact_and_meets_its_limit(cast, case):
    ctx = cast.ctx("staff")
    stock = actions.keep_stock_text(ctx, title="電話に注意", text="暗証番号を尋ねることはありません。")
    paper = actions.make_paper(ctx, case=case, kind=PaperKind.PERSONS)
    client = cast.client("staff")
    sent = {
        "title": paper.title,
        "body": paper.body,
        "facts": "件数｜12人\n続き",
        "stock": [str(stock.pk)],
        "advice": "",
    }
    assert client.post(cast.url(f"incidents/papers/{paper.pk}/edit/"), sent).status_code == 302
    paper.refresh_from_db()
    assert (paper.advice, paper.facts) == ("暗証番号を尋ねることはありません。", [["件数", "12人\n続き"]])
    actions.send_paper(ctx, paper=paper, whom="本人12人", how="郵送")
    assert case.clocks.get(key="persons").done_at == NOW
    assert case.lines.filter(kind=LineKind.CONTACT, whom="本人12人").exists()
    with pytest.raises(ValidationError):
        actions.send_paper(ctx, paper=paper, whom="本人12人", how="郵送")
    assert actions.make_paper(ctx, case=case, kind=PaperKind.PERSONS).number == 2


def test_one_paper_to_the_city_does_not_tell_the_division(cast, case):
    ctx = cast.ctx("staff")
    actions.settle_whose(ctx, case=case, whose=["mayor"], has_persons="yes")
    actions.send_paper(ctx, paper=actions.make_paper(ctx, case=case, kind=PaperKind.CSIRT), whom="市", how="電話")
    assert case.clocks.get(key="csirt").done_at
    assert case.clocks.get(key="mayor").done_at is None


def test_the_fields_of_the_common_forms(cast, case):
    ctx = cast.ctx("staff")
    rows = read_sheets(common_form(ctx, case))[0].rows
    parts = {row[0] for row in rows}
    assert {"DDoS", "ランサムウェア"} <= parts
    assert "203.0.113.9" in str(rows)
    case.kind = IncidentKind.RANSOMWARE
    assert "DDoS" not in {row[0] for row in read_sheets(common_form(ctx, case))[0].rows}


def test_a_whole_case_on_paper(cast, case):
    printed = "".join(text_of(case_pdf(cast.ctx("staff"), [case])).split())
    for wanted in (case.code, "期限", "手順", "経過", "済んだら□に印をつけ"):
        assert wanted in printed


def test_letters_to_others_are_whole_sentences_and_tell_nothing_of_the_office(cast):
    case = begin(cast, kind="document", title="資料のファイルが見当たらない")
    ctx = cast.ctx("staff")
    first = actions.make_paper(ctx, case=case, kind=PaperKind.INTERNAL)
    actions.send_paper(ctx, paper=first, whom="事務局長", how="手渡し")
    actions.write_line(ctx, case=case, kind="contact", text="受け取った人に返却をお願いした。", whom="受け取った人")
    for task in case.tasks.order_by("order")[:2]:
        actions.tick_task(ctx, task=task)
    members, persons, public, strangers = (
        words(draft(ctx, case, kind))
        for kind in (PaperKind.MEMBERS, PaperKind.PERSONS, PaperKind.PUBLIC, PaperKind.RECIPIENTS)
    )
    for letter in (members, persons):
        assert "、「資料のファイルが見当たらない」という事案が起きました。" in letter
    assert "返却をお願いした" in public and "第1報" not in public, "that a paper went round inside is nobody's business"
    assert "返却をお願いした" not in strangers and "お願いすること" in strangers
