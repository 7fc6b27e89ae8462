"""Writes iCalendar (RFC 5545): whole-day entries only, which is all that a due date is.

A library for all of iCalendar would be a twentieth of the whole installation; see decision 0012.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
"""Octets of a line; what is longer goes on in the next line after a blank (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class WholeDay:
    """One entry: from `first` to `last`, both included."""

    uid: str
    first: date
    last: date
    title: str
    text: str = ""
    url: str = ""


def calendar(name: str, entries: Iterable[WholeDay], at: datetime) -> bytes:
    """The feed, lines ended by CRLF, UTF-8."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sakimori//Calendar//JA", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"]
    for entry in entries:
        lines += ["BEGIN:VEVENT", f"UID:{_text(entry.uid)}", f"DTSTAMP:{stamp}"]
        # The last day of a whole-day entry is not included (RFC 5545, 3.6.1).
        lines += [f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"]
        lines += [f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_text(entry.title)}"]
        lines += [f"DESCRIPTION:{_text(entry.text)}"] if entry.text else []
        lines += [f"URL:{entry.url}"] if entry.url else []
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _text(value: str) -> str:
    """A text value: backslash, comma, semicolon and line ends are written as escapes; other controls are dropped."""
    plain = "".join(mark for mark in value.replace("\r\n", "\n") if mark == "\n" or mark.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    parts, size, start = [], 0, 0
    for place, mark in enumerate(line):
        width = len(mark.encode())
        if size + width > LONGEST_LINE:
            parts.append(line[start:place])
            start, size = place, 1  # the blank that begins a continued line counts
        size += width
    parts.append(line[start:])
    return "\r\n ".join(parts) + "\r\n"
