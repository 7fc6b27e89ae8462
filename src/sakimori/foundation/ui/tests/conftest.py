"""A template rendered from a string, as a page would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory

Draw = Callable[..., str]


@pytest.fixture
def draw() -> Draw:
    """`draw('{% badge s %}', s="kept")` gives the HTML."""

    def render(source: str, path: str = "/", **context: Any) -> str:
        template = engines["django"].from_string("{% load ui %}" + source)
        return template.render(context, RequestFactory().get(path))

    return render
