"""Handing a stored file to a browser. The view that calls this decides who may have it."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file

_RANGE: Final = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


def file_response(stored: StoredFile) -> HttpResponse:
    """The file as a download: never shown inside our pages, never guessed to be something else."""
    return download_response(stored.name, stored.media_type, read_file(stored))


def sound_response(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    """A sound, for a player or as a download: players ask for a piece (RFC 9110, 14), and Safari plays nothing without.

    One piece is given; whoever asks for several, or in a way that is not understood, gets the whole as the RFC allows.
    """
    data = read_file(stored)
    response = download_response(stored.name, stored.media_type, data)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag = f'"{stored.sha256}"'
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()) or request.headers.get("If-Range", tag) != tag:
        return response
    first, last = asked.groups()
    start = int(first) if first else max(len(data) - int(last), 0)
    stop = min(int(last) + 1, len(data)) if first and last else len(data)
    if first and last and int(last) < start:
        return response
    if start >= len(data):
        response.status_code, response.content = 416, b""
        response["Content-Range"] = f"bytes */{len(data)}"
        return response
    response.status_code, response.content = 206, data[start:stop]
    response["Content-Range"] = f"bytes {start}-{stop - 1}/{len(data)}"
    return response


def download_response(name: str, media_type: str, data: bytes) -> HttpResponse:
    """Any bytes as a download."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
