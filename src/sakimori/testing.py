"""The fixed cast of people in every test: one fictional assembly, and its neighbour who must never see anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation

from sakimori.foundation.access.context import Actor, Channel, Context, context, system_context
from sakimori.foundation.access.models import Account, AccountLink
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.assemblies import walls
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term, Unit
from sakimori.foundation.people.types import Role, UnitKind

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SINCE = date(2023, 5, 1)
UNTIL = date(2027, 4, 30)


@dataclass
class Cast:
    """An assembly with one person for every role; `person["chair"]`, `ctx("staff")`, `client("member")`."""

    assembly: Assembly
    person: dict[str, Person] = field(default_factory=dict)
    unit: dict[str, Unit] = field(default_factory=dict)
    post: dict[str, Post] = field(default_factory=dict)
    account: dict[str, Account] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        account = self.account[role]
        roles = frozenset({Role(role)} | ({Role.MEMBER} if role in {"chair", "deputy", "caucus_head"} else set()))
        return Actor(account.pk, self.person[role].pk, self.person[role].shown_name, roles)

    def ctx(self, role: str, at: datetime = NOW, channel: Channel = Channel.WEB) -> Context:
        """The context of that role's person acting now."""
        return context(self.assembly, self.actor(role), channel, at=at)

    def system(self, at: datetime = NOW) -> Context:
        """The system acting."""
        return system_context(self.assembly, at=at)

    def client(self, role: str) -> Client:
        """A browser logged in as that role's person."""
        client = Client()
        client.force_login(self.account[role], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def url(self, path: str) -> str:
        """The address of a page of this assembly."""
        return f"/a/{self.assembly.slug}/{path}"


NAMES = {
    Role.CHAIR: ("海野 誠一", "うんの せいいち"),
    Role.DEPUTY: ("岬 和子", "みさき かずこ"),
    Role.SECRETARY_GENERAL: ("浜口 隆", "はまぐち たかし"),
    Role.MANAGER: ("灯 直樹", "あかり なおき"),
    Role.STAFF: ("渚 美咲", "なぎさ みさき"),
    Role.CAUCUS_HEAD: ("𠮷田 豊", "よしだ ゆたか"),
    Role.MEMBER: ("髙橋 恵", "たかはし めぐみ"),
    Role.AUDITOR: ("正木 実", "まさき みのる"),
    Role.CITY_IT: ("港 健", "みなと けん"),
}
SECRETARIAT = {Role.SECRETARY_GENERAL, Role.MANAGER, Role.STAFF}
MEMBERS = {Role.CHAIR, Role.DEPUTY, Role.CAUCUS_HEAD, Role.MEMBER}


if "test.set-up" not in registered_actions():

    @action("test.set-up", permission=Permission.ASSEMBLY_MANAGE, sentence="set up a test assembly")
    def set_up(ctx: Context, cast: Cast) -> None:
        """Register the cast."""
        kinds = [UnitKind.ASSEMBLY, UnitKind.SECRETARIAT, UnitKind.CAUCUS, UnitKind.OUTSIDE]
        for kind in kinds:
            cast.unit[kind] = Unit.objects.create(kind=kind, name=str(kind.label), from_date=SINCE)
        term = Term.objects.create(number=20, from_date=SINCE, to_date=UNTIL, seats=len(MEMBERS))
        for number, (role, (name, kana)) in enumerate(NAMES.items(), start=1):
            person = cast.person[role] = Person.objects.create(name=name, kana=kana, email=f"{role}@example.jp")
            account, _made = Account.objects.get_or_create(username=f"{role}-{cast.assembly.slug}")
            cast.account[role] = account
            AccountLink.objects.create(account=account, person=person)
            if role in MEMBERS:
                seat = Seat.objects.create(term=term, number=number)
                Office.objects.create(person=person, seat=seat, from_date=SINCE, to_date=UNTIL)
                Membership.objects.create(person=person, unit=cast.unit[UnitKind.CAUCUS], from_date=SINCE)
            if role == Role.MEMBER:
                continue
            unit = UnitKind.SECRETARIAT if role in SECRETARIAT else UnitKind.ASSEMBLY
            unit = UnitKind.CAUCUS if role == Role.CAUCUS_HEAD else unit
            unit = UnitKind.OUTSIDE if role in {Role.AUDITOR, Role.CITY_IT} else unit
            post = cast.post[role] = Post.objects.create(
                unit=cast.unit[unit], title=str(role.label), role=role, from_date=SINCE, order=number
            )
            Appointment.objects.create(post=post, person=person, from_date=SINCE, decision_number=f"議決{number}")


def make_cast(slug: str, name: str) -> Cast:
    """A whole assembly with its people."""
    cast = Cast(Assembly.objects.create(slug=slug, name=name, body_name=name.removesuffix("議会"), joined_on=SINCE))
    with scope(cast.assembly.pk):
        set_up(cast.system(datetime(2023, 5, 1, tzinfo=UTC)), cast)
    return cast


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL the whole suite runs as a role that owns nothing, so row-level security holds in every test."""
    if connection.vendor != "postgresql":
        yield
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = 'sakimori_test_app'")
        if cursor.fetchone() is None:
            cursor.execute("create role sakimori_test_app nologin nobypassrls")
        cursor.execute("grant usage on schema public to sakimori_test_app")
        cursor.execute("grant all on all tables in schema public to sakimori_test_app")
        cursor.execute("grant all on all sequences in schema public to sakimori_test_app")
    connection.settings_dict["OPTIONS"]["assume_role"] = "sakimori_test_app"
    with django_db_blocker.unblock():
        connection.close()
    yield
    del connection.settings_dict["OPTIONS"]["assume_role"]
    with django_db_blocker.unblock():
        connection.close()
        # A thread of a test's server may still hold a connection; the database could then not be dropped.
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        connection.close()


@pytest.fixture(autouse=True)
def japanese() -> None:
    """Every test begins in Japanese, whatever language the page of another test was in."""
    translation.activate("ja")


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """Emptying the tables must pass SQLite's append-only triggers: they are lifted for that moment and stand again.

    (PostgreSQL empties tables by TRUNCATE, which those triggers do not see.)
    """
    yield
    if connection.vendor == "sqlite":
        walls.take_down(connection)
        call_command("flush", verbosity=0, interactive=False)
        walls.put_up(connection)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The assembly of every test, in scope, on the day on which all tests play."""
    with time_machine.travel(NOW, tick=True):
        made = make_cast("minatono-shi", "みなと野市議会")
        with scope(made.assembly.pk):
            yield made


@pytest.fixture
def neighbour(db: None) -> Cast:
    """Another assembly; not in scope."""
    return make_cast("yamabiko-cho", "山彦町議会")


@pytest.fixture
def sql_count() -> Iterator[Callable[[], int]]:
    """How many SQL statements ran since the fixture was set up. (Django's own log of them ends at 9,000.)"""
    counted = 0

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(*args)

    with connection.execute_wrapper(count):
        yield lambda: counted
