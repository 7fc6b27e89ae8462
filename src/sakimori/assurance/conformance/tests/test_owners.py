"""The board and the list of duties follow the assembly's own split of a duty."""

from __future__ import annotations

from sakimori.assurance.conformance import queries as conformance
from sakimori.assurance.conformance.checks import checks
from sakimori.assurance.conformance.exports import board_data
from sakimori.foundation.duties.actions import adopt_split
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.duties.types import Holders, Part
from sakimori.foundation.people.types import Role
from sakimori.registers.organization import actions as organization
from sakimori.testing import SINCE, TODAY

KEY = "policy.published"


def test_board_and_list_of_duties_name_the_adopted_owner(cast):
    rows = conformance.with_splits(conformance.duties_today(cast.ctx("staff")), TODAY)
    assert (rows[KEY].owner, rows[KEY].is_of("secretariat")) == ("議会事務局", True)
    adopt_split(
        cast.ctx("manager"),
        duty=KEY,
        parts={
            Part.RESPONSIBLE: Holders(frozenset({Role.CHAIR})),
            Part.ACCOUNTABLE: Holders(frozenset({Role.CHAIR})),
        },
        reason="議長が公表する",
    )
    board = conformance.board_with_splits(conformance.board(cast.ctx("staff")))
    row = conformance.row_of(board, KEY)
    assert row.owner == str(Role.CHAIR.label)
    assert (row.is_of("chair"), row.is_of("secretariat")) == (True, False)
    page = cast.client("staff").get(cast.url(f"board/duties/{KEY}/")).content.decode()
    assert str(Role.CHAIR.label) in page
    for owner, there in (("chair", True), ("secretariat", False)):
        shown = conformance.filtered(board, None, owner, None)
        assert (KEY in conformance.duties_of(shown)) is there


def adopted(cast, **holders) -> None:
    adopt_split(cast.ctx("manager"), duty=KEY, reason="分担を改める", parts={
        Part.RESPONSIBLE: Holders(**holders), Part.ACCOUNTABLE: Holders(frozenset({Role.CHAIR})),
    })  # fmt: skip


def without_owner(cast) -> dict[str, str]:
    found = next(check for check in checks(cast.ctx("staff")) if check.key == "owner")
    return {finding.label: finding.text for finding in found.findings}


def test_the_check_of_owners_looks_at_who_was_adopted(cast):
    title = catalogue()[KEY].title
    vacant = organization.create_post(
        cast.ctx("manager"), unit=cast.unit["secretariat"], title="公表の係", role=Role.STAFF, from_date=SINCE
    )
    assert without_owner(cast) == {}
    adopted(cast, post=vacant)
    assert title in without_owner(cast)["公表の係"], (
        "the secretariat is there, but it is not the secretariat's any more"
    )
    adopted(cast, roles=frozenset({Role.MEMBER}))
    assert without_owner(cast) == {}
    adopted(cast, roles=frozenset({Role.CITY_IT}))
    assert without_owner(cast) == {}


def test_the_export_names_the_adopted_owner(cast):
    board = conformance.board(cast.ctx("staff"))
    adopted(cast, roles=frozenset({Role.CHAIR}))
    duties = {duty["key"]: duty for duty in all_duties(board_data(board))}
    assert (duties[KEY]["owner"], duties[KEY]["owner_is_adopted"]) == (str(Role.CHAIR.label), True)
    other = next(duty for key, duty in duties.items() if key != KEY)
    assert not other["owner_is_adopted"]


def all_duties(data: dict) -> list[dict]:
    return [*data["other_duties"], *(duty for clause in data["clauses"] for duty in clause["duties"])]
