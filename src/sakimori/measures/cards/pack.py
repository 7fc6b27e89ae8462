"""One PDF for the day on which nothing works: every playbook, whom to call, the systems, open cases.

Modules add chapters; `wiring` registers them in the order to print. A provider gets whether the pack is the restricted
one: only then may it show what few may see. A chapter that fails costs the pack that chapter and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _t

from sakimori.dates import wareki
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.papers.book import BookSection
from sakimori.foundation.papers.render import render
from sakimori.measures.cards.actions import keep_pack, note_unchanged
from sakimori.measures.cards.models import Pack
from sakimori.measures.cards.queries import newest_pack

log = logging.getLogger(__name__)

Provider = Callable[[Context, bool], Sequence[BookSection]]
_providers: list[Provider] = []


def register_chapter(provider: Provider) -> None:
    """Add a module's chapters: `(ctx, is_restricted) -> sections`; `wiring` calls this once for each."""
    if provider not in _providers:
        _providers.append(provider)


Reader = Callable[[Context], datetime | None]
"""Packs that were made before this moment are not for the actor."""
_readers: list[Reader] = []


def register_pack_reader(rule: Reader) -> None:
    """Add a module's rule about who may open old packs; `wiring` calls this once for each."""
    if rule not in _readers:
        _readers.append(rule)


def readable(ctx: Context, rows: QuerySet[Pack]) -> QuerySet[Pack]:
    """The packs among these that hold nothing which is kept from the actor."""
    for rule in _readers:
        moment = rule(ctx)
        if moment is not None:
            rows = rows.filter(made_at__gte=moment)
    return rows


@dataclass(frozen=True, slots=True)
class Written:
    """Every chapter, and how many could not be written."""

    sections: Sequence[BookSection]
    failed: int

    @property
    def sha256(self) -> str:
        """The same while nothing that it says has changed."""
        plain = [
            [str(one.title), [str(part) for part in one.paragraphs], [str(name) for name in one.header], list(one.rows)]
            for one in self.sections
        ]
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def write(ctx: Context, *, is_restricted: bool) -> Written:
    """Ask every module."""
    sections: list[BookSection] = []
    failed = 0
    for provider in _providers:
        try:
            sections.extend(provider(ctx, is_restricted))
        except Exception:
            log.exception("%s: a chapter of the pack failed", ctx.assembly.slug)
            failed += 1
            sections.append(
                BookSection(_t("作れなかった章"), [_t("この章は作れませんでした。画面で確かめてください。")])
            )
    return Written(sections, failed)


def pack_pdf(ctx: Context, written: Written, *, is_restricted: bool) -> bytes:
    """The pack on paper: date on every page, table of contents, then the chapters."""
    moment = ctx.at.astimezone(TOKYO)
    data = {
        "title": _t("もしもの冊子"),
        "restricted": _t("取扱注意: 取扱いを限った事案を含みます。") if is_restricted else "",
        "assembly": ctx.assembly.name,
        "date": moment,
        "printed": f"{wareki(moment.date())} {moment:%H:%M}",
        "lead": _t(
            "停電や通信の停止で画面を開けないときに使います。個人の電話番号を含みます。関係者以外に渡さず、"
            "新しい冊子を刷ったら古いものは裁断してください。"
        ),
        "contents": _t("目次"),
        "sections": [
            {"title": one.title, "paragraphs": list(one.paragraphs), "header": list(one.header), "rows": list(one.rows)}
            for one in written.sections
        ],
    }
    return render("measures/cards/papers/pack.typ", data, lang="ja")


def make_packs(ctx: Context, *, with_restricted: bool = True, always: bool = False) -> list[Pack]:
    """Tonight's packs, in Japanese like all papers: one for everybody who may read cases, and where there is something
    that only few may see, another one for them."""
    with translation.override("ja"):
        written = write(ctx, is_restricted=False)
        made = [_kept(ctx, written, is_restricted=False, always=always)]
        if with_restricted:
            more = write(ctx, is_restricted=True)
            if more.sha256 != written.sha256:
                made.append(_kept(ctx, more, is_restricted=True, always=always))
        return made


def _kept(ctx: Context, written: Written, *, is_restricted: bool, always: bool) -> Pack:
    """Stored; where nothing has changed since the last one, only that is noted."""
    last = newest_pack(restricted=is_restricted)
    if last is not None and last.content_sha256 == written.sha256 and not always:
        return note_unchanged(ctx, pack=last)
    data = pack_pdf(ctx, written, is_restricted=is_restricted)
    day = ctx.at.astimezone(TOKYO)
    name = f"{'取扱注意-' if is_restricted else ''}もしもの冊子-{day:%Y%m%d-%H%M}.pdf"
    return keep_pack(
        ctx, name=name, data=data, content_sha256=written.sha256, failed=written.failed,
        chapters=[str(one.title) for one in written.sections], is_restricted=is_restricted,
    )  # fmt: skip
