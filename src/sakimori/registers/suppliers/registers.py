"""Ledgers of companies and contracts as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Register, Row
from sakimori.registers.suppliers.contract_rows import contract_rows
from sakimori.registers.suppliers.models import Supplier
from sakimori.registers.suppliers.rules import is_corporate_number, plain_number

SUPPLIER_TEXTS = (
    "name", "kana", "corporate_number", "address", "hq_country", "owner_name", "owner_country", "contact_name", "phone",
    "phone_emergency", "email", "note",
)  # fmt: skip


def suppliers(on: date) -> Register:
    """Every company, past ones too."""
    return Register(
        name="suppliers.suppliers",
        title=_("委託先・事業者"),
        columns=(
            Column(
                "name", _("事業者名"), aliases=("会社名", "業者名", "委託先", "相手方", "取引先", "商号", "契約の相手方"),
                required=True, max_length=120,
            ),
            Column("kana", _("ふりがな"), Kind.KANA, ("フリガナ", "カナ")),
            Column("corporate_number", _("法人番号"), aliases=("法人No",), tidy=plain_number, max_length=24),
            Column("address", _("所在地"), aliases=("住所",), max_length=200),
            Column("hq_country", _("本店のある国"), aliases=("本社の国", "本店所在国"), max_length=60),
            Column("owner_name", _("親会社・過半数の株主"), aliases=("親会社", "主要株主"), max_length=120),
            Column("owner_country", _("親会社・過半数の株主の国"), aliases=("親会社の国",), max_length=60),
            Column("contact_name", _("担当窓口"), aliases=("担当者", "窓口", "担当"), max_length=120),
            Column("phone", _("電話（平日）"), Kind.PHONE, ("電話", "電話番号", "TEL", "連絡先")),
            Column("phone_emergency", _("電話（夜間・緊急）"), Kind.PHONE, ("緊急連絡先", "夜間連絡先", "緊急電話")),
            Column("email", _("メールアドレス"), Kind.EMAIL, ("メール", "E-mail", "mail")),
            Column("note", _("備考"), aliases=("メモ",), max_length=1000),
        ),
        key_columns=("name",),
        export_rows=_suppliers,
        id_key="id",
        check_row=_check_supplier,
    )  # fmt: skip


def _suppliers() -> Iterator[Row]:
    for row in Supplier.objects.order_by("kana", "name", "id"):
        yield {"id": str(row.pk)} | {name: getattr(row, name) for name in SUPPLIER_TEXTS}


def _check_supplier(row: Row) -> Iterable[tuple[str, str]]:
    number = row.get("corporate_number") or ""
    if number and not is_corporate_number(number):
        yield "corporate_number", _t("法人番号は13桁の数字です。書き間違いがないか、もう一度確かめてください。")


CONTRACT_FIELDS = (
    "number", "title", "party", "office", "user", "concluded_on", "from_date", "to_date", "auto_renews", "notice_days",
    "has_remote_access", "work_place", "data_place", "note",
)  # fmt: skip


def contracts(on: date) -> Register:
    """Every contract, past ones too. A company that is not on the register yet is registered with its contract."""
    return Register(
        name="suppliers.contracts",
        title=_("契約"),
        columns=(
            Column(
                "title", _("契約の件名"), aliases=("件名", "契約名", "契約件名", "業務名", "委託業務名", "事業名"),
                required=True, max_length=160,
            ),
            Column(
                "supplier", _("事業者名"),
                aliases=("会社名", "業者名", "委託先", "相手方", "取引先", "受託者", "契約の相手方", "契約相手方"),
                required=True, max_length=120,
            ),
            Column("number", _("契約番号"), aliases=("番号", "契約No", "管理番号"), max_length=60),
            Column("party", _("契約者"), aliases=("甲", "発注者", "契約名義"), max_length=80),
            Column("office", _("契約の主管課"), aliases=("主管課", "契約担当課", "所管課", "契約課"), max_length=80),
            Column("user", _("使う組織"), aliases=("利用部署", "利用課", "使用部署"), max_length=80),
            Column("concluded_on", _("契約日"), Kind.DATE, ("契約締結日", "締結日", "契約年月日")),
            Column("from_date", _("開始日"), Kind.DATE, ("契約開始日", "履行開始日", "始期", "期間（始）"), required=True),
            Column("to_date", _("終了日"), Kind.DATE, ("契約終了日", "履行期限", "終期", "満了日", "期間（終）")),
            Column("auto_renews", _("自動更新"), Kind.BOOL, ("自動更新の有無", "更新")),
            Column(
                "notice_days", _("更新しないときに申し出る期限（終了日の何日前）"), Kind.INTEGER,
                ("申出期限（日）", "解約予告（日）"),
            ),
            Column("has_remote_access", _("遠隔からの接続"), Kind.BOOL, ("リモート接続", "遠隔保守")),
            Column("work_place", _("作業の場所"), aliases=("作業場所", "履行場所"), max_length=200),
            Column("data_place", _("データの保管場所（国・地域）"), aliases=("データ保管場所", "データの所在"), max_length=200),
            Column("note", _("備考"), aliases=("メモ", "摘要"), max_length=1000),
        ),
        key_columns=("title", "supplier", "from_date"),
        export_rows=lambda: _contracts(on),
        id_key="id",
        check_row=_check_contract,
    )  # fmt: skip


def _contracts(on: date) -> Iterator[Row]:
    for row in contract_rows(on, classes=False):
        found = row.contract
        yield {"id": str(found.pk), "supplier": found.supplier.name} | {
            name: getattr(found, name) for name in CONTRACT_FIELDS
        }


def _check_contract(row: Row) -> Iterable[tuple[str, str]]:
    first, last = row.get("from_date"), row.get("to_date")
    if first and last and last < first:
        yield "to_date", _t("終了日は開始日以後の日にしてください。")
    if row.get("auto_renews") and not last:
        yield "to_date", _t("自動更新の契約では、いまの期間の終了日を入力してください。")
    days = row.get("notice_days")
    if days is not None and not 0 <= days <= 3650:
        yield "notice_days", _t("0から3650までの数にしてください。")
