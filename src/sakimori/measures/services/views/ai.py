"""The rules for generative AI, the pocket card; asking everyone (rules read, services used)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.actions import print_asks
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.services import actions, forms, queries, sheets
from sakimori.measures.services.known import AI_EXAMPLES, AI_RULES
from sakimori.measures.services.models import AiRules
from sakimori.measures.services.rules import CLAUSE
from sakimori.measures.services.types import ASK_AI_RULES, ASK_USED, ServiceKind
from sakimori.measures.services.views.requests import APPLY, MANAGE, READ
from sakimori.registers.assets.examples import Verdict, parse_examples, written

PDF = "application/pdf"


def by_verdict(rows: Any) -> list[dict[str, Any]]:
    """Examples in the order yes, ask, no."""
    return [{"verdict": verdict, "rows": [row for row in rows if row.verdict == verdict.value]} for verdict in Verdict]


@page(APPLY, READ)
def ai(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What is in force, examples, which services, versions. Without rules the shipped draft is shown."""
    versions = queries.rules_versions()
    current = next((row for row in versions if row.effective_on <= ctx.today), None)
    examples = list(current.examples.all()) if current else parse_examples(AI_EXAMPLES)
    done, asked = queries.asked_figures(ASK_AI_RULES, current.pk) if current else (0, 0)
    permits = [row for row in queries.allowed_services(ctx.today) if row.service.kind == ServiceKind.AI]
    values = {
        "page_title": _("生成AI"),
        "current": current,
        "text": current.text if current else AI_RULES,
        "examples": by_verdict(sorted(examples, key=lambda row: getattr(row, "order", 0))),
        "versions": versions,
        "permits": permits,
        "done": done,
        "asked": asked,
        "may_manage": allowed(ctx, MANAGE),
        "may_ask": allowed(ctx, Permission.ASK_MANAGE),
    }
    return render_page(request, "services/ai.html", values)


@page(MANAGE)
def adopt(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The assembly decided on its rules, or changed them."""
    last = next(iter(queries.rules_versions()), None)
    examples = AI_EXAMPLES
    if last is not None:
        rows = sorted(last.examples.all(), key=lambda row: row.order)
        examples = written((row.verdict, row.limit, row.subject, row.text) for row in rows)
    initial = {"text": last.text if last else AI_RULES, "examples": examples}
    form = forms.AiRulesForm(
        request.POST or None, initial=initial | {"decided_on": ctx.today, "effective_on": ctx.today}
    )
    back = address(ctx, "services:ai")
    if submitted(form, lambda values: actions.adopt_ai_rules(ctx, **values)):
        messages.success(request, _("ルールを定めました。"))
        return redirect(back)
    lead = _(
        "用意された案から始められます。議会で決めたら、決めた会議と日を書いて登録してください。新しい版になります。"
    )
    title = _("生成AIのルールを定める")
    return form_page(request, form, title, back=back, submit=_("定める"), lead=lead, clause=CLAUSE)


@page(APPLY, READ)
def card(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The pocket card."""
    current = queries.rules_on(ctx.today)
    if current is None:
        messages.info(request, _("ルールを定めると、カードを印刷できます。"))
        return redirect(address(ctx, "services:ai"))
    data = sheets.ai_card(ctx, current, queries.allowed_services(ctx.today))
    return download_response(_("生成AIのカード.pdf"), PDF, data)


def _asking(
    request: HttpRequest,
    ctx: Context,
    kind: str,
    subject_id: UUID | None,
    act: Callable[[dict[str, Any]], object],
    words: dict[str, str],
) -> HttpResponse:
    """Open a request to everyone, watch it, print letters."""
    asks = queries.open_asks(kind, subject_id)
    if request.POST.get("act") == "letters" and asks:
        made = print_asks(ctx, asks=asks)
        return download_response(_("お願いの手紙.pdf"), PDF, sheets_pdf(ctx, made))
    initial = {"due_on": free_day(ctx.today + timedelta(days=21))}
    form = forms.AskForm(request.POST if request.POST.get("act") == "open" else None, initial=initial)
    if submitted(form, act):
        messages.success(request, _("全員にお願いしました。手紙を印刷して渡せます。"))
        return redirect(request.path)
    done, asked = queries.asked_figures(kind, subject_id) if subject_id else (0, 0)
    values = {**words, "form": form, "asks": asks, "done": done, "asked": asked, "today": ctx.today}
    return render_page(request, "services/asking.html", values, status=422 if form.is_bound else 200)


@page(Permission.ASK_MANAGE)
def ask_rules(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Ask everyone to read the rules."""
    current: AiRules | None = queries.rules_on(ctx.today)
    if current is None:
        return redirect(address(ctx, "services:ai"))
    words = {
        "page_title": _("生成AIのルールの確認をお願いする"),
        "lead": _(
            "在職している全員に、いまのルールを読んで確認していただきます。お願いするかどうかは、議会で決められます。"
        ),
        "back": address(ctx, "services:ai"),
    }
    return _asking(
        request,
        ctx,
        ASK_AI_RULES,
        current.pk,
        lambda values: actions.ask_about_rules(ctx, rules=current, people=people_in_office(ctx.today), **values),
        words,
    )


@page(Permission.ASK_MANAGE)
def ask_used(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Ask everyone which services they use, without blame."""
    words = {
        "page_title": _("使っているサービスをたずねる"),
        "lead": _("議会の仕事で使っているサービスを、全員にたずねます。とがめるためではないことを、はっきり伝えます。"),
        "back": address(ctx, "services:found"),
    }
    return _asking(
        request,
        ctx,
        ASK_USED,
        queries.newest_survey_id(),
        lambda values: actions.ask_what_is_used(ctx, people=people_in_office(ctx.today), **values),
        words,
    )
