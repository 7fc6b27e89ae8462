"""What a list of devices would do: which are new, which asset each one is, what changed, what is no longer in it.

Three SQL statements, however long the list is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sakimori.registers.assets.inventories import name_key, serial_key
from sakimori.registers.assets.inventory_reading import DeviceList, Found, read_devices
from sakimori.registers.assets.models import Asset, InventorySource, ReportedDevice
from sakimori.registers.assets.types import AssetKind

REPORTABLE: Final = (AssetKind.DEVICE, AssetKind.MEDIA, AssetKind.SYSTEM)
"""Kinds of assets that a source can report."""


@dataclass(frozen=True, slots=True)
class Known:
    """An asset as far as it is needed to be found."""

    id: UUID
    label: str
    serial: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A device of the list: how it was reported before (None: never) and what becomes of it.

    `values` are the columns that would be written, `changed` the names of those that differ from before. `asset` is
    the asset it is linked to afterwards, `is_ignored` whether it was left out of the register for a reason, `returns`
    whether it had vanished.
    """

    found: Found
    before: ReportedDevice | None
    values: Mapping[str, Any]
    changed: tuple[str, ...]
    asset: Known | None
    is_ignored: bool
    returns: bool

    @property
    def is_unknown(self) -> bool:
        return self.asset is None and not self.is_ignored


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it. `source` is None for a new one; `gone` are devices that vanished with this list."""

    read: DeviceList
    source: InventorySource | None
    lines: tuple[Line, ...]
    gone: tuple[ReportedDevice, ...]

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.before is None]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.before is not None and line.changed]

    @property
    def unknown(self) -> list[Line]:
        return [line for line in self.lines if line.is_unknown]

    @property
    def is_doubtful(self) -> bool:
        """More than half of what was known would vanish: perhaps a list of something else, or of a part."""
        present = sum(line.before is not None and not line.returns for line in self.lines) + len(self.gone)
        return len(self.gone) * 2 > present > 3


def planned(content: bytes, *, source: str, layout: str, on: date) -> Plan:
    """What this file would do to this source. Raises FileRefused."""
    read = read_devices(content, on, layout)
    known_source = InventorySource.objects.filter(name=source).first()
    rows = list(ReportedDevice.objects.filter(source=known_source)) if known_source else []
    before = _paired(read.devices, rows)
    assets = _Assets(on)
    links = _links(read.devices, before, assets)
    lines = tuple(_line(found, before.get(found.row), links.get(found.row), read.fields) for found in read.devices)
    met = {row.pk for row in before.values()}
    gone = tuple(row for row in rows if row.pk not in met and row.gone_on is None)
    return Plan(read, known_source, lines, gone)


def _paired(devices: Iterable[Found], rows: Iterable[ReportedDevice]) -> dict[int, ReportedDevice]:
    """The row of each device by its line: the same serial, else the same name where one of the two has no serial."""
    by_serial: dict[str, ReportedDevice] = {}
    by_name: dict[str, list[ReportedDevice]] = {}
    for row in sorted(rows, key=lambda row: (row.gone_on is None, row.reported_on)):  # what is there now wins
        if key := serial_key(row.serial):
            by_serial[key] = row
        by_name.setdefault(name_key(row.name), []).append(row)
    found: dict[int, ReportedDevice] = {}
    taken: set[UUID] = set()
    rest: list[Found] = []
    for device in devices:
        same = by_serial.get(device.serial_key) if device.serial_key else None
        if same is None:
            rest.append(device)
        else:
            found[device.row] = same
            taken.add(same.pk)
    for device in rest:
        named = [
            row
            for row in by_name.get(name_key(device.name), [])
            if row.pk not in taken and not (device.serial_key and serial_key(row.serial))
        ]
        if named:
            found[device.row] = named[-1]
            taken.add(named[-1].pk)
    return found


def found_now(source: InventorySource, on: date) -> dict[ReportedDevice, Known]:
    """The assets that were registered or corrected since: of what is unknown in the last list. Three SQL statements."""
    rows = ReportedDevice.objects.filter(source=source, gone_on=None, asset=None, ignored_reason="").order_by("id")
    known = dict(enumerate(rows))
    linked = ReportedDevice.objects.filter(source=source, gone_on=None, asset__isnull=False)
    devices = [Found(number, row.name, row.serial) for number, row in known.items()]
    links = _links(devices, {}, _Assets(on), set(linked.values_list("asset_id", flat=True)))
    return {known[number]: asset for number, asset in links.items()}


class _Assets:
    """The assets of the register by what a source may call them. One SQL statement."""

    def __init__(self, on: date) -> None:
        self.by_id: dict[UUID, Known] = {}
        self.by_serial: dict[str, list[Known]] = {}
        self.by_word: dict[str, list[Known]] = {}
        rows = Asset.objects.filter(kind__in=REPORTABLE).order_by("registered_on", "id")
        for key, number, name, serial, ended_on in rows.values_list("id", "number", "name", "serial", "ended_on"):
            known = Known(key, f"{number} {name}", serial_key(serial), ended_on is not None and ended_on <= on)
            self.by_id[key] = known
            if known.serial:
                self.by_serial.setdefault(known.serial, []).append(known)
            if not known.is_over:
                for word in {name_key(number), name_key(name)}:
                    self.by_word.setdefault(word, []).append(known)

    def of_serial(self, serial: str) -> Known | None:
        """One that is on the register; else the latest that has left it; None where two could be meant."""
        same = self.by_serial.get(serial, []) if serial else []
        live = [known for known in same if not known.is_over]
        return live[0] if len(live) == 1 else same[-1] if same and not live else None

    def of_words(self, found: Found) -> Known | None:
        """By the number that the list gives, else by the device's name as number or name; never against a serial."""
        for word in filter(None, (name_key(found.number), name_key(found.name))):
            same = self.by_word.get(word, [])
            if len(same) == 1 and not (found.serial_key and same[0].serial and same[0].serial != found.serial_key):
                return same[0]
        return None


