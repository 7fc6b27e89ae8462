"""Where a scanner is configured, nothing is stored without its verdict."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.scanning import ScannerFailed, scan

BAD = b"%PDF-1.7 harmless stand-in for a virus"


class Clamd(socketserver.BaseRequestHandler):
    """Speaks INSTREAM as clamd does."""

    def handle(self) -> None:
        assert self._read(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack(">I", self._read(4))[0]:
            data += self._read(size)
        verdict = b"Test.Virus FOUND" if data == BAD else b"OK" if b"size" not in data else b"INSTREAM size limit ERROR"
        self.request.sendall(b"stream: " + verdict + b"\0")

    def _read(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            got += self.request.recv(size - len(got))
        return got


@pytest.fixture(params=["socket", "port"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "socket":
        server: socketserver.BaseServer = socketserver.ThreadingUnixStreamServer(str(tmp_path / "clamd"), Clamd)
        place = str(tmp_path / "clamd")
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        place = f"127.0.0.1:{server.server_address[1]}"  # type: ignore[str-bytes-safe]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield place
    server.shutdown()
    server.server_close()


def test_verdicts(clamd: str):
    assert scan(b"a" * 200_000, clamd) == ""
    assert scan(BAD, clamd) == "Test.Virus"
    with pytest.raises(ScannerFailed):
        scan(b"size", clamd)


def test_what_is_found_is_not_stored(cast, clamd: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, clamd=clamd))
    store_file(cast.ctx("staff"), name="a.pdf", data=b"%PDF-1.7 good")
    with pytest.raises(ValidationError, match=r"Test\.Virus"):
        store_file(cast.ctx("staff"), name="b.pdf", data=BAD)
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("place", ["/nowhere/clamd.sock", "127.0.0.1:1"])
def test_without_a_verdict_nothing_is_stored(cast, place: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, clamd=place))
    with pytest.raises(ValidationError, match="ウイルス検査ができない"):
        store_file(cast.ctx("staff"), name="a.pdf", data=b"%PDF-1.7 good")
    assert not StoredFile.objects.exists()


def test_a_scanner_that_hangs_up_gave_no_verdict():
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: server.accept()[0].close(), daemon=True).start()
        with pytest.raises((ScannerFailed, OSError)):
            scan(b"x", f"127.0.0.1:{server.getsockname()[1]}")
