"""The register of services as a table that goes out and comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Option, Register, Row
from sakimori.measures.services.models import CloudService
from sakimori.measures.services.types import DataPlace, ServiceKind, TermsKind
from sakimori.registers.assets.examples import Limit


def _kinds() -> list[Option]:
    return [Option(one.value, one.label) for one in ServiceKind]


def _limits() -> list[Option]:
    return [Option(one.value, one.label) for one in Limit]


def _terms() -> list[Option]:
    return [Option(one.value, one.label) for one in TermsKind]


def _places() -> list[Option]:
    return [Option(one.value, one.label) for one in DataPlace]


def services(on: date) -> Register:
    """Services in use up to the day, past ones too; wishes that were never granted are not among them."""

    def check(row: Row) -> Iterable[tuple[str, str]]:
        start, end = row.get("started_on"), row.get("ended_on")
        if start is not None and start > on:
            yield "started_on", _t("先の日付は入力できません。")
        if start is not None and end is not None and end < start:
            yield "ended_on", _t("使い始めた日より前の日です。")

    return Register(
        name="services.services",
        title=_("クラウドサービス"),
        columns=(
            Column(
                "name", _("サービスの名称"), aliases=("サービス名", "クラウド名", "名称", "システム名"),
                required=True, max_length=120,
            ),
            Column("kind", _("種類"), Kind.CHOICE, ("区分",), options=_kinds),
            Column("provider", _("提供者"), aliases=("事業者", "提供事業者", "会社名"), max_length=120),
            Column("purpose", _("使う目的"), aliases=("用途", "利用目的", "目的"), required=True, max_length=300),
            Column("limit", _("入れる情報"), Kind.CHOICE, ("機密性", "情報の区分"), options=_limits),
            Column("terms", _("契約の形"), Kind.CHOICE, ("契約",), options=_terms),
            Column("place", _("データの置き場所"), Kind.CHOICE, ("データの所在", "保管場所"), options=_places),
            Column("started_on", _("使い始めた日"), Kind.DATE, ("利用開始日", "開始日"), required=True),
            Column("ended_on", _("使うのをやめた日"), Kind.DATE, ("利用終了日", "終了日")),
        ),
        key_columns=("name",),
        export_rows=lambda: _rows(on),
        id_key="id",
        check_row=check,
    )  # fmt: skip


def _rows(on: date) -> Iterator[Row]:
    for row in CloudService.objects.filter(started_on__lte=on).order_by("name", "id").iterator():
        yield {
            "id": str(row.pk),
            "name": row.name,
            "kind": row.kind,
            "provider": row.provider,
            "purpose": row.purpose,
            "limit": row.limit or None,
            "terms": row.terms,
            "place": row.place,
            "started_on": row.started_on,
            "ended_on": row.ended_on,
        }