def _links(
    devices: Iterable[Found], before: Mapping[int, ReportedDevice], assets: _Assets, others: Collection[UUID] = ()
) -> dict[int, Known]:
    """The asset of each device by its line. What a person linked or left out stays so; serials go before names.

    `others` are assets of further devices of the source: a name does not link to them.
    """
    links: dict[int, Known] = {}
    rest: list[Found] = []
    for found in devices:
        row = before.get(found.row)
        if row is not None and row.asset_id is not None:
            if row.asset_id in assets.by_id:
                links[found.row] = assets.by_id[row.asset_id]
        elif row is not None and row.ignored_reason:
            continue
        elif (known := assets.of_serial(found.serial_key)) is not None:
            links[found.row] = known
        else:
            rest.append(found)
    taken = {known.id for known in links.values()} | set(others)
    wanted: dict[UUID, list[int]] = {}
    for found in rest:
        named = assets.of_words(found)
        if named is not None and named.id not in taken:
            wanted.setdefault(named.id, []).append(found.row)
    return links | {rows[0]: assets.by_id[key] for key, rows in wanted.items() if len(rows) == 1}


def _line(found: Found, before: ReportedDevice | None, asset: Known | None, fields: frozenset[str]) -> Line:
    values: dict[str, Any] = {"name": found.name}
    for name, given in (("serial", found.serial), ("last_contact_on", found.contact)):
        if given or before is None:  # a tool that leaves these out once has not forgotten the device
            values[name] = given
    columns = {"model": {"model"}, "system": {"os", "version"}, "owner": {"owner"}}
    for name, sources in columns.items():
        if sources & fields or before is None:
            values[name] = getattr(found, name)
    changed: tuple[str, ...] = ()
    if before is not None:
        linked = asset is not None and asset.id != before.asset_id
        differing = [name for name, value in values.items() if value != getattr(before, name)]
        changed = (*differing, *(["asset"] if linked else []), *(["gone_on"] if before.gone_on else []))
    ignored = before is not None and bool(before.ignored_reason) and before.asset_id is None
    returns = before is not None and before.gone_on is not None
    return Line(found, before, values, changed, asset, ignored, returns)
