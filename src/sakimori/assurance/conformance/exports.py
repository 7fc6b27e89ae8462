"""The board as plain data: the command line, the API and other programs get the same."""

from __future__ import annotations

from typing import Any

from sakimori.assurance.conformance.queries import Board, ClauseRow, DutyRow, board_with_splits


def board_data(board: Board) -> dict[str, Any]:
    """JSON-plain: figures are numbers of subjects, dates ISO, `state` the worst of the duties below.

    `owner` says in words who does it on the day of the board: as the assembly decided, else as shipped. One SQL statement,
    so it is called in the scope of the assembly.
    """
    board = board_with_splits(board)
    return {
        "on": board.on.isoformat(),
        "recorded_on": board.recorded_on.isoformat() if board.recorded_on else None,
        "policy": board.version
        and {"number": board.version.number, "title": board.version.title, "sha256": board.version.text_sha256},
        "state": board.state.value,
        "kept": board.kept,
        "population": board.population,
        "clauses": [_clause(row) for row in board.clauses],
        "other_duties": [_duty(row) for row in board.unplaced],
    }


def _clause(row: ClauseRow) -> dict[str, Any]:
    return {
        "path": row.path,
        "heading": row.heading or None,
        "state": row.state.value if row.state else None,
        "kept": row.kept,
        "population": row.population,
        "next_due": row.next_due.isoformat() if row.next_due else None,
        "concerns_assembly": row.concerns_assembly,
        "duties": [_duty(duty) for duty in row.duties],
    }


def _duty(row: DutyRow) -> dict[str, Any]:
    standing = row.standing
    return {
        "key": row.key,
        "title": {"ja": row.spec.title_ja, "en": row.spec.title_en},
        "state": standing.state.value,
        "population": standing.population,
        "breached": standing.breached,
        "due_soon": standing.soon,
        "next_due": standing.next_due.isoformat() if standing.next_due else None,
        "ground": row.spec.ground.value,
        "ordinance_item": row.spec.ordinance_item,
        "owner": row.owner,
        "owner_is_adopted": row.split is not None,
    }
