"""Caucuses, committees and other units: how they begin, change and end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions import events
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import kept_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Membership, Person, Post, Unit
from sakimori.foundation.people.types import EndReason, Role, UnitEnd, UnitKind
from sakimori.registers.organization.actions.people import join_unit
from sakimori.registers.organization.actions.posts import appoint
from sakimori.registers.organization.events import CaucusEnded
from sakimori.registers.organization.queries import members_staying

MANAGE = Permission.ORGANIZATION_MANAGE


@dataclass(frozen=True, slots=True)
class NewCaucus:
    """A caucus that begins when others split or merge; `head` becomes its 会派責任者."""

    name: str
    short_name: str = ""
    head: Person | None = None


Place = int | Unit | None
"""Where a member goes: a new caucus by its place in the list, a caucus that goes on, or none (無所属)."""


@action("organization.form-unit", permission=MANAGE, sentence=_("会派・委員会などを登録しました"))
def form_unit(
    ctx: Context,
    *,
    kind: UnitKind,
    name: str,
    from_date: date,
    short_name: str = "",
    order: int = 0,
    members: Sequence[Person] = (),
    head: Person | None = None,
    split_from: Unit | None = None,
) -> Unit:
    """A caucus, committee or other unit begins. A caucus gets its post of the person in charge at once."""
    wanted = kept_text(name)
    if Unit.objects.filter(covers(from_date), kind=kind, name=wanted).exists():
        raise ValidationError({"name": _t("同じ名称の会派・委員会がすでにあります。")})
    unit = Unit(
        kind=kind,
        name=wanted,
        short_name=kept_text(short_name),
        from_date=from_date,
        order=order,
        split_from=split_from,
    )
    unit.full_clean()
    unit.save()
    for person in members:
        join_unit(ctx, person=person, unit=unit, from_date=from_date)
    if kind == UnitKind.CAUCUS:
        post = Post(unit=unit, title=_t("会派責任者"), role=Role.CAUCUS_HEAD, from_date=from_date, order=100 + order)
        post.full_clean()
        post.save()
        if head is not None:
            appoint(ctx, post=post, person=head, from_date=from_date)
    return unit


@action("organization.change-unit", permission=MANAGE, sentence=_("会派・委員会などの情報を直しました"))
def change_unit(ctx: Context, *, unit: Unit, name: str, short_name: str = "", order: int = 0) -> Unit:
    """Name and order of a unit."""
    unit.name, unit.short_name, unit.order = kept_text(name), kept_text(short_name), order
    unit.full_clean()
    unit.save()
    return unit


@action("organization.end-unit", permission=MANAGE, sentence=_("委員会などの終了を登録しました"))
def end_unit(ctx: Context, *, unit: Unit, last_day: date) -> Unit:
    """A committee or body ends with its memberships and posts. A caucus ends by `reorganize_caucuses`."""
    if unit.kind == UnitKind.CAUCUS and Membership.objects.filter(covers(last_day), unit=unit).exists():
        raise ValidationError(_t("所属する議員がいます。会派の解散の画面で、全員の行き先を選んでください。"))
    _close(unit, last_day, how="", successor=None)
    return unit


@action("organization.end-caucus", permission=MANAGE, sentence=_("会派の終了を登録しました"))
def end_caucus(
    ctx: Context, *, caucus: Unit, last_day: date, how: UnitEnd, moves: Mapping[Person, Unit | None]
) -> Unit:
    """One caucus ends and its members go to caucuses that exist, or to none. See `reorganize_caucuses`."""
    placing: dict[Person, Place] = dict(moves)
    reorganize_caucuses(ctx, sources=[caucus], new=[], placing=placing, from_date=last_day + timedelta(days=1), how=how)
    return caucus


@action("organization.reorganize-caucuses", permission=MANAGE, sentence=_("会派の分割・合流・解散を登録しました"))
def reorganize_caucuses(
    ctx: Context,
    *,
    sources: Sequence[Unit],
    new: Sequence[NewCaucus],
    placing: Mapping[Person, Place],
    from_date: date,
    how: UnitEnd,
) -> list[Unit]:
    """Caucuses split, merge or dissolve from a day. Returns the new ones.

    `placing` says for every member of the sources where they go; nobody may be forgotten. A member placed in one of
    the sources stays there, and that caucus goes on. A source in which nobody stays ends the day before, with its
    posts; its successor is the caucus that most of its members joined.
    """
    last_day = from_date - timedelta(days=1)
    members = {unit.pk: [row.person for row in members_staying(unit, from_date)] for unit in sources}
    _check_placing(sources, new, members, placing)
    made = [
        form_unit(
            ctx,
            kind=UnitKind.CAUCUS,
            name=caucus.name,
            short_name=caucus.short_name,
            from_date=from_date,
            order=max((unit.order for unit in sources), default=0) + place,
            split_from=sources[0] if how == UnitEnd.SPLIT else None,
        )
        for place, caucus in enumerate(new)
    ]
    goals = {person: made[place] if isinstance(place, int) else place for person, place in placing.items()}
    for unit in sources:
        if all(goals[person] != unit for person in members[unit.pk]):
            successor = _most([goals[person] for person in members[unit.pk]])
            _close(unit, last_day, how=how, successor=successor)
            events.publish(CaucusEnded(unit.pk, successor.pk if successor else None, last_day))
    for unit in sources:
        for person in members[unit.pk]:
            _move(ctx, person, unit, goals[person], from_date)
    for unit, caucus in zip(made, new, strict=True):
        if caucus.head is not None:
            appoint(
                ctx, post=Post.objects.get(unit=unit, role=Role.CAUCUS_HEAD), person=caucus.head, from_date=from_date
            )
    return made


def _check_placing(
    sources: Sequence[Unit],
    new: Sequence[NewCaucus],
    members: Mapping[UUID, Sequence[Person]],
    placing: Mapping[Person, Place],
) -> None:
    if not sources:
        raise ValidationError({"sources": _t("会派を一つ以上選んでください。")})
    everyone = {person for people in members.values() for person in people}
    forgotten = sorted(person.shown_name for person in everyone - set(placing))
    if forgotten:
        raise ValidationError(_t("行き先の決まっていない議員がいます: %(names)s") % {"names": "、".join(forgotten)})
    strangers = sorted(person.shown_name for person in set(placing) - everyone)
    if strangers:
        raise ValidationError(_t("対象の会派に所属していません: %(names)s") % {"names": "、".join(strangers)})
    for place, caucus in enumerate(new):
        joined = {person for person, goal in placing.items() if goal == place and isinstance(goal, int)}
        if not joined:
            raise ValidationError(_t("新しい会派「%(name)s」に入る議員がいません。") % {"name": caucus.name})
        if caucus.head is not None and caucus.head not in joined:
            raise ValidationError(
                _t("「%(name)s」の会派責任者は、その会派に入る議員から選んでください。") % {"name": caucus.name}
            )


def _most(goals: Sequence[Unit | None]) -> Unit | None:
    found = [unit for unit in goals if unit is not None]
    return max(dict.fromkeys(found), key=found.count) if found else None


def _move(ctx: Context, person: Person, unit: Unit, goal: Unit | None, from_date: date) -> None:
    """Leave one caucus for another; `join_unit` ends the earlier membership and what was held in it."""
    if goal == unit:
        return
    if goal is not None:
        join_unit(ctx, person=person, unit=goal, from_date=from_date)
    last_day = from_date - timedelta(days=1)
    for row in Membership.objects.filter(covers(from_date), person=person, unit=unit):
        row.to_date = last_day
        row.save()
    for held in Appointment.objects.filter(covers(from_date), person=person, post__unit=unit):
        held.to_date, held.end_reason = last_day, EndReason.OTHER
        held.save()


def _close(unit: Unit, last_day: date, *, how: UnitEnd | str, successor: Unit | None) -> None:
    open_on = Q(to_date__isnull=True) | Q(to_date__gt=last_day)
    for appointment in Appointment.objects.filter(open_on, post__unit=unit, from_date__lte=last_day):
        appointment.to_date, appointment.end_reason = last_day, EndReason.OTHER
        appointment.save()
    Appointment.objects.filter(post__unit=unit, from_date__gt=last_day).delete()
    Membership.objects.filter(unit=unit, from_date__gt=last_day).delete()
    for row in [
        *Membership.objects.filter(open_on, unit=unit, from_date__lte=last_day),
        *Post.objects.filter(open_on, unit=unit, from_date__lte=last_day),
    ]:
        row.to_date = last_day
        row.save()
    unit.to_date, unit.ended_by, unit.successor = last_day, how, successor
    unit.full_clean()
    unit.save()
