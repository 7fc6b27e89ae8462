"""Telegrams in the folder: which start a check, which do not and why, and what hostile files do (nothing)."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.conf import settings

from sakimori.foundation.notices.models import Notice
from sakimori.measures.safety import actions
from sakimori.measures.safety.jobs import read_telegrams
from sakimori.measures.safety.models import SafetyCheck, Telegram
from sakimori.measures.safety.telegrams import LARGEST, BadTelegram, read
from sakimori.measures.safety.tests.telegram_texts import telegram
from sakimori.testing import NOW


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of an installation of its own."""
    import dataclasses

    monkeypatch.setattr(settings, "ENV", dataclasses.replace(settings.ENV, data=tmp_path))
    made = tmp_path / "telegrams"
    made.mkdir()
    return made


@pytest.fixture
def watching(cast):
    return actions.save_setting(
        cast.ctx("staff"), is_watching=True, areas="みなと野県南部\nみなと野市", threshold="5+", pause_hours=24
    )


def put(folder, name, data, at=NOW):
    path = folder / name
    path.write_bytes(data)
    old = (at - timedelta(minutes=1)).timestamp()
    os.utime(path, (old, old))
    return path


def outcomes():
    return list(Telegram.objects.order_by("id").values_list("outcome", flat=True))


def test_a_strong_shake_starts_a_check_of_everybody(cast, folder, watching):
    put(folder, "VXSE51.xml", telegram())
    read_telegrams(NOW)
    check = SafetyCheck.objects.get()
    assert (check.title, check.kind, check.is_automatic) == ("地震（みなと野県南部 震度5強）", "real", True)
    assert check.asked_count == 7 and Notice.objects.count() == 7
    assert outcomes() == ["fired"]
    assert [path.name for path in (folder / "done").iterdir()] == ["VXSE51.xml"]
    assert not list(folder.glob("*.xml"))
    assert "震度5強" in cast.client("staff").get(cast.url("safety/")).content.decode()


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"intensity": "5-"}, "below"),
        ({"intensity": "3"}, "below"),
        ({"area": "山彦県西部"}, "below"),
        ({"status": "訓練"}, "exercise"),
        ({"status": "試験"}, "exercise"),
        ({"kind": "取消"}, "cancelled"),
        ({"reported": "2026-11-23T03:59:00+09:00"}, "old"),
        ({"intensity": "7"}, "fired"),
        ({"title": "震源・震度に関する情報", "intensity": "4", "city": "みなと野市", "city_intensity": "6-"}, "fired"),
        ({"title": "震源・震度に関する情報", "intensity": "4", "city": "みなと野市", "condition": "震度５弱以上未入電"}, "below"),
    ],
)  # fmt: skip
def test_what_starts_a_check_and_what_does_not(cast, folder, watching, values, outcome):
    put(folder, "t.xml", telegram(**values))
    read_telegrams(NOW)
    assert outcomes() == [outcome]
    assert SafetyCheck.objects.count() == (outcome == "fired")


def test_a_silent_instrument_counts_as_five_lower(cast, folder, watching):
    actions.save_setting(cast.ctx("staff"), threshold="5-")
    put(
        folder, "t.xml",
        telegram(title="震源・震度に関する情報", intensity="4", city="みなと野市", condition="震度５弱以上未入電"),
    )  # fmt: skip
    read_telegrams(NOW)
    assert outcomes() == ["fired"]


def test_aftershocks_and_later_reports_of_the_same_shake_start_nothing(cast, folder, watching):
    put(folder, "1.xml", telegram())
    put(folder, "2.xml", telegram(title="震源・震度に関する情報", reported="2026-11-23T10:02:00+09:00", intensity="6-"))
    read_telegrams(NOW + timedelta(minutes=5))
    assert outcomes() == ["fired", "repeated"]
    later = NOW + timedelta(hours=3)
    put(folder, "3.xml", telegram(event="20261123130000", reported="2026-11-23T12:59:00+09:00"), later)
    read_telegrams(later)
    assert outcomes() == ["fired", "repeated", "repeated"]
    assert SafetyCheck.objects.count() == 1
    assert all(row.check_row is not None for row in Telegram.objects.all())


def test_a_stronger_shake_within_the_pause_starts_another_check(cast, folder, watching):
    put(folder, "1.xml", telegram())
    read_telegrams(NOW)
    later = NOW + timedelta(hours=3)
    put(folder, "2.xml", telegram(event="20261123130000", reported="2026-11-23T12:59:00+09:00", intensity="7"), later)
    read_telegrams(later)
    assert outcomes() == ["fired", "fired"]


