"""The level of a case, proposed from four plain questions (INC-3). No clock, no database."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.measures.incidents.types import Known


class Happened(models.TextChoices):
    """A near miss or more."""

    NEAR = "near", _("起きる前に気づいた（ヒヤリハット）")
    REAL = "real", _("実際に起きた・起きたかもしれない")


class Stopped(models.TextChoices):
    """Whether the work of the assembly goes on."""

    NO = "no", _("いいえ、いつもどおり")
    PARTLY = "partly", _("一部が止まった・不便がある")
    YES = "yes", _("会議や連絡が止まった")


QUESTIONS: dict[str, tuple[Promise | str, type[models.TextChoices]]] = {
    "happened": (_("実際に起きたことですか。"), Happened),
    "leaked": (_("個人情報や外に出せない情報が、関係のない人の手に渡りましたか。"), Known),
    "stopped": (_("議会の仕事は止まりましたか。"), Stopped),
    "spread": (_("市の端末やネットワーク、ほかの団体、多くの人に及びますか。"), Known),
}
"""The four questions in order: key → (words, choices of the answer)."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level and its words; the assembly may give it others."""

    number: int
    name: Promise | str
    meaning: Promise | str


LEVELS = (
    Level(0, _("ヒヤリハット"), _("起きる前に気づいた、または実害がない。")),
    Level(1, _("軽微"), _("議会の中で対応が終わる。")),
    Level(2, _("要報告"), _("個人情報などが関わる、またはサービスが止まる。外への報告を考える。")),
    Level(3, _("重大"), _("漏えいが確かである、複数の団体に及ぶ、または議会の仕事が止まる。")),
)
"""The scale that is offered: no national one exists for municipalities."""


def proposed(answers: dict[str, str]) -> int:
    """The level that follows from the answers; what is not known counts as possible."""
    if answers.get("happened") == Happened.NEAR:
        return 0
    worst = (answers.get("leaked"), answers.get("spread"))
    if Known.YES in worst or answers.get("stopped") == Stopped.YES:
        return 3
    if Known.MAYBE in worst or answers.get("stopped") == Stopped.PARTLY:
        return 2
    return 1
