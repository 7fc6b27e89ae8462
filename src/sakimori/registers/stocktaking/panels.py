"""The block "最後の確認" on the page of an asset: when, who, where, in which condition, and what is being looked into."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Line, Link, Panel
from sakimori.registers.lending.types import Condition
from sakimori.registers.stocktaking.queries import Seen, seen_of
from sakimori.registers.stocktaking.rules import COUNTED_KINDS
from sakimori.registers.stocktaking.types import FollowUpKind, Result


def sighting_panel(ctx: Context, asset: Asset) -> Panel | None:
    """The last sighting and open tasks. One SQL statement."""
    if not allowed(ctx, Permission.ASSET_READ):
        return None
    last, tasks = seen_of(asset)
    if last is None and not tasks and asset.kind not in COUNTED_KINDS:
        return None
    may_manage = allowed(ctx, Permission.ASSET_MANAGE)
    lines = [] if last is None else _sighted(ctx, last)
    lines += [_task(ctx, task, may_manage=may_manage) for task in tasks]
    step = None
    if tasks and may_manage:
        step = Link(_t("調べた結果を記録する"), address(ctx, "stocktaking:settle", task_id=tasks[0].key))
    return Panel(_t("最後の確認"), tuple(lines), nothing=_t("まだ一度も確認されていません。"), step=step)


def _sighted(ctx: Context, seen: Seen) -> list[Line]:
    said = [seen.person, _t("場所: %(place)s") % {"place": seen.place} if seen.place else ""]
    if seen.condition:
        said.append(_t("状態: %(state)s") % {"state": Condition(seen.condition).label})
    said += [str(Channel(seen.channel).label), seen.text]
    lines = [Line(str(Result(seen.kind).label), " ・ ".join(filter(None, said)), seen.day)]
    if seen.photo_id is not None:
        lines.append(Line(_t("確認したときの写真"), "", None, address(ctx, "stocktaking:photo", sighting_id=seen.key)))
    return lines


def _task(ctx: Context, task: Seen, *, may_manage: bool) -> Line:
    said = [task.text, _t("調べる人: %(name)s") % {"name": task.person or _t("未定")}]
    if task.due_on is not None:
        said.append(_t("期限 %(day)s") % {"day": day_text(task.due_on)})
    url = address(ctx, "stocktaking:settle", task_id=task.key) if may_manage else ""
    title = _t("調べること: %(kind)s") % {"kind": FollowUpKind(task.kind).label}
    return Line(title, " ・ ".join(said), task.day, url)
