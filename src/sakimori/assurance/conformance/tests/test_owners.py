"""The board and the list of duties follow the assembly's own split of a duty."""

from __future__ import annotations

from sakimori.assurance.conformance import queries as conformance
from sakimori.foundation.duties.actions import adopt_split
from sakimori.foundation.duties.types import Holders, Part
from sakimori.foundation.people.types import Role
from sakimori.testing import TODAY

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
