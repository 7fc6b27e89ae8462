"""Papers of safety checks. Phone numbers stand on some of them: they are for the office and the chair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.papers.days import reader_language
from sakimori.foundation.papers.render import QrCode, render
from sakimori.measures.safety.models import Asked, SafetyCheck
from sakimori.measures.safety.queries import Line
from sakimori.measures.safety.tree_queries import WholeTree
from sakimori.measures.safety.types import CheckKind, Tap

FOLDER = "measures/safety/papers"


def _day(day: date) -> str:
    return wareki(day) if reader_language() == "ja" else day.isoformat()


def _frame(ctx: Context, check: SafetyCheck, title: str) -> dict[str, Any]:
    at = check.started_at.astimezone(TOKYO)
    return {
        "title": title,
        "subtitle": check.title,
        "assembly": ctx.assembly.name,
        "printed": f"{_day(ctx.today)} {ctx.at.astimezone(TOKYO):%H:%M}",
        "started": f"{_day(at.date())} {at:%H:%M}",
        "is_test": check.kind == CheckKind.TEST,
        "drill": _("訓練です。災害は起きていません。"),
    }


def wall_pdf(ctx: Context, check: SafetyCheck) -> bytes:
    """The notice for the wall: one code for everybody."""
    path = reverse("anpi:wall", kwargs={"assembly": ctx.assembly.slug, "code": check.code})
    link = settings.ENV.address + path
    data = _frame(ctx, check, _("安否確認")) | {
        "steps": [
            _("スマートフォンのカメラを、下の二次元コードに向けます。"),
            _("議席番号か、お名前のかなを入れます。ログインは要りません。"),
            _("いまの様子に近いボタンを一つ選んで送ります。"),
        ],
        "otherwise": _("スマートフォンをお持ちでない方は、係の者か議会事務局へお知らせください。"),
        "qr": QrCode(link, _("安否を知らせるページの二次元コード")),
        "link": link,
    }
    return render(f"{FOLDER}/wall.typ", data, lang=reader_language())


def slips_pdf(ctx: Context, check: SafetyCheck, tokens: Mapping[Asked, str]) -> bytes:
    """A slip for each, with their own code. Papers of a Japanese public office, in Japanese."""

    def link(token: str) -> str:
        path = reverse("anpi:link", kwargs={"assembly": ctx.assembly.slug, "token": token})
        return str(settings.ENV.address) + path

    data = _frame(ctx, check, _("安否確認のご案内")) | {
        "words": _("二次元コードを読み取り、ボタンを一つ押してください。ほかの方には渡さないでください。"),
        "slips": [
            [row.person.shown_name, QrCode(link(token), _("安否を知らせる専用の二次元コード"))]
            for row, token in tokens.items()
        ],
    }
    return render(f"{FOLDER}/slips.typ", data, lang="ja")


def phone_pdf(ctx: Context, check: SafetyCheck, lines: Sequence[Line]) -> bytes:
    """Who has not answered: number, and boxes for what they say."""
    data = _frame(ctx, check, _("安否確認の電話リスト")) | {
        "rows": [[line.person.shown_name, line.asked.group, line.phone or "—"] for line in lines],
        "boxes": _boxes(),
        "ask": _("「ご無事ですか。お手伝いが要りますか。登庁できますか。ご家族とお住まいは大丈夫ですか。」"),
    }
    return render(f"{FOLDER}/phone.typ", data, lang=reader_language())


def _boxes() -> list[str]:
    return [_("無事"), _("要支援"), _("登庁可"), _("あとで可"), _("不可"), _("家族"), _("家屋")]


def tally_pdf(ctx: Context, check: SafetyCheck, lines: Sequence[Line]) -> bytes:
    """Everybody by caucus and office."""
    groups: dict[str, list[list[str]]] = {}
    for line in lines:
        groups.setdefault(line.asked.group, []).append([line.person.shown_name, line.asked.district])
    data = _frame(ctx, check, _("安否確認の集計票")) | {
        "groups": [[name, rows] for name, rows in groups.items()],
        "boxes": _boxes(),
        "note": _("家族・家屋は、被害があるときだけ✓を付けます。"),
    }
    return render(f"{FOLDER}/tally.typ", data, lang=reader_language())


def result_pdf(ctx: Context, words: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> bytes:
    """Figures without names, beside earlier ones."""
    check: SafetyCheck = words["check"]
    data = _frame(ctx, check, _("安否確認の結果")) | {
        "facts": [
            [_("種類"), str(check.get_kind_display())],
            [_("対象"), _("%(count)s人") % {"count": words["asked"]}],
            [_("メールの宛先がある人"), _("%(count)s人") % {"count": words["addressed"]}],
            [_("届いた"), _("%(count)s人") % {"count": words["delivered"]}],
            [_("送れなかった"), _("%(count)s人") % {"count": words["failed"]}],
            [_("答えた"), f"{words['answered']} / {words['asked']}（{words['percent']}%）"],
            [_("半数の回答まで"), words["median"]],
        ],
        "means": [[str(cell) for cell in row] for row in words["means"]],
        "groups": [[str(cell) for cell in row] for row in words["groups"]],
        "districts": [[str(cell) for cell in row] for row in words["districts"]],
        "lesson": check.lesson,
        "earlier": [
            [
                _day(one["check"].started_on), one["check"].title, f"{one['answered']} / {one['asked']}",
                f"{one['percent']}%", one["median"], str(one["failed"]),
            ]
            for one in earlier
        ],
    }  # fmt: skip
    return render(f"{FOLDER}/result.typ", data, lang=reader_language())


def tree_pdf(ctx: Context, tree: WholeTree) -> bytes:
    """Who calls whom, caller by caller, with room for the time and what came of it."""
    data = {
        "title": _("電話の連絡網"),
        "assembly": ctx.assembly.name,
        "date": _day(ctx.today),
        "printed": _day(ctx.today),
        "begin": [[node.person.shown_name, node.phone or "—"] for node in tree.nodes if node.depth == 0],
        "callers": [
            [
                node.person.shown_name,
                node.phone or "—",
                [[one.person.shown_name, one.phone or "—"] for one in node.called],
            ]
            for node in tree.callers
        ],
        "missing": "、".join(person.shown_name for person in tree.missing),
        "asks": [str(tap.label) for tap in Tap],
        "note": _(
            "つながらないときは、その人が電話をかけるはずだった人へ先に電話し、あとでもう一度かけます。"
            "全員に電話し終えたら、自分に電話をかけた人へ結果を伝えます。"
            "個人の電話番号を含みます。新しい紙を受け取ったら、古い紙は裁断してください。"
        ),
    }
    return render(f"{FOLDER}/tree.typ", data, lang=reader_language())
