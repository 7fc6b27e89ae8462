"""Letters of the office, always in Japanese: sheets to answer, and the polite letter about a breach."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from sakimori.assurance.inspections.models import Breach
from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.actions import make_links, print_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import Sheet
from sakimori.foundation.papers.render import QrCode, render


def letters(ctx: Context, asks: Iterable[Ask]) -> list[Sheet]:
    """One sheet for each ask: boxes to tick, and the code of their own page."""
    return print_asks(
        ctx,
        asks=asks,
        intro=lambda ask: (
            f"「{ask.title}」です。{wareki(ask.due_on)}までにお答えください。迷うときは「わからない」で結構です。"
        ),
    )


def breach_letter(ctx: Context, breach: Breach, ask: Ask | None) -> bytes:
    """From the chair to the person: what was noticed, what is asked, by when, and how to answer."""
    link = ""
    if ask is not None:
        token = make_links(ctx, asks=[ask], made_for="letter")[ask]
        path = reverse("links:answer", kwargs={"assembly": ctx.assembly.slug, "token": token})
        link = settings.ENV.address + path
    # A letter of a Japanese public office; its language does not follow that of whoever prints it.
    with translation.override("ja"):
        place = f"{breach.clause_path}" if breach.clause_path else "サイバーセキュリティ基本方針"
        data = {
            "title": "情報の取扱いについてのお知らせとお願い",
            "number": f"第{breach.number}号",
            "date": wareki(ctx.today),
            "to": f"{breach.unit.name + '　' if breach.unit else ''}{breach.person.shown_name} 様",
            "from": [f"{ctx.assembly.name}議長"],
            "assembly": ctx.assembly.name,
            "body": (
                "日ごろから議会の情報の取扱いにご協力いただき、ありがとうございます。\n"
                "次のことに気づきましたので、お知らせします。ご事情があることと存じますので、お聞かせください。"
                "あわせて、今後のお取扱いについてご協力をお願いします。"
            ),
            "pairs": [
                ["気づいたこと", breach.what],
                *([["いつのことか", breach.happened]] if breach.happened else []),
                ["関係する条項", place],
                *([["お願いしたいこと", breach.request]] if breach.request else []),
                ["お返事の期限", wareki(breach.answer_by)],
            ],
            "how": "右の二次元コードから、ログインなしでお答えいただけます。この用紙に書いて議会事務局へお返しいただいても結構です。",
            "qr": QrCode(link, "お答えいただくページの二次元コード") if link else None,
        }
        return render("assurance/inspections/papers/breach.typ", data, lang="ja")
