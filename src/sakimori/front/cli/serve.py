"""`sakimori serve`: prepare the installation, then serve it. This process stays small: Django lives in the worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import click


@click.command(help="ブラウザーで使えるようにする / Serve the application")
@click.option("--host", help="待ち受けるアドレス / address to listen on")
@click.option("--port", type=int, help="ポート / port")
@click.option("--sample", is_flag=True, help="まだ何もないとき、見本の議会を作る / make the sample assembly if empty")
@click.option("--certificate", type=click.Path(exists=True, path_type=Path), help="TLS 証明書 / TLS certificate (PEM)")
@click.option("--certificate-key", type=click.Path(exists=True, path_type=Path), help="TLS 秘密鍵 / TLS key (PEM)")
def serve(
    host: str | None, port: int | None, sample: bool, certificate: Path | None, certificate_key: Path | None
) -> None:
    """Waits for migrations, prints the address and how to get in, and serves until stopped."""
    given = {"SAKIMORI_HOST": host, "SAKIMORI_PORT": port}
    # The options win over the environment, also in the processes that this one starts.
    os.environ.update({name: str(value) for name, value in given.items() if value is not None})
    if (certificate is None) != (certificate_key is None):
        raise click.UsageError("--certificate と --certificate-key は一緒に指定してください / give both")
    preparing, found = _prepare(sample)
    threading.Thread(target=preparing.wait, daemon=True).start()
    try:
        _run(found, _words(found), certificate, certificate_key)
    finally:
        preparing.terminate()


def _prepare(sample: bool) -> tuple[subprocess.Popen[bytes], dict[str, Any]]:
    """In its own process, so that the memory of migrations is given back. See `start.prepare` for the answer.

    The process may go on after its answer: it tells the rest of the sample.
    """
    command = [sys.executable, "-m", "sakimori.front.cli.start", *(["--sample"] if sample else [])]
    preparing = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603  our own module
    assert preparing.stdout is not None
    for line in preparing.stdout:
        if line.startswith(b"{"):
            answer: dict[str, Any] = json.loads(line)
            return preparing, answer
    raise SystemExit(preparing.wait() or 1)


def _words(found: dict[str, Any]) -> str:
    address = found["address"]
    lines = ["", f"  防人 Sakimori  {address}/", ""]
    if found["code"]:
        lines += [
            f"  はじめての設定: {address}/setup/",
            f"  設定コード（一度だけ使えます）/ one-time set-up code: {found['code']}",
            "",
        ]
    if found["logins"]:
        lines += [f"  {line}" for line in found["logins"].splitlines()]
        if found["is_telling"]:
            lines.append("  残りの見本の記録は、まもなくそろいます / the rest of the sample follows within seconds")
        lines.append("")
    lines.append("  終了するには Ctrl+C / press Ctrl+C to stop")
    return "\n".join(lines)


def _run(found: dict[str, Any], words: str, certificate: Path | None, certificate_key: Path | None) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # Threads that each keep memory of their own for what they free hold a tenth more (glibc; others do not read this).
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    # Four threads answer a small office; the database and argon2 are the limits, not the threads.
    server = Granian(
        "sakimori.config.served:application",
        address=found["host"],
        port=found["port"],
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        runtime_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        ssl_cert=certificate,
        ssl_key=certificate_key,
    )
    server.on_startup(lambda: click.echo(words))
    server.serve()
