"""Papers of the acknowledgement: a letter for each person that comes back as the answer, and the list of those who confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.actions import print_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import Sheet
from sakimori.foundation.papers.render import render
from sakimori.policy.clauses.models import Acknowledgement, PolicyVersion


def letters(ctx: Context, version: PolicyVersion, asks: Iterable[Ask]) -> list[Sheet]:
    """One sheet a person: the request, the code of the person's own link, the sentence to tick and a place to sign."""
    return print_asks(
        ctx,
        asks=asks,
        intro=lambda ask: f"{version.title}を、{wareki(ask.due_on)}までにご確認くださいますようお願いします。",
    )


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
