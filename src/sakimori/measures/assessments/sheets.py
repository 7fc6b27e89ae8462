"""Papers of checks: the letter with the link, the contractor's receipt, the result for the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.papers.days import day_text, reader_language, year_text
from sakimori.foundation.papers.render import QrCode, render
from sakimori.measures.assessments.models import ContractCheck, Correction
from sakimori.measures.assessments.queries import Sheet, YearScore

FOLDER = "measures/assessments/papers"


def _moment(at: object) -> str:
    local = timezone.localtime(at, TOKYO)  # type: ignore[arg-type]
    return f"{day_text(local.date())} {local:%H:%M}"


def letters_pdf(ctx: Context, letters: Sequence[tuple[ContractCheck, str, str]]) -> bytes:
    """One letter for each (check, addressee, link). A letter of a Japanese public office, whoever prints it."""
    with translation.override("ja"):
        data = {
            "assembly": ctx.assembly.name,
            "date": wareki(ctx.today),
            "letters": [
                {
                    "to": check.contract.supplier.name,
                    "name": name,
                    "contract": check.contract.title,
                    "due": wareki(check.due_on),
                    "title": check.round.version.questionnaire.name,
                    "link": QrCode(link, _("回答用のページを開く二次元コード")),
                }
                for check, name, link in letters
            ],
        }
        return render(f"{FOLDER}/letter.typ", data, lang="ja")


def receipt_pdf(assembly: str, check: ContractCheck, sheet: Sheet) -> bytes:
    """What the contractor handed in, and when. It says nothing of the office's judgement."""
    assert check.submitted_at is not None
    data = {
        "assembly": assembly,
        "title": _("回答の控え"),
        "subtitle": check.round.version.questionnaire.shown_name,
        "facts": [
            [_("提出先"), assembly],
            [_("契約の件名"), check.contract.title],
            [_("提出日時"), _moment(check.submitted_at)],
            [_("提出した人"), check.submitted_by],
        ],
        "rows": [
            [
                str(row.question.number),
                row.question.words.text,
                "\n".join(part for part in (row.answer.get_choice_display(), row.answer.text) if part),
                f"{row.answer.answered_by}\n{_moment(row.answer.answered_at)}",
            ]
            for row in sheet.rows
            if row.answer
        ],
        "replies": [
            [one.text, one.reply, one.replied_by]
            for one in [*sheet.follow_ups, *(one for row in sheet.rows for one in row.follow_ups)]
            if one.replied_at
        ],
        "files": [row.file.name for row in [*sheet.files, *(one for row in sheet.rows for one in row.files)]],
    }
    return render(f"{FOLDER}/receipt.typ", data, lang=reader_language())


def result_pdf(
    ctx: Context, check: ContractCheck, sheet: Sheet, corrections: Sequence[Correction], scores: Sequence[YearScore]
) -> bytes:
    """The result for the file: answers with judgement, corrections, the whole, a line to sign."""
    facts = [
        [_("事業者"), check.contract.supplier.name],
        [_("契約の件名"), check.contract.title],
        [_("確認の機会"), f"{year_text(check.round.fiscal_year)}　{check.round.get_occasion_display()}"],
        [_("質問票"), check.round.version.questionnaire.shown_name],
        [_("依頼日"), _day(check.round.opened_on)],
        [_("提出日時"), _moment(check.submitted_at) if check.submitted_at else "—"],
        [_("提出した人"), check.submitted_by or "—"],
    ]
    data = {
        "assembly": ctx.assembly.name,
        "title": _("委託先の確認の結果"),
        "subtitle": check.contract.supplier.name,
        "date": _day(ctx.today),
        "facts": facts,
        "outcome": check.get_outcome_display(),
        "opinion": check.opinion,
        "judged": _day(check.judged_on) if check.judged_on else "",
        "judge": check.judge.shown_name if check.judge else "",
        "is_on_paper": check.is_signed_on_paper,
        "is_signed": check.signature_id is not None,
        "score": f"{check.ok_count} / {check.counted}" if check.counted else "",
        "scores": [
            [year_text(one.year), f"{one.score.ok} / {one.score.counted}", f"{one.score.percent}%"]
            for one in scores
            if one.score.percent is not None
        ],
        "rows": [
            [
                str(row.question.number),
                row.question.words.topic,
                "\n".join(part for part in (row.answer.get_choice_display(), row.answer.text) if part)
                if row.answer
                else "—",
                "\n".join(part for part in (row.answer.get_judgement_display(), row.answer.judgement_note) if part)
                if row.answer and row.answer.judgement
                else "—",
            ]
            for row in sheet.rows
        ],
        "replies": [
            [one.text, one.reply or "—"]
            for one in [*sheet.follow_ups, *(one for row in sheet.rows for one in row.follow_ups)]
        ],
        "corrections": [
            [one.text, _day(one.improvement.due_on), one.improvement.get_state_display()] for one in corrections
        ],
    }
    return render(f"{FOLDER}/result.typ", data, lang=reader_language())


def _day(day: date) -> str:
    return day_text(day)
