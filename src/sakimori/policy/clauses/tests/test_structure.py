"""How a draft was divided is corrected by hand; nothing of the text is lost, what a person said elsewhere stays."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.ledger.models import Entry
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.models import Clause, PolicyVersion
from sakimori.policy.clauses.types import AlignmentSource
from sakimori.testing import TODAY

TEXT = """潮見町議会情報セキュリティ基本方針

1 目的
この方針は、情報を守る基本を定める。

2 取組
議会は、次の取組を行う。
(1) 研修
議長は、毎年、情報セキュリティの研修を行う。(2) 監査
議会は、必要に応じて監査を行う。
(3) 見直し
議会は、この方針を定期的に見直す。

3 その他
必要なことは、別に定める。
"""


@pytest.fixture
def version(cast) -> PolicyVersion:
    return actions.take_in_text(cast.ctx("staff"), text=TEXT)


def clause(version: PolicyVersion, path: str) -> Clause:
    return Clause.objects.select_related("version").get(version=version, path=path)


def outline(version: PolicyVersion) -> list[tuple[str, str]]:
    return [(row.path, str(row.parent.path) if row.parent else "") for row in queries.clauses_of(version)]


def letters(version: PolicyVersion) -> str:
    words = "".join(row.label + row.heading + row.text for row in queries.clauses_of(version))
    return re.sub(r"\s", "", words)


def slugs(row: Clause) -> set[str]:
    return {measure.measure for measure in row.measures.all()}


def act(cast, row: Clause, **values: str):
    return cast.client("staff").post(cast.url(f"policy/clauses/{row.pk}/structure/"), values)


def places(cast, row: Clause) -> dict[str, str]:
    """What the split page offers: text → value of its radio button."""
    page = cast.client("staff").get(cast.url(f"policy/clauses/{row.pk}/structure/")).content.decode()
    found = re.findall(r'name="at" value="(\d+)"[^>]*><span><span lang="ja">([^<]*)', page)
    return {text.strip(): value for value, text in found}


def test_an_item_that_was_read_into_another_is_split_off(cast, version):
    whole = letters(version)
    first = clause(version, "2(1)")
    offered = places(cast, first)
    value = next(at for text, at in offered.items() if text.startswith("(2)"))
    entries = Entry.objects.count()
    answer = act(cast, first, act="split", at=value, below="no", number="")
    assert answer.status_code == 302, answer.content.decode()
    second = clause(version, "2(2)")
    assert answer["Location"].endswith(f"/check/#clause-{second.pk}")
    assert outline(version) == [("1", ""), ("2", ""), ("2(1)", "2"), ("2(2)", "2"), ("2(3)", "2"), ("3", "")]
    assert letters(version) == whole
    assert Entry.objects.count() == entries + 1
    first.refresh_from_db()
    assert (first.frequency, second.frequency) == ("yearly", "as_needed")
    assert "audit" in " ".join(slugs(second)) and "audit" not in " ".join(slugs(first))
    hash_now = PolicyVersion.objects.get().text_sha256
    assert hash_now != version.text_sha256
    page = cast.client("staff").get(cast.url(f"policy/versions/{version.pk}/check/")).content.decode()
    assert f'id="clause-{second.pk}"' in page


def test_split_and_merge_give_back_the_same_policy(cast, version):
    before = {row.path: (row.text, slugs(row), row.frequency) for row in queries.clauses_of(version)}
    first = clause(version, "2(1)")
    at = next(int(at) for text, at in places(cast, first).items() if text.startswith("(2)"))
    second = actions.split_clause(cast.ctx("staff"), clause=first, at=at)
    actions.merge_clause(cast.ctx("staff"), clause=clause(version, second.path), apart=False)
    after = {row.path: (row.text, slugs(row), row.frequency) for row in queries.clauses_of(version)}
    assert {p: (re.sub(r"\s", "", t), s, f) for p, (t, s, f) in after.items()} == {
        p: (re.sub(r"\s", "", t), s, f) for p, (t, s, f) in before.items()
    }


def test_a_clause_is_merged_into_the_one_before_and_what_it_held_goes_along(cast, version):
    whole = letters(version)
    answer = act(cast, clause(version, "2"), act="merge", apart="yes")
    assert answer.status_code == 302
    assert outline(version) == [("1", ""), ("1(1)", "1"), ("1(3)", "1"), ("3", "")]
    assert letters(version) == whole
    assert "2 取組" in clause(version, "1").text
    refused = act(cast, clause(version, "1"), act="merge", apart="yes")
    assert refused.status_code == 422
    assert cast.client("staff").get(cast.url(f"policy/clauses/{clause(version, '1').pk}/structure/")).status_code == 200


def test_levels_go_down_and_up_again(cast, version):
    whole = letters(version)
    third = clause(version, "3")
    page = cast.client("staff").get(cast.url(f"policy/clauses/{third.pk}/structure/")).content.decode()
    assert "一つ下の段へ（2－3 になります）" in page and "一つ上の段へ" not in page
    before = outline(version)
    assert act(cast, third, act="down").status_code == 302
    assert outline(version)[-1] == ("2－3", "2")
    third.refresh_from_db()
    assert (third.depth, third.label, letters(version)) == (1, "3", whole)
    assert act(cast, third, act="up").status_code == 302
    assert outline(version) == before
    assert act(cast, third, act="up").status_code == 422


def test_what_a_person_said_of_untouched_clauses_stays(cast, version):
    ctx = cast.ctx("staff")
    untouched, moved = clause(version, "1"), clause(version, "2(3)")
    actions.set_measures(ctx, clause=untouched, slugs=["cloud"])
    actions.set_measures(ctx, clause=moved, slugs=["publication"])
    actions.merge_clause(ctx, clause=clause(version, "2(1)"))
    assert slugs(clause(version, "1")) == {"cloud"}
    assert slugs(clause(version, "2(3)")) == {"publication"}
    merged = actions.merge_clause(ctx, clause=clause(version, "2(3)"))
    assert "publication" in slugs(merged)  # said of one of the two, so true of both together
    assert {row.source for row in merged.measures.filter(measure="publication")} == {AlignmentSource.PERSON}


def test_frequency_and_number_are_corrected_in_the_form(cast, version):
    row = clause(version, "2")
    staff = cast.client("staff")
    address = cast.url(f"policy/clauses/{row.pk}/")
    form = {"path": "2", "heading": "取組の全体", "text": row.text, "concerns_assembly": "on", "frequency": "yearly"}
    assert staff.post(address, form).status_code == 302
    row.refresh_from_db()
    assert (row.heading, row.frequency) == ("取組の全体", "yearly")
    assert staff.post(address, form | {"frequency": "sometimes"}).status_code == 422
    taken = staff.post(address, form | {"path": "3"})
    assert taken.status_code == 422 and "すでにあります" in taken.content.decode()
    assert staff.post(address, form | {"path": "5"}).status_code == 302
    assert outline(version)[1:4] == [("5", ""), ("5(1)", "5"), ("5(3)", "5")]
    # What a person said about how often outlives a merge.
    merged = actions.merge_clause(cast.ctx("staff"), clause=clause(version, "5"))
    assert merged.frequency == "yearly"


def test_doubts_follow_the_numbers(cast, version):
    assert {doubt["path"] for doubt in version.doubts if doubt["code"] == "number-gap"} == {"2(3)"}
    actions.move_clause(cast.ctx("staff"), clause=clause(version, "2"), deeper=True)
    version.refresh_from_db()
    assert {doubt["path"] for doubt in version.doubts if doubt["code"] == "number-gap"} == {"1－2(3)"}
    first = clause(version, "1－2(1)")
    at = next(int(at) for text, at in places(cast, first).items() if text.startswith("(2)"))
    twice = actions.split_clause(cast.ctx("staff"), clause=first, at=at, number="(3)")
    assert (twice.path, twice.label) == ("1－2(3)#2", "(3)")
    version.refresh_from_db()
    assert "duplicate-number" in {doubt["code"] for doubt in version.doubts if doubt["path"] == twice.path}


def test_a_place_that_is_none_is_refused(cast, version):
    row = clause(version, "2(1)")
    for at in ("", "3", "99999", "-1", "x"):
        assert act(cast, row, act="split", at=at, below="no").status_code == 422
    assert act(cast, row, act="nothing").status_code == 404
    with pytest.raises(ValidationError):
        actions.split_clause(cast.ctx("staff"), clause=row, at=3)


def test_only_drafts_and_only_by_those_who_prepare(cast, neighbour, version):
    row = clause(version, "2(1)")
    address = cast.url(f"policy/clauses/{row.pk}/structure/")
    for role in ("member", "chair", "auditor", "city_it"):
        assert cast.client(role).post(address, {"act": "down"}).status_code == 403
    assert neighbour.client("manager").get(neighbour.url(f"policy/clauses/{row.pk}/structure/")).status_code == 404
    actions.decide_version(
        cast.ctx("staff"), version=version, decided_on=TODAY, effective_on=TODAY, meeting="議会運営委員会"
    )
    assert cast.client("staff").get(address).status_code == 404
    row = clause(version, "2(1)")
    for change in (
        lambda: actions.move_clause(cast.ctx("staff"), clause=row, deeper=True),
        lambda: actions.merge_clause(cast.ctx("staff"), clause=row),
        lambda: actions.split_clause(cast.ctx("staff"), clause=row, at=1),
    ):
        with pytest.raises(ValidationError):
            change()