def test_after_the_pause_an_equal_shake_starts_a_check(cast, folder, watching):
    put(folder, "1.xml", telegram())
    read_telegrams(NOW)
    later = NOW + timedelta(hours=25)
    put(folder, "2.xml", telegram(event="20261124110000", reported="2026-11-24T10:59:00+09:00"), later)
    read_telegrams(later)
    assert SafetyCheck.objects.count() == 2


def test_the_same_file_twice_is_read_once(cast, folder, watching):
    for name in ("1.xml", "2.xml"):
        put(folder, name, telegram())
    read_telegrams(NOW)
    assert outcomes() == ["fired"]
    put(folder, "1.xml", telegram())
    read_telegrams(NOW + timedelta(minutes=1))
    assert sorted(path.name for path in (folder / "done").iterdir()) == ["1-1.xml", "1.xml", "2.xml"]


def test_an_assembly_that_does_not_watch_is_left_alone(cast, neighbour, folder, watching):
    actions.save_setting(cast.ctx("staff"), is_watching=False)
    put(folder, "1.xml", telegram())
    read_telegrams(NOW)
    assert not Telegram.objects.exists() and not SafetyCheck.objects.exists()


def test_a_file_that_is_still_being_written_waits(cast, folder, watching):
    put(folder, "1.xml", telegram()[:300], NOW + timedelta(minutes=1))
    read_telegrams(NOW)
    assert [path.name for path in folder.iterdir()] == ["1.xml"]


BILLION = b"""<?xml version="1.0"?><!DOCTYPE Report [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Report>&c;</Report>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE Report SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<Report><Control><Title>&x;</Title></Control></Report>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BILLION, "DOCTYPE"),
        (OUTSIDE, "DOCTYPE"),
        (b"<Report>", "XMLとして読めません"),
        (b"", "XMLとして読めません"),
        (b"\x00\xff", "XMLとして読めません"),
        (b"<html/>", "Report がありません"),
        (telegram(title="津波警報"), "震度の電文ではありません: 津波警報"),
        (telegram(reported="昨日"), "発表日時"),
        (telegram(reported="2026-11-23T10:00:00"), "時差がありません"),
        (b"<Report>" + b" " * LARGEST + b"</Report>", "大きすぎます"),
    ],
    ids=["billion", "outside", "cut", "empty", "binary", "html", "tsunami", "no-time", "no-zone", "huge"],
)
def test_a_file_that_cannot_be_used_is_put_aside_with_the_reason(cast, folder, watching, data, words):
    put(folder, "x.xml", data)
    put(folder, "y.xml", telegram())
    read_telegrams(NOW)
    assert words in (folder / "bad" / "x.xml.txt").read_text(encoding="utf-8")
    assert (folder / "bad" / "x.xml").read_bytes() == data
    assert outcomes() == ["fired"]


def test_a_link_in_the_folder_is_not_followed(cast, folder, watching, tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_bytes(telegram())
    (folder / "1.xml").symlink_to(secret)
    read_telegrams(NOW)
    assert not SafetyCheck.objects.exists()
    assert "ふつうのファイルではありません" in (folder / "bad" / "1.xml.txt").read_text(encoding="utf-8")
    assert secret.exists()


def test_nothing_of_a_hostile_file_is_ever_read_out():
    for data in (BILLION, OUTSIDE):
        with pytest.raises(BadTelegram) as caught:
            read(data)
        assert "root:" not in str(caught.value) and "aaaa" not in str(caught.value)


def test_without_the_folder_nothing_happens(cast, tmp_path, monkeypatch, watching):
    import dataclasses

    monkeypatch.setattr(settings, "ENV", dataclasses.replace(settings.ENV, data=tmp_path))
    read_telegrams(NOW)
    assert list(tmp_path.iterdir()) == []


def test_watching_needs_an_area_and_the_page_says_so(cast):
    office = cast.client("staff")
    sent = {"keep_days": 90, "is_watching": "on", "threshold": "5+", "areas": " ", "pause_hours": 24}
    answer = office.post(cast.url("safety/settings/"), sent)
    assert answer.status_code == 422 and "見る区域を一つ以上" in answer.content.decode()
    assert office.post(cast.url("safety/settings/"), sent | {"areas": "999"}).status_code == 302
