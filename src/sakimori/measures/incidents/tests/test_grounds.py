"""Which grounds apply to which case; above all, where the Act on personal information does not bind."""

from __future__ import annotations

import itertools

import pytest

from sakimori.measures.incidents.grounds import Facts, applying, grounds
from sakimori.measures.incidents.levels import proposed
from sakimori.measures.incidents.types import GroundKind, Known, Whose
from sakimori.measures.playbooks.types import IncidentKind


def keys(level, kind, *whose, persons=Known.YES, hostile=False):
    return {one.key for one in applying(Facts(level, kind, frozenset(whose), persons, hostile))}


def test_the_commission_stands_only_where_the_act_binds():
    """An assembly is not bound by it: no level, kind or size of a leak of its own information brings that limit."""
    others = [one for one in Whose if one not in {Whose.MAYOR, Whose.MY_NUMBER}]
    for size in range(len(others) + 1):
        for whose in itertools.combinations(others, size):
            for kind, level, hostile in itertools.product(IncidentKind, range(4), (True, False)):
                found = keys(level, kind, *whose, hostile=hostile)
                assert not {key for key in found if key.startswith("ppc")}
                assert not {key for key in found if grounds()[key].kind == GroundKind.LAW}


@pytest.mark.parametrize("whose", [Whose.MAYOR, Whose.MY_NUMBER])
def test_the_mayors_information_brings_it(whose):
    assert {"mayor", "ppc-first", "ppc-final"} <= keys(2, "document", whose)
    assert "ppc-final-60" not in keys(2, "document", whose)
    assert "ppc-final-60" in keys(3, "ransomware", whose, hostile=True)
    assert "ppc-final" not in keys(3, "ransomware", whose, hostile=True)
    assert not {"ppc-first", "ppc-final"} & keys(2, "document", whose, persons=Known.NO)
    assert not {"ppc-first", "ppc-final"} & keys(1, "document", whose)


def test_a_near_miss_only_has_to_be_learnt_from():
    assert keys(0, "lost-device", Whose.ASSEMBLY, Whose.MAYOR) == {"lessons"}


def test_one_thing_after_the_other():
    assert {"inside", "chair", "csirt", "police", "lessons"} == keys(1, "lost-device", Whose.ASSEMBLY)
    assert {"persons", "publication"} <= keys(2, "lost-device", Whose.ASSEMBLY)
    assert "persons" not in keys(2, "lost-device", Whose.ASSEMBLY, persons=Known.NO)
    assert "vendor" in keys(1, "supplier-stopped", Whose.VENDOR)
    assert "csirt" not in keys(2, "disaster")


def test_every_ground_has_words_in_both_languages():
    ja, en = grounds("ja"), grounds("en")
    assert list(ja) == list(en)
    for key in ja:
        assert ja[key].title != en[key].title
        assert ja[key].words and en[key].words and ja[key].how and en[key].how


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"happened": "near", "leaked": "yes", "stopped": "yes", "spread": "yes"}, 0),
        ({"happened": "real", "leaked": "no", "stopped": "no", "spread": "no"}, 1),
        ({"happened": "real", "leaked": "maybe", "stopped": "no", "spread": "no"}, 2),
        ({"happened": "real", "leaked": "no", "stopped": "partly", "spread": "no"}, 2),
        ({"happened": "real", "leaked": "no", "stopped": "no", "spread": "maybe"}, 2),
        ({"happened": "real", "leaked": "yes", "stopped": "no", "spread": "no"}, 3),
        ({"happened": "real", "leaked": "no", "stopped": "yes", "spread": "no"}, 3),
        ({"happened": "real", "leaked": "no", "stopped": "no", "spread": "yes"}, 3),
    ],
)
def test_the_level_that_follows_from_four_questions(answers, level):
    assert proposed(answers) == level
