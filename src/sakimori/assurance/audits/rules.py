"""Decisions of audits that need no database: what follows what, who is independent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _t

from sakimori.assurance.audits.types import AuditState
from sakimori.foundation.people.types import Role

MOVES: Mapping[AuditState, frozenset[AuditState]] = {
    AuditState.PLANNED: frozenset({AuditState.UNDER_WAY, AuditState.CANCELLED}),
    AuditState.UNDER_WAY: frozenset({AuditState.REPORTED, AuditState.CANCELLED}),
    AuditState.REPORTED: frozenset({AuditState.RESPONDED}),
    AuditState.RESPONDED: frozenset({AuditState.CLOSED}),
    AuditState.CLOSED: frozenset(),
    AuditState.CANCELLED: frozenset(),
}
"""State → states that may follow."""

LINK_DAYS = 30
"""A link to an audit lives no longer than this, nor than the auditor's period."""


def may_move(state: str, goal: AuditState) -> bool:
    """Whether the audit may go on to that state."""
    return goal in MOVES[AuditState(state)]


def conflicts(
    *,
    own_units: Mapping[UUID, str],
    audited_units: Iterable[UUID],
    own_roles: frozenset[Role],
    responsible: Mapping[str, frozenset[Role]],
) -> list[str]:
    """Why somebody is not independent of what they audit, in words; empty when nothing speaks against it.

    `responsible` is the title of each duty in scope → roles that see to it.
    """
    audited = set(audited_units)
    found = [
        _t("監査を受ける「%(unit)s」に所属しています。") % {"unit": own_units[key]}
        for key in own_units
        if key in audited
    ]
    duties = [title for title, roles in responsible.items() if not roles.isdisjoint(own_roles)]
    if duties:
        words = {"duty": duties[0], "count": len(duties)}
        found.append(
            _t("範囲の確認項目「%(duty)s」を担当しています。") % words
            if len(duties) == 1
            else _t("範囲の確認項目「%(duty)s」など%(count)s件を担当しています。") % words
        )
    return found
