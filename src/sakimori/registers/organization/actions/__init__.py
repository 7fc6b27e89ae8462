"""Every write of the organisation: people, terms, seats, caucuses, posts, appointments, contacts, meetings."""

from sakimori.registers.organization.actions.contacts import (
    confirm_contacts,
    retire_contact,
    save_contact,
)
from sakimori.registers.organization.actions.meetings import change_meeting, record_item, record_meeting
from sakimori.registers.organization.actions.people import (
    change_person,
    close_term,
    correct_office,
    end_service,
    join_unit,
    leave_unit,
    record_vacancy,
    register_person,
    register_term,
    seat_member,
)
from sakimori.registers.organization.actions.posts import (
    appoint,
    change_chair,
    change_post,
    create_post,
    end_appointment,
    end_post,
)
from sakimori.registers.organization.actions.units import (
    NewCaucus,
    change_unit,
    end_caucus,
    end_unit,
    form_unit,
    reorganize_caucuses,
)

__all__ = [
    "NewCaucus",
    "appoint",
    "change_chair",
    "change_meeting",
    "change_person",
    "change_post",
    "change_unit",
    "close_term",
    "confirm_contacts",
    "correct_office",
    "create_post",
    "end_appointment",
    "end_caucus",
    "end_post",
    "end_service",
    "end_unit",
    "form_unit",
    "join_unit",
    "leave_unit",
    "record_item",
    "record_meeting",
    "record_vacancy",
    "register_person",
    "register_term",
    "reorganize_caucuses",
    "retire_contact",
    "save_contact",
    "seat_member",
]
