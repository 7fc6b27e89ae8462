"""Handing a stored file to a browser. The view that calls this decides who may have it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file


def file_response(stored: StoredFile) -> HttpResponse:
    """The file as a download: never shown inside our pages, never guessed to be something else."""
    return download_response(stored.name, stored.media_type, read_file(stored))


def download_response(name: str, media_type: str, data: bytes) -> HttpResponse:
    """Any bytes as a download."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
