"""What came back and was not erased must not be lent again (6(4))."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from sakimori.registers.assets.models import Asset
from sakimori.registers.disposal.queries import waiting_for_erasure


def unerased(assets: Sequence[Asset], on: date) -> dict[UUID, str]:
    """Those of the assets that wait to be erased. One SQL statement."""
    text = _("返納のあと、データを消去した記録がありません。先に消去を記録してください。")
    return dict.fromkeys(waiting_for_erasure(on).filter(asset__in=assets).values_list("asset_id", flat=True), text)
