"""The history of a policy: which day it was established, took effect, was amended or abolished."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sakimori.policytext.dates_in_text import Found, dates_in
from sakimori.policytext.labels import fold_width
from sakimori.policytext.numerals import KANJI
from sakimori.policytext.tree import HistoryEntry, HistoryEvent

_WORDS = {
    HistoryEvent.AMENDED: "全部改正|一部改正|全面改正|全部改定|一部改定|全面改定|改正|改定|改訂|最終改正|見直し|更新|変更",
    HistoryEvent.ESTABLISHED: "策定|制定|決定|決裁|議決|新規作成|作成",
    HistoryEvent.EFFECTIVE: "施行|適用|運用開始|運用を開始|運用する|運用し|実施|発効|効力発生",
    HistoryEvent.ABOLISHED: "廃止",
}
_EVENT = re.compile("|".join(f"(?P<{event.name}>{words})" for event, words in _WORDS.items()))
_HEADING = re.compile(
    r"^[【〔\[(（■◆●○◎□]*(?:(?:本?方針の?|基本方針の?|ポリシーの?)?(?:策定|制定|改正|改定|改訂|改廃"
    r"|更新|施行)?(?:・|及び|、|・?等の?)?(?:策定|制定|改正|改定|改訂|改廃|施行)?"
    r"(?:の)?(?:履歴|経緯|経過|沿革|記録)|沿革|附則履歴|版数?履歴|文書履歴)(?:情報)?[】〕\])）:]*$"
)
_RULE_NUMBER = re.compile(
    r"(?:議会|市会|市|町|村|県|区|組合|広域連合|議長|事務局|教育委員会)?[一-鿿]{0,10}"
    r"(?:(?:訓令|告示|規程|規則|要綱|条例|公告|達|訓)(?:甲|乙)?第?[0-9一二三四五六七八九十百〇]+号?|決裁|議決|決定)"
)
_YEAR = re.compile(rf"(?:令和|平成|昭和)(?:[0-9]+|元|[{KANJI}]+)年")
_NUMBERED_RULE = re.compile(
    r"[ 　\t(]*(?:[^。、0-9 　()]{0,25}(?:訓令|告示|規程|規則|要綱|条例|公告|達)(?:甲|乙)?第?[0-9一二三四五六七八九十百〇]+号[ 　\t、)]*)+"
)
_FILLER = re.compile(
    r"[ 　\t()（）【】〔〕\[\]「」『』、。，．,.:：;；・/|｜\-－―~〜～→⇒]|から|付け?|より|に|を|の|は"
    r"|が|で|も|と|日付|年月日|初版|第[0-9一二三四五六七八九十.]+版|[Vv]er\.?[0-9.]*|版数?"
    r"|この方針|本方針|この基本方針|この規程|この訓令|この告示|この要綱|この規則|公布|する|した|とする"
    r"|される|日|備考|内容|理由|新規|初回|最終|一部|全部|全面|注"
)
_IN_FORCE = re.compile(
    r"(?:この|本)[^。、「」]{0,25}は、?[^。]*?(?:施行|適用|運用|実施|効力|改正|改定|廃止)"
    r"|^[^。]{0,60}(?:から|より)[^。]{0,6}(?:施行|適用)(?:する|し)"
)
_SENTENCE = re.compile(r"[^。\n]+")
_MOST_REMAINS = 12
_LONGEST_LINE = 300
_LONGEST_SENTENCE = 1000
_BRACKET = re.compile(r"\([^()]*\)")
_NEAR = 30
_WEB_DATE = re.compile(r"更新日|掲載日|公開日|登録日|最終更新|更新年月日|印刷|発行日時|ページ")


def is_history_heading(text: str) -> bool:
    """策定履歴, 改正経過, 沿革 …"""
    return len(text) <= _LONGEST_LINE and bool(_HEADING.match(fold_width(re.sub(r"[ 　\t]", "", text))))


def is_history_line(text: str) -> bool:
    """A line that holds only dates with what happened on them (and a rule number)."""
    if len(text) > _LONGEST_LINE or "。" in text:
        return False
    found = list(dates_in(text))
    if not found or _WEB_DATE.search(text):
        return False
    folded = fold_width(text)
    rest = "".join(_between(folded, found))
    if not _EVENT.search(rest):
        return False
    return len(_FILLER.sub("", _RULE_NUMBER.sub("", _EVENT.sub("", rest)))) <= _MOST_REMAINS


def is_rule_number(text: str) -> bool:
    """（令和6年3月25日議会訓令第1号） or 議会告示第3号: the line that gives the form and number, nothing else."""
    if len(text) > _LONGEST_LINE:
        return False
    folded = fold_width(text)
    rest = "".join(_between(folded, list(dates_in(text))))
    rest = _YEAR.sub("", rest)
    if _NUMBERED_RULE.fullmatch(rest):
        return True
    if not _RULE_NUMBER.search(rest) or "。" in rest:
        return False
    return len(_FILLER.sub("", _RULE_NUMBER.sub("", rest))) <= 2


def is_bare_date(text: str) -> bool:
    """A line that is only a date."""
    found = list(dates_in(text)) if len(text) <= _LONGEST_LINE else []
    return bool(found) and not _FILLER.sub("", "".join(_between(fold_width(text), found)))


def events_of_line(
    text: str, before: date | None = None, *, rule_number: bool = False
) -> list[tuple[date, HistoryEvent]]:
    """Dates and events of a history line. A dated rule number without an event word is the establishment.

    Date first (令和8年3月31日策定) or event first (改正　令和8年3月31日): whichever the line begins with.
    """
    outer, inner = _without_brackets(text)
    if inner and next(dates_in(outer, before), None) is not None:
        result = events_of_line(outer, before, rule_number=rule_number)
        for part in inner:
            before = result[-1][0] if result else before
            result += events_of_line(part, before)
        return result
    folded = fold_width(text)
    days = list(dates_in(text, before))
    marks: list[tuple[int, date | HistoryEvent]] = [(found.start, found.day) for found in days]
    inside = [(found.start, found.end) for found in days]
    for match in _EVENT.finditer(folded):
        if not any(start <= match.start() < end for start, end in inside):
            marks.append((match.start(), HistoryEvent[str(match.lastgroup)]))
    marks.sort(key=lambda mark: mark[0])
    result = _paired([mark for _, mark in marks])
    if not result and rule_number and days:
        return [(days[0].day, HistoryEvent.ESTABLISHED)]
    return result


def events_of_sentences(text: str, before: date | None = None) -> list[tuple[date, HistoryEvent]]:
    """Events that a clause's sentences state of the policy itself: この方針は、令和8年4月1日から施行する。"""
    result: list[tuple[date, HistoryEvent]] = []
    for sentence in _SENTENCE.findall(text):
        if len(sentence) > _LONGEST_SENTENCE or not _IN_FORCE.search(sentence):
            continue
        folded = fold_width(sentence)
        days = list(dates_in(sentence, before))
        for index, found in enumerate(days):
            end = days[index + 1].start if index + 1 < len(days) else len(folded)
            match = _EVENT.search(folded, found.end, min(end, found.end + _NEAR))
            if match is not None and re.match(
                r"[ 　]*[)]?(?:から|より|に|付け?|をもって|以[降後])", folded[found.end :]
            ):
                result.append((found.day, HistoryEvent[str(match.lastgroup)]))
        before = days[-1].day if days else before
    return result


