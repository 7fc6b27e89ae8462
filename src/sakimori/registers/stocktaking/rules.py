"""Pure choices of stock-taking: label sheets, what counts, what a difference means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.registers.assets.types import AssetKind

COUNTED_KINDS = (AssetKind.DEVICE, AssetKind.MEDIA)
"""Things that are counted whatever their class; printed information and documents are counted from class 2 on."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels as shops sell them; all lengths in millimetres. One column and row is a roll printer."""

    title: Promise
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    page_width: float = 210
    page_height: float = 297
    gap_x: float = 0
    gap_y: float = 0

    @property
    def on_a_sheet(self) -> int:
        """Labels on one sheet."""
        return self.columns * self.rows


SHEETS: Mapping[str, LabelSheet] = {
    "a4-24": LabelSheet(_("A4 24面（66×33.9mm）"), 66, 33.9, 3, 8, 6, 12.9),
    "a4-44": LabelSheet(_("A4 44面（48.3×25.4mm）"), 48.3, 25.4, 4, 11, 8.4, 8.8),
    "a4-65": LabelSheet(_("A4 65面（38.1×21.2mm）"), 38.1, 21.2, 5, 13, 4.75, 10.7, gap_x=2.5),
    "roll-24": LabelSheet(_("ラベルプリンター 24mm幅（50×24mm）"), 50, 24, 1, 1, 0, 0, 50, 24),
    "roll-12": LabelSheet(_("ラベルプリンター 12mm幅（36×12mm）"), 36, 12, 1, 1, 0, 0, 36, 12),
}
"""Common stock: A4 24/44/65 faces, tapes of 24 and 12 mm."""
