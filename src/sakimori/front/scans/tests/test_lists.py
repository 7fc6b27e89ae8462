"""Sheets about several people, and sheets whose people, links or forms changed while the paper was away."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.asks import kinds, sheets
from sakimori.foundation.asks.actions import open_campaign, print_asks, print_list, revoke_links, withdraw_asks
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask, AskState, PrintedSheet
from sakimori.foundation.asks.sheets import SheetKind, sheets_pdf
from sakimori.foundation.papers.bitmaps import pages_of
from sakimori.foundation.papers.sheets import SIGN, Question, RowKind, row_from
from sakimori.front.scans.models import ScannedPage
from sakimori.front.scans.tests.inking import ink, name, scan, tick
from sakimori.front.scans.types import PageState, Why
from sakimori.testing import NOW, TODAY

CHECKS = [(str(number), f"点検項目{number}。端末の画面をロックしていますか。") for number in range(30)]
YES_NO = (("yes", "はい"), ("no", "いいえ"))


class CheckForm(forms.Form):
    """Thirty questions: two pages."""

    def __init__(self, data, files):
        super().__init__(data, files)
        for key, text in CHECKS:
            self.fields[key] = forms.ChoiceField(label=text, choices=YES_NO, widget=forms.RadioSelect)
        self.fields["note"] = forms.CharField(label="気づいたこと", required=False)
        self.fields["photo"] = forms.FileField(label="写真", required=False)


SEEN = []
CHECK = AskKind(
    name="test.check",
    title="自己点検",
    template="clauses/asks/acknowledge.html",
    page=lambda ctx, ask: {},
    form=lambda ask, data, files: CheckForm(data, files),
    apply=lambda ctx, ask, answer: SEEN.append((ask.person.name, dict(answer))),
    submit_label="送る",
)
ATTENDED = SheetKind(
    "test.attended", "出席", apply=lambda ctx, printed, answer, scan: SEEN.append((printed, answer, scan))
)


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", kinds.registered_kinds() | {CHECK.name: CHECK})
    monkeypatch.setattr(sheets, "_sheet_kinds", {ATTENDED.name: ATTENDED})
    SEEN.clear()


def upload(cast, *bitmaps, file_name="scan.pdf", **how):
    given = SimpleUploadedFile(file_name, scan(*bitmaps, **how))
    return cast.client("staff").post(cast.url("scans/"), {"scans": [given]}, follow=True).content.decode()


def pictures(cast, *made):
    return [page.bitmap for page in pages_of(sheets_pdf(cast.ctx("staff"), list(made)))]


def rows_of(printed):
    return [[row_from(kept) for kept in page] for page in printed.pages]


@pytest.fixture
def check(cast):
    """One person's sheet of two pages: the ask, the printed sheet, its pages filled in."""
    people = [cast.person["member"]]
    ctx = cast.ctx("staff")
    open_campaign(ctx, kind=CHECK.name, title="自己点検", subject=cast.unit["assembly"], people=people, due_on=TODAY)
    ask = Ask.objects.select_related("person", "campaign").get()
    (made,) = print_asks(ctx, asks=[ask])
    blank = pictures(cast, made)
    assert len(blank) == len(made.printed.pages) >= 2
    filled = []
    for number, (bitmap, rows) in enumerate(zip(blank, rows_of(made.printed), strict=True), start=1):
        boxes = [row.boxes[int(row.field) % 2] for row in rows if row.kind == RowKind.ONE]
        signing = name(*SIGN[:2]) if number == len(blank) else []
        filled.append(ink(bitmap, [*(tick(box.x, box.y) for box in boxes), *signing]))
    return ask, made.printed, filled


def test_a_sheet_of_several_pages_is_filed_as_one(cast, check):
    ask, _printed, filled = check
    first, *rest = filled
    text = upload(cast, *reversed(rest), turn=0.7)
    assert "ほかのページがまだありません" in text
    assert not ScannedPage.objects.filter(state=PageState.SURE).exists()
    upload(cast, first, file_name="later.pdf")
    assert ScannedPage.objects.filter(state=PageState.SURE).count() == len(filled)
    cast.client("staff").post(cast.url("scans/file/"))
    ((who, answer),) = SEEN
    assert who == cast.person["member"].name
    assert {key: answer[key] for key, _text in CHECKS} == {key: ("yes", "no")[int(key) % 2] for key, _text in CHECKS}
    ask.refresh_from_db()
    assert ask.scan is not None and ask.channel == "paper"


