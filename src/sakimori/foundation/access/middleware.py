"""Deny by default: a view that declares no access answers nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

# Views of libraries that guard themselves; nothing else may go without a declaration.
TRUSTED_MODULES = ("allauth.", "django.views.i18n", "django.contrib.staticfiles", "ninja.")


class DeclaredAccess:
    """Refuses any view made without `page`, `account_page` or `public_page`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object) -> None:
        """Django calls this before every view."""
        if not hasattr(view, "access") and not view.__module__.startswith(TRUSTED_MODULES):
            raise PermissionDenied(f"{view.__module__}.{view.__name__} declares no access")
