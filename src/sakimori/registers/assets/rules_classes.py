"""Classes: three plain questions give a proposal, a class gives limits and marking; what holds inherits (6(2))."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates.fiscal import fiscal_year, fiscal_year_start
from sakimori.registers.assets.types import AssetKind, Confidentiality, Level

Key = TypeVar("Key")

RANKS: Final[Mapping[str, int]] = {"": 0, "1": 1, "2": 2, "3C": 3, "3B": 4, "3A": 5}
"""Confidentiality from low to high; the empty class is no class."""
BY_RANK: Final = {rank: value for value, rank in RANKS.items()}
LEVELS: Final[Mapping[str, int]] = {"": 0, "1": 1, "2": 2}


class Answer(models.TextChoices):
    """To a plain question. Not knowing counts as yes where a mistake would hurt."""

    YES = "yes", _("はい")
    NO = "no", _("いいえ")
    UNSURE = "unsure", _("分からない")


QUESTIONS: Final[tuple[tuple[str, Promise, Promise], ...]] = (
    (
        "people",
        _("人の個人情報や、人に知られたくないことが入っていますか。"),
        _("住所、電話番号、口座、病気、相談の内容、傍聴者や請願者の氏名など。"),
    ),
    (
        "harm",
        _("公表の時期より前に外に出たら、困りますか。または、すぐに公表する前提ではありませんか。"),
        _("協議中の資料、校正前の会議録、公表前の議案、入札の予定価格など。"),
    ),
    (
        "stops",
        _("まちがっていたり、使えなくなったりしたら、議会の仕事が止まりますか。"),
        _("本会議や委員会が開けない、期限までに届け出られない、書き直せないなど。"),
    ),
)
"""Key, question, examples."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A class with its reason in words."""

    confidentiality: Confidentiality
    integrity: Level
    availability: Level
    has_personal_data: bool
    reasons: tuple[Promise, ...]

    @property
    def reason(self) -> str:
        """The reasons as one text, to be corrected by whoever decides."""
        return "".join(map(str, self.reasons))


def propose(people: str = "", harm: str = "", stops: str = "") -> Proposal:
    """The class that three answers mean. Without answers it is 2; 3A and 3B are only ever chosen by hand."""
    if people == Answer.YES:
        level, why = Confidentiality.C3C, _("人の個人情報や秘密が入っているため、機密性3C。")
    elif harm == Answer.YES:
        level, why = Confidentiality.C2, _("公表の時期より前に出ると困る、または公表を前提としないため、機密性2。")
    elif people == harm == Answer.NO:
        level, why = Confidentiality.C1, _("個人情報も秘密もなく、公表して差し支えないため、機密性1。")
    else:
        level, why = Confidentiality.C2, _("はっきりしないときは、機密性2として扱う。")
    if stops == Answer.NO:
        rest, also = Level.ONE, _("まちがいや停止があっても仕事は続けられるため、完全性・可用性は1。")
    elif stops == Answer.YES:
        rest, also = Level.TWO, _("まちがいや停止で仕事が止まるため、完全性・可用性は2。")
    else:
        rest, also = Level.TWO, _("はっきりしないときは、完全性・可用性を2として扱う。")
    return Proposal(level, rest, rest, people == Answer.YES, (why, also))


MEANINGS: Final[Mapping[str, Promise]] = {
    "3A": _("国の秘密文書に当たるもの。ふつう、国から受け取った文書に限られる。"),
    "3B": _("漏れると、本人に重い被害が出るもの。機微な請願、百条委員会の証言、秘密会の記録など。"),
    "3C": _("3Bほどではないが、外に出さないもの。住所や口座、黒塗り前の領収書、予定価格など。"),
    "2": _("すぐに公表する前提ではないもの。公表前の議案、協議中の資料、校正前の会議録など。"),
    "1": _("公表してよいもの。確定した会議録、公表後の議案、議会だよりなど。"),
}
EVERYDAY: Final = ("1", "2", "3C")
"""Classes of an assembly's day; the other two stay behind 詳細."""


def marking(confidentiality: str, *, has_personal_data: bool | None = None) -> str:
    """The words to put on a document, e.g. 【機密性2・取扱注意】. Nothing where it may be published or has no class."""
    if RANKS[confidentiality] <= RANKS["1"]:
        return ""
    words = [_t("機密性%(level)s") % {"level": confidentiality}]
    words.append(_t("取扱注意") if confidentiality == "2" else _t("関係者限り"))
    if has_personal_data:
        words.append(_t("個人情報"))
    return "【" + "・".join(words) + "】"


def inherited_fields(kind: AssetKind | str) -> tuple[str, ...]:
    """In which respects a holder is at least what it holds.

    Secrets spread to whatever they lie in. That a thing must be right and there belongs to where the original is, a
    system: one tablet or USB stick with a copy may fail without the work stopping.
    """
    if kind == AssetKind.SYSTEM:
        return ("confidentiality", "integrity", "availability")
    return ("confidentiality",)


def rank_of(name: str, value: str) -> int:
    """Where a value stands in its scale."""
    return (RANKS if name == "confidentiality" else LEVELS)[value]


def paths_from(start: Key, edges: Mapping[Key, Iterable[Key]]) -> dict[Key, tuple[Key, ...]]:
    """Everything that `start` holds, at any depth, with the shortest way there; things that hold each other end it."""
    paths: dict[Key, tuple[Key, ...]] = {start: (start,)}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for following in edges.get(here, ()):
            if following not in paths:
                paths[following] = (*paths[here], following)
                waiting.append(following)
    del paths[start]
    return paths


def highest(paths: Mapping[Key, tuple[Key, ...]], ranks: Mapping[Key, int]) -> tuple[int, tuple[Key, ...]]:
    """The highest rank among what is held, and the shortest way to one that has it; (0, ()) where nothing is held."""
    best: tuple[int, tuple[Key, ...]] = (0, ())
    for key, path in paths.items():
        rank = ranks.get(key, 0)
        if rank > best[0] or (rank == best[0] and rank > 0 and len(path) < len(best[1])):
            best = rank, path
    return best


def retention_start(completed_on: date) -> date:
    """The first day that counts: 1 April after the fiscal year in which the record was completed."""
    return fiscal_year_start(fiscal_year(completed_on) + 1)
