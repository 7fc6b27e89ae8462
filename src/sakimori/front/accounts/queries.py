"""Reads about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise

from sakimori.foundation.access.models import Account, AccountLink, ApiToken
from sakimori.foundation.access.permissions import MATRIX, Permission
from sakimori.foundation.access.queries import is_operator
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.jobs.models import DueJob
from sakimori.foundation.jobs.registry import registered_jobs
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Person
from sakimori.foundation.people.types import Role
from sakimori.front.accounts.devices import device_of


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account of the assembly as the list shows it."""

    link: AccountLink
    roles: str
    has_mfa: bool
    has_password: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One permission and which roles have it; `mine` where one of my roles does."""

    permission: Permission
    label: Promise | str
    cells: tuple[bool, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job and how it goes."""

    title: Promise | str
    row: DueJob | None


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """Somebody who runs or ran the installation."""

    account: Account
    has_mfa: bool
    has_password: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A device on which somebody is logged in."""

    session: UserSession
    system: str
    browser: str
    is_current: bool


def account_rows(on: date) -> list[AccountRow]:
    """Accounts of the assembly with person, roles of the day and second factor. Four SQL statements."""
    links = list(
        AccountLink.objects.select_related("person", "account").order_by("-is_active", "person__kana", "person__name")
    )
    held: dict[UUID, list[str]] = {}
    for person_id, role in Appointment.objects.filter(covers(on)).values_list("person_id", "post__role"):
        held.setdefault(person_id, []).append(str(Role(role).label))
    for person_id in Office.objects.filter(covers(on)).values_list("person_id", flat=True):
        held.setdefault(person_id, []).append(str(Role.MEMBER.label))
    accounts = [link.account_id for link in links]
    with_mfa = set(Authenticator.objects.filter(user_id__in=accounts).values_list("user_id", flat=True))
    return [
        AccountRow(
            link,
            "・".join(dict.fromkeys(held.get(link.person_id, []))),
            link.account_id in with_mfa,
            link.account.has_usable_password(),
        )
        for link in links
    ]


def session_rows(account: Account, current: str | None) -> list[SessionRow]:
    """Where the account is logged in: this device first, then by last use. Log-ins that ran out are left out."""
    rows = [
        SessionRow(row, *device_of(row.user_agent), is_current=row.session_key == current)
        for row in UserSession.objects.purge_and_list(account)
    ]
    return sorted(rows, key=lambda row: (row.is_current, row.session.last_seen_at), reverse=True)


def people_without_account() -> list[Person]:
    """Persons nobody can log in as, by kana."""
    links = AccountLink.objects.filter(person=OuterRef("pk"), is_active=True)
    return list(Person.objects.filter(~Exists(links)).order_by("kana", "name", "id"))


def matrix(roles: frozenset[Role]) -> list[MatrixRow]:
    """The table role × permission, with what the given roles may do."""
    return [
        MatrixRow(
            permission,
            permission.label,
            tuple(permission in MATRIX[role] for role in Role),
            any(permission in MATRIX[role] for role in roles),
        )
        for permission in Permission
    ]


def tokens() -> QuerySet[ApiToken]:
    """Keys for programs, newest first."""
    return ApiToken.objects.select_related("owner__person").order_by("-id")


def all_assemblies() -> list[Assembly]:
    """Every assembly of the installation, for its operator."""
    return list(Assembly.objects.order_by("-is_active", "name", "id"))


def operators(on: date) -> list[OperatorRow]:
    """Accounts that run or ran the installation, those of today first. Two SQL statements."""
    rows = list(Account.objects.filter(operator_from__isnull=False).order_by("username"))
    with_mfa = set(Authenticator.objects.filter(user__in=rows).values_list("user_id", flat=True))
    found = [OperatorRow(row, row.pk in with_mfa, row.has_usable_password(), _runs(row, on)) for row in rows]
    return sorted(found, key=lambda row: not row.is_current)


def _runs(account: Account, on: date) -> bool:
    return account.is_active and is_operator(account, on)


def job_rows() -> list[JobRow]:
    """Every job with its last run."""
    rows = {row.name: row for row in DueJob.objects.all()}
    return [JobRow(job.title, rows.get(name)) for name, job in sorted(registered_jobs().items())]
