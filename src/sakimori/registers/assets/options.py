"""Assets that a column of another register can mean: by number, else by the serial, where only one has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sakimori.foundation.exchange.columns import Option
from sakimori.registers.assets.models import Asset


def asset_options(kinds: Collection[str] = ()) -> list[Option]:
    """Every asset (of these kinds), those that are gone too: a ledger speaks of them. One SQL statement."""
    rows = Asset.objects.filter(kind__in=kinds) if kinds else Asset.objects.all()
    found = list(rows.order_by("number").values_list("pk", "number", "serial"))
    many = Counter(serial for _key, _number, serial in found if serial)
    return [Option(key, number, (serial,) if many[serial] == 1 else ()) for key, number, serial in found]
