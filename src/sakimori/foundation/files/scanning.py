"""Malware scan through clamd, where the installation has one (`SAKIMORI_CLAMD`): its INSTREAM command, nothing more.

Where it is configured nothing is stored unscanned: a scanner that cannot be reached refuses the file.
"""

from __future__ import annotations

import logging
import socket
import struct
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

log = logging.getLogger(__name__)

PORT: Final = 3310
SECONDS: Final = 30
_PIECE: Final = 1 << 16
_LONGEST_ANSWER: Final = 4096


class ScannerFailed(RuntimeError):
    """The scanner gave no verdict."""


def check_clean(data: bytes, place: str) -> None:
    """Raise ValidationError (key "file") unless the scanner at this place finds nothing. No place: no scan."""
    if not place:
        return
    try:
        found = scan(data, place)
    except (OSError, ValueError, ScannerFailed) as error:
        log.exception("clamd at %s gave no verdict", place)
        text = _t(
            "ウイルス検査ができないため、ファイルを保存しませんでした。時間をおいてもう一度試し、続くときは運用管理者に連絡してください。"
        )
        raise ValidationError({"file": text}) from error
    if found:
        log.warning("clamd found %s", found)
        text = _t(
            "ウイルスなどの不正なプログラムが見つかったため、ファイルを保存しませんでした（%(found)s）。"
            "ファイルを開かず、事務局の情報セキュリティ担当に知らせてください。"
        )
        raise ValidationError({"file": text % {"found": found}})


def scan(data: bytes, place: str) -> str:
    """What clamd found in the bytes; empty for nothing. `place`: a socket's path, or host:port.

    Raises OSError, ScannerFailed.
    """
    with _connect(place) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        answer = _answer(line)
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise ScannerFailed(answer or "no answer")


def _connect(place: str) -> socket.socket:
    if place.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _sep, port = place.rpartition(":") if place.rpartition(":")[2].isdigit() else (place, "", str(PORT))
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    got = b""
    while b"\0" not in got and len(got) < _LONGEST_ANSWER:
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        got += more
    return got.split(b"\0")[0].decode("utf-8", "replace").strip()
