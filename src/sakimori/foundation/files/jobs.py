"""Files that nobody keeps are removed: uploads never used, bytes of destroyed records, and bytes whose act was never
committed (a crash between)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.files import store
from sakimori.foundation.files.actions import discard_files
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.jobs.registry import for_each_assembly, job

GRACE = timedelta(days=1)


@job("files.sweep", every=timedelta(days=1), title=_("登録されなかったファイルの後始末"))
def sweep(now: datetime) -> None:
    """Remove bytes without a row that are older than a day."""
    for_each_assembly(now, _sweep_one)


def _sweep_one(ctx: Context) -> None:
    folder = Path(settings.ENV.data) / "files" / str(ctx.assembly.pk)
    if not folder.is_dir():
        return
    old = [path for path in folder.iterdir() if path.stat().st_mtime < (ctx.at - GRACE).timestamp()]
    known = {str(key) for key in StoredFile.objects.values_list("pk", flat=True)}
    for path in old:
        if path.name not in known:
            path.unlink(missing_ok=True)


@job("files.discard", every=timedelta(days=1), title=_("使われなかったファイルの消去"))
def discard(now: datetime) -> None:
    """Remove uploads whose last day is over (a register looked at and never taken in), and what was destroyed."""
    for_each_assembly(now, _discard_one)


def _discard_one(ctx: Context) -> None:
    for file_id in StoredFile.objects.filter(destroyed_on__isnull=False).values_list("pk", flat=True):
        store.drop(ctx.assembly.pk, file_id)
    if not StoredFile.objects.filter(keep_until__lt=ctx.today).exists():
        return
    # The row goes first: after a crash in between, the bytes have no row and the sweep removes them.
    for file_id in discard_files(ctx):
        store.drop(ctx.assembly.pk, file_id)
