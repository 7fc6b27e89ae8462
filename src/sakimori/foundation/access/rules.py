"""`decide` answers "may I?", `visible` answers "which may I see?"; both come from the same rule (tested to agree)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class RowRule:
    """Rows of a model: all of them with `everything`; otherwise one's own, where `own` says which those are.

    `own_on` says it for rows that become and cease to be one's own with dated rows: it gets the day too.
    `kept_from` names rows that a person may not see whatever they are allowed otherwise.
    """

    everything: Permission
    own: Callable[[UUID], Q] | None = None
    own_on: Callable[[UUID, date], Q] | None = None
    kept_from: Callable[[UUID], Q] | None = None


_rules: dict[type[models.Model], RowRule] = {}


def rule_for(model: type[models.Model], rule: RowRule) -> None:
    """Declare who sees which rows of a model; `wiring` calls this once per model."""
    if _rules.setdefault(model, rule) != rule:
        raise ValueError(f"{model.__name__} already has another rule")


def declared_rules() -> dict[type[models.Model], RowRule]:
    """Every model with a rule about its rows."""
    return dict(_rules)


def allowed(ctx: Context, permission: Permission) -> bool:
    """Whether the actor holds the permission at all."""
    return permission in ctx.actor.permissions()


def demand(ctx: Context, permission: Permission) -> None:
    """Raise PermissionDenied unless the actor holds the permission."""
    if not allowed(ctx, permission):
        raise PermissionDenied(permission.value)


def visible(ctx: Context, rows: QuerySet[Row]) -> QuerySet[Row]:
    """The rows the actor may see."""
    rule, person = _rules[rows.model], ctx.actor.person_id
    if person is not None and rule.kept_from is not None:
        rows = rows.exclude(rule.kept_from(person))
    if allowed(ctx, rule.everything):
        return rows
    if person is not None and rule.own_on is not None:
        return rows.filter(rule.own_on(person, ctx.today))
    if person is None or rule.own is None:
        return rows.none()
    return rows.filter(rule.own(person))


def decide(ctx: Context, row: models.Model) -> bool:
    """Whether the actor may see this row."""
    return visible(ctx, type(row)._default_manager.filter(pk=row.pk)).exists()
