"""Papers of the acknowledgement: a letter for each person, and the list of those who confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.papers.render import QrCode, render
from sakimori.policy.clauses.asks import STATEMENT
from sakimori.policy.clauses.models import Acknowledgement, PolicyVersion


def letters_pdf(ctx: Context, version: PolicyVersion, tokens: Mapping[Ask, str]) -> bytes:
    """One A4 page a person: the request, the QR code of the person's own link, and a slip to sign instead."""
    pages = []
    for ask, token in tokens.items():
        path = reverse("links:answer", kwargs={"assembly": ctx.assembly.slug, "token": token})
        link = settings.ENV.address + path
        pages.append(
            {
                "name": ask.person.shown_name,
                "due": wareki(ask.due_on),
                "qr": QrCode(link, "方針を確認するページ"),
                "link": link,
                "message": ask.campaign.message if ask.campaign else "",
            }
        )
    data = {
        "title": "方針の確認のお願い",
        "assembly": ctx.assembly.name,
        "date": wareki(ctx.today),
        "sender": f"{ctx.assembly.name}議長",
        "policy": version.title,
        "statement": STATEMENT,
        "pages": pages,
    }
    # A letter of a Japanese public office; its language does not follow that of whoever prints it.
    return render("policy/clauses/papers/letters.typ", data, lang="ja")


def certificates_pdf(ctx: Context, version: PolicyVersion, rows: Sequence[Acknowledgement]) -> bytes:
    """Everyone who acknowledged the version, with day and channel."""
    language = get_language() or "ja"
    data = {
        "title": _("方針の確認の一覧"),
        "assembly": ctx.assembly.name,
        "date": wareki(ctx.today) if language.startswith("ja") else ctx.today.isoformat(),
        "policy": version.title,
        "hash": version.text_sha256,
        "header": [_("氏名"), _("確認日"), _("方法")],
        "rows": [
            [
                row.person.shown_name,
                wareki(row.on) if language.startswith("ja") else row.on.isoformat(),
                str(row.get_channel_display()),
            ]
            for row in rows
        ],
    }
    return render("policy/clauses/papers/certificates.typ", data, lang=language[:2])
