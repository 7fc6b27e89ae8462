"""Every write of courses."""

from sakimori.measures.learning.actions.completions import record_completion, void_completion
from sakimori.measures.learning.actions.courses import add_picture, checked, retire_course, write_course
from sakimori.measures.learning.actions.imports import import_results
from sakimori.measures.learning.actions.plan import (
    adopt_course,
    ask_for_course,
    ask_newcomers,
    change_required,
    drop_required,
    plan_year,
    require_course,
)
from sakimori.measures.learning.actions.reports import figures_of, report_results
from sakimori.measures.learning.actions.sessions import (
    add_session_file,
    ask_absentees,
    attend,
    change_session,
    close_session,
    plan_session,
    print_attendance,
    tick,
)

__all__ = [
    "add_picture",
    "add_session_file",
    "adopt_course",
    "ask_absentees",
    "ask_for_course",
    "ask_newcomers",
    "attend",
    "change_required",
    "change_session",
    "checked",
    "close_session",
    "drop_required",
    "figures_of",
    "import_results",
    "plan_session",
    "plan_year",
    "print_attendance",
    "record_completion",
    "report_results",
    "require_course",
    "retire_course",
    "tick",
    "void_completion",
    "write_course",
]
