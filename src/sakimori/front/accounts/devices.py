"""What a browser says about itself, in words that its owner recognises. A guess for reading, never for deciding."""

from __future__ import annotations

# The first mark that is found counts: iPad also says "Mac OS X", Edge also says "Chrome", Chrome also says "Safari".
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("OPR/", "Opera"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


def device_of(user_agent: str) -> tuple[str, str]:
    """System and browser, each empty where it is not known."""
    return _first(SYSTEMS, user_agent), _first(BROWSERS, user_agent)


def _first(marks: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in marks if mark in text), "")
