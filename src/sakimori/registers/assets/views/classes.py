"""Classes: how they lie, three questions that propose one, the decision with its reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted
from sakimori.registers.assets import actions, queries_classes
from sakimori.registers.assets.chains import said
from sakimori.registers.assets.forms_classes import ClassForm, QuestionForm
from sakimori.registers.assets.limits import AT_ONCE
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries_classes import Limit, Need
from sakimori.registers.assets.rules import CLASS_FIELDS
from sakimori.registers.assets.rules_classes import EVERYDAY, MEANINGS, Proposal, marking, propose, rank_of
from sakimori.registers.assets.types import Confidentiality

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def classes(request: HttpRequest, ctx: Context) -> HttpResponse:
    """How many of each class, what has none yet, what stands below its content."""
    found = queries_classes.counts(ctx.today)
    inside = queries_classes.contents(ctx.today)
    needs = inside.unmet(inside.holders())
    values = {
        "page_title": _("情報資産の分類"),
        "counts": found,
        "by_class": [(Confidentiality(value).label, MEANINGS[value], count) for value, count in found.by_class],
        "to_classify": queries_classes.to_classify(ctx.today),
        "needs": by_holder(needs),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "assets/class_overview.html", values)


def by_holder(needs: list[Need]) -> list[tuple[Asset, list[str]]]:
    """What stands below its content, each once, with everything that asks for more."""
    found: dict[UUID, tuple[Asset, list[str]]] = {}
    for need in needs:
        found.setdefault(need.holder.pk, (need.holder, []))[1].append(said(need))
    return list(found.values())


@page(MANAGE)
def classify(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Three plain questions propose a class; what it changes is shown before anybody decides."""
    asset = get_object_or_404(Asset, pk=asset_id)
    before = {name: getattr(asset, name) for name in CLASS_FIELDS}
    needs = queries_classes.contents(ctx.today).needs(asset)
    questions = QuestionForm(request.GET or None)
    answers = {name: request.GET.get(name, "") for name in questions.fields}
    proposal = propose(**answers)
    form = ClassForm(request.POST or None, initial=_initial(asset, proposal, needs, is_asked=any(answers.values())))
    if submitted(form, lambda values: actions.classify(ctx, asset=asset, **values)):
        messages.success(request, _("「%(name)s」を分類しました。") % {"name": asset.name})
        return redirect(_next(ctx, asset))
    shown = str(form["confidentiality"].value() or Confidentiality.C2)
    shown = shown if shown in Confidentiality.values else Confidentiality.C2.value
    values = {
        "page_title": _("「%(name)s」を分類する") % {"name": asset.name},
        "asset": asset,
        "questions": questions,
        "form": form,
        "is_rare": shown not in EVERYDAY,
        "choices": _choices(form),
        "proposed": Confidentiality(shown).label,
        "meaning": MEANINGS[shown],
        "marking": marking(shown, has_personal_data=str(form["has_personal_data"].value()) == "True"),
        "changes": _changes(before["confidentiality"], shown),
        "has_class": bool(before["confidentiality"]),
        "needs": [said(need) for need in needs],
        "history": [_turn(row) for row in queries_classes.changes_of(asset)],
        "back": address(ctx, "assets:asset", asset_id=asset.pk),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "assets/class_decide.html", values, part="assets/_class_proposal.html", status=status)


def _next(ctx: Context, asset: Asset) -> str:
    """Where something now stands below this content, its own page shows what to raise."""
    inside = queries_classes.contents(ctx.today)
    below = inside.unmet(inside.holders_of(asset)) if asset.pk in inside.assets else []
    return address(ctx, "assets:holdings" if below else "assets:asset", asset_id=asset.pk)


def _initial(asset: Asset, proposal: Proposal, needs: list[Need], *, is_asked: bool) -> dict[str, Any]:
    """The proposal; what is classified already and was not asked about keeps its class; never below its content."""
    values: dict[str, Any] = {
        "confidentiality": proposal.confidentiality.value,
        "integrity": proposal.integrity.value,
        "availability": proposal.availability.value,
        "has_personal_data": str(proposal.has_personal_data),
        "reason": proposal.reason if is_asked or not asset.confidentiality else "",
    }
    if not is_asked:
        own = {name: getattr(asset, name) for name in CLASS_FIELDS if getattr(asset, name) not in ("", None)}
        values |= {name: str(value) for name, value in own.items()}
    for need in needs:
        if rank_of(need.field, need.value) > rank_of(need.field, values[need.field]):
            values |= {need.field: need.value, "reason": values["reason"] + said(need)}
    return values


def _choices(form: ClassForm) -> tuple[list[Any], list[Any]]:
    """The everyday classes, and those behind 詳細, each with its meaning."""
    found = [(tag, MEANINGS[str(tag.data["value"])]) for tag in form["confidentiality"]]
    return found[: len(EVERYDAY)], found[len(EVERYDAY) :]


def _changes(before: str, after: str) -> list[tuple[Limit, Limit | None]]:
    """The rules that the class changes at once: as they will be, and as they are."""
    table = queries_classes.limits()
    new = [limit for limit in table[Confidentiality(after)] if limit.topic in AT_ONCE]
    if not before:
        return [(limit, None) for limit in new]
    old = {limit.topic: limit for limit in table[Confidentiality(before)]}
    return [(limit, old[limit.topic]) for limit in new]


def _turn(row: Any) -> dict[str, Any]:
    """One change in words."""
    return {"row": row, "before": in_words(row.before), "after": in_words(row.after)}


def in_words(values: dict[str, Any]) -> str:
    """`機密性2・完全性1・可用性1`."""
    names = (("confidentiality", _("機密性")), ("integrity", _("完全性")), ("availability", _("可用性")))
    words = [f"{label}{values[name]}" for name, label in names if values.get(name)]
    if values.get("has_personal_data"):
        words.append(_("個人情報あり"))
    return "・".join(words) or _("未分類")


@page(MANAGE)
@require_POST
def raise_holders(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Raise holders to what they hold."""
    keys = []
    for text in request.POST.getlist("asset"):
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    raised = actions.raise_holders(ctx, assets=list(Asset.objects.filter(pk__in=keys).order_by("number")))
    messages.success(request, _("%(count)s件の分類を、中身に合わせて引き上げました。") % {"count": raised})
    return redirect("assets:classes", assembly=ctx.assembly.slug)
