"""Examples of what may be done with information, by class: yes, ask first, no. Written one a line, read by machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _


class Limit(models.TextChoices):
    """How far a service may be trusted, in plain words. The values compare as text, so SQL can compare them too."""

    ONE = "1", _("公開してよいものだけ（機密性1）")
    TWO = "2", _("公開していないものも（機密性2まで）")
    THREE = "3", _("個人情報や秘密も（機密性3まで）")


class Verdict(models.TextChoices):
    """What somebody may do with such a thing."""

    YES = "yes", _("よい")
    ASK = "ask", _("先に聞く")
    NO = "no", _("だめ")


SEPARATOR = "｜"
_CLASSES = {"1": Limit.ONE, "2": Limit.TWO, "3": Limit.THREE}
# The lines are part of the assembly's own text and stay Japanese, whatever the reader's language.
_VERDICTS = {"よい": Verdict.YES, "聞く": Verdict.ASK, "先に聞く": Verdict.ASK, "だめ": Verdict.NO}
_WORDS = {Verdict.YES: "よい", Verdict.ASK: "聞く", Verdict.NO: "だめ"}
MOST = 60


@dataclass(frozen=True, slots=True)
class Example:
    """One line: the verdict, the class, what it is about, and the example."""

    verdict: Verdict
    limit: Limit
    subject: str
    text: str


def parse_examples(text: str) -> list[Example]:
    """Lines such as `よい｜1｜議会の日程｜本会議の日程を知らせる`. Raises ValidationError naming the line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.replace("|", SEPARATOR).split(SEPARATOR)]
        verdict, limit = _VERDICTS.get(cells[0]), _CLASSES.get(cells[1]) if len(cells) == 4 else None
        if verdict is None or limit is None or not cells[2] or not cells[3]:
            raise ValidationError(
                _t("%(n)s行目を読み取れません。「よい｜1｜題材｜例」のように、四つを｜で区切ってください。")
                % {"n": number}
            )
        found.append(Example(verdict, limit, cells[2][:60], cells[3][:200]))
    if not found:
        raise ValidationError(_t("例を一つ以上書いてください。"))
    if len(found) > MOST:
        raise ValidationError(_t("例は%(n)s行までにしてください。") % {"n": MOST})
    return found


def written(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """The lines again, of (verdict, limit, subject, text)."""
    return "\n".join(
        SEPARATOR.join((_WORDS[Verdict(verdict)], limit, subject, text)) for verdict, limit, subject, text in rows
    )
