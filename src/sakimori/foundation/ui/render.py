"""The one way to answer with a page.

A view reads by a query, hands over plain rows, and the template only arranges them. Any SQL while a template renders
is refused, on every database, so that a page cannot slow down with its rows or read past its permission check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.backends.django import Template
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers


class SqlWhileRendering(RuntimeError):
    """A template reached for the database: fetch the rows in the page's query and pass them in."""

    def __init__(self, template: str, sql: str) -> None:
        self.template = template
        self.sql = sql
        super().__init__(f"{template} touched the database while rendering. Fetch this in the page's query: {sql}")


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a whole page, or with one include file of it.

    `template` and `part` are template names; `part` is sent alone when htmx asks for a piece of the page (a boosted
    link or a restored history entry still gets the whole page). Both see the same context. A form that is shown again
    because of errors has status 422. Raises SqlWhileRendering when the template runs a query.
    """
    name = part if part and wants_part(request) else template
    found = get_template(name)
    if not isinstance(found, Template):
        raise TypeError(f"{name}: only Django templates are pages")
    values = _values(request, found, context or {})
    with no_sql(name):
        content = found.template.render(Context(values, autoescape=found.backend.engine.autoescape))
    response = HttpResponse(content, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of the page (not for a boosted link, nor to rebuild a page from its history)."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and "HX-Boosted" not in headers
        and "HX-History-Restore-Request" not in headers
    )


@contextmanager
def no_sql(template: str) -> Iterator[None]:
    """Refuse every query on every connection of this thread inside the block."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        raise SqlWhileRendering(template, sql)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(refuse))
        yield


def _values(request: HttpRequest, found: Template, context: Mapping[str, Any]) -> dict[str, Any]:
    """Context processors run here, before the guard closes: the frame (navigation, account) may read the database."""
    values: dict[str, Any] = {"request": request}
    for processor in found.backend.engine.template_context_processors:
        values.update(processor(request))
    user = values.get("user")
    if user is not None:
        bool(user.is_authenticated)  # a lazy account is fetched now, not in the template
    values.update(context)
    return values
