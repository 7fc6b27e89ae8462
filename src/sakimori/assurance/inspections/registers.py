"""The result of a round as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections.results import Result
from sakimori.foundation.exchange.columns import Column, Kind, Register, Row


def result_register(result: Result) -> Register:
    """A row for each question, as the page shows them."""

    def out() -> Iterable[Row]:
        for clause in result.clauses:
            for row in clause.questions:
                figures = row.figures
                yield {
                    "clause": clause.path,
                    "heading": clause.heading,
                    "key": row.question.key,
                    "text": row.question.shown_text,
                    "audience": str(row.question.get_audience_display()),
                    "yes": figures.yes,
                    "no": figures.no,
                    "unknown": figures.unknown,
                    "na": figures.not_applicable,
                    "proven": figures.proven,
                    "good": figures.good,
                    "is_new": _t("新しい質問") if row.is_new else "",
                    **{f"earlier_{place}": share for place, share in enumerate(row.earlier)},
                }

    columns = (
        Column("clause", _("条項")),
        Column("heading", _("条項の見出し"), width=24),
        Column("key", _("識別名"), width=18),
        Column("text", _("質問"), width=50),
        Column("audience", _("尋ねる相手"), width=18),
        Column("yes", _("はい"), Kind.INTEGER),
        Column("no", _("いいえ"), Kind.INTEGER),
        Column("unknown", _("わからない"), Kind.INTEGER),
        Column("na", _("該当しない"), Kind.INTEGER),
        Column("proven", _("台帳で確認"), Kind.INTEGER),
        Column("good", _("「はい」の割合（%）"), Kind.INTEGER),
        Column("is_new", _("新しい質問"), width=14),
        *(
            Column(f"earlier_{place}", _t("前の回: %(title)s（%%）") % {"title": one.title}, Kind.INTEGER, width=20)
            for place, one in enumerate(result.rounds)
        ),
    )
    return Register("inspections.result", _("点検の結果"), columns, ("key",), out)
