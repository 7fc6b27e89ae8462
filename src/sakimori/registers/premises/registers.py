"""Registers of places, keys and visitors as tables. They go out; what belongs together is entered on its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Register, Row
from sakimori.registers.premises.keyrings import key_rows
from sakimori.registers.premises.models import Visit
from sakimori.registers.premises.queries import place_rows


def places(on: date) -> Register:
    """Every place of the day."""
    return Register(
        name="premises.places",
        title=_("場所"),
        columns=(
            Column("name", _("名称"), required=True, max_length=80),
            Column("kind", _("種別")),
            Column("parent", _("この場所がある部屋")),
            Column("is_managed_area", _("管理区域"), Kind.BOOL),
            Column("unit", _("使う会派・部署")),
            Column("keeper", _("管理する人")),
            Column("who_may_enter", _("入れる人")),
            Column("rules", _("きまり")),
            Column("checked", _("最後の点検日"), Kind.DATE),
            Column("due", _("次の点検期限"), Kind.DATE),
            Column("note", _("備考")),
        ),
        key_columns=("name", "parent"),
        export_rows=lambda: _places(on),
    )


def _places(on: date) -> Iterator[Row]:
    for row in place_rows(on):
        place = row.place
        yield {
            "name": place.name,
            "kind": str(place.get_kind_display()),
            "parent": place.parent.name if place.parent else "",
            "is_managed_area": place.is_managed_area,
            "unit": place.unit.name if place.unit else "",
            "keeper": row.keeper,
            "who_may_enter": place.who_may_enter,
            "rules": place.rules,
            "checked": row.last,
            "due": row.due,
            "note": place.note,
        }


def keys(on: date) -> Register:
    """Every key of the day with who has it."""
    return Register(
        name="premises.keys",
        title=_("鍵・カード"),
        columns=(
            Column("place", _("場所"), required=True),
            Column("kind", _("種類")),
            Column("number", _("鍵・カードの番号"), required=True),
            Column("person", _("持っている人"), Kind.NAME),
            Column("lent_on", _("渡した日"), Kind.DATE),
            Column("due_on", _("返す日"), Kind.DATE),
            Column("note", _("備考")),
        ),
        key_columns=("place", "kind", "number"),
        export_rows=lambda: _keys(on),
    )


def _keys(on: date) -> Iterator[Row]:
    for row in key_rows(on):
        yield {
            "place": row.key.place.name,
            "kind": str(row.key.get_kind_display()),
            "number": row.key.number,
            "person": row.loan.person.shown_name if row.loan else "",
            "lent_on": row.loan.lent_on if row.loan else None,
            "due_on": row.loan.due_on if row.loan else None,
            "note": row.key.note,
        }


def visits(on: date) -> Register:
    """Every visit up to the day."""
    return Register(
        name="premises.visits",
        title=_("入退室の記録"),
        columns=(
            Column("came_on", _("入室日"), Kind.DATE, required=True),
            Column("came_at", _("入室時刻"), required=True),
            Column("left_on", _("退室日"), Kind.DATE),
            Column("left_at", _("退室時刻")),
            Column("place", _("場所")),
            Column("visitor", _("来訪者"), Kind.NAME),
            Column("company", _("事業者・所属")),
            Column("purpose", _("用件")),
            Column("escort", _("立会者"), Kind.NAME),
            Column("touched", _("触れた機器・作業の内容")),
            Column("brought", _("持ち込んだ機器・媒体")),
            Column("taken", _("持ち出した機器・媒体")),
        ),
        key_columns=("came_on", "came_at", "visitor"),
        export_rows=lambda: _visits(on),
    )


def _visits(on: date) -> Iterator[Row]:
    rows = Visit.objects.filter(came_at__date__lte=on).select_related("place", "escort").order_by("came_at", "id")
    for visit in rows.iterator():
        came = timezone.localtime(visit.came_at)
        left = timezone.localtime(visit.left_at) if visit.left_at else None
        yield {
            "came_on": came.date(),
            "came_at": f"{came:%H:%M}",
            "left_on": left.date() if left else None,
            "left_at": f"{left:%H:%M}" if left else "",
            "place": visit.place.name,
            "visitor": visit.visitor,
            "company": visit.company,
            "purpose": visit.purpose,
            "escort": visit.escort.shown_name if visit.escort else "",
            "touched": visit.touched,
            "brought": visit.brought,
            "taken": visit.taken,
        }
