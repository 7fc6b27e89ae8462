"""A list as one request shows it: its rows after the filters of the address, its saved views, its table to take out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.exchange.columns import Column, Register
from sakimori.foundation.exchange.text import folded
from sakimori.foundation.exchange.writers import write_csv, write_xlsx
from sakimori.foundation.files.kinds import XLSX
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.differences import Differences, differences
from sakimori.foundation.lists.forms import ViewForm
from sakimori.foundation.lists.models import SavedView
from sakimori.foundation.lists.queries import views_of
from sakimori.foundation.lists.tables import SINCE, TEXT, Shown, Table, plain_day
from sakimori.foundation.ui.past import day_of

Row = TypeVar("Row")
SHAPES = ("xlsx", "csv")


@dataclass(frozen=True)
class Pick:
    """A column's filter: its values among the rows, and the one that is chosen."""

    key: str
    label: Any
    values: Sequence[str]
    chosen: str


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """What the page shows and what its tools need. One SQL statement (saved views), read before rendering."""

    table: Table
    rows: Sequence[Row]
    on: date
    today: date
    text: str
    picks: Sequence[Pick]
    own: Sequence[tuple[str, str]]
    query: str
    path: str
    shape: str
    views: Sequence[SavedView]
    may_share: bool
    account_id: Any
    written_at: Any
    differences: Differences | None = None

    @property
    def is_past(self) -> bool:
        """Whether another day than today is shown."""
        return self.on < self.today

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set."""
        return bool(self.text or self.is_past or self.differences or any(pick.chosen for pick in self.picks))

    @property
    def has_form(self) -> bool:
        """Whether the tools have filters of their own."""
        return bool(self.table.searched or self.table.dated or self.picks)

    @cached_property
    def droppable(self) -> list[SavedView]:
        """Views that the reader may forget."""
        return [
            view for view in self.views if view.account_id == self.account_id or (view.is_shared and self.may_share)
        ]

    @cached_property
    def form(self) -> ViewForm:
        """Where a view gets its name."""
        return ViewForm(auto_id="view_%s")

    @property
    def wants_file(self) -> bool:
        """Whether the address asks for a table instead of a page."""
        return self.shape in SHAPES

    def file(self) -> HttpResponse:
        """Exactly the rows shown, as xlsx or CSV."""
        return table_file(self.table, self.rows, self.shape, self.on, self.written_at)


def asks_for_file(request: HttpRequest) -> bool:
    """Whether the address asks for a table: then a list in pages hands over all its rows."""
    return request.GET.get("as", "") in SHAPES


def open_list(
    request: HttpRequest,
    ctx: Context,
    table: Table,
    rows: Iterable[Row],
    on: date | None = None,
    then: Callable[[date], Iterable[Row]] | None = None,
) -> Listing[Row]:
    """Narrow the rows by the address and read the views. `on` is the day whose rows were given; `then` gives those of
    another day, for a list that is compared."""
    day = on or (day_of(request, ctx.today) if table.dated else ctx.today)
    found = list(rows)
    text = request.GET.get(TEXT, "").strip()[:120] if table.searched else ""
    chosen = {column.key: value for column in table.picks if (value := request.GET.get(column.key, ""))}
    words = [folded(word) for word in text.split()]
    return Listing(
        table=table,
        rows=[row for row in found if table.fits(row, words, chosen)] if words or chosen else found,
        on=day,
        today=ctx.today,
        text=text,
        picks=[_pick(column, found, chosen) for column in table.picks],
        own=[(name, value) for name in table.own for value in request.GET.getlist(name) if value],
        query=table.query(request.GET),
        path=request.path,
        shape=request.GET.get("as", ""),
        views=list(views_of(ctx, table)),
        may_share=allowed(ctx, table.share),
        account_id=ctx.actor.account_id,
        written_at=ctx.at.replace(tzinfo=None),
        differences=_since(request, table, found, day, then),
    )


def _since(
    request: HttpRequest, table: Table, rows: Sequence[Row], on: date, then: Callable[[date], Iterable[Row]] | None
) -> Differences | None:
    """What changed since the day that the address names; nonsense and later days are left out."""
    if not table.compared or then is None:
        return None
    try:
        first = date.fromisoformat(request.GET.get(SINCE, ""))
    except ValueError:
        return None
    return differences(table, then(first), rows, first, on) if first < on else None


def _pick(column: Shown, rows: Sequence[Any], chosen: Mapping[str, str]) -> Pick:
    value = chosen.get(column.key, "")
    values = {column.text(row) for row in rows} | ({value} if value else set())
    return Pick(column.key, column.label, sorted(values - {""}), value)


def table_file(
    table: Table, rows: Iterable[Any], shape: str, on: date, written_at: Any, columns: Sequence[Shown] = ()
) -> HttpResponse:
    """Rows as xlsx or CSV in the columns of the list, or in those that the page shows."""
    shown = columns or table.columns

    def out() -> Iterable[dict[str, Any]]:
        for row in rows:
            yield {column.key: _cell(column.value(row)) for column in shown}

    register = Register(
        name=table.address.replace(":", "."),
        title=table.title,
        columns=tuple(Column(one.key, one.label, one.kind, width=one.width) for one in shown),
        key_columns=(shown[0].key,),
        export_rows=out,
    )
    stem = f"{table.title} {on.isoformat()}"
    if shape == "xlsx":
        return download_response(
            f"{stem}.xlsx", XLSX.media_type, write_xlsx(register, with_wareki=True, written_at=written_at)
        )
    made = write_csv(register, "utf-8-sig", with_wareki=True)
    return download_response(f"{stem}.csv", "text/csv; charset=utf-8", made.content)


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    return plain_day(value) if isinstance(value, date) else str(value)
