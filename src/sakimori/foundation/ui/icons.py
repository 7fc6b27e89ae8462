"""The product's own small set of pictures: 24 × 24, drawn with lines, coloured by the text around them.

A picture is decoration beside a word; it never stands alone unless it is given a label.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHAPES: dict[str, str] = {
    # states of a duty: the shape alone tells them apart
    "kept": '<circle class="solid" cx="12" cy="12" r="9"/>',
    "due_soon": '<circle cx="12" cy="12" r="8.5"/><path class="solid" d="M12 3.5a8.5 8.5 0 0 0 0 17z"/>',
    "breached": '<path class="solid" d="M12 2.5 23 21.5H1z"/>',
    "not_started": '<circle cx="12" cy="12" r="8.5"/>',
    "not_applicable": '<path d="M5 12h14"/>',
    "not_built": '<circle cx="12" cy="12" r="8.5" stroke-dasharray="3.2 3.5"/>',
    # notices
    "success": '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-7"/>',
    "info": '<circle cx="12" cy="12" r="10"/><path d="M12 11v6M12 7v.1"/>',
    "warning": '<path d="M12 3 22.5 21h-21zM12 10v5M12 18v.1"/>',
    "error": '<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 17v.1"/>',
    # things
    "ok": '<path d="m4 12.5 5 5 11-12"/>',
    "clock": '<circle cx="12" cy="12" r="9.5"/><path d="M12 6.5V12l3.5 2.5"/>',
    "calendar": '<path d="M3 5h18v16H3zM3 10h18M8 2.5v4M16 2.5v4"/>',
    "person": '<circle cx="12" cy="7.5" r="4"/><path d="M4 21c.5-5 3.5-7 8-7s7.5 2 8 7"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2 20c.4-4.5 3-6.5 7-6.5s6.6 2 7 6.5M16 4.8a3.5 3.5 0 0 1 0 6.4'
    'M18.5 14c2.2.8 3.3 2.8 3.5 6"/>',
    "document": '<path d="M5 2.5h9l5 5v14H5zM14 2.5v5h5M8.5 12h7M8.5 16.5h7"/>',
    "policy": '<path d="M4 3.5h13v17H6.5A2.5 2.5 0 0 1 4 18zM17 7.5h3V18a2.5 2.5 0 0 1-3 2.4M8 8h5M8 12h5M8 16h3"/>',
    "board": '<path d="M3 3.5h18v17H3zM7 8h.1M7 12h.1M7 16h.1M11 8h6M11 12h6M11 16h6"/>',
    "download": '<path d="M12 3v12m-5-5 5 5 5-5M4 20.5h16"/>',
    "upload": '<path d="M12 16V4M7 9l5-5 5 5M4 20.5h16"/>',
    "search": '<circle cx="10.5" cy="10.5" r="7"/><path d="m16 16 5.5 5.5"/>',
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "close": '<path d="m5 5 14 14M19 5 5 19"/>',
    "external": '<path d="M13 4h7v7M20 4l-9 9M17 14v6H4V7h6"/>',
    "print": '<path d="M7 8V3h10v5M6 17H3V8h18v9h-3M7 14h10v7H7z"/>',
    "edit": '<path d="m4 20 1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "delete": '<path d="M4 6.5h16M9 6V3h6v3M6 6.5 7 21h10l1-14.5M10 10.5v6.5M14 10.5v6.5"/>',
    "copy": '<path d="M8 8h12v13H8zM16 8V3H4v13h4"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 0l4-4a4.2 4.2 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6 0l-4 4a4.2 4.2 0 0 0 6 6'
    'l1.5-1.5"/>',
    "qr": '<path d="M3 3h7v7H3zM14 3h7v7h-7zM3 14h7v7H3zM14 14h3v3h-3zM21 14v3M17 21h-3M21 21h-1"/>',
    "shield": '<path d="M12 2.5 20.5 5v7c0 5-3.5 8-8.5 10-5-2-8.5-5-8.5-10V5z"/>',
    "lock": '<path d="M5 10.5h14V21H5zM8 10.5V7a4 4 0 0 1 8 0v3.5M12 14.5v2.5"/>',
    "key": '<circle cx="7.5" cy="15.5" r="4.5"/><path d="m11 12 9-9M16 7l3 3"/>',
    "help": '<circle cx="12" cy="12" r="10"/><path d="M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.1M12 17.2v.1"/>',
    "home": '<path d="M3 11.5 12 4l9 7.5M6 9.5V20h12V9.5M10 20v-6h4v6"/>',
    "list": '<path d="M8 6h13M8 12h13M8 18h13M3.5 6h.1M3.5 12h.1M3.5 18h.1"/>',
    "gear": '<circle cx="12" cy="12" r="3.5"/><path d="M12 2v3.5M12 18.5V22M2 12h3.5M18.5 12H22M5 5l2.5 2.5'
    'M16.5 16.5 19 19M19 5l-2.5 2.5M7.5 16.5 5 19"/>',
    "history": '<path d="M3 4v5h5M3.5 9A9.3 9.3 0 1 1 3 13M12 7.5V12l3 2"/>',
    "mail": '<path d="M2.5 5h19v14h-19zM3 6l9 7 9-7"/>',
    "globe": '<circle cx="12" cy="12" r="9.5"/><path d="M2.5 12h19M12 2.5c3.5 3 3.5 16 0 19'
    'M12 2.5c-3.5 3-3.5 16 0 19"/>',
    "arrow": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "left": '<path d="m15 5-7 7 7 7"/>',
    "right": '<path d="m9 5 7 7-7 7"/>',
    "down": '<path d="m5 9 7 7 7-7"/>',
    "logout": '<path d="M10 3H4v18h6M9 12h12M16 7l5 5-5 5"/>',
}


def draw(name: str, label: str = "") -> SafeString:
    """The picture as inline SVG; with a label it is announced, without it is hidden from screen readers.

    Raises KeyError for a name that is not in SHAPES: a missing picture is a programming error, not an empty spot.
    """
    shape = mark_safe(SHAPES[name])  # noqa: S308 — constants of this file
    if label:
        return format_html(
            '<svg class="icon icon-{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', name, label, shape
        )
    return format_html(
        '<svg class="icon icon-{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', name, shape
    )
