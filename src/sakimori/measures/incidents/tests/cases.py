"""A case to begin with."""

from __future__ import annotations

from datetime import timedelta

from sakimori.measures.incidents import actions
from sakimori.measures.incidents.models import Case
from sakimori.testing import NOW

PERHAPS = {"happened": "real", "leaked": "maybe", "stopped": "no", "spread": "no"}


def begin(
    cast, role="staff", *, kind="lost-device", title="タブレットの置き忘れ", answers=PERHAPS, ago=20, **more
) -> Case:
    """Known to the office for so many minutes."""
    return actions.open_case(
        cast.ctx(role), title=title, kind=kind, noticed_at=NOW - timedelta(minutes=ago), answers=answers, **more
    )


def finish(cast, case: Case, role="staff") -> Case:
    """Everything done, looked back, over."""
    ctx = cast.ctx(role)
    for clock in case.clocks.filter(ended_on__isnull=True).exclude(key="lessons"):
        actions.finish_clock(ctx, clock=clock)
    actions.record_review(ctx, case=case, cause="置いたまま席を立った。", helped="")
    actions.add_lesson(ctx, case=case, text="離れるときは持って出る。", nothing_because="伝えるだけでよい。")
    return actions.close_case(ctx, case=case, skip_rest="見つかったため。")
