"""The page of one asset as rows: facts by groups, the next step, the history in sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.ledger.models import Detail, Entry
from sakimori.foundation.ledger.queries import contents
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Link, Panel
from sakimori.registers.assets.rules import FIELDS_OF, GROUPS
from sakimori.registers.assets.types import AssetKind, AssetState

NOTHING: Final = (None, "")
QUIET: Final = {"search_text", "finder_code", "left_use_on"}
"""What follows from other columns and says nothing in a history."""
CLASSIFIED: Final = {AssetKind.SYSTEM, AssetKind.INFORMATION, AssetKind.DOCUMENT}


@dataclass(frozen=True, slots=True)
class Fact:
    """One field with its value; a day stays one, so that the page writes it in eras."""

    label: Promise | str
    value: Any
    url: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it is written in eras."""
        return isinstance(self.value, date)


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under a heading."""

    key: str
    title: Promise | str
    facts: tuple[Fact, ...]


def facts_of(ctx: Context, asset: Asset) -> list[Group]:
    """What is known of an asset: the fields of its kind, and whatever else was ever entered. At most one statement."""
    groups = []
    for key, title, names in GROUPS:
        shown = [
            Fact(_field(name).verbose_name, _shown(asset, name), _url(ctx, asset, name))
            for name in names
            if name not in {"number", "name"}
            and (getattr(asset, name) not in NOTHING or (key == "who" and name in _wanted(asset)))
        ]
        if key == "kept" and asset.retention_until:
            shown.append(Fact(_("保存期間の満了日"), asset.retention_until))
        if shown:
            groups.append(Group(key, title, tuple(shown)))
    return groups


def _wanted(asset: Asset) -> set[str]:
    """Fields that are shown also when nothing is entered, so that the gap is seen."""
    named = {"custodian"} if asset.custodian_post_id else {"custodian_post"}
    return set(FIELDS_OF[AssetKind(asset.kind)]) - named


def _holder(asset: Asset) -> str:
    """The custodian's post and who holds it today (`queries.with_custodian`)."""
    first, many = asset.post_holder, asset.post_holders  # type: ignore[attr-defined]
    names = first or _t("空席")
    if many > 1:
        names = _t("%(name)s ほか%(n)s人") % {"name": names, "n": many - 1}
    return _t("%(post)s（いま: %(names)s）") % {"post": asset.custodian_post, "names": names}


def _shown(asset: Asset, name: str) -> Any:
    value = getattr(asset, name)
    if name == "custodian_post" and value is not None:
        return _holder(asset)
    if _field(name).choices:
        return str(getattr(asset, f"get_{name}_display")())
    return value if isinstance(value, date) else "" if value in NOTHING else str(value)


def _url(ctx: Context, asset: Asset, name: str) -> str:
    if name == "place" and asset.place_id:
        return address(ctx, "premises:place", place_id=asset.place_id)
    return ""


def _field(name: str) -> models.Field[Any, Any]:
    return cast("models.Field[Any, Any]", Asset._meta.get_field(name))


def next_step(ctx: Context, asset: Asset, panels: Iterable[Panel], *, is_kept: bool) -> Link | None:
    """What should be done with this asset: first what other modules ask, then custodian, then class."""
    waiting = next((panel.step for panel in panels if panel.step is not None), None)
    if waiting is not None or asset.ended_on is not None:
        return waiting
    key = {"asset_id": asset.pk}
    if not is_kept and asset.state not in {AssetState.LOST, AssetState.RETIRED}:
        return Link(_("管理責任者を決める"), address(ctx, "assets:edit", **key) + "#id_custodian_post")
    return None


@dataclass(frozen=True, slots=True)
class Turn:
    """One act in the history of an asset: when, what, why, and which fields it changed."""

    at: datetime
    sentence: str
    reason: str
    changes: tuple[tuple[Promise | str, Any, Any], ...]


def history(asset: Asset, touched: Sequence[models.Model], limit: int = 100) -> list[Turn]:
    """Acts on an asset and what belongs to it, newest first. Two statements, and one for each kind of thing that its
    fields ever pointed to."""
    rows = [asset, *touched]
    wanted = Detail.objects.filter(
        model__in={row._meta.label_lower for row in rows}, object_id__in=[str(row.pk) for row in rows]
    )
    entries = list(Entry.objects.filter(pk__in=wanted.values("entry_id")).order_by("-sequence")[:limit])
    inside = contents(entries)
    own = {
        entry.pk: [change for change in inside[entry.pk][1] if change.object_id == str(asset.pk) and change.before]
        for entry in entries
    }
    fields = [
        (entry, name, (change.before or {}).get(name), (change.after or {}).get(name))
        for entry in entries
        for change in own[entry.pk]
        for name in change.after or {}
        if name not in QUIET
    ]
    names = _names((name, value) for _entry, name, before, after in fields for value in (before, after))
    said: dict[Any, list[tuple[Promise | str, Any, Any]]] = defaultdict(list)
    for entry, name, before, after in fields:
        found = _by_attribute(name)
        if found is not None:
            said[entry.pk].append((found.verbose_name, _word(found, before, names), _word(found, after, names)))
    return [Turn(entry.at, sentence_of(entry.action), inside[entry.pk][0], tuple(said[entry.pk])) for entry in entries]


def _by_attribute(name: str) -> models.Field[Any, Any] | None:
    return next((field for field in Asset._meta.concrete_fields if name in {field.attname, field.name}), None)


def _names(values: Iterable[tuple[str, Any]]) -> Mapping[str, str]:
    """How the things are called today that fields pointed to, by key."""
    wanted: dict[Any, set[str]] = defaultdict(set)
    for name, value in values:
        field = _by_attribute(name)
        if value and isinstance(field, models.ForeignKey):
            wanted[field.related_model].add(value)
    return {str(row.pk): str(row) for model, keys in wanted.items() for row in model.objects.filter(pk__in=keys)}


def _word(field: models.Field[Any, Any], value: Any, names: Mapping[str, str]) -> Any:
    if value in NOTHING:
        return _t("（なし）")
    if isinstance(field, models.ForeignKey):
        return names.get(value, "–")
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(value, bool):
        return _t("あり") if value else _t("なし")
    return str(dict(field.flatchoices).get(value, value))
