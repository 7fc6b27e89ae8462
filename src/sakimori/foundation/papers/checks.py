"""Start-up check: without its font every paper would be a sheet of empty boxes."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from sakimori.foundation.papers.fonts import FontsMissing, check_fonts


def fonts_are_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Django system check `papers.E001`."""
    try:
        check_fonts()
    except FontsMissing as error:
        return [Error(str(error), hint=error.hint, id="papers.E001")]
    return []
