"""Form → action → page: the one way in which pages write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sakimori.foundation.access.context import Context
from sakimori.foundation.ui.render import render_page


def submitted(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent, was right, and the action took it; what an action refuses stands at its field."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as error:
        attach(error, form)
        return False
    return True


def attach(error: ValidationError, form: forms.Form) -> None:
    """Errors of an action at the fields of a form; those of no field above it."""
    for name, texts in (error.message_dict if hasattr(error, "error_dict") else {"": error.messages}).items():
        form.add_error(name if name in form.fields else None, texts)


def address(ctx: Context, name: str, **values: object) -> str:
    """The address of a page of this assembly; `name` with its namespace."""
    return reverse(name, kwargs={"assembly": ctx.assembly.slug, **values})


def act_page(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], title: str, *, back: str,
    submit: str, done: str = "", then: str = "", **values: Any,
) -> HttpResponse:  # fmt: skip
    """A page that is a form about something and leads back to it (or to `then`) with the words `done`."""
    if submitted(form, act):
        if done:
            messages.success(request, done)
        return redirect(then or back)
    return form_page(request, form, title, back=back, submit=submit, **values)


def form_page(
    request: HttpRequest, form: forms.Form, title: str, *, back: str, submit: str, lead: str = "", **values: Any
) -> HttpResponse:
    """A page that is a form. `notes` lists what the act will do, `danger` marks an act that is hard to take back."""
    found = {"page_title": title, "form": form, "back": back, "submit_label": submit, "lead": lead, **values}
    return render_page(request, "ui/form.html", found, status=422 if form.is_bound else 200)
