"""Tables that come and go: the assembly's own questions, and the form that a contractor fills in with Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Option, Register, Row
from sakimori.foundation.exchange.readers import preview
from sakimori.foundation.exchange.writers import write_xlsx
from sakimori.measures.assessments.actions.questionnaires import OwnQuestion
from sakimori.measures.assessments.models import QuestionnaireVersion
from sakimori.measures.assessments.queries import Sheet
from sakimori.measures.assessments.rules import needs_words
from sakimori.measures.assessments.types import LONGEST_ANSWER, Choice


def questions_register(version: QuestionnaireVersion | None = None) -> Register:
    """Questions of a version (to change and bring back), or an empty table."""

    def rows() -> Iterator[Row]:
        for one in version.questions.order_by("number") if version else ():
            yield {"topic": one.topic, "text": one.text, "explanation": one.explanation, "evidence": one.evidence}

    return Register(
        name="assessments.questions",
        title=_("委託先への質問票"),
        columns=(
            Column("topic", _("項目"), aliases=("分類", "区分", "大項目", "カテゴリ"), max_length=60, width=16),
            Column(
                "text", _("質問"), aliases=("質問内容", "設問", "確認事項", "チェック項目", "確認内容", "質問事項"),
                required=True, max_length=400, width=50, help=_("「はい」が望ましい答えになるように、一つのことだけを尋ねます。"),
            ),
            Column(
                "explanation", _("説明"), aliases=("解説", "補足", "備考", "説明・例"), max_length=600, width=40,
                help=_("何を尋ねているか、やさしい言葉で。"),
            ),
            Column(
                "evidence", _("あると分かりやすい資料"), aliases=("証拠", "根拠資料", "確認資料", "エビデンス", "添付資料"),
                max_length=400, width=30,
            ),
        ),
        key_columns=("text",),
        export_rows=rows,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held, or what is wrong with it, line by line."""

    questions: list[OwnQuestion]
    errors: list[str]


def read_questions(content: bytes) -> Read:
    """The assembly's own questions from xlsx or CSV. Raises FileRefused."""
    found = preview(questions_register(), content)
    errors = [*found.errors, *map(str, found.cell_errors)]
    rows = [
        OwnQuestion(
            row.values.get("topic", ""), row.values["text"], row.values.get("explanation", ""),
            row.values.get("evidence", ""),
        )
        for row in found.rows
        if not row.errors and "text" in row.values
    ]  # fmt: skip
    return Read(rows, errors)


def _choices() -> Sequence[Option]:
    return [
        Option(Choice.YES, Choice.YES.label, ("○", "〇", "yes", "実施", "できている")),
        Option(Choice.PARTLY, Choice.PARTLY.label, ("△", "一部", "partly")),
        Option(Choice.NO, Choice.NO.label, ("×", "no", "未実施", "できていない")),
        Option(Choice.NOT_APPLICABLE, Choice.NOT_APPLICABLE.label, ("－", "-", "該当なし", "対象外", "n/a")),
    ]


def answer_register(sheet: Sheet) -> Register:
    """The form: a line for each question with what is answered so far, last time's answer beside it."""

    def rows() -> Iterator[Row]:
        for row in sheet.rows:
            shown = row.answer or None
            yield {
                "number": row.question.number,
                "question": row.question.words.text,
                "choice": Choice(shown.choice) if shown else None,
                "text": shown.text if shown else "",
                "explanation": row.question.words.explanation,
                "evidence": row.question.words.evidence,
                "before": before_text(row.before.choice, row.before.text) if row.before else "",
            }

    def check(row: Row) -> Iterable[tuple[str, str]]:
        numbers = {one.question.number for one in sheet.rows}
        if row.get("number") not in numbers:
            yield "number", _t("この番号の質問はありません。")
        choice, text = row.get("choice"), row.get("text") or ""
        if choice and needs_words(choice) and not text:
            yield "text", _t("「はい」のほかを選んだときは、くわしい内容も書いてください。")
        if text and not choice:
            yield "choice", _t("回答を選んでください。")

    return Register(
        name="assessments.answers",
        title=_("回答の用紙"),
        columns=(
            Column("number", _("番号"), Kind.INTEGER, ("No", "no."), required=True, width=6),
            Column("question", _("質問"), width=50, help=_("書き換えないでください。")),
            Column("choice", _("回答"), Kind.CHOICE, options=_choices, width=14, help=_("一覧から選びます。")),
            Column(
                "text", _("くわしい内容"), aliases=("回答内容", "内容"), max_length=LONGEST_ANSWER, width=50,
                help=_("「はい」のほかを選んだときは、必ず書いてください。"),
            ),
            Column("explanation", _("説明"), width=40),
            Column("evidence", _("あると分かりやすい資料"), width=30),
            Column("before", _("前回の回答"), width=40, max_length=LONGEST_ANSWER + 100),
        ),
        key_columns=("number",),
        export_rows=rows,
        check_row=check,
    )  # fmt: skip


def before_text(choice: str, text: str) -> str:
    """An answer in one cell."""
    return "　".join(part for part in (str(Choice(choice).label), text) if part)


def answer_form(sheet: Sheet, written_at: datetime) -> bytes:
    """The form as xlsx."""
    return write_xlsx(answer_register(sheet), written_at=written_at.replace(tzinfo=None))


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled-in form holds, or what is wrong with it."""

    answers: dict[int, tuple[Choice, str]]
    errors: list[str]


def read_answers(sheet: Sheet, content: bytes) -> Filled:
    """Answers of a form that came back; lines without an answer are left out. Raises FileRefused."""
    found = preview(answer_register(sheet), content)
    errors = [*found.errors, *map(str, found.cell_errors)]
    answers = {
        row.values["number"]: (Choice(row.values["choice"]), row.values.get("text") or "")
        for row in found.rows
        if not row.errors and row.values.get("choice")
    }
    if not errors and not answers:
        errors.append(_t("「回答」の列に何も書かれていません。"))
    return Filled(answers, errors)
