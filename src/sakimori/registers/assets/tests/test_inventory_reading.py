"""Days, serials and kinds as tools write them; which layout a list has."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sakimori.dates import DateError
from sakimori.registers.assets.inventories import BY_KEY, LAYOUTS, guessed_category, serial_key
from sakimori.registers.assets.inventory_reading import contact_day, read_devices
from sakimori.registers.assets.types import Category
from sakimori.testing import TODAY

TAB, SEMICOLON = "\t", ";"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("mark", [",", TAB, SEMICOLON])
def test_every_layout_is_told_by_its_own_headings(layout, encoding: str, mark: str):
    headings = [names[0] for names in layout.headings.values()]
    filled = ["甲の端末", "SN-1", "型", "OS", "1", "2026-11-20", "利用者", "端末-0001"]
    text = "\r\n".join(["題名", mark.join(["謎", *headings]), mark.join(["", *filled])])
    found = read_devices(text.encode(encoding), TODAY)
    assert found.layout == layout
    assert (found.header_row, found.ignored, found.errors) == (2, ("謎",), ())
    (device,) = found.devices
    assert (device.row, device.name, device.serial, device.number) == (3, "甲の端末", "SN-1", "端末-0001")
    assert (device.system, device.contact) == ("OS 1", date(2026, 11, 20))


@pytest.mark.parametrize("key", ["cloud-mdm", "managed-apple"])
def test_a_layout_may_be_chosen_where_two_know_the_headings(key: str):
    content = b"Device name,Serial number,Last seen,Last check-in\nA,S1,2026-11-20,2026-11-20\n"
    assert read_devices(content, TODAY, key).layout.key == key
    assert read_devices(content, TODAY, "no-such-layout").layout.key == "cloud-mdm"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22T14:59:59Z", date(2026, 11, 22)),
        ("2026-11-22T15:00:00Z", date(2026, 11, 23)),
        ("2026-11-22T15:00:00", date(2026, 11, 23)),
        ("2026-11-22T23:00:00+09:00", date(2026, 11, 22)),
        ("2026-11-22 10:00:00 -0800", date(2026, 11, 23)),
        ("2026-11-22", date(2026, 11, 22)),
        ("Never", None),
        (datetime(2026, 11, 22, 20, 0), date(2026, 11, 23)),
    ],
)
def test_moments_in_utc_become_days_of_japan(text, day):
    assert contact_day(text, BY_KEY["cloud-mdm"]) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/11/20 9:05", date(2026, 11, 20)),
        ("２０２６／１１／２０　９：０５", date(2026, 11, 20)),
        ("令和8年11月20日 9時5分", date(2026, 11, 20)),
        ("2026/11/20 午後 3:05:10", date(2026, 11, 20)),
        ("R8.11.20", date(2026, 11, 20)),
        ("2026-11-22T15:00:00", date(2026, 11, 22)),
        ("－", None),
        (46346, date(2026, 11, 20)),
        (datetime(2026, 11, 20, 23, 0), date(2026, 11, 20)),
    ],
)
def test_moments_as_japanese_tools_write_them(text, day):
    assert contact_day(text, BY_KEY["mdm"]) == day


@pytest.mark.parametrize("text", ["2026-02-30 10:00", "11/20/2026", "きのう", "2026-11-22T15:00:00+99:00", True])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(DateError):
        contact_day(text, BY_KEY["mdm"])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ＤＭＰＸ－０００１", "DMPX0001"),
        (" dmpx 0001 ", "DMPX0001"),
        ("To Be Filled By O.E.M.", ""),
        ("Default string", ""),
        ("00000000", ""),
        ("不明", ""),
        ("", ""),
    ],
)
def test_serials_are_compared_loosely_and_placeholders_are_none(text: str, key: str):
    assert serial_key(text) == key


@pytest.mark.parametrize(
    ("words", "category"),
    [
        (("iPad Air", "iPadOS 18.1", "x"), Category.TABLET),
        (("iPhone 15", "iOS 18", "x"), Category.SMARTPHONE),
        (("Galaxy Tab A9", "Android 14", "x"), Category.TABLET),
        (("Surface Laptop", "Windows 10", "x"), Category.LAPTOP),
        (("", "Windows 11 Pro", "GIKAI-PC1"), Category.DESKTOP),
        (("", "Windows Server 2022", "SV1"), Category.SERVER),
        (("", "", "謎の箱"), ""),
    ],
)
def test_the_kind_is_guessed(words, category):
    assert guessed_category(*words) == category
