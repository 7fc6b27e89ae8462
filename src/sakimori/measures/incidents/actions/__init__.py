"""Every write of this module."""

from sakimori.measures.incidents.actions.affected import (
    close_account,
    close_person,
    device_found,
    end_loan,
    mark_lost,
)
from sakimori.measures.incidents.actions.cases import (
    change_facts,
    change_level,
    link_cases,
    merge_case,
    open_case,
    settle_whose,
    take_merged,
    take_report,
    take_steps,
)
from sakimori.measures.incidents.actions.clocks import add_clock, adjust_clock, decline_clock, finish_clock
from sakimori.measures.incidents.actions.evidence import hand_evidence, take_evidence
from sakimori.measures.incidents.actions.exercises import (
    add_inject,
    add_player,
    address_inject,
    open_exercise,
    read_out,
    remove_player,
)
from sakimori.measures.incidents.actions.papers import change_paper, make_paper, send_paper
from sakimori.measures.incidents.actions.readers import keep_from, name_readers, restrict, unrestrict
from sakimori.measures.incidents.actions.review import (
    add_lesson,
    begin_review,
    close_case,
    open_points,
    record_review,
    reopen_case,
)
from sakimori.measures.incidents.actions.settings import keep_stock_text, set_ground, word_level
from sakimori.measures.incidents.actions.tasks import add_task, skip_task, tick_from_paper, tick_task
from sakimori.measures.incidents.actions.timeline import (
    Mentioned,
    add_party,
    correct_line,
    hand_over,
    spend,
    touch_asset,
    write_line,
)
from sakimori.measures.incidents.actions.visits import link_visits, unlink_visit

__all__ = [
    "Mentioned",
    "add_clock",
    "add_inject",
    "add_lesson",
    "add_party",
    "add_player",
    "add_task",
    "address_inject",
    "adjust_clock",
    "begin_review",
    "change_facts",
    "change_level",
    "change_paper",
    "close_account",
    "close_case",
    "close_person",
    "correct_line",
    "decline_clock",
    "device_found",
    "end_loan",
    "finish_clock",
    "hand_evidence",
    "hand_over",
    "keep_from",
    "keep_stock_text",
    "link_cases",
    "link_visits",
    "make_paper",
    "mark_lost",
    "merge_case",
    "name_readers",
    "open_case",
    "open_exercise",
    "open_points",
    "read_out",
    "record_review",
    "remove_player",
    "reopen_case",
    "restrict",
    "send_paper",
    "set_ground",
    "settle_whose",
    "skip_task",
    "spend",
    "take_evidence",
    "take_merged",
    "take_report",
    "take_steps",
    "tick_from_paper",
    "tick_task",
    "touch_asset",
    "unlink_visit",
    "unrestrict",
    "word_level",
    "write_line",
]
