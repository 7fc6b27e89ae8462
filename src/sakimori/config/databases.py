"""Where records are kept: SQLite beside the data, or PostgreSQL by address."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sakimori.config.env import Env, SettingError

# Measured: 16 writers, no "database is locked" (WAL, immediate write transactions, 20 s wait).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA mmap_size=134217728;PRAGMA cache_size=-4000;"
    # What is deleted is gone from the file too: to whom a drill mail went, unused tokens, what a person had erased.
    "PRAGMA secure_delete=ON;",
}


def database_from(env: Env) -> dict[str, Any]:
    """Django's DATABASES entry for the installation."""
    if not env.database_url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": env.data / "sakimori.db", "OPTIONS": SQLITE_OPTIONS}
    url = urlsplit(env.database_url)
    if url.scheme not in {"postgresql", "postgres"}:
        raise SettingError("SAKIMORI_DATABASE_URL: postgresql://user:password@host:port/name")
    if find_spec("psycopg") is None:
        raise SettingError("SAKIMORI_DATABASE_URL: psycopg — make install-postgresql")
    # The web role owns nothing and cannot bypass row-level security; migrations run as the owner.
    options: dict[str, Any] = {"assume_role": env.database_role} if env.database_role else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or "") or parse_qs(url.query).get("host", [""])[0],
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
