"""The four parts of a duty, and who has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Post
from sakimori.foundation.people.types import Role


class Part(models.TextChoices):
    """The four parts of a duty, and the words for them on the page."""

    RESPONSIBLE = "R", _("行う")
    ACCOUNTABLE = "A", _("責任を負う")
    CONSULTED = "C", _("相談を受ける")
    INFORMED = "I", _("知らされる")


@dataclass(frozen=True, slots=True)
class Holders:
    """Who has a part: whoever holds one of the roles, and whoever holds the named post."""

    roles: frozenset[Role] = frozenset()
    post: Post | None = None

    def __bool__(self) -> bool:
        return bool(self.roles) or self.post is not None


Parts = Mapping[Part, Holders]
"""The parts of one duty. A part that nobody has is absent."""
