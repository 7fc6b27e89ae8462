"""Every write of checks of contractors."""

from sakimori.measures.assessments.actions.answers import (
    Side,
    invite,
    keep_answers,
    remove_file,
    reply,
    save_answer,
    submit,
    take_in_answers,
    uninvite,
)
from sakimori.measures.assessments.actions.judging import (
    ask_back,
    finish,
    go_on,
    judge_answers,
    report_correction,
    request_correction,
)
from sakimori.measures.assessments.actions.questionnaires import (
    OwnQuestion,
    adopt_shipped,
    retire_questionnaire,
    take_in_questions,
)
from sakimori.measures.assessments.actions.rounds import (
    extend,
    letters_for,
    make_link,
    open_round,
    remind,
    revoke_link,
    withdraw,
)

__all__ = [
    "OwnQuestion",
    "Side",
    "adopt_shipped",
    "ask_back",
    "extend",
    "finish",
    "go_on",
    "invite",
    "judge_answers",
    "keep_answers",
    "letters_for",
    "make_link",
    "open_round",
    "remind",
    "remove_file",
    "reply",
    "report_correction",
    "request_correction",
    "retire_questionnaire",
    "revoke_link",
    "save_answer",
    "submit",
    "take_in_answers",
    "take_in_questions",
    "uninvite",
    "withdraw",
]
