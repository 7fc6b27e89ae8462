"""Registers come back: a whole file is written, or nothing of it. Every file is read and checked again here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term, Unit
from sakimori.foundation.people.types import EndReason, UnitKind
from sakimori.registers.organization.actions.people import (
    change_person,
    correct_office,
    earliest_end,
    join_unit,
    leave_unit,
    office_end,
    register_person,
    seat_member,
)
from sakimori.registers.organization.actions.posts import appoint, change_post, create_post, end_appointment
from sakimori.registers.organization.memberships import memberships
from sakimori.registers.organization.registers import PERSON_TEXTS, POST_VALUES, persons, posts

MANAGE = Permission.ORGANIZATION_MANAGE


@action("organization.import-persons", permission=MANAGE, sentence=_("名簿を取り込みました"))
def import_persons(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """Persons with seats and caucuses. Somebody already known is changed, never doubled."""
    return applied(ctx, persons(ctx.today), content, reading, _write_person)


@action("organization.import-posts", permission=MANAGE, sentence=_("役職と任命を取り込みました"))
def import_posts(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """Posts with their holders. A post already known is changed, never doubled."""
    return applied(ctx, posts(ctx.today), content, reading, _write_post)


@action("organization.import-memberships", permission=MANAGE, sentence=_("会派・委員会の所属を取り込みました"))
def import_memberships(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """Memberships with their days. One already known is changed, never doubled."""
    return applied(ctx, memberships(ctx.today), content, reading, _write_membership)


def _write_person(ctx: Context, row: PreviewRow) -> None:
    if row.before is None:
        texts = {key: row.values.get(key) or "" for key in PERSON_TEXTS}
        person = register_person(ctx, name=texts.pop("name"), **texts)
    else:
        person = Person.objects.get(pk=row.before["id"])
        texts = {key: row.values[key] or "" for key in PERSON_TEXTS if key in row.changed}
        if texts:
            change_person(ctx, person=person, **texts)
    _write_office(ctx, person, row)
    caucus = row.values.get("caucus")
    if caucus != (row.before["caucus"] if row.before else None) and "caucus" in row.values:
        _write_caucus(ctx, person, Unit.objects.get(pk=caucus) if caucus else None, is_new=row.before is None)


def _write_office(ctx: Context, person: Person, row: PreviewRow) -> None:
    known = row.before or {}
    seat_number = row.values.get("seat", known.get("seat"))
    if seat_number is None:
        return
    if known.get("seat") is None:
        term = Term.objects.on(ctx.today).order_by("-from_date").first()
        seat = Seat.objects.select_related("term").get(term=term, number=seat_number)
        first = row.values.get("from_date") or seat.term.from_date
        seat_member(ctx, person=person, seat=seat, from_date=first, to_date=row.values.get("to_date"))
    elif {"from_date", "to_date"} & set(row.changed):
        office = Office.objects.filter(covers(ctx.today)).select_related("seat__term", "person").get(person=person)
        first = row.values.get("from_date", office.from_date) or office.from_date
        last = row.values.get("to_date", office.to_date) or office.seat.term.to_date
        correct_office(ctx, office=office, from_date=first, to_date=last)


def _write_caucus(ctx: Context, person: Person, unit: Unit | None, *, is_new: bool) -> None:
    """Somebody new belongs to the caucus since taking office; for others the change is of today."""
    if unit is not None:
        office = Office.objects.filter(covers(ctx.today), person=person).order_by("from_date").first()
        since = max(office.from_date, unit.from_date) if is_new and office else max(ctx.today, unit.from_date)
        join_unit(ctx, person=person, unit=unit, from_date=since)
        return
    for held in Membership.objects.filter(covers(ctx.today), person=person, unit__kind=UnitKind.CAUCUS).select_related(
        "person", "unit"
    ):
        leave_unit(ctx, membership=held, last_day=max(held.from_date, _yesterday(ctx)))


def _yesterday(ctx: Context) -> date:
    return ctx.today - timedelta(days=1)


def _write_post(ctx: Context, row: PreviewRow) -> None:
    values = row.values
    if row.before is None:
        required = values.get("is_required")
        post = create_post(
            ctx,
            unit=Unit.objects.get(pk=values["unit"]),
            title=values["title"],
            role=values["role"],
            from_date=values.get("from_date") or ctx.today,
            duty_text=values.get("duty_text") or "",
            is_required=True if required is None else required,
        )
        if values.get("person"):
            _appoint(ctx, post, values)
        return
    post = Post.objects.select_related("unit").get(pk=row.before["id"])
    own = {key: values[key] for key in POST_VALUES if key in row.changed}
    if own:
        own = {key: (True if value is None else value) if key == "is_required" else value for key, value in own.items()}
        change_post(ctx, post=post, **own)
    held = Appointment.objects.filter(covers(ctx.today), post=post).order_by("-from_date").first()
    person = values.get("person", row.before["person"])
    if person is None:
        if held is not None:
            end_appointment(
                ctx, appointment=held, last_day=max(held.from_date, _yesterday(ctx)), reason=EndReason.OTHER
            )
    elif held is None or held.person_id != person:
        _appoint(ctx, post, values)
    else:
        _correct(held, row)


def _appoint(ctx: Context, post: Post, values: Mapping[str, object]) -> None:
    first, last, decided = values.get("from_date"), values.get("to_date"), values.get("decided_on")
    appoint(
        ctx,
        post=post,
        person=Person.objects.get(pk=str(values["person"])),
        from_date=first if isinstance(first, date) else ctx.today,
        to_date=last if isinstance(last, date) else None,
        decision_number=str(values.get("decision_number") or ""),
        decided_on=decided if isinstance(decided, date) else None,
    )


def _correct(held: Appointment, row: PreviewRow) -> None:
    """Days and decision of an appointment that goes on were written down more exactly."""
    fields = {"from_date", "to_date", "decision_number", "decided_on"} & set(row.changed)
    if not fields:
        return
    for name in fields:
        value = row.values[name]
        setattr(held, name, (value or held.from_date) if name == "from_date" else value)
    held.full_clean()
    held.save()


def _write_membership(ctx: Context, row: PreviewRow) -> None:
    first, last = row.values.get("from_date"), row.values.get("to_date")
    if row.before is None:
        person = Person.objects.get(pk=row.values["person"])
        unit = Unit.objects.get(pk=row.values["unit"])
        join_unit(ctx, person=person, unit=unit, from_date=row.values["from_date"], to_date=last)
        return
    held = Membership.objects.select_related("person", "unit").get(pk=row.before["id"])
    if first is not None and first != held.from_date:
        held.from_date = first
        held.full_clean()
        held.save()
    if "to_date" not in row.changed:
        return
    end = earliest_end(last, held.unit.to_date, office_end(held.person, held.from_date))
    if end is not None and (held.to_date is None or end < held.to_date):
        leave_unit(ctx, membership=held, last_day=end)
    elif end != held.to_date:
        held.to_date = end
        held.full_clean()
        held.save()
