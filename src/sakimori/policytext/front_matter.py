"""Titles, rule numbers, names of makers, tables of contents: what stands before and around the clauses."""

from __future__ import annotations

import re

from sakimori.policytext.labels import UNITS, Kind, find_label, fold_width
from sakimori.policytext.readers.lines import Line
from sakimori.policytext.tree import Dropped
from sakimori.policytext.wording import is_phrase

_TITLE = re.compile(
    r"^(?!本|この|以下)[^。、]{0,60}?(?:方針|ポリシー|規程|規定|規則|要綱|要領|基準|条例|訓令|指針"
    r"|ガイドライン|宣言|マニュアル)(?:等"
    r"|について)?(?:[ 　]*[(（【\[][^()（）]{1,40}[)）】\]])?(?:全文)?$"
)
_TITLE_LIKE = re.compile(r"(?:議会|市会|セキュリティ|情報機器|端末|ポリシー).{0,40}")
_ANNOUNCES = re.compile(r"(?:ました|ます|お知らせ|公表|公開|掲載|策定について)(?:。|$)|について$")
_MAKER = re.compile(
    r"^[^。、0-9]{0,30}(?:議会|市会|市|町|村|区|県|組合|広域連合|委員会|企業団)?(?:議会議長|議長|市長"
    r"|町長|村長|区長|知事|管理者|連合長|委員会委員長|教育長|企業長"
    r"|代表監査委員)(?:[ 　]+[^。、]{2,16})?$"
)
_MAKER_BODY = re.compile(
    r"^[^。、0-9]{1,20}(?:市|町|村|区|県|都|府|道|連合|組合)(?:議会|市会)(?:事務局)?$"
    r"|^[^。、]{1,20}市会$|^[^。、0-9 　]{2,30}(?:委員会|企業団|消防本部|広域連合|事務組合)$"
)
_TOC_HEAD = re.compile(r"^[【〔\[(（■◆]*(?:目[ 　]*次|もくじ|目録|CONTENTS|Contents)[】〕\])）]*$")
_LEADER = re.compile(
    r"(?:[.…・‥･⋯]{2,}|[ 　\t]{2,}|\t)[ 　\t]*(?:P\.?|p\.?)?[0-9]{1,3}(?:ページ|頁)?$"
    r"|[(（][ 　]*第[^()（）]{1,12}条[^()（）]{0,20}[)）]$"
)
_LONGEST_LINE = 200
_MARK = re.compile(r"^[○◎●](?![○◎●])")


def title_key(text: str) -> str:
    """Titles are compared without spaces, marks and width."""
    return re.sub(r"[ 　\t○◎●]", "", fold_width(text))


def is_title(text: str) -> bool:
    """A line that reads like a policy's title."""
    return len(text) <= _LONGEST_LINE and bool(_TITLE.match(fold_width(text))) and not _ANNOUNCES.search(text)


def choose_title(head: list[Line], page_title: str) -> Line | None:
    """The line of the head that is the title: the last of the best; None where none is."""
    phrases = [line for line in head if line.text and (line.level is not None or _can_be_title(line.text))]
    named = [line for line in phrases if is_title(line.text)]
    if named:
        most = [line for line in named if line.level is not None] or named
        return most[0]
    like = [line for line in phrases if _TITLE_LIKE.search(line.text) and is_phrase(line.text)]
    if like:
        return like[0]
    top = [line for line in phrases if line.level == 1]
    if top:
        return top[0]
    if phrases and phrases[0] is head[0] and len(head) == 1 and not page_title and is_phrase(phrases[0].text):
        return phrases[0]
    return None


def _can_be_title(text: str) -> bool:
    return len(text) <= 80 and "。" not in text


def shown_title(text: str) -> str:
    """The title without the ○ that collections of rules put before it."""
    return _MARK.sub("", text).strip(" 　\t")


def is_maker(text: str) -> bool:
    """○○市議会議長　姓名: who made it."""
    if len(text) > _LONGEST_LINE:
        return False
    folded = fold_width(text)
    return bool(_MAKER.match(folded) or _MAKER_BODY.match(folded))


def without_contents(lines: list[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines without a table of contents."""
    for index, line in enumerate(lines):
        if line.text and _TOC_HEAD.match(line.text):
            end = _end_of_contents(lines, index + 1)
            gone = lines[index:end]
            return lines[:index] + lines[end:], [Dropped(_shown(one), "contents") for one in gone]
    return _without_leaders(lines)


def _shown(line: Line) -> str:
    return "　".join(line.cells) if line.cells else line.text


def _end_of_contents(lines: list[Line], start: int) -> int:
    """The contents end where their first entry comes again; else after the lines that look like entries."""
    if start >= len(lines):
        return start
    keys = [_entry_key(_shown(line)) for line in lines]
    for index in range(start + 1, len(lines)):
        if keys[index] and keys[index] == keys[start]:
            return index
        if "。" in lines[index].text:
            break
    end = start
    while end < len(lines) and (_has_leader(_shown(lines[end])) or _is_entry(lines[end], keys, end)):
        end += 1
    return end


def _is_entry(line: Line, keys: list[str], index: int) -> bool:
    """A short line that comes again further down."""
    return bool(keys[index]) and is_phrase(line.text) and keys[index] in keys[index + 1 :]


def _has_leader(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and bool(_LEADER.search(text))


def _entry_key(text: str) -> str:
    if len(text) > _LONGEST_LINE:
        return ""
    text = _LEADER.sub("", text)
    label = find_label(text)
    if label is not None and label.kind in UNITS and label.kind is not Kind.ARTICLE:
        return f"{label.piece}{title_key(_LEADER.sub('', label.rest))}"
    return title_key(re.sub(r"[.．。、]", "", text))


def _without_leaders(lines: list[Line]) -> tuple[list[Line], list[Dropped]]:
    """Contents without their heading: several lines in a row with dots and page numbers."""
    marked = [bool(line.text) and _has_leader(line.text) and "。" not in line.text for line in lines]
    kept: list[Line] = []
    dropped: list[Dropped] = []
    for index, line in enumerate(lines):
        row = marked[index] and any(marked[place] for place in (index - 1, index + 1) if 0 <= place < len(lines))
        if row and re.search(r"[.…‥⋯・]{2,}", line.text):
            dropped.append(Dropped(line.text, "contents"))
        else:
            kept.append(line)
    return kept, dropped
