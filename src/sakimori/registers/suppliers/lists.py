"""Lists of this module: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table
from sakimori.registers.suppliers.sheets import what_stands

MANAGE = Permission.SUPPLIER_MANAGE
YES, NO = _("はい"), _("いいえ")


def _yes(value: object) -> Any:
    return "" if value is None else YES if value else NO


def _found(gap: Any) -> Any:
    return gap.row.check.get_state_display() if gap.row.check else _("まだ確かめていない")


SUPPLIERS = Table(
    "suppliers:suppliers",
    _("委託先・事業者"),
    MANAGE,
    (
        Shown("name", _("事業者名"), lambda row: row.name, width=28),
        Shown("corporate_number", _("法人番号"), lambda row: row.corporate_number),
        Shown("hq_country", _("本店のある国"), lambda row: row.hq_country, pick=True),
        Shown("owner_country", _("親会社・過半数の株主の国"), lambda row: row.owner_country),
        Shown("contact_name", _("担当窓口"), lambda row: row.contact_name),
        Shown("phone", _("電話（平日）"), lambda row: row.phone),
        Shown("phone_emergency", _("電話（夜間・緊急）"), lambda row: row.phone_emergency),
        Shown("email", _("メールアドレス"), lambda row: row.email),
        Shown("contracts", _("続いている契約"), lambda row: row.contract_count, Kind.INTEGER),
        Shown("expired", _("期限の切れた認証"), lambda row: row.expired_count, Kind.INTEGER),
    ),
)
CONTRACTS = Table(
    "suppliers:contracts",
    _("契約"),
    MANAGE,
    (
        Shown("number", _("契約番号"), lambda row: row.contract.number),
        Shown("title", _("契約の件名"), lambda row: row.contract.title, width=32),
        Shown("supplier", _("事業者"), lambda row: row.contract.supplier.name, width=24, pick=True),
        Shown("party", _("契約者"), lambda row: row.contract.party),
        Shown("office", _("契約の主管課"), lambda row: row.contract.office),
        Shown("user", _("使う組織"), lambda row: row.contract.user),
        Shown("state", _("状態"), lambda row: row.state.label, pick=True),
        Shown("from_date", _("開始日"), lambda row: row.contract.from_date, Kind.DATE),
        Shown("to_date", _("終了日"), lambda row: row.contract.to_date, Kind.DATE),
        Shown("auto_renews", _("自動更新"), lambda row: _yes(row.contract.auto_renews)),
        Shown("notice_on", _("更新しない申出の期限"), lambda row: row.notice_on, Kind.DATE),
        Shown("rule", _("適用される規定"), lambda row: row.rule.rule.label, pick=True),
        Shown("remote", _("遠隔からの接続"), lambda row: _yes(row.contract.has_remote_access)),
        Shown("gaps", _("条項の不足"), lambda row: row.gaps, Kind.INTEGER),
        Shown("strictest", _("取り扱う資産の最も高い機密性"), lambda row: row.strictest, pick=True),
    ),
    own=("show", "asset"),
)
THIRD_PARTIES = Table(
    "suppliers:third-parties",
    _("第三者"),
    MANAGE,
    (
        Shown("name", _("氏名・名称"), lambda row: row.party.name, Kind.NAME, width=24),
        Shown("kind", _("区分"), lambda row: row.party.get_kind_display(), pick=True),
        Shown("belongs_to", _("所属"), lambda row: row.party.belongs_to),
        Shown("supplier", _("事業者"), lambda row: row.party.supplier.name if row.party.supplier else ""),
        Shown("contract", _("契約"), lambda row: row.party.contract.title if row.party.contract else ""),
        Shown("handles", _("取り扱う情報・物"), lambda row: row.party.handles, width=36),
        Shown("from_date", _("開始日"), lambda row: row.party.from_date, Kind.DATE),
        Shown("to_date", _("終了日"), lambda row: row.party.to_date, Kind.DATE),
        Shown("pledge", _("誓約"), lambda row: row.state.label, pick=True),
        Shown("pledged_on", _("誓約の日"), lambda row: row.pledged_on, Kind.DATE),
        Shown("until", _("誓約の期限"), lambda row: row.until, Kind.DATE),
        Shown("returned_on", _("返却・消去を確かめた日"), lambda row: row.party.returned_on, Kind.DATE),
    ),
    own=("show",),
)
GAPS = Table(
    "suppliers:gaps",
    _("契約条項の不足"),
    MANAGE,
    (
        Shown("contract", _("契約の件名"), lambda gap: gap.contract.title, width=32),
        Shown("supplier", _("事業者"), lambda gap: gap.contract.supplier.name, width=24, pick=True),
        Shown("office", _("契約の主管課"), lambda gap: gap.contract.office, pick=True),
        Shown("to_date", _("終了日"), lambda gap: gap.contract.to_date, Kind.DATE),
        Shown("clause", _("条項"), lambda gap: gap.row.clause.title, width=24, pick=True),
        Shown("state", _("結果"), _found, pick=True),
        Shown("stands", _("理由・対応"), lambda gap: what_stands(gap.row), width=40),
        Shown("text", _("文例"), lambda gap: gap.row.clause.text, width=80),
    ),
)
SELECTIONS = Table(
    "suppliers:selections",
    _("選定の記録"),
    MANAGE,
    (
        Shown("number", _("番号"), lambda row: row.number),
        Shown("title", _("件名"), lambda row: row.title, width=32),
        Shown("occasion", _("機会"), lambda row: row.get_occasion_display(), pick=True),
        Shown("contract", _("契約"), lambda row: row.contract.title if row.contract else ""),
        Shown("chosen", _("選んだ候補"), lambda row: row.chosen_name, width=28),
        Shown("listing", _("公的な一覧"), lambda row: row.chosen_listing),
        Shown("reason", _("選んだ理由"), lambda row: row.reason if row.judged_on else "", width=40),
        Shown("judged_on", _("判断した日"), lambda row: row.judged_on, Kind.DATE),
        Shown("decision", _("決裁番号"), lambda row: row.decision if row.judged_on else ""),
    ),
)
LISTS = (SUPPLIERS, CONTRACTS, THIRD_PARTIES, GAPS, SELECTIONS)
