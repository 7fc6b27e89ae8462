"""The ledger of third parties as a table, with their newest pledge and what came back at the end (OPE-3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Option, Register, Row
from sakimori.registers.premises.registers import place_options
from sakimori.registers.suppliers.models import Contract, SecrecyPledge, Supplier, ThirdParty
from sakimori.registers.suppliers.types import PartyKind, PledgeMeans

PARTY_FIELDS = (
    "kind", "name", "is_person", "belongs_to", "handles", "access_note", "contact", "from_date", "to_date",
    "no_pledge_reason", "must_return", "returned_on", "return_note", "note",
)  # fmt: skip
PLEDGE_FIELDS = ("pledged_on", "until", "means")
POINTED = {"supplier": Supplier, "contract": Contract}


def third_parties(on: date) -> Register:
    """Every third party, past and coming ones too. A pledge that comes with the contract stands with the contract."""
    return Register(
        name="suppliers.third-parties",
        title=_("第三者"),
        columns=(
            Column(
                "name", _("氏名・名称"), Kind.NAME, ("氏名", "名称", "第三者", "第三者名", "対象者", "相手方"), required=True,
                max_length=120,
            ),
            Column("kind", _("区分"), Kind.CHOICE, ("種別", "種類"), required=True, options=_kinds),
            Column("is_person", _("個人"), Kind.BOOL, ("個人か",)),
            Column("belongs_to", _("所属"), aliases=("会社名", "勤務先", "所属先", "団体名"), max_length=120),
            Column(
                "supplier", _("事業者"), Kind.REFERENCE, ("委託先", "事業者名"), options=_companies,
                help=_("委託先・事業者の一覧にある名前。ない会社は「所属」に書いてください。"),
            ),
            Column("contract", _("契約"), Kind.REFERENCE, ("契約の件名", "契約件名", "業務名"), options=_contract_options),
            Column(
                "handles", _("取り扱う情報・物"), aliases=("取り扱う情報", "取扱情報", "取扱資産", "扱うもの"), required=True,
                max_length=300,
            ),
            Column("access_note", _("どこまで触れてよいか"), aliases=("アクセス範囲", "許可の範囲"), max_length=400),
            Column(
                "place", _("入る場所"), Kind.REFERENCE, ("立入場所", "入室場所"),
                options=lambda: place_options(on, Q(third_parties__isnull=False)),
            ),
            Column("contact", _("連絡先"), aliases=("電話番号", "電話"), max_length=160),
            Column("from_date", _("開始日"), Kind.DATE, ("期間（始）", "始期", "開始"), required=True),
            Column("to_date", _("終了日"), Kind.DATE, ("期間（終）", "終期", "終了", "期限")),
            Column("no_pledge_reason", _("誓約を求めない理由"), max_length=300),
            Column("pledged_on", _("誓約の日"), Kind.DATE, ("誓約日", "誓約書の日付", "誓約書提出日")),
            Column("until", _("誓約の期限"), Kind.DATE, ("誓約の有効期限", "誓約期限")),
            Column("means", _("誓約の方法"), Kind.CHOICE, options=_means, help=_("空欄なら、紙に署名。")),
            Column(
                "must_return", _("終わりに返してもらう物・データがある"), Kind.BOOL, ("返却の要否",),
                help=_("空欄なら、はい。"),
            ),
            Column("returned_on", _("返却・消去を確かめた日"), Kind.DATE, ("返却日", "返却確認日", "消去確認日")),
            Column("return_note", _("返却・消去の内容"), aliases=("返却の内容",), max_length=300),
            Column("note", _("備考"), aliases=("メモ", "摘要"), max_length=400),
        ),
        key_columns=("name", "from_date"),
        export_rows=_rows,
        id_key="id",
        check_row=lambda row: _check(row, on),
    )  # fmt: skip


def _kinds() -> list[Option]:
    return [Option(one.value, one.label) for one in PartyKind]


def _means() -> list[Option]:
    return [Option(one.value, one.label) for one in PledgeMeans]


def _companies() -> list[Option]:
    return [Option(row.pk, row.name) for row in Supplier.objects.order_by("kana", "name", "id")]


def _contract_options() -> list[Option]:
    """Every contract; one of several with the same title is told by its company and first day."""
    rows = list(Contract.objects.select_related("supplier").order_by("title", "from_date", "id"))
    many = Counter(row.title for row in rows)
    return [
        Option(row.pk, row.title if many[row.title] == 1 else f"{row.title}（{row.supplier.name} {row.from_date}）")
        for row in rows
    ]


def _rows() -> Iterator[Row]:
    own = SecrecyPledge.objects.filter(third_party__isnull=False).defer("statement")
    newest = {row.third_party_id: row for row in own.order_by("pledged_on", "id")}
    for party in ThirdParty.objects.order_by("kind", "name", "from_date", "id"):
        pledge = newest.get(party.pk)
        yield {
            "id": str(party.pk),
            "supplier": party.supplier_id,
            "contract": party.contract_id,
            "place": party.place_id,
            **{name: getattr(party, name) for name in PARTY_FIELDS},
            **{name: getattr(pledge, name) if pledge else None for name in PLEDGE_FIELDS},
        }


def _check(row: Row, on: date) -> Iterable[tuple[str, str]]:
    first, last = row.get("from_date"), row.get("to_date")
    if first and last and last < first:
        yield "to_date", _t("終了日は開始日以後の日にしてください。")
    given, until = row.get("pledged_on"), row.get("until")
    if given is None and (until or row.get("means")):
        # A row that is known carries what is registered of its pledge: the file left the day of it blank.
        known = _t("登録にある誓約は消せません。誓約の日を書くか、この列を「使わない」にしてください。")
        yield "pledged_on", known if row.get("id") else _t("誓約の期限や方法があるときは、誓約の日も入力してください。")
    if given and until and until < given:
        yield "until", _t("誓約の期限は、誓約の日以後にしてください。")
    for name in ("pledged_on", "returned_on"):
        day = row.get(name)
        if day and day > on:
            yield name, _t("先の日付は入力できません。")
    if row.get("returned_on") and not row.get("return_note"):
        yield "return_note", _t("何が返り、何を消したかを入力してください。")
