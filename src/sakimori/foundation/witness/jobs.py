"""Daily witness."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.foundation.witness.checkpoints import make_checkpoint, notice_restored


@job("ledger.checkpoint", every=timedelta(days=1), title=_("操作の記録の控え（チェックポイント）の作成"))
def daily_checkpoint(now: datetime) -> None:
    """Sign each assembly's log as it stands (LED-2)."""
    for_each_assembly(now, make_checkpoint)


@job("ledger.watch", every=timedelta(hours=1), title=_("記録が控えより前に戻されていないかの確認"))
def watch_for_restores(now: datetime) -> None:
    """Compare each log with its copy outside the database (LED-7)."""
    for_each_assembly(now, notice_restored)
