"""Every write of drills."""

from sakimori.measures.drills.actions.mailing import count_failed, count_sent, put_back, take_next
from sakimori.measures.drills.actions.phishing import (
    add_people,
    adopt_decided_phishing,
    announce,
    apply_for_phishing,
    change_phishing,
    finish_phishing,
    launch_phishing,
    plan_phishing,
)
from sakimori.measures.drills.actions.records import (
    add_course_note,
    add_drill_file,
    add_lesson,
    change_drill,
    choose_kinds,
    close_drill,
    plan_drill,
    record_result,
)
from sakimori.measures.drills.actions.reports import (
    handle_report,
    is_real,
    put_up_poster,
    report_mail,
    take_down_poster,
)
from sakimori.measures.drills.actions.visits import note_visit

__all__ = [
    "add_course_note",
    "add_drill_file",
    "add_lesson",
    "add_people",
    "adopt_decided_phishing",
    "announce",
    "apply_for_phishing",
    "change_drill",
    "change_phishing",
    "choose_kinds",
    "close_drill",
    "count_failed",
    "count_sent",
    "finish_phishing",
    "handle_report",
    "is_real",
    "launch_phishing",
    "note_visit",
    "plan_drill",
    "plan_phishing",
    "put_back",
    "put_up_poster",
    "record_result",
    "report_mail",
    "take_down_poster",
    "take_next",
]
