"""Results of courses as a table: they go out, and those of outside courses come in (CYDER, the city's e-learning)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Register, Row
from sakimori.measures.learning.models import Completion
from sakimori.registers.organization.options import person_options


def results(on: date) -> Register:
    """Who finished which course when; a line that is known already changes nothing."""
    return Register(
        name="learning.results",
        title=_("研修の結果"),
        columns=(
            Column(
                "person", _("氏名"), Kind.REFERENCE, ("受講者", "受講者名", "名前", "議員名"), required=True,
                options=person_options,
            ),
            Column(
                "course", _("研修の名前"), aliases=("講座名", "コース名", "研修名", "演習名"), required=True,
                max_length=120,
            ),
            Column("done_on", _("修了日"), Kind.DATE, ("受講日", "完了日", "受講年月日"), required=True),
            Column("result", _("結果"), aliases=("成績", "合否", "得点"), max_length=120),
            Column("organiser", _("主催"), aliases=("主催者", "実施機関"), max_length=120),
            Column("number", _("修了証番号"), help=_("読み込むときは使いません。")),
        ),
        key_columns=("person", "course", "done_on"),
        export_rows=_rows,
        check_row=_Check(on),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Check:
    """What must hold across a row."""

    on: date

    def __call__(self, row: Row) -> Iterable[tuple[str, str]]:
        if row.get("done_on") and row["done_on"] > self.on:
            yield "done_on", _t("修了日に先の日付は入力できません。")


def _rows() -> Iterator[Row]:
    rows = Completion.objects.filter(void_on__isnull=True).select_related("person")
    for row in rows.order_by("done_on", "person__kana", "id"):
        yield {
            "id": str(row.pk),
            "person": row.person_id,
            "course": row.course_title,
            "done_on": row.done_on,
            "result": row.result,
            "organiser": row.organiser,
            "number": row.number,
        }
