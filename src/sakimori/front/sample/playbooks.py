"""What the sample has ready for incidents: all playbooks but one, two of them not looked at for over a year."""

from __future__ import annotations

from datetime import date

from sakimori.front.sample.story import Story
from sakimori.measures.playbooks import actions
from sakimori.measures.playbooks.content import shipped_text
from sakimori.measures.playbooks.queries import versions_in_force
from sakimori.measures.playbooks.types import IncidentKind, ReviewOutcome

MANAGER = "磯貝 直美"
EARLY = (IncidentKind.MIS_SENT_MAIL, IncidentKind.DEFACEMENT)
"""Adopted before the others, when there was only paper; their review is late."""
MISSING = IncidentKind.EPIDEMIC
"""Kept, but nobody has decided about it yet."""
CHANGED = IncidentKind.LOST_DEVICE


def fill(story: Story) -> None:
    """In spring two playbooks of the year before are entered; in June all others are adopted but one, in August one is
    changed after the exercise; in November the phishing playbook is looked at."""
    entered = story.day(2026, 4, 6)
    _adopt(story, entered, list(EARLY), story.day(2025, 10, 1), "議長決裁（令和7年度）")
    decided = story.day(2026, 6, 10)
    others = [kind for kind in IncidentKind if kind not in (*EARLY, MISSING)]
    actions.choose_kinds(story.acting(MANAGER, decided, 14), left_out={})
    _adopt(story, decided, others, decided, "議会運営委員会")
    changed = story.day(2026, 8, 20)
    text = shipped_text(CHANGED.value).replace(
        "電話を受けた時刻を書く。", "電話を受けた時刻を、事務局の赤い帳面に書く。"
    )
    actions.adopt(
        story.acting(MANAGER, changed, 14),
        texts={CHANGED.value: text},
        decided_on=changed,
        effective_on=changed,
        decision="事務局長決裁",
        note="机上演習の教訓により、時刻を書く場所を決めた。",
    )


def autumn(story: Story) -> None:
    """One was looked at after the phishing drill."""
    day = story.day(2026, 11, 18)
    version = versions_in_force(day)[IncidentKind.PHISHING.value]
    actions.review(
        story.acting(MANAGER, day, 16),
        versions=[version],
        reviewed_on=day,
        outcome=ReviewOutcome.NO_CHANGE,
        reasons="不審メール訓練で使い、困った点はなかった。",
        meeting="事務局の打合せ",
    )


def _adopt(story: Story, day: date, kinds: list[IncidentKind], effective: date, decision: str) -> None:
    actions.adopt(
        story.acting(MANAGER, day, 15),
        texts={kind.value: shipped_text(kind.value) for kind in kinds},
        decided_on=effective,
        effective_on=effective,
        decision=decision,
    )
