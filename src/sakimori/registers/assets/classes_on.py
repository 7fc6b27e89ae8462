"""Classes on a day, in SQL: what was changed later had the class that stands as 前 in its first later change."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from sakimori.registers.assets.models import Asset, ClassChange
from sakimori.registers.assets.queries import in_use
from sakimori.registers.assets.queries_classes import CLASSIFIED_KINDS, HOLDER_KINDS, holdings
from sakimori.registers.assets.rules_classes import LEVELS, RANKS, inherited_fields
from sakimori.registers.assets.types import AssetKind

AXES = ("confidentiality", "integrity", "availability")


def class_on(name: str, on: date, asset: str = "") -> Combinable:
    """The class of the row (or of the asset that a column points to) at the end of the day."""
    key = f"{asset}_id" if asset else "pk"
    later = ClassChange.objects.filter(asset=OuterRef(key), changed_on__gt=on).order_by("changed_on", "id")
    then = later.values(value=KeyTextTransform(name, "before"))[:1]
    return Coalesce(Subquery(then, output_field=CharField()), F(f"{asset}__{name}" if asset else name))


def _rank(name: str, of: str) -> Case:
    ranks = RANKS if name == "confidentiality" else LEVELS
    cases = [When(Q(**{of: value}), then=Value(rank)) for value, rank in ranks.items()]
    return Case(*cases, default=Value(0), output_field=IntegerField())


def to_be_classified(on: date) -> QuerySet[Asset]:
    """Information and documents in use, and the systems that held something, with their classes of the day."""
    systems = Q(kind=AssetKind.SYSTEM, pk__in=holdings(on).values("holder_id"))
    rows = in_use(on).filter(Q(kind__in=CLASSIFIED_KINDS) | systems)
    return rows.annotate(**{f"{name}_then": class_on(name, on) for name in AXES})


def lacking() -> Q:
    """Condition on these rows: a class was missing."""
    found = Q()
    for name in AXES:
        found |= Q(**{f"{name}_then": ""})
    return found


def holders(on: date) -> QuerySet[Asset]:
    """What held something on the day, with its own rank and the highest of what lay directly in it.

    Only what lies directly in it: each thing of a chain is a holder itself, so the nearest one that is too low is named
    first, and raising it shows the next.
    """
    rows = in_use(on).filter(kind__in=HOLDER_KINDS, pk__in=holdings(on).values("holder_id"))
    for name in AXES:
        inside = holdings(on).filter(holder=OuterRef("pk"), content__registered_on__lte=on)
        inside = inside.annotate(level=class_on(name, on, "content")).annotate(rank=_rank(name, "level"))
        top = inside.order_by("-rank", "content__number")
        rows = rows.annotate(**{f"{name}_own": class_on(name, on)})
        rows = rows.annotate(
            **{
                f"{name}_rank": _rank(name, f"{name}_own"),
                f"{name}_inside": Subquery(top.values("rank")[:1]),
                f"{name}_class": Subquery(top.values("level")[:1]),
                f"{name}_of": Subquery(top.values("content__name")[:1]),
            }
        )
    return rows


def below() -> Q:
    """Condition on holders: classed below what lay in them, in the respects that their kind inherits."""
    found = Q()
    for name in AXES:
        lower = Q(**{f"{name}_inside__gt": F(f"{name}_rank")})
        found |= lower if name in inherited_fields(AssetKind.DEVICE) else lower & Q(kind=AssetKind.SYSTEM)
    return found


def first_below(holder: Asset) -> tuple[str, str, str]:
    """Of an annotated holder: the respect in which it is too low, the class asked for, the name of what asks."""
    for name in inherited_fields(holder.kind):
        inside = getattr(holder, f"{name}_inside")
        if inside is not None and inside > getattr(holder, f"{name}_rank"):
            return name, getattr(holder, f"{name}_class"), getattr(holder, f"{name}_of")
    return "", "", ""
