"""The table of handling limits, its own wordings, and the marking of documents (6(2))."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.kinds import PDF
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets import actions, queries_classes, sheets_classes
from sakimori.registers.assets.forms_classes import LimitForm
from sakimori.registers.assets.limits import SHIPPED
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.rules_classes import EVERYDAY, MEANINGS, marking
from sakimori.registers.assets.types import Confidentiality, Topic

READ, MANAGE, SELF = Permission.ASSET_READ, Permission.ASSET_MANAGE, Permission.ASK_ANSWER


@page(READ, SELF)
def limits(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Which class allows what. Everybody who handles documents of the assembly may read it."""
    table = queries_classes.limits()
    columns = [(level, MEANINGS[level], marking(level), table[level]) for level in Confidentiality]
    values = {
        "page_title": _("分類ごとの取扱制限"),
        "everyday": sorted((row for row in columns if row[0] in EVERYDAY), key=lambda row: EVERYDAY.index(row[0])),
        "rare": [row for row in columns if row[0] not in EVERYDAY],
        "may_manage": allowed(ctx, MANAGE),
        "may_read": allowed(ctx, READ),
    }
    return render_page(request, "assets/class_limits.html", values)


@page(READ, SELF)
def limits_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The table on one sheet of A4."""
    data = sheets_classes.limits_paper(ctx, lang=get_language() or "ja")
    return download_response(_("分類ごとの取扱制限.pdf"), PDF.media_type, data)


@page(MANAGE)
def limit(request: HttpRequest, ctx: Context, level: str, topic: str) -> HttpResponse:
    """Word one cell."""
    found_level, found_topic = _cell(level, topic)
    own = next(row for row in queries_classes.limits()[found_level] if row.topic == found_topic)
    shipped = str(SHIPPED[found_level][found_topic])
    form = LimitForm(request.POST or None, initial={"text": own.text})
    back = address(ctx, "assets:limits")

    def word(values: dict[str, str]) -> None:
        if values["text"].strip() == shipped:
            actions.reset_limit(ctx, confidentiality=found_level, topic=found_topic)
        else:
            actions.word_limit(ctx, confidentiality=found_level, topic=found_topic, text=values["text"])

    if submitted(form, word):
        messages.success(request, _("取扱制限の文言を決めました。"))
        return redirect(back)
    title = _("%(level)sの「%(topic)s」を直す") % {"level": found_level.label, "topic": found_topic.label}
    lead = _("元の文言: %(text)s") % {"text": shipped}
    clause = _("6(2) 情報資産の分類と管理")
    return form_page(request, form, title, back=back, submit=_("決める"), lead=lead, clause=clause)


@page(MANAGE)
@require_POST
def limit_reset(request: HttpRequest, ctx: Context, level: str, topic: str) -> HttpResponse:
    """Back to the shipped wording."""
    found_level, found_topic = _cell(level, topic)
    actions.reset_limit(ctx, confidentiality=found_level, topic=found_topic)
    messages.success(request, _("元の文言に戻しました。"))
    return redirect("assets:limits", assembly=ctx.assembly.slug)


def _cell(level: str, topic: str) -> tuple[Confidentiality, Topic]:
    if level not in Confidentiality.values or topic not in Topic.values:
        raise Http404
    return Confidentiality(level), Topic(topic)


@page(READ)
def marking_pdf(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """A cover sheet with the marking and what it means."""
    asset = get_object_or_404(Asset, pk=asset_id)
    if not asset.confidentiality:
        messages.error(request, _("先に分類してください。表示の文言は、分類から決まります。"))
        return redirect("assets:classify", assembly=ctx.assembly.slug, asset_id=asset.pk)
    data = sheets_classes.marking_paper(ctx, asset, lang=get_language() or "ja")
    return download_response(_("表示_%(number)s.pdf") % {"number": asset.number}, PDF.media_type, data)
