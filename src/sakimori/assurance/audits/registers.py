"""The list of corrective actions as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Register, Row
from sakimori.foundation.improvements.models import Improvement


def improvements_register(rows: Sequence[Improvement]) -> Register:
    """A row for each, as the page shows them."""

    def out() -> Iterable[Row]:
        for row in rows:
            yield {
                "number": row.number,
                "title": row.title,
                "finding": row.finding,
                "found_on": row.found_on,
                "grade": str(row.get_grade_display()),
                "origin": str(row.get_origin_display()),
                "origin_text": row.origin_text,
                "clause": row.clause_path,
                "owner": row.owner.shown_name if row.owner else "",
                "due_on": row.due_on,
                "state": str(row.get_state_display()),
                "cause": row.cause,
                "measure": row.measure,
                "done_on": row.done_on,
                "done_note": row.done_note,
                "verified_on": row.verified_on,
                "verified_by": row.verified_by.shown_name if row.verified_by else "",
            }

    columns = (
        Column("number", _("番号"), Kind.INTEGER),
        Column("title", _("件名"), width=30),
        Column("finding", _("見つかったこと"), width=50),
        Column("found_on", _("見つけた日"), Kind.DATE),
        Column("grade", _("程度")),
        Column("origin", _("きっかけ")),
        Column("origin_text", _("きっかけの名称"), width=24),
        Column("clause", _("条項")),
        Column("owner", _("担当者"), Kind.NAME),
        Column("due_on", _("期限"), Kind.DATE),
        Column("state", _("状態")),
        Column("cause", _("なぜ起きたか"), width=40),
        Column("measure", _("改善の内容"), width=40),
        Column("done_on", _("実施日"), Kind.DATE),
        Column("done_note", _("実施した内容"), width=40),
        Column("verified_on", _("確かめた日"), Kind.DATE),
        Column("verified_by", _("確かめた人"), Kind.NAME),
    )
    return Register("audits.improvements", _("改善措置"), columns, ("number",), out)
