"""What belongs to the city and to others, as a page, a workbook and a paper to hand over (AST-9)."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.files.kinds import PDF, XLSX
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.registers.assets import lenders as found_lenders


@page(Permission.ASSET_READ)
def lenders(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Who lends what, under which terms."""
    rows = found_lenders.lenders(ctx.today)
    values = {"page_title": _("借りている資産"), "lenders": rows, "today": ctx.today}
    return render_page(request, "assets/lenders.html", values)


@page(Permission.ASSET_READ)
def lenders_xlsx(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The list as a workbook."""
    data = found_lenders.lenders_sheet(found_lenders.lenders(ctx.today))
    return download_response(_name(ctx.today, "xlsx"), XLSX.media_type, data)


@page(Permission.ASSET_READ)
def lenders_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The list as a paper."""
    rows = found_lenders.lenders(ctx.today)
    data = found_lenders.lenders_paper(ctx, rows, ctx.today, lang=get_language() or "ja")
    return download_response(_name(ctx.today, "pdf"), PDF.media_type, data)


def _name(day: date, ending: str) -> str:
    return f"{_('借りている資産の一覧')}_{day:%Y%m%d}.{ending}"
