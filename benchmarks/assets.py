"""The asset register at scale, as JSON on the last line: 10,000 and 50,000 rows in one assembly, 1,800 × 150 in all.

Started by `python -m benchmarks`, one process a database. Budgets: docs/benchmarks.md.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date, timedelta
from io import BytesIO
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakimori.config.settings")

import django

django.setup()

import xlsxwriter
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from benchmarks.run import TODAY, median_ms
from sakimori.assurance.conformance.actions import settings_by_key
from sakimori.assurance.conformance.engine import evaluate
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.records import journal
from sakimori.foundation.assemblies.scope import every_assembly, scope
from sakimori.foundation.duties.spec import built_duties
from sakimori.foundation.exchange.applying import Reading
from sakimori.foundation.exchange.writers import write_csv, write_xlsx
from sakimori.front.cli.start import bring_up_to_date
from sakimori.registers.assets.actions.imports import import_devices
from sakimori.registers.assets.filters import Filters
from sakimori.registers.assets.listing import listing
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.registers import devices
from sakimori.registers.assets.texts import search_text
from sakimori.registers.assets.types import AssetKind, Category
from sakimori.registers.assets.views import asset as asset_view
from sakimori.testing import make_cast

HEADINGS = (
    "管理番号", "名称", "細別", "製造番号", "メーカー", "型番", "導入日", "所管", "所有", "機密性", "状態", "付属品", "備考",
)  # fmt: skip


def ledger(count: int) -> bytes:
    """An office's ledger of tablets as xlsx."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("台帳")
    sheet.write_row(0, 0, HEADINGS)
    for n in range(count):
        row = (
            f"端末-{n:05d}", f"議員用タブレット{n % 50}", "タブレット", f"SER{n:08d}", "架空電機", f"TB-{n % 7}",
            "令和5年6月1日", "議会事務局", "議会", "2", "使用中", "充電器\nカバー", f"第{n}号機",
        )  # fmt: skip
        sheet.write_row(n + 1, 0, row)
    book.close()
    return out.getvalue()


def assets_of(assembly, count: int, start: int = 0) -> list[Asset]:
    """Plain rows, as an import would make them."""
    rows = []
    for n in range(start, start + count):
        row = Asset(
            assembly_id=assembly,
            number=f"端末-{n:05d}",
            kind=AssetKind.DEVICE if n % 3 else AssetKind.INFORMATION,
            category=Category.TABLET if n % 3 else "",
            name=f"議員用タブレット{n % 50}",
            serial=f"SER{n:08d}",
            maker="架空電機",
            confidentiality="2" if n % 2 else "",
            registered_on=TODAY - timedelta(days=200),
        )
        row.search_text = search_text(row)
        rows.append(row)
    return rows


def one_assembly(found: dict, town, total: int) -> None:
    with scope(town.assembly.pk):
        ctx = town.ctx("staff")
        for name, wanted in {
            "list": Filters(),
            "search of a two-character word": Filters(text="架空"),
            "search of one number": Filters(text="端末-00123"),
            "filter": Filters(kind="device", group="2up"),
        }.items():
            found[f"{total} assets: {name} without rendering (ms)"] = median_ms(lambda w=wanted: listing(ctx, w, TODAY))
        client = town.client("staff")
        asset = Asset.objects.order_by("number")[total // 2]
        found[f"{total} assets: page of the list (ms)"] = median_ms(lambda: client.get(town.url("assets/")), 7)
        page = town.url(f"assets/{asset.pk}/")
        found[f"{total} assets: page of one asset (ms)"] = median_ms(lambda: client.get(page), 7)
        with mock.patch.object(asset_view, "render_page", return_value=HttpResponse()):
            read = asset_view.asset.__wrapped__
            request = RequestFactory().get(page)
            found[f"{total} assets: one asset without rendering (ms)"] = median_ms(lambda: read(request, ctx, asset.pk))
        seen: list[str] = []

        def count(execute, sql, params, many, context):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            Client.get(client, page)
        found[f"{total} assets: page of one asset (SQL statements)"] = len(seen)


def exchange(found: dict, town) -> None:
    content = ledger(10_000)
    with scope(town.assembly.pk):
        start = time.perf_counter()
        import_devices(town.ctx("staff"), content=content, reading=Reading())
        found["10000 assets: import of xlsx with ledger entry (s)"] = round(time.perf_counter() - start, 2)
        made = devices(TODAY)
        for name, write in (("xlsx", write_xlsx), ("CSV", write_csv)):
            taken = median_ms(lambda w=write: w(made, with_wareki=True), 3)
            found[f"10000 assets: export as {name} (s)"] = round(taken / 1000, 2)


def settle() -> None:
    """What PostgreSQL does by itself within a minute: look at what the tables hold."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")


def many(found: dict) -> None:
    assemblies = [Assembly(slug=f"a-{n}", name=f"第{n}市議会", joined_on=date(2026, 3, 1)) for n in range(1800)]
    Assembly.objects.bulk_create(assemblies)
    with every_assembly(), journal():
        for start in range(0, 1800, 30):
            rows = [row for each in assemblies[start : start + 30] for row in assets_of(each.pk, 150)]
            Asset.objects.bulk_create(rows, batch_size=500)
    settle()
    keys = [key for key in built_duties() if key.startswith(("assets.", "physical."))]
    with every_assembly():
        adopted = settings_by_key(TODAY)
        ids = [each.pk for each in assemblies]
        start = time.perf_counter()
        evaluate(keys, TODAY, adopted, ids)
        found["1800 × 150 assets: asset duties of all assemblies (s)"] = round(time.perf_counter() - start, 2)
    with scope(assemblies[900].pk):
        found["1800 × 150 assets: asset duties of one assembly (ms)"] = median_ms(
            lambda: evaluate(keys, TODAY, adopted, [assemblies[900].pk])
        )


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    bring_up_to_date()
    found: dict = {}
    town = make_cast("kaigan-shi", "海岸市議会")
    exchange(found, town)
    print("exchange", file=sys.stderr, flush=True)
    settle()
    one_assembly(found, town, 10_000)
    if connection.vendor == "sqlite":
        with scope(town.assembly.pk), journal():
            Asset.objects.bulk_create(assets_of(town.assembly.pk, 40_000, 10_000), batch_size=500)
        one_assembly(found, town, 50_000)
    print("one assembly", file=sys.stderr, flush=True)
    many(found)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
