"""Risks for tests."""

from __future__ import annotations

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.measures.exceptions.actions import adopt_decided_exception
from sakimori.measures.risks import actions
from sakimori.measures.risks.models import Risk
from sakimori.testing import NOW, TODAY


def taken(cast, *pairs, at=NOW):
    """Shipped scenarios in the register: by default one of each group of threats."""
    wanted = pairs or (
        ("ransomware", "device"), ("lost-device", "device"), ("earthquake", "function"), ("staff-ill", "function"),
        ("line-failure", "system"),
    )  # fmt: skip
    return actions.take_scenarios(cast.ctx("staff", at), pairs=wanted)


def judged(cast, risk, chance, harm, *, at=NOW, on=None, **more):
    """One risk judged."""
    one = actions.Judgement(risk, chance, harm, **more)
    return actions.assess(cast.ctx("staff", at), judgements=[one], assessed_on=on or at.date())[0]


def decided(cast, exception, *, is_approval=True, at=NOW):
    """The head of the office and the chair decide whether a risk is accepted, or for longer; both reactions follow."""
    application = exception.application
    for role in ("secretary_general", "chair"):
        decide_application(cast.ctx(role, at), application=application, is_approval=is_approval)
        application.refresh_from_db()
        if not is_approval:
            break
    # Reactions follow the commit, which a test never makes.
    event = ApplicationDecided(application.pk, application.kind, exception.pk, is_approval)
    adopt_decided_exception(cast.ctx("chair", at), event=event)
    actions.adopt_extended_acceptance(cast.ctx("chair", at), event=event)


def all_low(cast, on=TODAY):
    """Everything in the register judged as harmless."""
    every = [actions.Judgement(risk, 1, 1) for risk in Risk.objects.all()]
    return actions.assess(cast.ctx("staff"), judgements=every, assessed_on=on)
