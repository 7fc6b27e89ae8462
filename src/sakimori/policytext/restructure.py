"""Correcting by hand how a text was divided: split a clause, merge it into the one before, move it a level.

A policy here is a flat list in reading order; depth alone says what stands below what. No operation changes the order,
so no letter is lost or moved; only numbers are cited anew (citing.py).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sakimori.policytext.citing import (
    UNNUMBERED,
    Place,
    cite,
    has_articles,
    holds_items,
    is_cited_alone,
    is_item,
    is_paragraph,
    label_of,
    once,
    own_part,
)
from sakimori.policytext.labels import Kind, Label, find_label

_PLACE = re.compile(
    r"(?<=[。．])(?![」』)）])\s*(?=\S)"
    r"|\s*\n\s*(?=\S)"
    r"|(?<=\S)\s*(?=[(（][0-9０-９一二三四五六七八九十]{1,3}[)）][ 　]?[^\s、。及又並若])"
    r"|(?<=\S)\s*(?=[①-⑳⑴-⒇])"
)
"""Where a clause may end: after a sentence, at a line's end, before a bracketed or circled number."""

_COUNT = re.compile(r"#(\d+)")


class NoSuchChange(ValueError):
    """The change is not possible here: nothing to split, no clause before, already at the top, nothing to go under."""


@dataclass(frozen=True, slots=True)
class Part:
    """One clause of the flat list; `key` is whatever the caller knows it by."""

    key: Hashable
    path: str
    heading: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a clause's text that may begin a clause of its own. `label`: the number it begins with, or empty."""

    at: int
    text: str
    label: str


def sentences(text: str) -> list[Sentence]:
    """The text in pieces; the first begins at 0, a clause may be split before every other."""
    starts = [0, *(match.end() for match in _PLACE.finditer(text) if 0 < match.end() < len(text))]
    starts = list(dict.fromkeys(starts))
    ends = [*starts[1:], len(text)]
    return [
        Sentence(start, text[start:end].strip(), _number_at(text[start:]))
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
    ]


def _label(text: str) -> Label | None:
    """The clause number that a text begins with, where it surely is one."""
    found = find_label(text.lstrip().partition("\n")[0])
    unsure = found is None or found.dropped or found.last is not None or found.kind in (Kind.SMALL, Kind.CAPITAL)
    return None if unsure else found


def _number_at(text: str) -> str:
    found = _label(text)
    return found.piece if found else ""


def _without(label: Label, text: str) -> str:
    _line, parted, after = text.lstrip().partition("\n")
    return (label.rest + parted + after).strip()


def split(parts: Sequence[Part], index: int, at: int, *, key: Hashable, below: bool, number: str = "") -> list[Part]:
    """The clause at `index` ends before `at`, and a new one begins there: beside it, or `below` it.

    What stood below the clause stands below (or after) the new one, as in the text. `number` is what a person says
    the number is; without it the number at the beginning counts, and without one the new clause has none.
    """
    whole = parts[index]
    if at not in {sentence.at for sentence in sentences(whole.text)[1:]}:
        raise NoSuchChange("place")
    first, second = whole.text[:at].rstrip(), whole.text[at:].strip()
    found = _label(second)
    if found and (not number or number.endswith(found.piece)):
        above = whole if below else next(iter(_above(parts)[whole.key]), None)
        items = above is not None and holds_items(above.path, articles=has_articles(part.path for part in parts))
        number = number or (_item(found) if items and found.kind is Kind.KANJI else found.piece)
        second = _without(found, second)
    new = Part(key, number or UNNUMBERED, "", second, whole.depth + below)
    return recite(parts, [*parts[:index], replace(whole, text=first), new, *parts[index + 1 :]])


def _item(found: Label) -> str:
    """一 below an article counts items (号), not paragraphs (項)."""
    return f"({found.numbers[0]})" + "".join(f"の{number}" for number in found.numbers[1:])


def merge(parts: Sequence[Part], index: int, *, apart: bool) -> list[Part]:
    """The clause's number, heading and text go to the end of the clause before it, `apart` as a new paragraph.

    What stood below it goes up where nothing is left to hold it.
    """
    if index == 0:
        raise NoSuchChange("first")
    before, gone = parts[index - 1], parts[index]
    after = list(parts[index + 1 :])
    highest = before.depth + 1
    shift = max(0, after[0].depth - highest) if after and after[0].depth > gone.depth else 0
    for place, part in enumerate(after):
        if part.depth <= gone.depth:
            break
        after[place] = replace(part, depth=part.depth - shift)
    above = next(iter(_above(parts)[gone.key]), None)
    words = _as_text(label_of(gone.path, above.path if above else ""), gone)
    parted = "\n\n" if apart else "" if before.text and words[:1] > "\x7f" else " "
    text = f"{before.text}{parted}{words}" if before.text and words else before.text or words
    return recite(parts, [*parts[: index - 1], replace(before, text=text), *after])


def _as_text(label: str, part: Part) -> str:
    head = " ".join(piece for piece in (label, part.heading) if piece)
    between = "\n\n" if part.heading else " "
    return between.join(piece for piece in (head, part.text) if piece)


def move(parts: Sequence[Part], index: int, *, deeper: bool) -> list[Part]:
    """The clause and all below it go one level down (below the clause before it) or up."""
    part = parts[index]
    if deeper and (index == 0 or parts[index - 1].depth < part.depth):
        raise NoSuchChange("nothing to go under")
    if not deeper and part.depth == 0:
        raise NoSuchChange("at the top")
    step = 1 if deeper else -1
    end = index + 1
    while end < len(parts) and parts[end].depth > part.depth:
        end += 1
    moved = [replace(one, depth=one.depth + step) for one in parts[index:end]]
    return recite(parts, [*parts[:index], *moved, *parts[end:]])


