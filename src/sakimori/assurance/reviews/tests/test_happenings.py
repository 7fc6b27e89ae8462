"""What happened in the year stands in its report as numbers: cases, near misses, drills; nobody's name, no title."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2

from sakimori.assurance.reviews import happenings, sheets
from sakimori.assurance.reviews.figures import Span, figures_of
from sakimori.dates import fiscal_year_end
from sakimori.measures.drills import actions as drills
from sakimori.measures.drills.content import scenario
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.tests.cases import PERHAPS, begin, finish
from sakimori.measures.risks import actions as risks
from sakimori.measures.safety.actions import start_check
from sakimori.measures.safety.types import Audience, CheckKind
from sakimori.testing import TODAY

YEAR = Span(TODAY.replace(month=4, day=1), fiscal_year_end(TODAY.year))
SECRET = "岬議員のIDが使われた"


def lived(cast):
    """A case that is over, a restricted one, a near miss, an exercise, a drill, a check after a storm."""
    ctx = cast.ctx("staff")
    finish(cast, begin(cast))
    begin(cast, "manager", kind="account-misuse", title=SECRET, restricted_because="議員が関わるため")
    begin(cast, title="置き忘れかけた", answers=PERHAPS | {"happened": "near"})
    actions.open_exercise(ctx, scenario=scenario("ransomware", "ja"), kind="ransomware")
    drill = drills.plan_drill(ctx, kind="contact", title="連絡の訓練", planned_on=TODAY)
    drills.record_result(ctx, drill=drill, held_on=TODAY, result="つながった。")
    start_check(ctx, kind=CheckKind.REAL, title="大雨", audience=Audience.EVERYONE)
    high, low, *_rest = risks.take_scenarios(
        ctx, pairs=[("lost-device", "device"), ("phishing", "account"), ("fire", "document")]
    )
    judged = [risks.Judgement(high, 3, 3), risks.Judgement(low, 1, 1)]
    risks.assess(ctx, judgements=judged, assessed_on=TODAY)
    return figures_of(ctx, YEAR)


def plain(content: bytes) -> str:
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    return "".join(text.split())


def test_numbers_of_the_year(cast):
    figures = lived(cast)
    found = figures["incidents"]
    assert (found["real"], found["near"], found["open"], found["exercises"]) == (2, 1, 2, 1)
    assert {kind: (real, near) for kind, real, near in found["kinds"]} == {
        "lost-device": (1, 1),
        "account-misuse": (1, 0),
    }
    assert sum(count for _number, _name, count in found["levels"]) == 3
    assert figures["risks"] == [["unanswered", 1], ["unjudged", 1], ["within", 1]]
    assert figures["drills"] == [["contact", 1]]
    assert figures["safety"]["checks"] == 1 and figures["safety"]["answered"] == 0
    assert figures["safety"]["asked"] > 0
    assert "【訓練】" in happenings.incident_said(figures)


def test_page_and_papers_show_them_and_never_a_title(cast):
    figures = lived(cast)
    page = cast.client("chair").get(cast.url(f"reviews/reports/{TODAY.year}/")).content.decode()
    assert "事案とヒヤリハット" in page and "訓練と安否確認" in page
    inner = plain(sheets.report_pdf(cast.ctx("staff"), TODAY.year, "", figures, is_public=False))
    assert "事案とヒヤリハット" in inner and "IDの不正な使用" in inner and "連絡の訓練1回" in inner
    content = cast.client("staff").get(cast.url(f"reviews/reports/{TODAY.year}/internal.docx")).content
    cells = [cell.text for table in docx.Document(BytesIO(content)).tables for row in table.rows for cell in row.cells]
    assert "対応が決まっていない1件" in inner and "対応が決まっていない" in page and "対応が決まっていない" in cells
    assert "期間の終わりに対応中" in cells and "2件" in cells
    assert all(SECRET not in text for text in (page, inner, "".join(cells)))


def test_the_public_only_hears_how_many(cast):
    figures = lived(cast)
    outer = plain(sheets.report_pdf(cast.ctx("staff"), TODAY.year, "", figures, is_public=True))
    assert "事案2件" in outer and "ヒヤリハット1件" in outer
    assert "評価したもの2件" in outer and "対応が決まっていない" not in outer
    assert "IDの不正な使用" not in outer and "かかった時間" not in outer and "タブレット" not in outer


def test_a_report_frozen_before_there_were_any_numbers_still_opens(cast):
    figures = lived(cast)
    for name in ("incidents", "risks", "safety", "drills"):
        del figures[name]
    assert "事案とヒヤリハット" not in plain(
        sheets.report_pdf(cast.ctx("staff"), TODAY.year, "", figures, is_public=False)
    )
