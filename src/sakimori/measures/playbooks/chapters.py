"""The chapter of the nightly pack: every playbook that is kept, with names and numbers, for the day nothing works."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.book import BookSection
from sakimori.measures.playbooks.queries import left_out
from sakimori.measures.playbooks.reading import CallRow, Reading, StepRow
from sakimori.measures.playbooks.sheets import readings, version_words


def pack_chapter(ctx: Context, _is_restricted: bool = False) -> Sequence[BookSection]:
    """Three sections a playbook: now and whom to call, the steps, what to keep and tell. Five SQL statements."""
    return [part for reading in readings(ctx, left_out(ctx.today)) for part in _sections(reading)]


def _sections(reading: Reading) -> list[BookSection]:
    book = reading.playbook
    minutes = "\n".join(f"{number}. {line}" for number, line in enumerate(book.first_minutes, start=1))
    return [
        BookSection(
            _t("対応手順: %(title)s") % {"title": book.title},
            [version_words(reading.version), "\n".join(f"● {line}" for line in book.advice), minutes],
            [_t("連絡する相手"), _t("いつ"), _t("何を伝えるか"), _t("電話")],
            [[row.call.who or row.kind, row.call.when, row.call.what, _numbers(row)] for row in reading.calls],
        ),
        BookSection(
            _t("手順: %(title)s") % {"title": book.title},
            [],
            [_t("番号"), _t("すること"), _t("担当"), _t("決める人"), _t("先にする手順"), _t("目安")],
            [
                [row.step.key, row.step.text, _who(row), row.step.says, "、".join(row.step.after), row.by]
                for row in reading.steps
            ],
        ),
        BookSection(
            _t("記録と連絡: %(title)s") % {"title": book.title},
            ["\n".join(f"・{line}" for line in book.evidence)],
            [_t("伝える相手"), _t("伝える内容")],
            [list(row) for row in book.telling],
        ),
    ]


def _numbers(row: CallRow) -> str:
    lines = ["　".join([entry.name, *(number.shown for number in entry.numbers)]) for entry in row.entries]
    return "\n".join(lines)


def _who(row: StepRow) -> str:
    return "\n".join([row.owner, *row.names])
