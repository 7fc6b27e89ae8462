"""Checks: all of them with their figures, one with its answers, its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.safety import actions, forms, queries
from sakimori.measures.safety.lists import CHECKS, CheckRow
from sakimori.measures.safety.models import SafetyCheck
from sakimori.measures.safety.types import Audience, CheckKind
from sakimori.measures.safety.words import figures_words

CLAUSE = _l("3(3) 災害 3(4) 感染症 3(5) インフラの障害")
READ, MANAGE, ANSWERS = Permission.PLAN_READ, Permission.PLAN_MANAGE, Permission.SAFETY_READ


def found_check(safety_check_id: UUID) -> SafetyCheck:
    """One check."""
    return get_object_or_404(SafetyCheck.objects.select_related("unit", "drill"), pk=safety_check_id)


def back_to(ctx: Context, check: SafetyCheck) -> str:
    """The address of its page."""
    return address(ctx, "safety:check", safety_check_id=check.pk)


@page(READ)
def checks(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every check with its figures; running ones above."""
    on = day_of(request, ctx.today)
    rows = [CheckRow(check, on) for check in queries.checks().filter(started_on__lte=on)]
    found = open_list(request, ctx, CHECKS, rows, on)
    if found.wants_file:
        return found.file()
    rules = queries.setting()
    values = {
        "page_title": _("安否確認"),
        "list": found,
        "rows": found.rows,
        "running": [row.check for row in rows if row.check.closed_at is None and not found.is_past],
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
        "may_read": allowed(ctx, ANSWERS),
        "rules": rules,
        "last_test": queries.last_test(),
    }
    return render_page(request, "safety/checks.html", values)


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Start a check."""
    kind = CheckKind.TEST if request.GET.get("kind") == CheckKind.TEST else CheckKind.REAL
    initial: dict[str, object] = {"kind": kind, "audience": Audience.EVERYONE}
    if kind == CheckKind.TEST:
        initial["title"] = _("%(month)s月の安否確認の訓練") % {"month": ctx.today.month}
    form = forms.StartForm(request.POST or None, units=queries.caucuses_and_committees(ctx.today), initial=initial)
    made: list[SafetyCheck] = []
    if submitted(form, lambda values: made.append(actions.start_check(ctx, **values))):
        messages.success(request, _("%(count)s人に安否を尋ねました。") % {"count": made[0].asked_count})
        return redirect(back_to(ctx, made[0]))
    lead = _("押すとすぐに始まります。メールのある人には専用リンクを送り、ない人は電話と紙で確かめます。")
    return form_page(
        request, form, _("安否確認を始める"), back=address(ctx, "safety:checks"), submit=_("始める"), lead=lead,
        clause=CLAUSE,
    )  # fmt: skip


@page(ANSWERS)
def check(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """One check: who needs help first, who has not answered, the tally. For the office and the chair."""
    found = found_check(safety_check_id)
    lines = queries.lines_of(found)
    values: dict[str, Any] = {
        "page_title": found.title,
        "check": found,
        "help_first": [line for line in lines if line.needs_help],
        "hit": [line for line in lines if line.is_hit],
        "left": [line for line in lines if line.asked.first_answer_at is None],
        "answered": [line for line in lines if line.latest is not None and not line.needs_help],
        "groups": queries.counts(lines, "group"),
        "districts": queries.counts(lines, "district"),
        "total": queries.total(lines),
        "answered_count": sum(line.asked.first_answer_at is not None for line in lines),
        "failed": [line for line in lines if line.mail == "failed"],
        "may_manage": allowed(ctx, MANAGE),
        "is_running": found.closed_at is None,
    }
    return render_page(request, "safety/check.html", values)


@page(READ)
def result(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """Figures without names, beside those of earlier checks (THR-7)."""
    found = found_check(safety_check_id)
    values = {
        "page_title": _("%(title)sの結果") % {"title": found.title},
        "check": found,
        "words": figures_words(found, queries.figures_of(found)),
        "earlier": [figures_words(one, queries.figures_of(one)) for one in queries.earlier_than(found)],
        "may_read": allowed(ctx, ANSWERS),
        "drill": found.drill if allowed(ctx, Permission.LEARNING_READ) else None,
    }
    return render_page(request, "safety/result.html", values)


@require_POST
@page(MANAGE)
def chase(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """Ask once more whoever has not answered."""
    found = found_check(safety_check_id)
    try:
        count = actions.chase(ctx, check=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(count)s人にもう一度メールを送ります。") % {"count": count})
    return redirect(back_to(ctx, found))


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """The figures stand."""
    found = found_check(safety_check_id)
    is_test = found.kind == CheckKind.TEST
    form = forms.CloseForm(request.POST if request.method == "POST" else None, is_test=is_test)
    if submitted(form, lambda values: actions.close_check(ctx, check=found, closing=actions.Closing(**values))):
        messages.success(request, _("安否確認をまとめました。"))
        return redirect(address(ctx, "safety:result", safety_check_id=found.pk))
    keep = queries.setting().keep_days
    lead = _("まとめると、答えを受け付けなくなります。だれがどう答えたかは、%(days)s日後に消えます。") % {"days": keep}
    return form_page(
        request, form, _("安否確認をまとめる"), back=back_to(ctx, found), submit=_("まとめる"), lead=lead, clause=CLAUSE
    )


@require_POST
@page(MANAGE)
def erase(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """Answers go before their day; figures stay."""
    found = found_check(safety_check_id)
    try:
        count = actions.erase_answers(ctx, check=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(count)s件の回答を消しました。数字は残っています。") % {"count": count})
    return redirect(back_to(ctx, found))