def renumber(parts: Sequence[Part], index: int, path: str) -> list[Part]:
    """A person says what the clause's number is; what stands below it is cited anew."""
    return recite(parts, parts, {parts[index].key: path})


def recite(before: Sequence[Part], after: Sequence[Part], said: Mapping[Hashable, str] | None = None) -> list[Part]:
    """`after` with the paths that follow from its depths. A clause that stays where it was keeps its path as it is.

    A new part carries its number (or `#`) as its path; `said` are paths that a person gave. Where a number would
    occur again, `#2` marks the later one.
    """
    return _Recital(before, after, said or {}).result()


class _Recital:
    """One walk over the parts after a change."""

    def __init__(self, before: Sequence[Part], after: Sequence[Part], said: Mapping[Hashable, str]) -> None:
        self.said = said
        self.old = {part.key: part for part in before}
        self.after = after
        self.were, self.are = _above(before), _above(after)
        self.own = {part.key: self._own(part) for part in after}
        self.articles = has_articles(part.path for part in before)
        self.continues = any(
            chain and is_cited_alone(self.old[key].path, chain[0].path) for key, chain in self.were.items()
        )
        self.unnumbered = self._count_unnumbered()
        self.kept = {part.path for part in after if self._stands_as_it_was(part)}
        self.used: set[str] = set()
        self.new: dict[Hashable, str] = {}

    def _own(self, part: Part) -> str:
        if part.key not in self.old:
            above = next(iter(self.are[part.key]), None)
            return own_part(part.path, above.path if above else "")
        above = next(iter(self.were[part.key]), None)
        return own_part(part.path, above.path if above else "")

    def _count_unnumbered(self) -> dict[Hashable, str]:
        """Clauses without a number are counted among those beside them; anew only where the count no longer runs."""
        groups: dict[Hashable, list[Hashable]] = {}
        for part in self.after:
            if self.own[part.key].startswith(UNNUMBERED):
                above = next(iter(self.are[part.key]), None)
                groups.setdefault(above.key if above else None, []).append(part.key)
        counted: dict[Hashable, str] = {}
        for keys in groups.values():
            numbers = [int(match[1]) if (match := _COUNT.fullmatch(self.own[key])) else 0 for key in keys]
            runs = 0 not in numbers and all(a < b for a, b in pairwise(numbers))
            counted |= {key: self.own[key] if runs else f"#{n}" for n, key in enumerate(keys, start=1)}
        return counted

    def _stands_as_it_was(self, part: Part) -> bool:
        """Not new, nothing above it changed, and its citation hangs on nothing beside it."""
        chain = [part, *self.are[part.key]]
        if part.key not in self.old or any(one.key in self.said for one in chain):
            return False
        same = [one.key for one in self.are[part.key]] == [one.key for one in self.were[part.key]]
        return same and not any(self.own[one.key].startswith(UNNUMBERED) or is_item(self.own[one.key]) for one in chain)

    def result(self) -> list[Part]:
        paragraphs = {
            chain[0].key
            for key, chain in self.are.items()
            if chain and is_paragraph(self.own[key], chain[0].path, articles=self.articles)
        }
        done: list[Part] = []
        for part in self.after:
            chain = self.are[part.key]
            above = self.new[chain[0].key] if chain else ""
            has_paragraphs = bool(chain) and chain[0].key in paragraphs
            place = Place(above, has_paragraphs, self.articles, self.continues)
            self.new[part.key] = self._path(part, place)
            done.append(replace(part, path=self.new[part.key]))
        return done

    def _path(self, part: Part, place: Place) -> str:
        if self._stands_as_it_was(part):
            self.used.add(part.path)
            return part.path
        if part.key in self.said:
            self.used.add(self.said[part.key])
            return self.said[part.key]
        own = self.unnumbered.get(part.key, self.own[part.key])
        stays = part.key in self.old and [a.key for a in self.are[part.key]] == [a.key for a in self.were[part.key]]
        wanted = cite(own, place)
        if stays and once(part.path) == wanted:
            wanted = part.path  # a number printed twice stays as it was told apart
        path, again = wanted, 2
        while path in self.used or path in self.kept:
            path, again = f"{wanted}#{again}", again + 1
        self.used.add(path)
        return path


def _above(parts: Sequence[Part]) -> dict[Hashable, tuple[Part, ...]]:
    """Key → the parts above it, the nearest first."""
    return dict(_walk(parts))


def _walk(parts: Sequence[Part]) -> Iterator[tuple[Hashable, tuple[Part, ...]]]:
    chain: list[Part] = []
    for part in parts:
        while chain and chain[-1].depth >= part.depth:
            chain.pop()
        yield part.key, tuple(reversed(chain))
        chain.append(part)


def parents(parts: Sequence[Part]) -> dict[Hashable, Hashable | None]:
    """Key → key of the part above it."""
    return {key: chain[0].key if chain else None for key, chain in _walk(parts)}


def numbered_again(parts: Sequence[Part]) -> list[Part]:
    """Parts whose number occurs before; their paths end with the mark `#2`."""
    path, above = {part.key: part.path for part in parts}, parents(parts)
    return [
        part
        for part in parts
        if once(part.path) != part.path
        and not own_part(part.path, path.get(above[part.key], "")).startswith(UNNUMBERED)
    ]