def test_the_same_page_twice_needs_a_choice(cast, check):
    _ask, _printed, filled = check
    upload(cast, *filled)
    assert "二枚あります" in upload(cast, filled[0], file_name="again.pdf", turn=2.0)
    extra = ScannedPage.objects.get(source="again.pdf")
    staff = cast.client("staff")
    staff.post(cast.url(f"scans/{extra.pk}/aside/"), {"note": "二度スキャンした"})
    assert ScannedPage.objects.filter(state=PageState.SURE).count() == len(filled)
    staff.post(cast.url(f"scans/{extra.pk}/back/"))
    assert ScannedPage.objects.filter(why=Why.DOUBLE).count() == len(filled) + 1


def test_what_was_printed_is_read_not_what_the_form_is_now(cast, check, monkeypatch):
    _ask, _printed, filled = check
    monkeypatch.setattr("sakimori.front.scans.tests.test_lists.CHECKS", [*reversed(CHECKS), ("new", "新しい項目")])
    upload(cast, *filled)
    page = ScannedPage.objects.order_by("page").first()
    assert (page.state, page.why) == (PageState.UNSURE, Why.INCOMPLETE)
    form = cast.client("staff").get(cast.url(f"scans/{page.pk}/")).context["form"]
    assert form["0"].value() == "yes" and form["1"].value() == "no" and form["new"].value() is None


def test_revoked_withdrawn_and_late_sheets_say_so(cast, check):
    ask, _printed, filled = check
    withdraw_asks(cast.ctx("staff"), asks=[ask], note="不要")
    assert "取り下げられています" in upload(cast, filled[0], turn=0.3)
    revoke_links(cast.ctx("staff"), asks=[ask])
    assert "取り消した手紙" in upload(cast, filled[0], turn=0.6)
    cast.client("staff").post(cast.url("scans/file/"))
    assert not SEEN


def test_a_late_sheet_is_for_a_human(cast, check):
    _ask, _printed, filled = check
    with time_machine.travel(NOW + timedelta(days=90), tick=True):
        assert "期限を大きく過ぎた" in upload(cast, *filled)
        page = ScannedPage.objects.order_by("page").first()
        answers = {key: "yes" for key, _text in CHECKS}
        cast.client("staff").post(cast.url(f"scans/{page.pk}/"), answers)
    assert SEEN[0][1]["0"] == "yes"
    assert not ScannedPage.objects.exclude(state=PageState.FILED).exists()


def test_a_list_of_who_was_there(cast):
    people = [person for _role, person in sorted(cast.person.items())]
    questions = [Question(str(one.pk), one.shown_name, RowKind.TICK, is_required=False) for one in people]
    made = print_list(
        cast.ctx("staff"), kind=ATTENDED, subject=cast.unit["assembly"], title="研修の出席", questions=questions,
        intro="出席した方の□に✓を入れてください。",
    )  # fmt: skip
    (bitmap,) = pictures(cast, made)
    (rows,) = rows_of(made.printed)
    there = {row.field for row in rows[::2]}
    upload(cast, ink(bitmap, [tick(row.boxes[0].x, row.boxes[0].y) for row in rows[::2]]), turn=-1.5)
    staff = cast.client("staff")
    assert staff.get(made.link.partition("//")[2].partition("/")[2].join(["/", ""])).status_code == 302
    staff.post(cast.url("scans/file/"))
    ((printed, answer, kept),) = SEEN
    assert printed == made.printed and kept.media_type == "application/pdf"
    assert {field for field, was_there in answer.items() if was_there} == there
    upload(cast, ink(bitmap, [tick(row.boxes[0].x, row.boxes[0].y) for row in rows]), turn=1.0)
    staff.post(cast.url("scans/file/"))
    assert len(SEEN) == 1
    assert ScannedPage.objects.get(state=PageState.UNSURE).why == Why.REFUSED


def test_sheets_of_any_campaign_are_printed_on_one_page(cast, check):
    staff = cast.client("staff")
    page = staff.get(cast.url("scans/print/")).content.decode()
    assert "自己点検" in page
    campaign = Ask.objects.get().campaign_id
    answer = staff.post(cast.url("scans/print/"), {"campaign": str(campaign)})
    assert answer.content.startswith(b"%PDF")
    assert PrintedSheet.objects.count() == 2
    assert staff.post(cast.url("scans/print/"), {"campaign": "nonsense"}).status_code == 404


def test_the_neighbours_sheet_is_not_ours(cast, neighbour, check):
    _ask, printed, filled = check
    client = neighbour.client("staff")
    given = SimpleUploadedFile("scan.pdf", scan(*filled))
    text = client.post(neighbour.url("scans/"), {"scans": [given]}, follow=True).content.decode()
    assert "この議会で印刷した用紙ではありません" in text
    assert Ask.objects.get().state == AskState.OPEN and not printed.scans.exists()
