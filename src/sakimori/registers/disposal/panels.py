"""The block "消去・廃棄" on the page of an asset: the open file, erasures with their proof, how it was disposed of."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Line, Link, Panel
from sakimori.registers.assets.types import AssetState
from sakimori.registers.disposal.queries import PastCase, PastErasure, past_of
from sakimori.registers.disposal.rules import STORING_KINDS
from sakimori.registers.disposal.types import CaseKind, Method


def disposal_panel(ctx: Context, asset: Asset) -> Panel | None:
    """Files and erasures of one asset, newest first. One SQL statement."""
    if not allowed(ctx, Permission.ASSET_READ):
        return None
    cases, erasures = past_of(asset)
    may_manage = allowed(ctx, Permission.ASSET_MANAGE)
    waits = asset.state == AssetState.RETIRED and all(case.closed_on for case in cases)
    if not (cases or erasures or waits or asset.kind in STORING_KINDS):
        return None
    links: tuple[Link, ...] = ()
    if may_manage and asset.kind in STORING_KINDS and asset.ended_on is None:
        links = (Link(_t("消去を記録する"), address(ctx, "disposal:erase", asset_id=asset.pk)),)
    lines = [_case_line(ctx, case) for case in cases]
    for erasure in erasures:
        lines += _erasure_lines(ctx, erasure)
    step = None
    if waits and may_manage:
        step = Link(_t("廃棄・返却の記録を作る"), f"{address(ctx, 'disposal:case-new')}?asset={asset.pk}")
    return Panel(_t("消去・廃棄"), tuple(lines), links, _t("消去や廃棄の記録はありません。"), step)


def _case_line(ctx: Context, case: PastCase) -> Line:
    kind = CaseKind(case.kind).label
    if case.closed_on is not None:
        note, day = _t("完了 %(day)s") % {"day": day_text(case.closed_on)}, case.closed_on
    elif case.handed_on is not None:
        note, day = _t("引渡し済み。製造番号の照合を待っています。"), case.handed_on
    elif case.approved_on is not None:
        note, day = _t("決裁済み。引渡しを待っています。"), case.approved_on
    else:
        note, day = _t("記録を作成中。決裁はまだです。"), case.opened_on
    return Line(f"{kind}: {case.number} {case.title}", note, day, address(ctx, "disposal:case", case_id=case.key))


def _erasure_lines(ctx: Context, erasure: PastErasure) -> list[Line]:
    said = [_t("作業: %(name)s") % {"name": erasure.operator}]
    if erasure.witness:
        said.append(_t("立会い: %(name)s") % {"name": erasure.witness})
    if erasure.exception_reason:
        said.append(_t("例外: %(reason)s") % {"reason": erasure.exception_reason})
    lines = [Line(str(Method(erasure.method).label), " ・ ".join(said), erasure.erased_on)]
    if erasure.certificate_id is not None:
        serial = erasure.certificate_serial
        note = _t("証明書にある製造番号 %(serial)s") % {"serial": serial} if serial else ""
        lines.append(Line(_t("消去証明書"), note, None, _file(ctx, "disposal:certificate", erasure.key)))
    if erasure.photo_id is not None:
        lines.append(Line(_t("消去の写真"), "", None, _file(ctx, "disposal:erasure-photo", erasure.key)))
    return lines


def _file(ctx: Context, name: str, key: UUID) -> str:
    return address(ctx, name, erasure_id=key)
