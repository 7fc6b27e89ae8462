"""A restricted case is kept from the person whom it is about, whatever role that person holds."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakimori.foundation.access.rules import decide
from sakimori.foundation.ledger.models import Entry
from sakimori.measures.cards.models import Pack
from sakimori.measures.cards.pack import make_packs, readable, write
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.dates import DATES
from sakimori.measures.incidents.models import Case, KeptFrom
from sakimori.measures.incidents.tests.cases import begin, finish
from sakimori.measures.incidents.types import LineKind
from sakimori.measures.incidents.urls import urlpatterns
from sakimori.measures.intake.actions import file_report
from sakimori.measures.intake.types import Means
from sakimori.testing import NOW, TODAY

SECRET = "管理者のIDが使われた"
WHY = "議長と管理者が関わるため"


@pytest.fixture
def case(cast):
    """Staff works on it. The manager, who may do everything with cases, and the chair must not read of it."""
    return begin(
        cast, "staff", kind="account-misuse", title=SECRET, restricted_because=WHY,
        kept_from=[cast.person["manager"], cast.person["chair"]],
    )  # fmt: skip


def furnish(cast, case):
    """A row of everything that a case may have; by the name under which addresses know it."""
    ctx = cast.ctx("staff")
    evidence = actions.take_evidence(ctx, case=case, title="通信の記録", handed_by="市", kept_at="金庫", bag_number="1")
    paper = actions.make_paper(ctx, case=case, kind="internal")
    return {
        "incident_id": case.pk,
        "line_id": case.lines.order_by("id").first().pk,
        "case_task_id": case.tasks.first().pk,
        "clock_id": case.clocks.first().pk,
        "evidence_id": evidence.pk,
        "paper_id": paper.pk,
        "person_id": cast.person["chair"].pk,
        "paper_kind": "internal",
    }


def addresses(cast, keys):
    """Every address of the module that names a case or a row of one."""
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        for name, value in keys.items():
            for kind in ("uuid", "slug"):
                route = route.replace(f"<{kind}:{name}>", str(value))
        if "<" not in route and route != str(pattern.pattern):
            yield pattern.name, cast.url(f"incidents/{route}")


def ask(client, url):
    answer = client.get(url)
    return client.post(url) if answer.status_code == 405 else answer


def test_nothing_is_found_at_any_address_of_the_case(cast, case):
    found = list(addresses(cast, furnish(cast, case)))
    assert len(found) > 40
    # The manager holds every right about cases: only the wall about rows is left to stop them.
    manager = cast.client("manager")
    assert [name for name, url in found if ask(manager, url).status_code != 404] == []
    assert not [name for name, url in found if ask(cast.client("chair"), url).status_code not in {403, 404}]
    staff = cast.client("staff")
    seen = {name: staff.get(url).status_code for name, url in found}
    assert {seen[name] for name in ("case", "things", "evidence", "papers", "review", "case-pdf", "kept-from")} == {200}


PLACES = (
    "", "incidents/", "incidents/?as=csv", "incidents/figures/", "calendar/", "board/", "board/gaps/", "intake/", "cards/packs/",
    "ledger/", "handover/", "audits/improvements/", f"reviews/reports/{TODAY.year}/",
)  # fmt: skip


@pytest.mark.parametrize("role", ["manager", "chair"])
def test_no_page_names_it(cast, case, role):
    client = cast.client(role)
    pages = {path: client.get(cast.url(path)) for path in PLACES}
    assert {path for path, page in pages.items() if page.status_code == 404} == set()
    assert [path for path, page in pages.items() if SECRET in page.content.decode("utf-8", "replace")] == []
    # The board says that there is something, as to everybody.
    api = cast.client(role).get(cast.url("board/board.json"))
    assert SECRET not in api.content.decode("utf-8", "replace")


def test_acts_are_refused(cast, case):
    ctx = cast.ctx("manager")
    assert not decide(ctx, case) and decide(cast.ctx("deputy"), case) and decide(cast.ctx("staff"), case)
    with pytest.raises(PermissionDenied):
        actions.write_line(ctx, case=case, kind=LineKind.FACT, text="見えないはず")
    with pytest.raises(PermissionDenied):
        actions.unrestrict(ctx, case=case, reason="見たい")
    with pytest.raises(PermissionDenied):
        actions.keep_from(ctx, case=case, people=[], reason="見たい")


def test_calendar_and_ledger(cast, case):
    later = TODAY + timedelta(days=60)
    assert list(DATES.between(cast.ctx("staff"), TODAY, later))
    assert not list(DATES.between(cast.ctx("manager"), TODAY, later))
    entry = Entry.objects.order_by("-sequence").first()
    told = cast.client("manager").get(cast.url(f"ledger/{entry.sequence}/")).content.decode()
    assert "見てよい人だけ" in told and SECRET not in told and WHY not in told
    assert SECRET in cast.client("staff").get(cast.url(f"ledger/{entry.sequence}/")).content.decode()


def test_its_report_is_kept_from_them_as_well(cast):
    report = file_report(
        cast.ctx("member"),
        once=uuid4(),
        kind="account-misuse",
        means=Means.PAGE,
        text=SECRET,
        person=cast.person["member"],
    ).report
    filed = Entry.objects.get(action="intake.file")
    manager, address = cast.client("manager"), cast.url(f"intake/{report.pk}/")
    assert manager.get(address).status_code == 200
    case = begin(
        cast, "staff", kind="account-misuse", title="IDの件", report=report, restricted_because=WHY,
        kept_from=[cast.person["manager"]],
    )  # fmt: skip
    assert case.lines.filter(text__contains=SECRET).exists()
    assert manager.get(address).status_code == 404
    assert cast.client("staff").get(address).status_code == 200
    assert SECRET not in manager.get(cast.url("intake/")).content.decode()
    assert SECRET not in manager.get(cast.url("intake/?as=csv")).content.decode()
    assert SECRET not in manager.get(cast.url(f"ledger/{filed.sequence}/")).content.decode()
    assert SECRET in cast.client("staff").get(cast.url(f"ledger/{filed.sequence}/")).content.decode()


def test_no_pack_holds_it_and_older_packs_are_closed_to_them(cast):
    ordinary = begin(cast, "manager", kind="account-misuse", title=SECRET)
    make_packs(cast.system(), with_restricted=True, always=True)
    seen = cast.ctx("chair"), cast.ctx("manager")
    assert all(readable(ctx, Pack.objects.all()).exists() for ctx in seen)
    actions.restrict(
        cast.ctx("manager", at=NOW + timedelta(minutes=5)), case=ordinary, reason="議長が関わると分かった",
        kept_from=[cast.person["chair"]],
    )  # fmt: skip
    assert not readable(seen[0], Pack.objects.all()).exists() and readable(seen[1], Pack.objects.all()).exists()
    for is_restricted in (False, True):
        words = repr(
            [
                (one.title, one.paragraphs, one.rows)
                for one in write(cast.system(), is_restricted=is_restricted).sections
            ]
        )
        assert ordinary.code in words and SECRET not in words


def test_who_may_be_chosen(cast, case):
    ctx, chair = cast.ctx("staff"), cast.person["chair"]
    with pytest.raises(ValidationError, match="自分を選ぶ"):
        actions.keep_from(ctx, case=case, people=[cast.person["staff"]], reason="理由")
    with pytest.raises(ValidationError, match="見せないと決めた"):
        actions.hand_over(ctx, case=case, to=chair, text="引き継ぐ")
    with pytest.raises(ValidationError, match="見せないと決めた"):
        actions.name_readers(ctx, case=case, people=[chair], reason="理由")
    actions.hand_over(ctx, case=case, to=cast.person["deputy"], text="任せる")
    with pytest.raises(ValidationError, match="いまの担当者"):
        actions.keep_from(ctx, case=case, people=[cast.person["deputy"]], reason="理由")
    with pytest.raises(ValidationError, match="取扱いを限る理由"):
        begin(cast, "manager", kept_from=[chair])
    open_to_all = begin(cast, "manager", title="ふつうの件")
    with pytest.raises(ValidationError, match="先に"):
        actions.keep_from(ctx, case=open_to_all, people=[chair], reason="理由")


def test_the_office_changes_its_mind(cast, case):
    staff, page = cast.client("staff"), cast.url(f"incidents/{case.pk}/kept-from/")
    assert cast.person["chair"].shown_name in staff.get(cast.url(f"incidents/{case.pk}/")).content.decode()
    deputy = cast.person["deputy"]
    assert staff.post(page, {"people": [str(deputy.pk)], "reason": "関わるのは副議長だった"}).status_code == 302
    assert list(KeptFrom.objects.values_list("person", flat=True)) == [deputy.pk]
    assert SECRET in cast.client("chair").get(cast.url("incidents/")).content.decode()
    assert SECRET not in cast.client("deputy").get(cast.url("incidents/")).content.decode()
    assert case.lines.filter(text__contains="関わるのは副議長だった").exists()
    actions.unrestrict(cast.ctx("staff"), case=Case.objects.get(), reason="公表した")
    assert SECRET in cast.client("deputy").get(cast.url("incidents/")).content.decode()


def test_the_form_that_begins_a_case_asks_from_whom(cast):
    chair = cast.person["chair"]
    sent = {
        "kind": "account-misuse", "text": SECRET, "noticed_at": (NOW - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "title": SECRET, "happened": "real", "leaked": "no", "stopped": "no", "spread": "no", "kept_from": str(chair.pk),
    }  # fmt: skip
    manager, address = cast.client("manager"), cast.url("incidents/new/")
    assert manager.post(address, sent).status_code == 422, "without a reason"
    assert manager.post(address, sent | {"restricted_because": "議長が関わるため"}).status_code == 302
    assert not decide(cast.ctx("chair"), Case.objects.get())


def test_a_case_that_is_over_can_be_kept_from_somebody_who_comes_into_office_later(cast, case):
    over = finish(cast, begin(cast, "manager", title="古い件", restricted_because="議員が関わるため"), "manager")
    chair, page = cast.person["chair"], cast.url(f"incidents/{over.pk}/kept-from/")
    assert cast.client("manager").post(page, {"people": [str(chair.pk)], "reason": "本人"}).status_code == 302
    assert not decide(cast.ctx("chair"), over)
