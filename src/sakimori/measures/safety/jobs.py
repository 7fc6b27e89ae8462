"""By themselves: telegrams are read, links are made when a mail leaves, answers are erased on their day."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.measures.safety.actions import erase_answers, make_links, take_telegram
from sakimori.measures.safety.models import Asked, SafetyCheck
from sakimori.measures.safety.types import LinkFor

if TYPE_CHECKING:
    from sakimori.measures.safety.telegrams import Message

log = logging.getLogger(__name__)
FOLDER, DONE, BAD = "telegrams", "done", "bad"
SETTLED = timedelta(seconds=2)
"""A file younger than this may still be being written."""
MOST_AT_ONCE = 50


@job("safety.telegrams", every=timedelta(minutes=1), title=_("地震の電文の読取り"))
def read_telegrams(now: datetime) -> None:
    """Read what lies in the folder; each file ends in `done` or, with a note of the reason, in `bad`."""
    folder = Path(settings.ENV.data) / FOLDER
    if not folder.is_dir():
        return
    for path in _waiting(folder, now):
        _take_in(now, folder, path)


def _take_in(now: datetime, folder: Path, path: Path) -> None:
    # The reader of XML takes six megabytes, and a telegram comes rarely.
    from sakimori.measures.safety.telegrams import BadTelegram, read_file  # noqa: PLC0415

    try:
        data, message = read_file(path)
    except (BadTelegram, OSError) as error:
        _put_aside(path, folder / BAD, str(error))
        return
    _hand_over(now, path.name, data, message)
    _put_aside(path, folder / DONE)


def _hand_over(now: datetime, name: str, data: bytes, message: Message) -> None:
    def take(ctx: Context) -> None:
        take_telegram(ctx, name=name, data=data, message=message)

    for_each_assembly(now, take)


def _waiting(folder: Path, now: datetime) -> Iterator[Path]:
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".xml" and not path.is_dir()]
    for path in files[:MOST_AT_ONCE]:
        if path.is_symlink() or now.timestamp() - path.stat().st_mtime >= SETTLED.total_seconds():
            yield path


def _put_aside(path: Path, folder: Path, error: str = "") -> None:
    """Nothing that was put aside before is written over."""
    folder.mkdir(exist_ok=True)
    target, number = folder / path.name, 1
    while target.exists() or target.is_symlink():
        target, number = folder / f"{path.stem}-{number}{path.suffix}", number + 1
    shutil.move(path, target)
    if error:
        log.warning("telegram %s was not taken: %s", path.name, error)
        note = _t("この電文は使えませんでした。") + f"\n{error}\n"
        target.with_name(f"{target.name}.txt").write_text(note, encoding="utf-8")


@job("safety.erase", every=timedelta(hours=6), title=_("期間の過ぎた安否の回答の消去"))
def erase_old(now: datetime) -> None:
    """Answers go on the day that was set when their check ended."""
    for_each_assembly(now, _erase)


def _erase(ctx: Context) -> None:
    for check in SafetyCheck.objects.filter(erase_on__lte=ctx.today, erased_on__isnull=True):
        erase_answers(ctx, check=check)


def mail_link(ctx: Context, asked_id: UUID) -> str:
    """A fresh link for a mail that leaves now; empty when the check has ended."""
    asked = Asked.objects.filter(pk=asked_id, check_row__closed_at__isnull=True).first()
    if asked is None:
        return ""
    token = make_links(ctx, asked=[asked], made_for=LinkFor.MAIL)[asked]
    return str(settings.ENV.address) + reverse("anpi:link", kwargs={"assembly": ctx.assembly.slug, "token": token})
