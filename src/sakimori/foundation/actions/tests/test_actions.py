"""The action contract: permission, one transaction, one entry; nothing is written outside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions import events
from sakimori.foundation.actions.core import WrongScope, action, registered_actions
from sakimori.foundation.assemblies.records import WriteOutsideAction
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.ledger.models import Detail, Entry
from sakimori.foundation.people.models import Membership, Person
from sakimori.testing import make_cast


def test_an_action_writes_one_entry_with_what_changed(cast):
    settle_duty(cast.ctx("manager"), duty="policy.published", days=10, reason="議運で決めた")
    entry = Entry.objects.order_by("-sequence").first()
    line = json.loads(entry.line)
    assert (entry.action, line["actor"]) == ("duties.settle", f"account:{cast.account['manager'].pk}")
    details = [json.loads(detail.payload) for detail in entry.details.all()]
    assert [(d["model"], d["before"], d["after"]["days"]) for d in details] == [("duties.dutysetting", None, 10)]


def test_without_permission_nothing_happens(cast):
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        settle_duty(cast.ctx("member"), duty="policy.published", days=10)
    assert (DutySetting.objects.count(), Entry.objects.count()) == (0, before)


def test_a_failed_action_leaves_nothing(cast):
    before = Entry.objects.count()
    with pytest.raises(ValidationError):
        settle_duty(cast.ctx("manager"), duty="policy.published", is_applicable=False, reason="要らない")
    assert (DutySetting.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize("write", ["save", "update", "delete", "bulk"])
def test_recorded_rows_change_only_inside_actions(cast, write):
    person = cast.person["member"]
    acts = {
        "save": person.save,
        "update": lambda: Person.objects.filter(pk=person.pk).update(name="別人"),
        "delete": person.delete,
        "bulk": lambda: Person.objects.bulk_create([Person(name="新人")]),
    }
    with pytest.raises(WriteOutsideAction):
        acts[write]()


def test_another_assembly_is_not_there(cast, neighbour):
    assert not Person.objects.filter(pk=neighbour.person["member"].pk).exists()
    with pytest.raises(WrongScope):
        settle_duty(neighbour.ctx("manager"), duty="policy.published", days=3)


def test_a_foreign_key_into_another_assembly_is_refused_by_the_database(cast, neighbour):
    row = Membership.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "update people_membership set person_id = %s where id = %s",
            [
                str(neighbour.person["member"].pk).replace("-", "")
                if connection.vendor == "sqlite"
                else str(neighbour.person["member"].pk),
                str(row.pk).replace("-", "") if connection.vendor == "sqlite" else str(row.pk),
            ],
        )


def test_ledger_entries_cannot_be_changed_in_the_database(cast):
    entry = Entry.objects.first()
    for statement in ("update ledger_entry set action = 'x'", "delete from ledger_entry"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.get(pk=entry.pk).action == entry.action


def test_a_later_setting_ends_the_earlier_one(cast):
    settle_duty(cast.ctx("manager"), duty="policy.published", days=10, from_date=date(2026, 4, 1))
    settle_duty(cast.ctx("manager"), duty="policy.published", days=5, from_date=date(2026, 10, 1))
    assert [(s.days, s.to_date) for s in DutySetting.objects.order_by("from_date")] == [
        (10, date(2026, 9, 30)),
        (5, None),
    ]


def test_no_scope_no_rows(cast):
    with scope(cast.assembly.pk):
        assert Detail.objects.exists()


@dataclass(frozen=True)
class Happened:
    """Something happened to a person."""

    person_id: object


if "test.happen" not in registered_actions():

    @action("test.happen", permission=Permission.ORGANIZATION_MANAGE, sentence="something happened")
    def happen(ctx, *, person):
        person.note = "起きた"
        person.save()
        events.publish(Happened(person.pk))

    @action("test.react", permission=Permission.ORGANIZATION_MANAGE, sentence="something followed")
    def follow(ctx, event):
        person = Person.objects.get(pk=event.person_id)
        person.note += "ので、続いた"
        person.save()

    events.react(Happened, follow)


def test_a_reaction_is_an_act_of_its_own_after_commit(transactional_db):
    town = make_cast("minatono-shi", "みなと野市議会")
    with scope(town.assembly.pk):
        happen(town.ctx("staff"), person=town.person["member"])
    # On PostgreSQL a scope is a transaction: what follows runs when the scope has ended.
    with scope(town.assembly.pk):
        assert Person.objects.get(pk=town.person["member"].pk).note == "起きたので、続いた"
        last_two = Entry.objects.order_by("-sequence").values_list("action", flat=True)[:2]
        assert list(last_two) == ["test.react", "test.happen"]
