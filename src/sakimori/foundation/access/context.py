"""Who acts, for which assembly, through which channel, when: the first argument of every action."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission, permissions_of
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.people.types import Role

TOKYO = ZoneInfo("Asia/Tokyo")


class Channel(models.TextChoices):
    """How an act reached the system."""

    WEB = "web", _("画面")
    LINK = "link", _("専用リンク")
    PAPER = "paper", _("紙（事務局が入力）")
    COUNTER = "counter", _("窓口")
    IMPORT = "import", _("取込み")
    API = "api", _("API")
    JOB = "job", _("自動処理")
    CLI = "cli", _("コマンド")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. A link's holder has a person but no account; a job has neither and is the system."""

    account_id: int | None = None
    person_id: UUID | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    granted: frozenset[Permission] = frozenset()
    """Permissions given by a link or token instead of a role."""
    limited_to: frozenset[Permission] | None = None
    """Scopes of an API token: never more than these."""
    is_system: bool = False
    posts: tuple[str, ...] = ()

    def permissions(self) -> frozenset[Permission]:
        """What this actor may do, before any rule about single rows."""
        if self.is_system:
            return frozenset(Permission)
        held = permissions_of(self.roles) | self.granted
        return held if self.limited_to is None else held & self.limited_to

    @property
    def ledger_name(self) -> str:
        """How the ledger calls the actor: never a personal name (LED-6)."""
        if self.is_system:
            return "system"
        if self.account_id is not None:
            return f"account:{self.account_id}"
        return f"person:{self.person_id}" if self.person_id else "anonymous"


def today_in_japan() -> date:
    """The calendar day, for the few things of a request that are made without a context (forms of asks)."""
    return timezone.now().astimezone(TOKYO).date()


SYSTEM = Actor(is_system=True, name="Sakimori")


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of an act. The clock is read once, here; actions take the day from it."""

    assembly: Assembly
    actor: Actor
    channel: Channel
    at: datetime
    request_id: str = ""
    reason: str = ""

    @property
    def today(self) -> date:
        """The calendar day in Japan."""
        return self.at.astimezone(TOKYO).date()

    def because(self, reason: str) -> Context:
        """The same context with a recorded reason (e.g. a small office's exception)."""
        return replace(self, reason=reason)

    def via(self, channel: Channel) -> Context:
        """The same context through another channel."""
        return replace(self, channel=channel)


def context(
    assembly: Assembly, actor: Actor, channel: Channel, *, at: datetime | None = None, reason: str = ""
) -> Context:
    """A context for now (or for `at`, in tests, imports of history and samples)."""
    return Context(assembly, actor, channel, at or timezone.now(), uuid4().hex[:16], reason)


def system_context(assembly: Assembly, channel: Channel = Channel.JOB, *, at: datetime | None = None) -> Context:
    """The system itself acts: jobs, commands, samples."""
    return context(assembly, SYSTEM, channel, at=at)
