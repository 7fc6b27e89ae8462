"""What can be wrong with a written date, in both languages."""

from __future__ import annotations

from typing import Final

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "empty": (
        "日付が空です。例: 令和8年4月1日、2026-04-01",
        "The date is empty. Write for example 令和8年4月1日 or 2026-04-01.",
    ),
    "unreadable": (
        "「{text}」を日付として読めません。例: 令和8年4月1日、R8.4.1、2026-04-01",
        "“{text}” cannot be read as a date. Write for example 令和8年4月1日, R8.4.1 or 2026-04-01.",
    ),
    "no_such_day": (
        "「{text}」という日はありません。月と日を確かめてください。",
        "“{text}” is not a day of the calendar. Check the month and the day.",
    ),
    "era_mismatch": (
        "「{text}」はその元号の期間に入りません。正しくは{right}です。",
        "“{text}” is outside that era. It should read {right}.",
    ),
    "year_needs_era": (
        "「{text}」の年は元号か4桁の西暦で書いてください。例: 令和8年4月1日、2026-04-01",
        "The year of “{text}” needs an era or four digits. Write for example 令和8年4月1日 or 2026-04-01.",
    ),
    "before_1873": (
        "{text}は明治6年1月1日より前です。太陽暦の採用前の日付は扱えません。",
        "{text} is before 1 January 1873 (明治6年), when Japan took up the Gregorian calendar; it cannot be used.",
    ),
    "weekday_mismatch": (
        "「{text}」の曜日が合いません。{right}曜日です。日付か曜日を直してください。",
        "The weekday of “{text}” does not fit; that day is {right}曜日. Correct the date or the weekday.",
    ),
    "serial_range": (
        "{text}はExcelの日付の番号ではありません。日付として書き直してください。",
        "{text} is not an Excel day number. Write it as a date.",
    ),
    "cadence": (
        "「{text}」は頻度として読めません。例: once、continuous、per_event:30、months:3、fiscal_year、open",
        "“{text}” is not a cadence. Write once, continuous, per_event:30, months:3, fiscal_year or open.",
    ),
}


class DateError(ValueError):
    """A date or cadence that cannot be used.

    `code` is stable and for programs; `message_ja` and `message_en` say what is wrong and what to write instead.
    """

    def __init__(self, code: str, **params: str) -> None:
        self.code = code
        self.params = params
        ja, en = _TEXTS[code]
        self.message_ja = ja.format_map(params)
        self.message_en = en.format_map(params)
        super().__init__(self.message_ja)
