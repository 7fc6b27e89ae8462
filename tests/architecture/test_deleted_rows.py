"""What the product deletes on purpose is gone: phishing drills and lawful erasure rest on it."""

from __future__ import annotations

import sqlite3

from sakimori.config.databases import SQLITE_OPTIONS


def test_what_is_deleted_is_gone_from_the_file_too(tmp_path):
    """SQLite would otherwise leave deleted rows readable in free pages."""
    path = tmp_path / "data.db"
    base = sqlite3.connect(path)
    base.executescript(SQLITE_OPTIONS["init_command"])
    base.executescript("create table mail (person text); insert into mail values ('secret-addressee-of-a-mail');")
    base.execute("pragma wal_checkpoint(truncate)")
    assert b"secret-addressee" in path.read_bytes()
    base.executescript("delete from mail; pragma wal_checkpoint(truncate);")
    base.close()
    assert b"secret-addressee" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
