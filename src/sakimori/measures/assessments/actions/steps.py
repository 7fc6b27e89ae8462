"""Steps of a check from state to state, for the actions of both sides."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

from sakimori.measures.assessments.models import ContractCheck
from sakimori.measures.assessments.rules import after
from sakimori.measures.assessments.types import Event, State


def locked(check: ContractCheck) -> ContractCheck:
    """The check as it stands now, held until the act is over: two people may act at once."""
    return ContractCheck.objects.select_for_update().get(pk=check.pk)


def moved(check: ContractCheck, event: Event) -> ContractCheck:
    """The check, held, in the state to which the event leads; not saved. Raises ValidationError."""
    check = locked(check)
    state = after(check.state, event)
    if state is None:
        text = _t("いまは「%(state)s」なので、できません。画面を開き直してください。")
        raise ValidationError(text % {"state": State(check.state).label})
    check.state = state
    return check
