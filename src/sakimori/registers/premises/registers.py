"""Registers of places, keys and visitors as tables. Visitors only go out: a visit is entered when it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Option, Register, Row
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Post
from sakimori.registers.organization.options import person_options, unit_options
from sakimori.registers.premises.keyrings import key_rows
from sakimori.registers.premises.models import Place, Visit
from sakimori.registers.premises.types import KeyKind, PlaceKind


def places(on: date) -> Register:
    """Every place of the day."""
    return Register(
        name="premises.places",
        title=_("場所"),
        columns=(
            Column("name", _("名称"), aliases=("場所名", "部屋名", "室名"), required=True, max_length=80),
            Column("kind", _("種別"), Kind.CHOICE, ("区分",), required=True, options=_kinds),
            Column(
                "parent", _("この場所がある部屋"), Kind.REFERENCE, ("親の場所",), options=lambda: place_options(on),
                help=_("キャビネットなどのとき。先に部屋を登録してください。"),
            ),
            Column("is_managed_area", _("管理区域"), Kind.BOOL),
            Column(
                "unit", _("使う会派・部署"), Kind.REFERENCE, ("会派", "所管", "使用会派"), options=lambda: unit_options(on)
            ),
            Column("keeper_post", _("管理する職"), Kind.REFERENCE, ("管理責任者の職",), options=lambda: _posts(on)),
            Column("keeper", _("管理する人"), Kind.REFERENCE, ("管理者", "管理責任者"), options=person_options),
            Column("who_may_enter", _("入れる人"), aliases=("入室できる者",), max_length=200),
            Column("rules", _("きまり")),
            Column("note", _("備考"), max_length=400),
        ),
        key_columns=("name", "parent"),
        export_rows=lambda: _places(on),
        id_key="id",
    )  # fmt: skip


def _kinds() -> list[Option]:
    return [Option(one.value, one.label) for one in PlaceKind]


def _key_kinds() -> list[Option]:
    return [Option(one.value, one.label) for one in KeyKind]


def place_options(on: date, also: Q | None = None) -> list[Option]:
    """Places of the day, and those under a condition; one of several with the same name is told by its room."""
    chosen = covers(on) if also is None else covers(on) | also
    rows = list(Place.objects.filter(chosen).select_related("parent").order_by("order", "name", "id").distinct())
    many = Counter(row.name for row in rows)
    return [
        Option(row.pk, f"{row.name}（{row.parent.name}）" if many[row.name] > 1 and row.parent else row.name)
        for row in rows
    ]


def _posts(on: date) -> list[Option]:
    """Posts of the day with their unit: titles recur in every caucus."""
    rows = Post.objects.on(on).select_related("unit").order_by("unit__order", "order", "id")
    return [Option(row.pk, f"{row.title}（{row.unit.name}）") for row in rows]


def _places(on: date) -> Iterator[Row]:
    for place in Place.objects.on(on).order_by("order", "name", "id"):
        yield {
            "id": str(place.pk),
            "name": place.name,
            "kind": place.kind,
            "parent": place.parent_id,
            "is_managed_area": place.is_managed_area,
            "unit": place.unit_id,
            "keeper_post": place.keeper_post_id,
            "keeper": place.keeper_id,
            "who_may_enter": place.who_may_enter,
            "rules": place.rules,
            "note": place.note,
        }


def keys(on: date) -> Register:
    """Every key of the day with who has it."""
    return Register(
        name="premises.keys",
        title=_("鍵・カード"),
        columns=(
            Column(
                "place", _("場所"), Kind.REFERENCE, ("部屋", "対象の部屋"), required=True, options=lambda: place_options(on)
            ),
            Column("kind", _("種類"), Kind.CHOICE, ("区分",), options=_key_kinds, help=_("空欄なら鍵。")),
            Column("number", _("鍵・カードの番号"), aliases=("番号", "鍵番号", "カード番号"), required=True, max_length=40),
            Column("person", _("持っている人"), Kind.REFERENCE, ("所持者", "貸出先", "使用者"), options=person_options),
            Column("lent_on", _("渡した日"), Kind.DATE, ("貸出日", "貸与日")),
            Column("due_on", _("返す日"), Kind.DATE, ("返却予定日",)),
            Column("note", _("備考"), max_length=200),
        ),
        key_columns=("place", "kind", "number"),
        export_rows=lambda: _keys(on),
        id_key="id",
        check_row=_check_key,
    )  # fmt: skip


def _check_key(row: Row) -> Iterable[tuple[str, str]]:
    if row.get("person") is None and (row.get("lent_on") or row.get("due_on")):
        yield "person", _t("渡した日があるときは、持っている人も入力してください。")
    if row.get("lent_on") and row.get("due_on") and row["due_on"] < row["lent_on"]:
        yield "due_on", _t("返す日は、渡した日以後にしてください。")


def _keys(on: date) -> Iterator[Row]:
    for row in key_rows(on):
        yield {
            "id": str(row.key.pk),
            "place": row.key.place_id,
            "kind": row.key.kind,
            "number": row.key.number,
            "person": row.loan.person_id if row.loan else None,
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
