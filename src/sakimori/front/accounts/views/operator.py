"""The operator's pages: assemblies of the installation, its jobs, its operators."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.render import render_page
from sakimori.front.accounts.actions.registration import register_assembly
from sakimori.front.accounts.forms import AssemblyForm, FirstPersonForm
from sakimori.front.accounts.gates import operator_page
from sakimori.front.accounts.onetime import link_for
from sakimori.front.accounts.queries import all_assemblies, job_rows, operators


@operator_page
def operator(request: HttpRequest) -> HttpResponse:
    """Assemblies, jobs and operators at a glance."""
    rows = {
        "page_title": _("運用管理"),
        "assemblies": all_assemblies(),
        "jobs": job_rows(),
        "operators": operators(timezone.now().astimezone(TOKYO).date()),
        "has_mail": bool(settings.ENV.smtp_host),
    }
    return render_page(request, "accounts/operator.html", rows)


@operator_page
def register(request: HttpRequest) -> HttpResponse:
    """Register an assembly and its first person."""
    form, person = AssemblyForm(request.POST or None), FirstPersonForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), person.is_valid()]):
        values = person.cleaned_data
        first = {
            "name": values["person_name"],
            "kana": values["person_kana"],
            "email": values["person_email"],
            "username": values["username"],
        }
        try:
            link = register_assembly(request.user, assembly=form.cleaned_data, first=first, role=Role(values["role"]))  # type: ignore[arg-type]
        except ValidationError as error:
            _attach(error, form, person)
        else:
            if not link.account.has_usable_password():
                rows = {
                    "page_title": _("議会を登録しました"),
                    "link": link_for(link.account, settings.ENV.address),
                    "name": first["name"],
                    "username": link.account.username,
                    "back": "accounts:operator",
                }
                return render_page(request, "accounts/link_once.html", rows)
            messages.success(request, _("議会を登録しました。"))
            return redirect("home:desk", assembly=form.cleaned_data["slug"])
    rows = {"page_title": _("議会を登録する"), "form": form, "person": person}
    return render_page(request, "accounts/register.html", rows, status=422 if form.is_bound else 200)


def _attach(error: ValidationError, form: AssemblyForm, person: FirstPersonForm) -> None:
    for name, texts in error.message_dict.items():
        if name in person.fields:
            person.add_error(name, texts)
        else:
            form.add_error(name if name in form.fields else None, texts)
