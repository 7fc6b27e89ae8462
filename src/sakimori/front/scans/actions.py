"""Pages come in, are put to their sheets, filed or set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import answer_for, with_files_stored
from sakimori.foundation.asks.models import Ask, AskState, PrintedSheet
from sakimori.foundation.asks.sheets import sheet_kind
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.papers.bitmaps import joined
from sakimori.front.scans.answers import doubt_of
from sakimori.front.scans.models import ScannedPage
from sakimori.front.scans.reading import ReadPage
from sakimori.front.scans.types import WAITING, PageState, Why


@dataclass(slots=True)
class Taken:
    """What became of an upload."""

    new: int = 0
    known: int = 0
    blank: int = 0


@action("scans.take-in", permission=Permission.ASK_MANAGE, sentence=_("スキャンした用紙を取り込みました"))
def take_in(ctx: Context, *, name: str, pages: Sequence[ReadPage]) -> Taken:
    """Keep every page as a file of its own. Blank backs are left out, and pages that came in before."""
    taken = Taken()
    wanted = [page.sha256 for page in pages]
    known = set(ScannedPage.objects.filter(picture_sha256__in=wanted).values_list("picture_sha256", flat=True))
    sheets: dict[Any, PrintedSheet] = {}
    for page in pages:
        if page.is_blank:
            taken.blank += 1
        elif page.sha256 in known:
            taken.known += 1
        else:
            known.add(page.sha256)
            _keep(ctx, name, page)
            taken.new += 1
            if page.sheet is not None:
                sheets[page.sheet.pk] = page.sheet
    for sheet in sheets.values():
        _settle(sheet)
    return taken


def _keep(ctx: Context, name: str, page: ReadPage) -> None:
    stem = PurePosixPath(name.replace("\\", "/")).stem[:80]
    ScannedPage.objects.create(
        file=store_file(ctx, name=f"{stem}-{page.number}.pdf", data=page.pdf),
        source=name[:200],
        source_page=page.number,
        taken_on=ctx.today,
        picture_sha256=page.sha256,
        sheet=page.sheet,
        ask=page.ask,
        page=page.page,
        state=_state_of(page.why),
        why=page.why or "",
        readings=page.readings,
        is_signed=page.is_signed,
        turn=page.turn,
        part=page.part,
    )


def _state_of(why: Why | None) -> PageState:
    if why is None:
        return PageState.SURE
    return PageState.UNSURE if why in {Why.EXPIRED, Why.NO_SHEET, Why.NO_MARKS} else PageState.UNKNOWN


_SETTLED_BY_SHEET = {"", Why.DOUBT, Why.UNSIGNED, Why.INCOMPLETE, Why.PAGE_MISSING, Why.DOUBLE}


def _settle(sheet: PrintedSheet) -> None:
    """Judge all waiting pages of a sheet together; what the code itself said about a page stands."""
    pages = list(ScannedPage.objects.filter(sheet=sheet, state__in=WAITING).order_by("page", "id"))
    fit = [page for page in pages if page.why in _SETTLED_BY_SHEET]
    if not fit:
        return
    why = doubt_of(sheet.ask, sheet, fit)
    for page in fit:
        page.state, page.why = (PageState.UNSURE if why else PageState.SURE), why or ""
        page.save()


@action("scans.file", permission=Permission.ASK_MANAGE, sentence=_("スキャンした用紙の回答を登録しました"))
def file_pages(ctx: Context, *, pages: Sequence[ScannedPage], answer: Mapping[str, Any]) -> None:
    """The answer on these pages (all of one sheet) goes to its person, with the scan. Never twice.

    Raises ValidationError when the ask was answered or withdrawn meanwhile, or when the answer is refused.
    """
    locked = list(ScannedPage.objects.select_for_update().filter(pk__in=[page.pk for page in pages]))
    if len(locked) != len(pages) or any(page.state not in WAITING for page in locked):
        raise ValidationError(_t("この用紙は、すでに登録されたか除外されています。"))
    ctx = ctx.via(Channel.PAPER)
    first = pages[0]
    scan = _scan_of(ctx, pages)
    if first.ask is not None:
        answer_for(ctx, ask=first.ask, answer=with_files_stored(ctx, answer), scan=scan)
    elif first.sheet is not None:
        _file_list(ctx, first.sheet, answer, scan)
    else:
        raise ValidationError(_t("だれの用紙かを選んでください。"))
    for page in locked:
        page.state, page.why = PageState.FILED, ""
        page.save()


def _file_list(ctx: Context, sheet: PrintedSheet, answer: Mapping[str, Any], scan: StoredFile) -> None:
    if ScannedPage.objects.filter(sheet=sheet, state=PageState.FILED).exists():
        raise ValidationError(_t("この一覧の用紙は、すでに登録されています。"))
    sheet_kind(sheet).apply(ctx, sheet, answer, scan)


def _scan_of(ctx: Context, pages: Sequence[ScannedPage]) -> StoredFile:
    if len(pages) == 1:
        return pages[0].file
    whole = joined([read_file(page.file) for page in pages])
    return store_file(ctx, name=pages[0].file.name, data=whole)


@action("scans.doubt", permission=Permission.ASK_MANAGE, sentence=_("登録できなかった用紙を確認に回しました"))
def doubt_pages(ctx: Context, *, pages: Sequence[ScannedPage]) -> None:
    """What could not be filed waits for a human, with the reason."""
    for page in pages:
        state = page.ask.state if page.ask is not None else AskState.OPEN
        if state == AskState.OPEN:
            page.state, page.why = PageState.UNSURE, Why.REFUSED
        else:
            page.state = PageState.UNKNOWN
            page.why = Why.ANSWERED if state == AskState.ANSWERED else Why.WITHDRAWN
        page.save()


@action("scans.assign", permission=Permission.ASK_MANAGE, sentence=_("スキャンした用紙の人を選びました"))
def assign(ctx: Context, *, page: ScannedPage, ask: Ask) -> None:
    """A human says whose page it is; what a foreign sheet's boxes said no longer counts."""
    _must_wait(page)
    if page.sheet is not None and page.sheet.ask_id != ask.pk:
        page.sheet, page.readings, page.page = None, {}, None
    page.ask, page.state, page.why = ask, PageState.UNSURE, Why.BY_HAND
    page.save()


@action("scans.set-aside", permission=Permission.ASK_MANAGE, sentence=_("スキャンした用紙を除外しました"))
def set_aside(ctx: Context, *, page: ScannedPage, note: str) -> None:
    """A page that answers nothing, with the reason. Its file stays."""
    _must_wait(page)
    page.state, page.note = PageState.ASIDE, note
    page.save()
    if page.sheet is not None:
        _settle(page.sheet)


@action("scans.bring-back", permission=Permission.ASK_MANAGE, sentence=_("除外した用紙を戻しました"))
def bring_back(ctx: Context, *, page: ScannedPage) -> None:
    """It was set aside by mistake."""
    if page.state != PageState.ASIDE:
        raise ValidationError(_t("除外された用紙ではありません。"))
    why = Why(page.why) if page.why else None
    page.state, page.note = _state_of(why) if why not in _SETTLED_BY_SHEET else PageState.UNSURE, ""
    page.save()
    if page.sheet is not None:
        _settle(page.sheet)


def _must_wait(page: ScannedPage) -> None:
    if page.state not in WAITING:
        raise ValidationError(_t("この用紙は、すでに登録されたか除外されています。"))
