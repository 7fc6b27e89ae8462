"""What the city and others lend to the assembly: the yearly list to hand over, as Excel and as a paper (AST-9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.exchange.columns import Column, Kind, Register, Row
from sakimori.foundation.exchange.writers import write_xlsx
from sakimori.foundation.papers.render import render
from sakimori.registers.assets.columns import custodian_of
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import borrowed

COLUMNS: tuple[tuple[str, Promise], ...] = (
    ("owner", _("貸主")),
    ("owner_number", _("貸主の管理番号")),
    ("number", _("議会の管理番号")),
    ("name", _("名称")),
    ("model", _("メーカー・型番")),
    ("serial", _("製造番号")),
    ("state", _("状態")),
    ("place", _("置き場所")),
    ("custodian", _("管理責任者")),
    ("terms", _("貸主の条件")),
)


@dataclass(frozen=True, slots=True)
class Lender:
    """One owner and what it lends."""

    name: str
    kind: str
    assets: tuple[Asset, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The lender's terms, each once."""
        return tuple(dict.fromkeys(asset.owner_terms for asset in self.assets if asset.owner_terms))


def owner_of(asset: Asset) -> str:
    """The owner by name, else by kind."""
    return asset.owner_name or str(asset.get_owner_kind_display())


def lenders(on: date) -> list[Lender]:
    """What is borrowed on the day, by owner. One SQL statement."""
    groups = groupby(borrowed(on), key=lambda asset: (asset.owner_kind, owner_of(asset)))
    return [Lender(name, kind, tuple(found)) for (kind, name), found in groups]


def _row(asset: Asset) -> dict[str, str]:
    return {
        "owner": owner_of(asset),
        "owner_number": asset.owner_number,
        "number": asset.number,
        "name": asset.name,
        "model": f"{asset.maker} {asset.model}".strip(),
        "serial": asset.serial,
        "state": str(asset.get_state_display()),
        "place": str(asset.place or ""),
        "custodian": custodian_of(asset),
        "terms": asset.owner_terms,
    }


def lenders_sheet(found: Sequence[Lender]) -> bytes:
    """The list as a workbook."""

    def rows() -> Iterable[Row]:
        return (_row(asset) for lender in found for asset in lender.assets)

    columns = tuple(Column(key, label, Kind.TEXT) for key, label in COLUMNS)
    return write_xlsx(
        Register("assets.borrowed", _("借りている資産の一覧"), columns, key_columns=("number",), export_rows=rows)
    )


def lenders_paper(ctx: Context, found: Sequence[Lender], on: date, *, lang: str) -> bytes:
    """The list to hand over: one part for each lender, A4 landscape."""
    header = [str(label) for key, label in COLUMNS if key not in {"owner", "terms"}]
    keys = [key for key, _label in COLUMNS if key not in {"owner", "terms"}]
    data = {
        "title": _t("借りている資産の一覧"),
        "assembly": ctx.assembly.name,
        "date": on,
        "header": header,
        "groups": [
            {
                "title": _t("%(owner)s（%(count)s件）") % {"owner": lender.name, "count": len(lender.assets)},
                "terms": lender.terms,
                "rows": [[values[key] for key in keys] for values in map(_row, lender.assets)],
            }
            for lender in found
        ],
        "nothing": _t("借りている資産はありません。"),
        "terms_title": _t("貸主の条件"),
    }
    return render("registers/assets/papers/lenders.typ", data, lang=lang)
