"""Every write of audits."""

from sakimori.assurance.audits.actions.plans import (
    appoint_auditor,
    cancel_audit,
    change_audit,
    change_auditor,
    decide_year,
    make_link,
    note_opening,
    plan_audit,
    revoke_link,
)
from sakimori.assurance.audits.actions.results import (
    answer_finding,
    close_audit,
    deliver_report,
    finish_answers,
    follow_up,
)
from sakimori.assurance.audits.actions.work import (
    add_question,
    change_finding,
    check_draw,
    check_item,
    draw_sample,
    record_finding,
    report_audit,
    start_audit,
    withdraw_finding,
)

__all__ = [
    "add_question",
    "answer_finding",
    "appoint_auditor",
    "cancel_audit",
    "change_audit",
    "change_auditor",
    "change_finding",
    "check_draw",
    "check_item",
    "close_audit",
    "decide_year",
    "deliver_report",
    "draw_sample",
    "finish_answers",
    "follow_up",
    "make_link",
    "note_opening",
    "plan_audit",
    "record_finding",
    "report_audit",
    "revoke_link",
    "start_audit",
    "withdraw_finding",
]