def history_of(events: Iterable[tuple[date, HistoryEvent]]) -> tuple[HistoryEntry, ...]:
    """Entries by date, those of one day in the order printed; an event printed twice counts once."""
    once = sorted(dict.fromkeys(events), key=lambda event: event[0])
    return tuple(HistoryEntry(day.isoformat(), event) for day, event in once)


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """What stands outside brackets, and what in each: a date in brackets has its own event."""
    folded = fold_width(text)
    brackets = list(_BRACKET.finditer(folded))
    outer = list(text)
    for match in brackets:
        outer[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(outer), [text[match.start() + 1 : match.end() - 1] for match in brackets]


def _paired(marks: list[date | HistoryEvent]) -> list[tuple[date, HistoryEvent]]:
    result: list[tuple[date, HistoryEvent]] = []
    event_first = bool(marks) and isinstance(marks[0], HistoryEvent)
    held: date | HistoryEvent | None = None
    for index, mark in enumerate(marks):
        if isinstance(mark, date):
            if event_first and isinstance(held, HistoryEvent):
                result.append((mark, held))
            elif not event_first:
                held = mark
        elif event_first and index == len(marks) - 1 and result and isinstance(marks[index - 1], date):
            result[-1] = (result[-1][0], mark)  # 改正 … 令和8年4月1日施行: the last date stands before its word
        elif event_first:
            held = mark
        elif isinstance(held, date):
            result.append((held, mark))
    return result


def _between(folded: str, found: list[Found]) -> list[str]:
    pieces, position = [], 0
    for one in found:
        pieces.append(folded[position : one.start])
        position = one.end
    return [*pieces, folded[position:]]
