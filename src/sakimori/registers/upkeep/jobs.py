"""A connection from outside that stays open past its time is told to whoever opened it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.foundation.notices.actions import queue_notice
from sakimori.foundation.notices.models import Notice
from sakimori.foundation.people.queries import holders
from sakimori.foundation.people.types import Role
from sakimori.registers.upkeep.models import RemoteWindow
from sakimori.registers.upkeep.queries import left_open


@job("upkeep.open-windows", every=timedelta(hours=1), title=_("開いたままの遠隔接続の確認"))
def tell_of_open_windows(now: datetime) -> None:
    """Windows past their time that nobody closed."""
    for_each_assembly(now, _tell_all)


def _tell_all(ctx: Context) -> None:
    with translation.override("ja"):
        for window in left_open(ctx.at).select_related("asset", "opened_by"):
            if not Notice.objects.filter(key__startswith=f"window:{window.pk}:").exists():
                tell_left_open(ctx, window=window)


@action("upkeep.tell-open", permission=Permission.ASSET_MANAGE, sentence=_("開いたままの遠隔接続を知らせました"))
def tell_left_open(ctx: Context, *, window: RemoteWindow) -> None:
    """Whoever opened it and the manager hear of it, once."""
    people = list(holders(Role.MANAGER, ctx.today))
    if window.opened_by is not None:
        people.append(window.opened_by)
    words = {
        "asset": window.asset,
        "company": window.company,
        "until": f"{timezone.localtime(window.until_at, TOKYO):%H:%M}",
    }
    for person in {one.pk: one for one in people}.values():
        queue_notice(
            ctx,
            person=person,
            key=f"window:{window.pk}:{person.pk}",
            subject=_t("【お知らせ】遠隔接続が開いたままです"),
            body=_t(
                "%(asset)s への %(company)s の接続が、終了の時刻（%(until)s）を過ぎても閉じられていません。"
                "接続を切って、閉じた時刻を記録してください。"
            )
            % words,
        )
