"""The story that the sample tells: who is known so far, and its clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sakimori.foundation.access.context import TOKYO, Actor, Channel, Context, context, system_context
from sakimori.foundation.access.models import AccountLink
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Person, Post, Unit


@dataclass
class Story:
    """What is known so far, and the clock of the story."""

    assembly: Assembly
    shift: timedelta
    person: dict[str, Person] = field(default_factory=dict)
    unit: dict[str, Unit] = field(default_factory=dict)
    post: dict[tuple[str, str], Post] = field(default_factory=dict)
    _actors: dict[tuple[str, date], Actor] = field(default_factory=dict)

    def day(self, year: int, month: int, day: int) -> date:
        """A day of the story, moved to the day on which the sample is made."""
        return date(year, month, day) + self.shift

    def at(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """An instant in Japan as aware UTC."""
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TOKYO).astimezone(UTC)

    def system(self, day: date, hour: int = 9) -> Context:
        """The set-up itself acts."""
        return system_context(self.assembly, Channel.CLI, at=self.at(day, hour))

    def acting(self, name: str, day: date, hour: int = 10, minute: int = 0, channel: Channel = Channel.WEB) -> Context:
        """A person of the story acts, with the roles of that day."""
        actor = self._actors.get((name, day))
        if actor is None:
            actor = self._actors[name, day] = self._actor(name, day)
        return context(self.assembly, actor, channel, at=self.at(day, hour, minute))

    def _actor(self, name: str, day: date) -> Actor:
        person = self.person[name]
        link = AccountLink.objects.filter(person=person).first()
        return Actor(
            account_id=link.account_id if link else None,
            person_id=person.pk,
            name=person.shown_name,
            roles=people.roles_of(person.pk, day),
            granted=frozenset({Permission.ASK_ANSWER}),
            posts=tuple(post.title for post in people.posts_held(person.pk, day)),
        )
