"""The answers of a survey as a table, by item ①–⑧."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from sakimori.assurance.reviews.queries import Draft
from sakimori.foundation.exchange.columns import Column, Kind, Register, Row


def answers_register(drafts: Sequence[Draft], texts: Mapping[str, str]) -> Register:
    """A row for each item: clauses, figures, the words that are sent, and the checks they rest on."""

    def rows() -> Iterable[Row]:
        for draft in drafts:
            yield {
                "item": draft.title,
                "clauses": "、".join(draft.clauses),
                "kept": draft.kept,
                "population": draft.population,
                "text": texts[str(draft.item)],
                "sources": "、".join(row.spec.title for row in draft.duties),
            }

    columns = (
        Column("item", _("省令の号"), width=34),
        Column("clauses", _("方針の条項"), width=20),
        Column("kept", _("守られている数"), Kind.INTEGER),
        Column("population", _("対象"), Kind.INTEGER),
        Column("text", _("回答"), width=80),
        Column("sources", _("もとになる確認項目"), width=60),
    )
    return Register("reviews.answers", _("調査への回答"), columns, ("item",), rows)
