"""An auditor sees the scope of their audit in their period, and nothing else; by log-in or by link."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from itertools import product

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakimori.assurance.audits import actions
from sakimori.assurance.audits.models import (
    AuditFinding,
    AuditItem,
    Auditor,
    AuditorLink,
    AuditSample,
    LinkOpening,
    SampleDraw,
    ScopeClause,
)
from sakimori.assurance.audits.reading import models_in, scope_rows
from sakimori.assurance.audits.tests.making import ENDS, STARTS, planned, reported, under_way
from sakimori.evidence.verification import verify_bundle
from sakimori.foundation.access.permissions import MATRIX, Permission
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.people.types import Role
from sakimori.policy.clauses.actions import ask_everyone
from sakimori.policy.clauses.models import Clause, PolicyVersion
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind, Category
from sakimori.testing import NOW, TODAY
from tests.permissions.test_every_url import INSIDE

DUTY = "compliance.acknowledged"
OPEN = re.compile(r"^a/<slug:assembly>/(audits/(mine/|<uuid:audit_id>)|$)")
"""Addresses that an auditor opens at all: home, their list, pages of an audit."""
OWN = {
    "a/<slug:assembly>/permissions/",
    "a/<slug:assembly>/organization/persons/me/",
    "a/<slug:assembly>/assets/",
}
"""Everybody's own: who may do what, oneself in the register, things lent to oneself."""


@pytest.fixture(autouse=True)
def nobody_guessed_before():
    """Wrong links are counted in the cache, which outlives a test."""
    cache.clear()


def addresses(cast, case):
    """Every address of the assembly, filled with rows of this audit where it names one."""
    rows = {
        "scope_id": ScopeClause,
        "audit_item_id": AuditItem,
        "sample_id": AuditSample,
        "audit_finding_id": AuditFinding,
    }
    known = {name: model.objects.filter(audit=case.audit).first() for name, model in rows.items()}
    known["draw_id"] = SampleDraw.objects.filter(sample__audit=case.audit).first()
    known["auditor_id"], known["clause_id"] = case.auditor, Clause.objects.first()
    known["version_id"] = PolicyVersion.objects.first()
    values = {name: str(row.pk) for name, row in known.items() if row is not None}
    values |= {"assembly": cast.assembly.slug, "audit_id": str(case.audit.pk), "key": DUTY, "level": "full"}
    for address in INSIDE:
        names = re.findall(r"<(?:(\w+):)?(\w+)>", address.route)
        filler = {"uuid": str(case.audit.pk), "int": "2026", "slug": "x", "str": "x"}
        chosen = [values.get(name, filler.get(kind or "str", "x")) for kind, name in names]
        given = iter(chosen)
        yield address.route, "/" + re.sub(r"<[^>]+>", lambda _found, given=given: next(given), address.route)


@pytest.fixture
def busy(cast):
    """An audit under way with everything that has an address, and another one that is somebody else's."""
    case = under_way(cast, "5")
    ask_everyone(cast.ctx("staff"), version=PolicyVersion.objects.get(), due_on=TODAY + timedelta(days=9))
    ctx, scope = cast.ctx("auditor"), case.scope("5")
    actions.draw_sample(ctx, audit=case.audit, scope=scope, duty=DUTY, size=2, seed="s")
    actions.record_finding(ctx, audit=case.audit, scope=scope, grade="minor", title="指摘", text="文")
    return case


def test_the_role_holds_no_right_to_read():
    assert MATRIX[Role.AUDITOR] == {Permission.AUDIT_CONDUCT, Permission.ACCOUNT_SELF}


@pytest.mark.walk
def test_of_all_addresses_an_auditor_opens_only_those_of_the_audit(cast, busy):
    register_asset(cast.ctx("staff"), kind=AssetKind.DEVICE, category=Category.TABLET, name="極秘の端末", serial="S-1")
    client = cast.client("auditor")
    answers = {route: client.get(path).status_code for route, path in addresses(cast, busy)}
    opened = {route for route, status in answers.items() if status in {200, 302}}
    assert {route for route in opened if not OPEN.match(route)} <= OWN
    assert "極秘の端末" not in client.get(cast.url("assets/")).content.decode()
    assert "極秘の端末" in cast.client("staff").get(cast.url("assets/")).content.decode()
    assert "a/<slug:assembly>/audits/<uuid:audit_id>/clauses/<uuid:scope_id>/duties/<str:key>/" in opened
    assert answers["a/<slug:assembly>/board/"] == answers["a/<slug:assembly>/audits/"] == 403


