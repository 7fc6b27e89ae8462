from datetime import timedelta

from sakimori.measures.incidents import actions
from sakimori.measures.incidents.letters import draft
from sakimori.measures.incidents.types import PaperKind
from sakimori.testing import NOW


def test_smoke(cast):
    ctx = cast.ctx("staff")
    case = actions.open_case(
        ctx,
        title="タブレットの紛失",
        kind="lost-device",
        noticed_at=NOW - timedelta(minutes=20),
        answers={"happened": "real", "leaked": "maybe", "stopped": "no", "spread": "no"},
        text="駅で置き忘れた",
    )
    assert case.level == 2
    print([(c.key, c.due_at) for c in case.clocks.order_by("due_at")])
    print([(t.key, t.after, t.text) for t in case.tasks.order_by("order")])
    actions.settle_whose(ctx, case=case, whose=["assembly", "mayor"], has_persons="maybe")
    print([(c.key, c.due_at) for c in case.clocks.order_by("due_at")])
    for kind in PaperKind:
        d = draft(ctx, case, kind)
        print(kind, d.title, d.to, d.sender, d.contact)
        print(d.body)
        print(d.facts)
