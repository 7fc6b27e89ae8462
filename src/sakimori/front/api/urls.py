"""Addresses of the API. Each operation checks its token itself (`scoped`); the description of the API is open."""

from typing import cast

from django.urls import URLPattern

from sakimori.foundation.access.pages import Access
from sakimori.front.api.api import api

urlpatterns = cast("list[URLPattern]", api.urls[0])
for pattern in urlpatterns:
    pattern.callback.access = Access("api")  # type: ignore[attr-defined]
