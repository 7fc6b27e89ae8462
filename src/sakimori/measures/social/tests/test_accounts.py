"""Accounts: who does what, hand-over when somebody changes, what the public may know."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.papers.handovers import Leaving, handovers_of
from sakimori.measures.social import actions
from sakimori.measures.social.models import AccountHandover, AccountPart, SocialAccount
from sakimori.measures.social.tests.things import account, safe
from sakimori.testing import TODAY

DAY = TODAY.isoformat()


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_an_account_comes_onto_the_ledger_and_is_completed(cast):
    staff = cast.client("staff")
    facts = {
        "network": "x",
        "name": "みなと野市議会",
        "handle": "@gikai",
        "address": "https://x.example/gikai",
        "purpose": "会議の案内",
        "opened_on": DAY,
    }
    assert staff.post(cast.url("social/new/"), {**facts, "network": "other"}).status_code == 422
    sent = staff.post(cast.url("social/new/"), facts)
    found = SocialAccount.objects.get()
    base = cast.url(f"social/{found.pk}/")
    assert sent["Location"] == base
    page = staff.get(base).content.decode()
    assert "在職している責任者がいない、発信の範囲が決まっていない、二要素認証を確かめていない" in page
    lead = {"part": "lead", "post": cast.post["manager"].pk, "person": "", "from_date": DAY}
    assert staff.post(base + "parts/new/", lead).status_code == 302
    assert staff.post(base + "parts/new/", lead).status_code == 422
    look = {"looked_on": DAY, "has_mfa": "on", "recovery": "gikai@example.jp", "are_posters_right": "on"}
    assert staff.post(base + "looks/new/", look).status_code == 302
    assert "発信の範囲が決まっていない。" in staff.get(base).content.decode()
    assert "gikai@example.jp" in staff.get(base).content.decode()
    assert cast.client("member").get(base).status_code == 403


def test_somebody_leaves_and_the_sheet_is_worked_through(cast):
    found = safe(cast, account(cast))
    ctx, staff = cast.ctx("staff"), cast.client("staff")
    part = actions.give_part(ctx, account=found, part="poster", person=cast.person["staff"], from_date=TODAY)
    leaving = Leaving(cast.post["staff"], cast.person["staff"], TODAY)
    rows = [row.label for _handover, found_rows in handovers_of(ctx, leaving) for row in found_rows]
    assert "X @minatono_gikai（投稿する人）" in rows

    url = cast.url(f"social/parts/{part.pk}/handover/")
    sent = staff.post(url, {"last_day": DAY, "post": "", "person": cast.person["manager"].pk})
    handover = AccountHandover.objects.get()
    assert sent["Location"] == cast.url(f"social/handovers/{handover.pk}/")
    part.refresh_from_db()
    assert part.to_date == TODAY
    new = AccountPart.objects.get(part="poster", to_date__isnull=True)
    assert (new.person, new.from_date) == (cast.person["manager"], TODAY + timedelta(days=1))
    sheet = words_of(staff.get(sent["Location"] + "sheet.pdf").content)
    assert cast.person["staff"].name in sheet
    assert "二要素認証を新しい人の端末に移し" in sheet
    future = (TODAY + timedelta(days=3)).isoformat()
    assert staff.post(sent["Location"], {"password_changed_on": future}).status_code == 422
    done = {"password_changed_on": DAY, "mfa_moved_on": DAY, "recovery_changed_on": DAY}
    assert staff.post(sent["Location"], done).status_code == 302
    handover.refresh_from_db()
    assert handover.mfa_moved_on == TODAY
    assert staff.get(url).status_code == 404


def test_the_public_can_tell_fakes(cast, neighbour):
    found = account(cast)
    account(cast, handle="@himitsu", name="準備中")
    public = f"/p/{cast.assembly.slug}/accounts"
    assert Client().get(f"{public}/").status_code == 404
    assert cast.client("staff").post(cast.url(f"social/{found.pk}/publish/"), {"official": "yes"}).status_code == 302
    page = Client().get(f"{public}/").content.decode()
    assert "@minatono_gikai" in page
    assert "@himitsu" not in page
    assert Client().get(f"{public}.json").json()["accounts"][0]["handle"] == "@minatono_gikai"
    assert "@minatono_gikai" in Client().get(f"{public}.txt").content.decode()
    assert Client().get(f"/p/{neighbour.assembly.slug}/accounts/").status_code == 404
    found.refresh_from_db()
    with scope(cast.assembly.pk):
        actions.close_account(cast.ctx("staff"), account=found, closed_on=TODAY, close_note="鍵をかけた")
    assert "@minatono_gikai" in Client().get(f"{public}/").content.decode()
    cast.client("staff").post(cast.url(f"social/{found.pk}/publish/"), {"official": "no"})
    assert Client().get(f"{public}/").status_code == 404


def test_closing_ends_everybodys_part(cast):
    found = safe(cast, account(cast))
    staff = cast.client("staff")
    sent = staff.post(cast.url(f"social/{found.pk}/close/"), {"closed_on": DAY, "close_note": "知らせてから閉じた"})
    assert sent.status_code == 302
    assert not AccountPart.objects.filter(to_date__isnull=True).exists()
    with pytest.raises(ValidationError):
        actions.close_account(cast.ctx("staff"), account=SocialAccount.objects.get(), closed_on=TODAY, close_note="x")


def test_fakes_are_looked_for_by_hand(cast):
    staff = cast.client("staff")
    look = {"looked_on": DAY, "network": "x", "words": "みなと野市議会", "is_found": "on"}
    assert staff.post(cast.url("social/fakes/new/"), look).status_code == 422
    look["fake_address"] = "https://x.example/minatono_gika1"
    assert staff.post(cast.url("social/fakes/new/"), look).status_code == 302
    page = staff.get(cast.url("social/fakes/")).content.decode()
    assert "なりすましがある" in page
    url = page.split("対応を記録する")[0].rsplit('href="', 1)[1].split('"')[0]
    assert staff.post(url, {"reported_on": DAY, "answer": "調べる", "gone_on": DAY}).status_code == 302
    assert "に消えました" in staff.get(cast.url("social/fakes/")).content.decode()
