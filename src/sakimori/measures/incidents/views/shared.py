"""What every page of a case needs: the case for those who may see it, its tabs, forms that lead back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui import submitting
from sakimori.foundation.ui.submitting import address
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.visibility import cases_for

CLAUSE = _l("6(7) 運用")
READ, MANAGE = Permission.INCIDENT_READ, Permission.INCIDENT_MANAGE
TABS = (
    ("case", _l("経過と手順")),
    ("things", _l("資産・人・時間")),
    ("evidence", _l("証拠")),
    ("papers", _l("文書")),
    ("review", _l("振り返り")),
)


def found_case(ctx: Context, incident_id: UUID) -> Case:
    """The case, where the actor may see it. Raises Http404."""
    return get_object_or_404(cases_for(ctx).select_related("lead", "merged_into"), pk=incident_id)


def open_case_of(ctx: Context, incident_id: UUID) -> Case:
    """The case, where it is not over."""
    return get_object_or_404(cases_for(ctx).filter(status__in=["handling", "reviewing"]), pk=incident_id)


def of_case(ctx: Context, model: Any, key: UUID, *related: str) -> Any:
    """A row of a case that the actor may see. Raises Http404."""
    rows = model.objects.filter(case__in=cases_for(ctx)).select_related("case", *related)
    return get_object_or_404(rows, pk=key)


def back_to(ctx: Context, case: Case, tab: str = "case") -> str:
    """The address of a page of the case."""
    return address(ctx, f"incidents:{tab}", incident_id=case.pk)


def case_page(ctx: Context, case: Case, tab: str) -> dict[str, Any]:
    """What all five pages of a case show."""
    mark = _("【訓練】") if case.is_exercise else ""
    return {
        "page_title": f"{mark}{case.code} {case.title}",
        "case": case,
        "tabs": [{"label": label, "url": back_to(ctx, case, name), "is_current": name == tab} for name, label in TABS],
        "may_manage": allowed(ctx, MANAGE) and case.is_open,
        "may_write": allowed(ctx, MANAGE),
        "now": ctx.at,
    }


def act_page(
    request: HttpRequest,
    ctx: Context,
    case: Case,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    title: str,
    *,
    submit: str,
    tab: str = "case",
    then: str = "",
    done: str = "",
    **values: Any,
) -> HttpResponse:
    """A form that acts on a case and leads back to a page of it."""
    name, back = f"{case.code} {title}", back_to(ctx, case, tab)
    return submitting.act_page(
        request, form, act, name, back=back, submit=submit, done=done, then=then, clause=CLAUSE, **values
    )


def given(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """Numbers that were left out are 0."""
    return values | {name: values.get(name) or 0 for name in names}
