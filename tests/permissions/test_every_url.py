"""Every address × every role × anonymous × another assembly's objects: each declared permission is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sakimori.config import urls
from sakimori.foundation.access.middleware import TRUSTED_MODULES
from sakimori.foundation.access.pages import Access
from sakimori.foundation.access.permissions import MATRIX, permissions_of
from sakimori.foundation.people.types import Role
from sakimori.testing import NAMES, Cast

# Who may come in is decided before any row is read; walls between rows are tested on both databases elsewhere.
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="one walk of ten thousand requests is enough")

ROLES = [role for role in Role if role in NAMES]


@dataclass(frozen=True)
class Address:
    """One route with its view's declared access."""

    route: str
    access: Access | None
    module: str


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            view = pattern.callback
            yield Address(route, getattr(view, "access", None), view.__module__)


ADDRESSES = list(walk(get_resolver().url_patterns))
INSIDE = [a for a in ADDRESSES if a.access and a.access.kind == "assembly"]


def concrete(route: str, slug: str) -> str:
    """An address with values that exist nowhere, but for the assembly."""
    values = {"assembly": slug, "uuid": str(uuid4()), "int": "999999", "slug": "nothing", "str": "nothing"}

    def fill(match: re.Match[str]) -> str:
        kind, _colon, name = match.group(1).rpartition(":")
        return values.get(name) or values[kind or "str"]

    # A regular expression names its choices: the first will do.
    route = re.sub(r"\(\?P<\w+>([^|)]+)[^)]*\)", r"\1", route).replace("^", "").replace("$", "").replace("\\.", ".")
    return "/" + re.sub(r"<([^>]+)>", fill, route)


def body(response: HttpResponse) -> str:
    """The page without what differs at every request: its own address and the form token."""
    return re.sub(r'(value|X-CSRFToken)"?[=:] ?"[^"]*"', "", response.content.decode())


def ask(client: Client, url: str) -> HttpResponse:
    """What the address answers; pages that only take posts get an empty one."""
    response = client.get(url)
    return client.post(url) if response.status_code == 405 else response


@pytest.fixture
def plain_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without the frame around them: how they look is a matter of other tests, and drawing it 6,000 times of
    nobody's."""
    for code in (403, 404):

        def refuse(_request: Any, exception: Any, code: int = code) -> HttpResponse:
            return HttpResponse(str(exception), status=code)

        monkeypatch.setattr(urls, f"handler{code}", refuse, raising=False)


def test_every_view_declares_who_may_come_in():
    undeclared = [a.route for a in ADDRESSES if a.access is None and not a.module.startswith(TRUSTED_MODULES)]
    assert not undeclared


def test_pages_of_an_assembly_name_a_permission():
    assert not [a.route for a in INSIDE if not a.access.permissions]


def test_strangers_are_sent_to_log_in(cast: Cast):
    stranger, wrong = Client(), []
    for address in INSIDE:
        response = ask(stranger, concrete(address.route, cast.assembly.slug))
        if response.status_code != 302 or not response["Location"].startswith("/accounts/login/"):
            wrong.append((address.route, response.status_code))
    assert not wrong


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_exactly_its_pages(cast: Cast, role):
    """403 without the permission, anything but 403 with it (404 where the object does not exist)."""
    client = cast.client(role)
    held = permissions_of(cast.actor(role).roles)
    wrong = []
    for address in INSIDE:
        response = ask(client, concrete(address.route, cast.assembly.slug))
        may = not held.isdisjoint(address.access.permissions)
        if (response.status_code == 403) == may:
            wrong.append((address.route, response.status_code, may))
    assert not wrong


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("role", ROLES)
def test_another_assembly_does_not_exist(cast: Cast, neighbour: Cast, role):
    client = cast.client(role)
    found = {address.route: ask(client, concrete(address.route, neighbour.assembly.slug)) for address in INSIDE}
    assert {route: page.status_code for route, page in found.items() if page.status_code != 404} == {}


def test_the_neighbours_pages_look_like_pages_that_do_not_exist(cast: Cast, neighbour: Cast):
    """Nobody finds out which assemblies there are. The frame depends on who looks in no other way than everywhere."""
    client, slug = cast.client("secretary_general"), neighbour.assembly.slug
    wrong = []
    for address in INSIDE:
        theirs = ask(client, concrete(address.route, slug))
        nobody = ask(client, concrete(address.route, "no-such-assembly"))
        if body(theirs).replace(slug, "") != body(nobody).replace("no-such-assembly", ""):
            wrong.append(address.route)
    assert not wrong


OPERATORS = [a for a in ADDRESSES if a.route.startswith("operator/")]


@pytest.mark.parametrize("role", ROLES)
def test_the_operators_pages_do_not_exist_for_a_role(cast: Cast, role):
    """Running the installation is no role of an assembly: not even the head of the office finds these pages."""
    client = cast.client(role)
    assert len(OPERATORS) > 5
    assert {ask(client, concrete(a.route, cast.assembly.slug)).status_code for a in OPERATORS} == {404}


def test_strangers_are_sent_to_log_in_before_any_account_page(db):
    """Pages outside any assembly that need a log-in say nothing to whoever has none."""
    pages = [a for a in ADDRESSES if a.access and a.access.kind == "account"]
    wrong = []
    for address in pages:
        response = ask(Client(), concrete(address.route, "nothing"))
        if response.status_code != 302 or not response["Location"].startswith("/accounts/login/"):
            wrong.append((address.route, response.status_code))
    assert not wrong


def test_the_matrix_gives_nobody_everything():
    assert all(len(permissions) < len(set().union(*MATRIX.values())) for permissions in MATRIX.values())
