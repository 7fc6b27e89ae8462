"""Records as the API gives them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sakimori.foundation.people import queries as people
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Person, Post


def people_rows(rows: list[Person], day: date, with_contact: bool) -> list[dict[str, Any]]:
    """Persons as the API gives them. A fixed number of SQL statements."""
    roles = people.roles_by_person(day)
    caucuses = people.caucus_of(day)
    return [
        {
            "id": row.pk,
            "name": row.name,
            "public_name": row.public_name,
            "kana": row.kana,
            "number": row.number,
            "email": row.email if with_contact else None,
            "phone": row.phone if with_contact else None,
            "roles": sorted(role.value for role in roles.get(row.pk, ())),
            "caucus": caucuses[row.pk].name if row.pk in caucuses else None,
        }
        for row in rows
    ]


def post_rows(day: date) -> list[dict[str, Any]]:
    """Posts of a day with their holders. Two SQL statements."""
    held = {row.post_id: row for row in Appointment.objects.filter(covers(day)).order_by("from_date")}
    posts = Post.objects.filter(covers(day)).select_related("unit").order_by("order", "title", "id")
    return [
        {
            "id": post.pk,
            "title": post.title,
            "unit": post.unit.name,
            "role": post.role,
            "holder": held[post.pk].person_id if post.pk in held else None,
            "appointment": held[post.pk].pk if post.pk in held else None,
        }
        for post in posts
    ]


def office_row(office: Office) -> dict[str, Any]:
    """An office; its seat must be at hand."""
    return {
        "id": office.pk,
        "person": office.person_id,
        "seat": office.seat.number,
        "from_date": office.from_date,
        "to_date": office.to_date,
    }


def appointment_row(row: Appointment) -> dict[str, Any]:
    """An appointment."""
    return {
        "id": row.pk,
        "person": row.person_id,
        "post": row.post_id,
        "from_date": row.from_date,
        "to_date": row.to_date,
        "decision_number": row.decision_number,
        "decided_on": row.decided_on,
        "end_reason": row.end_reason,
    }
