"""The model policy: every choice renders, bad values are refused with a reason, our text carries every measure."""

from __future__ import annotations

import itertools
from importlib.resources import files

import pytest

from sakimori.policytext.diff import ChangeKind, diff
from sakimori.policytext.frequency import frequencies
from sakimori.policytext.measures import align, measures
from sakimori.policytext.model_policy import ModelPolicyError, defaults, fields, render
from sakimori.policytext.parse import parse_text

_FILLED = {
    "assembly": "みなと野市議会",
    "city": "みなと野市",
    "decided_on": "2026-03-25",
    "effective_on": "2026-04-01",
}


def test_fields_have_labels_and_help_in_both_languages() -> None:
    assert len({field.name for field in fields()}) == len(fields())
    for field in fields():
        assert all((field.label_ja, field.label_en, field.help_ja, field.help_en)), field.name
        assert (field.kind == "choice") == bool(field.choices)
        if field.choices:
            assert field.default in {choice.value for choice in field.choices}
            places = {frozenset(choice.text) for choice in field.choices}
            assert len(places) == 1, f"{field.name}: the choices fill different places"


def test_every_choice_renders_without_a_place_left_open() -> None:
    offered = [[(field.name, choice.value) for choice in field.choices] for field in fields() if field.choices]
    for picked in itertools.product(*offered):
        text = render(_FILLED | dict(picked))
        assert "{{" not in text
        assert "}}" not in text
    assert text.startswith("みなと野市議会サイバーセキュリティ基本方針\n")
    assert text.endswith("令和8年3月25日策定（令和8年4月1日施行）\n")


def test_dates_are_written_in_the_era() -> None:
    text = render(_FILLED | {"decided_on": "2019-05-01", "effective_on": "2019-12-31"})
    assert text.endswith("令和元年5月1日策定（令和元年12月31日施行）\n")


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({}, "missing", "assembly"),
        (_FILLED | {"assembly": "  "}, "missing", "assembly"),
        (_FILLED | {"mayor": "x"}, "unknown", "mayor"),
        (_FILLED | {"audit": "daily"}, "not-a-choice", "audit"),
        (_FILLED | {"decided_on": "令和8年3月25日"}, "not-a-date", "decided_on"),
        (_FILLED | {"decided_on": "2019-04-30"}, "not-a-date", "decided_on"),
        (_FILLED | {"city": "みなと\n野市"}, "not-one-line", "city"),
        (_FILLED | {"city": "{{assembly}}"}, "not-one-line", "city"),
        (_FILLED | {"city": "野" * 61}, "too-long", "city"),
    ],
)
def test_values_that_cannot_be_filled_in(values: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(ModelPolicyError) as caught:
        render(values)
    assert (caught.value.code, caught.value.field) == (code, field)
    label = {item.name: item for item in fields()}.get(field)
    assert (label.label_ja if label else field) in caught.value.message("ja")
    assert (label.label_en if label else field) in caught.value.message("en")


def test_defaults_name_every_field() -> None:
    assert list(defaults()) == [field.name for field in fields()]
    assert defaults()["audit"] == "yearly"


def test_the_parser_reads_our_own_text_back_whole_and_without_a_doubt() -> None:
    document = parse_text(render(_FILLED))
    assert document.title == "みなと野市議会サイバーセキュリティ基本方針"
    assert len(list(document.walk())) == 42
    assert document.doubts == ()
    assert {one.reason for one in document.dropped} == {"history"}
    assert [(entry.date, entry.event.value) for entry in document.history] == [
        ("2026-03-25", "established"),
        ("2026-04-01", "effective"),
    ]


def test_our_own_text_carries_every_measure_but_the_history_block() -> None:
    for ai in ("ruled", "forbidden"):
        found = align(parse_text(render(_FILLED | {"ai": ai})))
        carried = {alignment.measure for alignments in found.values() for alignment in alignments}
        assert {measure.slug for measure in measures()} - carried == {"history"}
        assert {alignment.measure for alignment in found["6(8)"]} == {"outsourcing", "cloud"}
        assert found["6"] == found["4"] == found["3"] == ()


@pytest.mark.parametrize("chosen", ["yearly", "regular", "as_needed"])
def test_the_chosen_frequency_is_read_back(chosen: str) -> None:
    read = frequencies(parse_text(render(_FILLED | {"audit": chosen, "review": chosen})))
    assert read["6(9)"] == chosen
    assert frequencies(parse_text(render(_FILLED | {"training": "regular"})))["6(5)"] == "regular"


def test_the_sample_city_amended_its_policy() -> None:
    old, new = (
        parse_text(files("sakimori.sample").joinpath(name).read_text(encoding="utf-8"))
        for name in ("policy_v1.txt", "policy_v2.txt")
    )
    changes = [(c.kind, c.new.path) for c in diff(old, new) if c.kind is not ChangeKind.KEPT and c.new]
    assert (ChangeKind.ADDED, "6(8)エ") in changes
    assert (ChangeKind.ADDED, "6(8)オ") in changes
    assert (ChangeKind.MOVED, "2(6)") in changes
    assert (ChangeKind.REWORDED, "6(9)") in changes
    assert {alignment.measure for alignment in align(new)["6(8)エ"]} == {"generative-ai"}
    assert frequencies(old)["6(9)"] == "as_needed"
    assert frequencies(new)["6(9)"] == "yearly"
