"""Addresses whose module is loaded at the first request for one of them."""

from __future__ import annotations

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Later(URLResolver):
    """`Later("api/v1/", "sakimori.front.api.urls", "api")`: like `path(…, include(…))` with a name space of its own.

    Django asks every resolver for its names as soon as anybody looks for one. A name space keeps its names to itself, so
    this one answers only once it was loaded.
    """

    def __init__(self, route: str, module: str, namespace: str) -> None:
        super().__init__(RoutePattern(route), module, app_name=namespace, namespace=namespace)

    def _populate(self) -> None:
        if "urlconf_module" in self.__dict__:
            super()._populate()
