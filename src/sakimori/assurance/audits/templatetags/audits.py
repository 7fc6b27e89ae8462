"""Words of audits in templates: how a line, a duty or a kept state reads. No SQL."""

from __future__ import annotations

from django import template

from sakimori.assurance.audits.models import AuditItem
from sakimori.assurance.audits.words import item_title as title_of
from sakimori.foundation.duties.spec import State, catalogue

register = template.Library()


@register.simple_tag
def item_title(item: AuditItem) -> str:
    """What a line of the checklist asks."""
    return title_of(item)


@register.simple_tag
def duty_title(key: str) -> str:
    """The title of a duty."""
    return catalogue()[key].title


@register.simple_tag
def state_word(state: str) -> str:
    """The word of a kept state."""
    return str(State(state).label)
