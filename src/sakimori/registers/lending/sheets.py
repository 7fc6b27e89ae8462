"""The A4 forms of lending: 貸与申請書・誓約書, 受領書, 紛失・破損等届, 返納書; blank, filled in, or signed.

They are papers of a Japanese public office: their language does not follow that of whoever prints them.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.utils import translation

from sakimori.dates import wareki
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.papers.render import Drawing, QrCode, render
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.submitting import address
from sakimori.registers.lending.models import Loan, LossReport, Receipt
from sakimori.registers.lending.pledges import terms_in_force, waiting_statement
from sakimori.registers.lending.types import ASK_RETURN, LossCause, LossKind, ReceiptKind, ReturnReason

TEMPLATE = "registers/lending/papers/forms.typ"
BLANK_DAY = "令和　　　年　　　月　　　日"
EMPTY_LINES = 4
GOOD_BAD = "□ 良好　□ 傷・汚れ　□ 故障"
TITLES = {"pledge": "貸与申請書・誓約書", "receipt": "受領書", "loss": "紛失・破損等届", "return": "返納書"}
Page = dict[str, Any]


def forms_pdf(
    ctx: Context, kind: str, people: Sequence[Person], held: Mapping[UUID, Sequence[Loan]], *, blank: bool = False
) -> bytes:
    """One page a person with what is lent to them; `blank` adds a page without a name."""
    with translation.override("ja"):
        terms = terms_in_force(ctx.today) if kind == "pledge" else ""
        pages = [_form(ctx, kind, person, held.get(person.pk, ()), terms) for person in people]
        if blank or not pages:
            pages.append(_form(ctx, kind, None, (), terms))
        return _set(ctx, TITLES[kind], pages)


def receipts_pdf(ctx: Context, receipts: Sequence[Receipt]) -> bytes:
    """Receipts with what they cover and the signatures that were given."""
    with translation.override("ja"):
        return _set(ctx, "受領書・返納書", [_receipt(ctx, row) for row in receipts])


def loss_pdf(ctx: Context, report: LossReport) -> bytes:
    """A report as it was entered."""
    with translation.override("ja"):
        return _set(ctx, TITLES["loss"], [_report(ctx, report)])


def links_pdf(ctx: Context, tokens: Mapping[Ask, str]) -> bytes:
    """A letter a person with the QR code of their own page."""
    pages = []
    for ask, token in tokens.items():
        link = settings.ENV.address + address(ctx, "links:answer", token=token)
        pages.append(
            _page(ctx, ask.title, ask.person)
            | {
                "date": wareki(ctx.today),
                "to": f"{ask.person.shown_name} 様",
                "from": [f"{ctx.assembly.name}議長"],
                "intro": _letter(ask),
                "qr": QrCode(link, f"{ask.title}のページ"),
                "qr_note": link,
                "is_letter": True,
            }
        )
    return _set(ctx, "貸与の書類のお願い", pages)


def _letter(ask: Ask) -> str:
    if ask.kind == ASK_RETURN:
        return (
            f"お借りいただいている物の返納の期限は、{wareki(ask.due_on)}です。スマートフォンのカメラで二次元コードを読み取り、"
            "お持ちになる日をお知らせください。ログインは要りません。議会事務局へ直接お知らせいただいてもかまいません。"
        )
    return (
        f"スマートフォンのカメラで二次元コードを読み取り、{wareki(ask.due_on)}までに画面で確認してください。"
        "ログインは要りません。画面を使わないときは、議会事務局で紙の用紙に署名できます。"
    )


def _set(ctx: Context, title: str, pages: Sequence[Page]) -> bytes:
    return render(TEMPLATE, {"title": title, "assembly": ctx.assembly.name, "pages": list(pages)}, lang="ja")


def _page(ctx: Context, title: str, person: Person | None) -> Page:
    return {
        "title": title,
        "number": "",
        "date": BLANK_DAY,
        "to": f"{ctx.assembly.name}議長　様",
        "from": [f"氏名　{person.shown_name if person else '　' * 14}"],
        "intro": "",
        "facts": [],
        "header": [],
        "rows": [],
        "terms": "",
        "ticks": [],
        "sign": [],
        "qr": None,
        "qr_note": "",
        "is_letter": False,
    }


def _staff_qr(ctx: Context, name: str, words: str, query: Mapping[str, object] | None = None, **values: object) -> Page:
    link = settings.ENV.address + address(ctx, name, **values)
    if query:
        link += "?" + urlencode({key: str(value) for key, value in query.items()})
    return {"qr": QrCode(link, words), "qr_note": f"事務局用: {words}"}


def _things(loans: Sequence[Loan], last: Sequence[str]) -> list[list[str]]:
    found = [
        [loan.asset.number, loan.asset.name, loan.asset.serial or "—", loan.accessories.replace("\n", "、"), *last]
        for loan in loans
    ]
    return found or [["", "", "", "", *last]] * EMPTY_LINES


THING_HEADER = ["管理番号", "品名", "製造番号", "付属品"]


def _form(ctx: Context, kind: str, person: Person | None, loans: Sequence[Loan], terms: str) -> Page:
    page = _page(ctx, TITLES[kind], person)
    if kind == "loss":
        return page | _loss_form(ctx, person, loans)
    due = wareki(max(loan.due_on for loan in loans)) if loans else BLANK_DAY
    if kind == "pledge":
        page |= {
            "intro": "次の物の貸与を申請します。借りるにあたり、下に書いたことを守ります。",
            "header": THING_HEADER,
            "rows": _things(loans, []),
            "facts": [["借りる期間", f"{BLANK_DAY if not loans else wareki(loans[0].lent_on)} から {due} まで"]],
            "terms": waiting_statement(loans) or terms,
            "sign": ["申請者"],
        }
        if person is not None:
            words = "読み取ると、この用紙の写しを登録する画面が開きます"
            return page | _staff_qr(ctx, "lending:pledge-paper", words, person_id=person.pk)
        return page | _staff_qr(ctx, "lending:counter", "読み取ると、窓口の画面が開きます")
    if kind == "receipt":
        page |= {
            "intro": "次の物を、付属品とともに受け取りました。",
            "header": [*THING_HEADER, "状態"],
            "rows": _things(loans, [GOOD_BAD]),
            "facts": [["返納の期限", due]],
            "sign": ["受け取った人", "渡した職員"],
        }
        waiting = next((loan.receipt for loan in loans if loan.receipt and loan.receipt.signed_at is None), None)
        if waiting is not None:
            words = "読み取ると、この用紙の写しを登録する画面が開きます"
            return page | _staff_qr(ctx, "lending:receipt-paper", words, receipt_id=waiting.pk)
        query = {"person": person.pk} if person else None
        return page | _staff_qr(ctx, "lending:counter", "読み取ると、窓口の画面が開きます", query)
    page |= {
        "intro": "次の物を返納します。",
        "header": [*THING_HEADER, "状態", "付属品"],
        "rows": _things(loans, [GOOD_BAD, "□ そろう"]),
        "facts": [["返納の理由", "　".join(f"□ {label}" for key, label in ReturnReason.choices if key != "lost")]],
        "ticks": ["自分で入れた写真・連絡先などを消しました", "画面のロックとアカウントの設定を外しました"],
        "sign": ["返納した人", "受け取った職員"],
    }
    words = "読み取ると、返納を受け付ける画面が開きます"
    if person is not None:
        return page | _staff_qr(ctx, "lending:return-of", words, person_id=person.pk)
    return page | _staff_qr(ctx, "lending:return", words)


def _loss_form(ctx: Context, person: Person | None, loans: Sequence[Loan]) -> Page:
    blank = "\n\n"
    kinds = "　".join(f"□ {label}" for label in LossKind.labels)
    causes = "　".join(f"□ {label}" for label in LossCause.labels)
    found = {
        "intro": "次のとおり届け出ます。",
        "header": ["印", *THING_HEADER],
        "rows": [["□", *row] for row in _things(loans, [])],
        "facts": [
            ["何があったか", kinds],
            ["起きた日・気づいた日", BLANK_DAY],
            ["場所", blank],
            ["いきさつ", blank + blank],
            ["原因", causes],
            ["中に入っていた情報", blank],
            ["とった措置", "□ 遠隔ロック　□ 回線の停止　□ 警察への届出（受理番号　　　　　　　　）\n□ そのほか"],
        ],
        "sign": ["届け出る人"],
    }
    if person is not None:
        words = "読み取ると、届を入力する画面が開きます"
        return found | _staff_qr(ctx, "lending:person", words, person_id=person.pk)
    return found | _staff_qr(ctx, "lending:losses", "読み取ると、届出の一覧が開きます")


def _receipt(ctx: Context, receipt: Receipt) -> Page:
    is_return = receipt.kind == ReceiptKind.RETURN
    loans = list(receipt.returned_loans.all() if is_return else receipt.loans.all())
    signed = wareki(receipt.signed_at.astimezone(TOKYO).date()) if receipt.signed_at else BLANK_DAY
    page = _page(ctx, str(receipt.get_kind_display()), receipt.person) | {
        "number": f"第{receipt.number}号",
        "date": signed,
        "intro": "次の物を返納しました。" if is_return else "次の物を、付属品とともに受け取りました。",
        "header": [*THING_HEADER, "状態", *(["返らなかった付属品"] if is_return else [])],
        "rows": [[*row, *_state(loan, is_return)] for row, loan in zip(_things(loans, []), loans, strict=False)],
        "facts": _receipt_facts(receipt, loans, is_return),
        "sign": [
            ["返納した人" if is_return else "受け取った人", _picture(receipt.signature)],
            ["受け取った職員" if is_return else "渡した職員", _picture(receipt.counter_signature), _staff(receipt)],
        ],
    }
    if receipt.signature_id is None and receipt.scan_id is None:
        words = "読み取ると、署名した用紙の写しを登録する画面が開きます"
        page |= _staff_qr(ctx, "lending:receipt-paper", words, receipt_id=receipt.pk)
    return page


def _staff(receipt: Receipt) -> str:
    return receipt.staff.shown_name if receipt.staff else ""


def _state(loan: Loan, is_return: bool) -> list[str]:
    if not is_return:
        return [" ".join(filter(None, [str(loan.get_condition_display()), loan.condition_note]))]
    said = " ".join(filter(None, [str(loan.get_return_condition_display()), loan.return_note]))
    return [said, loan.missing_accessories.replace("\n", "、") or "なし"]


def _receipt_facts(receipt: Receipt, loans: Sequence[Loan], is_return: bool) -> list[list[str]]:
    facts = []
    if loans and is_return:
        day = loans[0].returned_on
        facts = [["返った日", wareki(day) if day else ""], ["返納の理由", str(loans[0].get_return_reason_display())]]
    elif loans:
        facts = [["貸した日", wareki(loans[0].lent_on)], ["返納の期限", wareki(max(loan.due_on for loan in loans))]]
    if receipt.note:
        facts.append(["備考", receipt.note])
    if receipt.signed_at:
        facts.append(["確認の方法", str(receipt.get_channel_display())])
    return facts


def _picture(stored: StoredFile | None) -> Drawing | None:
    """A signature as part of a paper. The bytes were checked to be a PNG when they came."""
    if stored is None:
        return None
    data = base64.b64encode(read_file(stored)).decode("ascii")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 900 300" '
        f'width="900" height="300"><image width="900" height="300" xlink:href="data:image/png;base64,{data}"/></svg>'
    )
    return Drawing(svg, "署名")


def _report(ctx: Context, report: LossReport) -> Page:
    asset = report.asset
    return (
        _page(ctx, TITLES["loss"], report.person)
        | {
            "date": wareki(report.reported_on),
            "intro": "次のとおり届け出ます。",
            "header": THING_HEADER,
            "rows": [[asset.number, asset.name, asset.serial or "—", asset.accessories.replace("\n", "、")]],
            "facts": [
                ["何があったか", str(report.get_kind_display())],
                ["起きた日・気づいた日", wareki(report.happened_on)],
                ["場所", report.where],
                ["いきさつ", report.how],
                ["原因", str(report.get_cause_display())],
                ["中に入っていた情報", report.data_inside],
                ["とった措置", report.actions_taken],
                ["警察の受理番号", report.police_number],
                ["結果", " ".join(filter(None, [str(report.get_result_display()), report.outcome]))],
            ],
            "sign": ["届け出る人"],
        }
        | _staff_qr(ctx, "lending:loss", "読み取ると、この届の画面が開きます", report_id=report.pk)
    )
