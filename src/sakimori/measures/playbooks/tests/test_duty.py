"""operation.incident-plan: a kept kind without version, late review, work that nobody holds; today and on past days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.spec import built_duties
from sakimori.foundation.people.models import Appointment
from sakimori.foundation.people.types import Role
from sakimori.measures.playbooks import actions, queries
from sakimori.measures.playbooks.dates import DATES
from sakimori.measures.playbooks.tests.test_story import LOST, _write, adopt
from sakimori.measures.playbooks.types import IncidentKind, ReviewOutcome
from sakimori.testing import TODAY

PHISHING, SOCIAL = IncidentKind.PHISHING.value, IncidentKind.SOCIAL_TAKEOVER.value


def breaches(cast, on=TODAY) -> set[str]:
    with scope(cast.assembly.pk):
        [subjects] = built_duties()["operation.incident-plan"](on).subjects
        rows = subjects.rows.filter(subjects.breached)
        assert all(subjects.reason(row) and subjects.label(row) for row in rows)
        return {row.kind for row in rows}


def test_without_any_choice_there_is_nothing_yet(cast):
    with scope(cast.assembly.pk):
        built = built_duties()["operation.incident-plan"](TODAY)
        assert built.must_exist
        assert not built.subjects[0].rows.exists()


def test_a_kept_kind_needs_a_version_and_a_left_out_one_does_not(cast):
    with scope(cast.assembly.pk):
        actions.choose_kinds(cast.ctx("staff"), left_out={SOCIAL: "使っていない。"})
    assert breaches(cast) == {kind.value for kind in IncidentKind} - {SOCIAL}
    adopt(cast, LOST)
    assert LOST not in breaches(cast)


@pytest.mark.parametrize(("days_ago", "is_late"), [(365, False), (366, True)])
def test_a_year_without_a_look_is_late(cast, days_ago, is_late):
    adopt(cast, LOST, days_ago=days_ago)
    assert breaches(cast) == ({LOST} if is_late else set())


def test_a_look_counts_from_its_day_and_past_days_stay_as_they_were(cast):
    with scope(cast.assembly.pk):
        _since(cast)
    adopt(cast, LOST, days_ago=400)
    with scope(cast.assembly.pk):
        version = queries.version_for(LOST, TODAY)
        actions.review(
            cast.ctx("staff"),
            versions=[version],
            reviewed_on=TODAY - timedelta(days=2),
            outcome=ReviewOutcome.NO_CHANGE,
            reasons="読み返した。",
        )
    assert LOST not in breaches(cast)
    assert LOST not in breaches(cast, TODAY - timedelta(days=2))
    assert LOST in breaches(cast, TODAY - timedelta(days=3))
    assert LOST not in breaches(cast, TODAY - timedelta(days=40))


def _since(cast) -> None:
    """The kinds were chosen long ago: as the choice of today, moved back."""
    for row in actions.choose_kinds(cast.ctx("staff"), left_out={}):
        row.from_date = TODAY - timedelta(days=500)
        _write(cast.system(), row.save)


def test_a_role_that_nobody_holds_breaches(cast):
    adopt(cast, LOST)
    assert breaches(cast) == set()
    with scope(cast.assembly.pk):
        held = Appointment.objects.get(person=cast.person[Role.MANAGER])
        held.to_date = TODAY - timedelta(days=1)
        _write(cast.system(), held.save)
    assert breaches(cast) == {LOST}


def test_assemblies_do_not_mix(cast, neighbour):
    adopt(cast, LOST)
    with scope(neighbour.assembly.pk):
        actions.choose_kinds(neighbour.ctx("staff"), left_out={})
        held = Appointment.objects.get(person=neighbour.person[Role.MANAGER])
        _write(neighbour.system(), held.delete)
    adopt(neighbour, PHISHING)
    assert breaches(cast) == set()
    assert PHISHING in breaches(neighbour)
    assert LOST in breaches(neighbour)


def test_the_calendar_shows_the_day_of_the_look_once(cast):
    adopt(cast, LOST, PHISHING)
    with scope(cast.assembly.pk):
        due = TODAY + timedelta(days=365)
        [thing] = DATES.between(cast.ctx("staff"), TODAY, due)
        assert (thing.day, thing.count) == (due, 2)
        assert not list(DATES.between(cast.ctx("staff"), TODAY, due - timedelta(days=1)))
