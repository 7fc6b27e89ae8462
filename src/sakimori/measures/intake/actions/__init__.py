"""Every write of reports."""

from sakimori.measures.intake.actions.doors import change_door, open_door, replace_code
from sakimori.measures.intake.actions.filing import Filed, Sent, file_report
from sakimori.measures.intake.actions.handling import (
    answer_reporter,
    close_without_case,
    merge_reports,
    note_case_closed,
    restrict_report,
    take_up,
)

__all__ = [
    "Filed",
    "Sent",
    "answer_reporter",
    "change_door",
    "close_without_case",
    "file_report",
    "merge_reports",
    "note_case_closed",
    "open_door",
    "replace_code",
    "restrict_report",
    "take_up",
]
