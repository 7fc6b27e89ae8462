"""The fields that the ministries' common forms for DDoS and ransomware ask for, as far as a case knows them, as xlsx.

Own wording of the fields: the forms themselves are not copied. What the case does not know stays empty, to be filled in.
"""

from __future__ import annotations

from io import BytesIO

from django.utils import translation

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.exchange.writers import CELL_FONT, new_workbook
from sakimori.measures.incidents.letters import UNKNOWN, course, material, merge_values, moment
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.types import AssetEffect, IndicatorKind, LineKind, Means
from sakimori.measures.playbooks.types import IncidentKind

Row = tuple[str, str, str]


def common_form(ctx: Context, case: Case) -> bytes:
    """Three columns: part, item, content."""
    with translation.override("ja"):
        rows = form_rows(ctx, case)
    out = BytesIO()
    book = new_workbook(out, case.code)
    sheet = book.add_worksheet("共通の項目")
    head = book.add_format(CELL_FONT | {"bold": True, "bg_color": "#F2F2F2", "border": 1})
    cell = book.add_format(CELL_FONT | {"border": 1})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 70)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, name in enumerate(("区分", "項目", "内容")):
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text[:32_000], cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def form_rows(ctx: Context, case: Case) -> list[Row]:
    """The fields; those of the other kind of attack are left out where the kind is known."""
    found = material(ctx, case)
    values = merge_values(ctx, found)
    traces: dict[str, list[str]] = {}
    for row in case.indicators.order_by("id"):
        traces.setdefault(row.kind, []).append(row.value)
    stopped = [str(row.asset) for row in found.assets if row.effect == AssetEffect.STOPPED]
    told = [
        f"{line.at.astimezone(TOKYO):%-m月%-d日 %H:%M}　{line.whom}（{Means(line.means).label if line.means else ''}）"
        for line in found.lines
        if line.kind == LineKind.CONTACT
    ]
    police = [row.loss.police_number for row in found.assets if row.loss and row.loss.police_number]
    rows: list[Row] = [
        (
            "報告",
            "報告の区分（第一報・続報・最終報）",
            "第一報" if not case.papers.filter(sent_at__isnull=False) else "続報",
        ),
        ("報告", "報告の日時", moment(ctx.at)),
        ("報告する団体", "団体の名称", ctx.assembly.name),
        ("報告する団体", "担当部署・担当者", f"議会事務局　{case.lead.shown_name if case.lead else ''}"),
        ("報告する団体", "電話番号", found.window_phone),
        ("事案", "件名", case.title),
        ("事案", "攻撃の種類", str(case.get_kind_display())),
        ("事案", "発生した日時", values["occurred"]),
        ("事案", "検知した日時", values["known"]),
        ("事案", "検知したきっかけ", next((line.text for line in found.lines if line.kind == LineKind.FACT), "")),
        ("影響", "影響を受けた機器・システム", "\n".join(str(row.asset) for row in found.assets)),
        ("影響", "停止・低下したサービス", "\n".join(stopped)),
        ("影響", "復旧の状況・見込み", ""),
        ("影響", "個人情報の漏えいのおそれ", f"{case.get_has_persons_display()}（{values['count']}）"),
        ("影響", "だれの情報か", values["what_was_held"]),
    ]
    if case.kind != IncidentKind.RANSOMWARE:
        rows += [
            ("DDoS", "攻撃の対象（URL・IPアドレス）", "\n".join(traces.get(IndicatorKind.URL, []))),
            ("DDoS", "攻撃元（IPアドレスなど）", "\n".join(traces.get(IndicatorKind.ADDRESS, []))),
            ("DDoS", "通信量・継続した時間", ""),
            ("DDoS", "犯行声明・脅迫の有無", ""),
        ]
    if case.kind != IncidentKind.DDOS:
        rows += [
            ("ランサムウェア", "種類・拡張子・脅迫文", "\n".join(traces.get(IndicatorKind.NAME, []))),
            ("ランサムウェア", "検体・ファイルのハッシュ値", "\n".join(traces.get(IndicatorKind.HASH, []))),
            ("ランサムウェア", "侵入の経路", ""),
            ("ランサムウェア", "暗号化された範囲", ""),
            ("ランサムウェア", "バックアップの状況", ""),
            ("ランサムウェア", "金銭の要求・連絡先", "\n".join(traces.get(IndicatorKind.MAIL, []))),
        ]
    return [
        *rows,
        ("原因", "原因", case.cause or UNKNOWN),
        ("対応", "行った対応", values["done"]),
        ("対応", "これからの対応", "\n".join(f"・{task.text}" for task in found.tasks if task.ended_on is None)),
        ("対応", "経緯", course(found.lines, (LineKind.FACT, LineKind.DECISION, LineKind.CONTACT))),
        ("連絡", "ほかの機関への連絡", "\n".join(told)),
        ("連絡", "警察への届出（受理番号）", "、".join(police)),
        ("連絡", "公表の有無・予定", _publication(case)),
    ]


def _publication(case: Case) -> str:
    clock = case.clocks.filter(key="publication").first()
    if clock is None:
        return "未定"
    if clock.done_at:
        return f"{moment(clock.done_at)}　{clock.done_note}"
    return f"公表しない: {clock.why_not}" if clock.ended_on else "検討中"