@pytest.mark.parametrize("day", [STARTS - timedelta(days=1), ENDS + timedelta(days=1)])
def test_before_and_after_the_period_nothing_is_there(cast, busy, day):
    with time_machine.travel(NOW + (day - TODAY), tick=True):
        client = cast.client("auditor")
        pages = [path for route, path in addresses(cast, busy) if "<uuid:audit_id>" in route]
        answers = {(client.get(path).status_code, client.post(path).status_code) for path in pages}
        # The office's own pages say 403 to everybody else.
        assert len(pages) > 20 and answers <= {(404, 404), (403, 403), (405, 404), (404, 405)}
        assert client.get(busy.url()).status_code == 404
        assert busy.audit.title not in client.get(cast.url("audits/mine/")).content.decode() or day < STARTS


def test_another_audit_and_what_is_not_in_the_scope_are_not_there(cast, busy):
    other = planned(cast, "6(4)", title="機器の監査", role="city_it")
    client, foreign = cast.client("auditor"), other.scope("6(4)")
    assert client.get(other.url()).status_code == 404
    assert client.get(busy.url(f"clauses/{foreign.pk}/")).status_code == 404
    own = busy.scope("5")
    assert client.get(busy.url(f"clauses/{own.pk}/duties/policy.published/")).status_code == 404
    assert client.get(busy.url(f"clauses/{own.pk}/duties/no.such/")).status_code == 404
    assert client.get(other.url(f"clauses/{own.pk}/")).status_code == 404
    item = AuditItem.objects.filter(audit=busy.audit).first()
    city = cast.client("city_it")
    for path in (
        f"items/{item.pk}/",
        f"findings/{AuditFinding.objects.get().pk}/",
        f"samples/{AuditSample.objects.get().pk}/",
    ):
        assert city.get(other.url(path)).status_code == city.get(busy.url(path)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.check_item(cast.ctx("city_it"), item=item, result="conform")


def test_an_audit_that_is_called_off_is_shut(cast):
    case = planned(cast)
    assert cast.client("auditor").get(case.url()).status_code == 200
    path, _link = case.link()
    actions.cancel_audit(cast.ctx("staff"), audit=case.audit, reason="日程が合わない。")
    assert cast.client("auditor").get(case.url()).status_code == Client().get(path).status_code == 404


def test_another_assembly_sees_nothing(cast, neighbour, busy):
    path, _link = busy.link()
    theirs = path.replace(cast.assembly.slug, neighbour.assembly.slug)
    assert Client().get(theirs).status_code == 404
    assert neighbour.client("auditor").get(busy.url()).status_code == 404


# ---- the link ----------------------------------------------------------------------------------------------------


def test_a_link_shows_the_scope_and_every_opening_is_recorded(cast, busy):
    path, link = busy.link()
    scope = busy.scope("5")
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(path)
    assert page.status_code == 200 and busy.audit.title in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow, noarchive")
    assert "遵守" in browser.get(f"{path}clauses/{scope.pk}/").content.decode()
    assert cast.person["member"].shown_name in browser.get(f"{path}clauses/{scope.pk}/duties/{DUTY}/").content.decode()
    assert browser.get(f"{path}report.pdf").content.startswith(b"%PDF")
    pages = ["audit", f"clause {scope.pk}", f"population {DUTY}", "report"]
    assert list(LinkOpening.objects.filter(link=link).order_by("pk").values_list("page", flat=True)) == pages
    assert Entry.objects.filter(action="audits.open-by-link", channel="link").count() == 4
    assert "4回開かれました" in cast.client("staff").get(busy.url("links/")).content.decode()
    token = path.split("/")[3]
    assert AuditorLink.objects.get().digest != token and not Entry.objects.filter(line__contains=token).exists()


def test_a_link_writes_nothing(cast, busy):
    path, _link = busy.link()
    for tail, method in product(("", "report.pdf", f"clauses/{busy.scope('5').pk}/"), ("post", "put", "delete")):
        assert getattr(Client(), method)(path + tail).status_code == 405
    assert not LinkOpening.objects.exists()


def test_links_that_do_not_open(cast, busy):
    path, link = busy.link()
    other = planned(cast, "6(4)", title="機器の監査", role="city_it")
    foreign = other.scope("6(4)")
    tampered = path[:-2] + ("A" if path[-2] != "A" else "B") + "/"
    outside = [f"{path}clauses/{foreign.pk}/", f"{path}clauses/{busy.scope('5').pk}/duties/policy.published/", tampered]
    assert [Client().get(one).status_code for one in outside] == [404, 404, 404]
    second, _link = busy.link()
    assert Client().get(path).status_code == 404 and Client().get(second).status_code == 200
    assert cast.client("staff").post(cast.url(f"audits/links/{link.pk}/revoke/")).status_code == 302
    newest = AuditorLink.objects.order_by("-id")[0]
    actions.revoke_link(cast.ctx("staff"), link=newest)
    shut = Client().get(second)
    assert shut.status_code == 404 and "取り消されました" in shut.content.decode()
    assert busy.audit.title not in shut.content.decode()


def test_a_link_lives_no_longer_than_the_period(cast):
    case = planned(cast, since=TODAY + timedelta(days=2), until=TODAY + timedelta(days=5))
    path, link = case.link()
    assert link.expires_on == TODAY + timedelta(days=5)
    early = Client().get(path)
    assert early.status_code == 404 and "まだ始まっていません" in early.content.decode()
    for days, status in ((2, 200), (5, 200), (6, 404)):
        with time_machine.travel(NOW + timedelta(days=days), tick=True):
            assert Client().get(path).status_code == status
    Auditor.objects.get()
    actions.change_auditor(
        cast.ctx("staff"), auditor=case.auditor, from_date=TODAY, to_date=TODAY + timedelta(days=400)
    )
    with time_machine.travel(NOW + timedelta(days=6), tick=True):
        assert Client().get(path).status_code == 404


def test_guessing_is_stopped(cast, busy):
    wrong = f"/audit/{cast.assembly.slug}/guess/"
    assert {Client().get(wrong).status_code for _again in range(20)} == {404}
    assert Client().get(wrong).status_code == 429
    path, _link = busy.link()
    assert Client().get(path).status_code == 429


def test_the_evidence_holds_the_scope_and_verifies(cast, busy, tmp_path):
    answer = cast.client("auditor").get(busy.url("evidence.zip"))
    data = b"".join(answer.streaming_content)
    path = tmp_path / "audit.zip"
    path.write_bytes(io.BytesIO(data).getvalue())
    report = verify_bundle(path)
    assert not report.problems
    assert "selection" in {notice.code for notice in report.notices}
    with zipfile.ZipFile(path) as bundle:
        lines = [json.loads(line) for line in bundle.read("details.jsonl").decode().splitlines()]
    known = {line["payload"]["model"] for line in lines if line.get("payload")}
    withheld = [line for line in lines if not line.get("payload")]
    assert "people.person" in known and withheld
    assert known <= models_in(scope_rows(cast.ctx("auditor"), busy.audit)) and "access.accountlink" not in known
    by_link, _row = busy.link()
    assert Client().get(f"{by_link}evidence.zip").status_code == 200


def test_after_the_report_only_reading_is_left(cast):
    case, finding = reported(cast)
    client = cast.client("auditor")
    assert client.post(case.url(f"findings/{finding.pk}/withdraw/")).status_code == 403
    sent = {"grade": "major", "title": "x", "text": "x"}
    assert client.post(case.url(f"findings/{finding.pk}/edit/"), sent).status_code == 422
    finding.refresh_from_db()
    assert finding.grade == "minor"


def reads(client, url):
    """How many statements of the page read something, on its second opening; not those that tell PostgreSQL the scope."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return sum(
        query["sql"].lower().startswith(("select", "with")) and "set_config" not in query["sql"] for query in seen
    )


def test_pages_cost_little(cast, busy):
    """At most twelve statements, also for the page of a clause, which gathers everything about it, breaches too."""
    item, finding, sample = AuditItem.objects.first(), AuditFinding.objects.get(), AuditSample.objects.get()
    scope = busy.scope("5")
    paths = ["", f"clauses/{scope.pk}/", f"clauses/{scope.pk}/duties/{DUTY}/", f"items/{item.pk}/"]
    paths += [f"findings/{finding.pk}/", f"samples/{sample.pk}/"]
    found = {}
    for role, path in product(("auditor", "staff"), paths):
        found[role, path] = reads(cast.client(role), busy.url(path))
    assert max(found.values()) <= 12, found


def test_a_clause_with_breaches_costs_little(cast):
    register_asset(
        cast.ctx("staff"), kind=AssetKind.DEVICE, category=Category.TABLET, name="だれも見ない端末", serial="S-1"
    )
    case = under_way(cast, "6(2)")
    client, url = cast.client("staff"), case.url(f"clauses/{case.scope('6(2)').pk}/")
    assert "足りないものはありません" not in client.get(url).content.decode()
    assert reads(client, url) <= 12
