"""Rules about actions, duties, asks and settings."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from sakimori.assurance.conformance.words import CADENCES, OWNERS
from sakimori.config.env import Env
from sakimori.foundation.access.permissions import MATRIX, Permission
from sakimori.foundation.actions.core import registered_actions
from sakimori.foundation.duties.spec import built_duties, catalogue
from sakimori.foundation.people.types import Role
from sakimori.policytext.measures import measures
from tests.architecture.sources import ROOT


def test_every_action_has_a_sentence_that_people_can_read():
    silent = [name for name, spec in registered_actions().items() if not str(spec.sentence).strip()]
    assert not silent


def test_every_role_has_a_row_and_every_permission_a_holder():
    assert set(MATRIX) == set(Role)
    assert set(Permission) == set().union(*MATRIX.values())


def test_every_duty_names_measures_that_exist():
    known = {measure.slug for measure in measures()}
    assert {m for spec in catalogue().values() for m in spec.measures} <= known


def test_owners_and_cadences_of_the_catalogue_have_words():
    assert {spec.owner for spec in catalogue().values()} <= set(OWNERS)
    assert {spec.cadence for spec in catalogue().values()} <= set(CADENCES)


def test_the_duties_of_this_release_are_evaluated():
    wanted = {
        key for key in catalogue() if key.startswith(("policy.", "scope.", "organization.", "assets.", "physical."))
    }
    others = {"compliance.acknowledged", "human.drilled", "human.id-rules", "survey.answered"}
    others |= {"audit.performed", "audit.auditor-independent", "audit.actions-closed"}
    others |= {"supplier.cloud-permitted", "supplier.generative-ai", "supplier.social-media"}
    others |= {"continuity.plan-exercised", "operation.incident-plan", "operation.incidents-handled"}
    others |= {"supplier.checked", "risk.assessed"}
    others |= {"human.trained", "human.results-reported", "operation.exceptions-valid"}
    others |= {"audit.self-inspected", "operation.compliance-checked", "operation.breaches-corrected"}
    others |= {"supplier.criteria", "supplier.contract-clauses", "operation.third-parties-pledged"}
    assert wanted | others | {"technical.remote-access-approved"} == set(built_duties())


def test_every_setting_is_documented():
    page = Path(ROOT, "docs", "settings.md").read_text(encoding="utf-8")
    assert not [f.name for f in dataclasses.fields(Env) if f"`SAKIMORI_{f.name.upper()}`" not in page]
