"""Every setting of an installation, as one typed object.

Values come from the environment (`SAKIMORI_…`) or from one TOML file (`SAKIMORI_CONFIG`, default
`$SAKIMORI_DATA/sakimori.toml`); the environment wins. An unknown name or a malformed value stops the start with a
sentence that names it. Nothing else in the product reads the environment. docs/settings.md lists every field (tested).
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path

PREFIX = "SAKIMORI_"


class SettingError(SystemExit):
    """A setting is wrong; the message says which and what is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """Settings of one installation. The comment of each field is its documentation (see docs/settings.md)."""

    data: Path = Path("var")
    profile: str = "onepc"
    debug: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    allowed_hosts: tuple[str, ...] = field(default=())
    secret_key: str = ""
    database_url: str = ""
    database_role: str = ""
    https: bool = False
    trusted_proxies: int = 0
    mfa_required: bool = True
    session_hours: int = 12
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_tls: bool = False
    mail_from: str = ""
    drill_from: str = ""
    drill_address: str = ""
    jobs: str = "thread"
    argon2_memory_kib: int = 19456
    log_level: str = "INFO"
    components: bool = False
    clamd: str = ""

    @property
    def address(self) -> str:
        """The address people use, without a trailing slash; links and QR codes are made from it."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")


CHOICES = {"profile": ("onepc", "server", "test"), "jobs": ("thread", "external", "off")}


NOT_SETTINGS = {"SAKIMORI_CONFIG", "SAKIMORI_POLICIES", "SAKIMORI_TEST_DATABASE", "SAKIMORI_RECORD_COUNTS"}
"""Names that steer reading the settings themselves, and the tests."""


def load_env(environ: dict[str, str] | None = None) -> Env:
    """Read environment and TOML file. Raises SettingError naming the wrong setting."""
    environ = dict(os.environ if environ is None else environ)
    known = {f.name: f for f in fields(Env)}
    raw = _from_file(environ) | {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name not in NOT_SETTINGS
    }
    unknown = sorted(set(raw) - set(known))
    if unknown:
        names = ", ".join(PREFIX + name.upper() for name in unknown)
        raise SettingError(f"設定名が正しくありません / unknown setting: {names} (docs/settings.md)")
    values = {name: _convert(name, str(known[name].type), value) for name, value in raw.items()}
    env = Env(**values)  # type: ignore[arg-type]
    return env if env.secret_key else _with_secret(env)


def _from_file(environ: dict[str, str]) -> dict[str, object]:
    path = Path(environ.get("SAKIMORI_CONFIG") or Path(environ.get("SAKIMORI_DATA", "var")) / "sakimori.toml")
    if not path.is_file():
        if environ.get("SAKIMORI_CONFIG"):
            raise SettingError(f"設定ファイルがありません / no such settings file: {path}")
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"設定ファイルを読めません / cannot read {path}: {error}") from error


def _convert(name: str, kind: str, value: object) -> object:
    text = str(value).strip()
    try:
        if kind == "bool":
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
        if kind == "int":
            return int(text)
    except (KeyError, ValueError):
        raise SettingError(f"{PREFIX}{name.upper()} の値が正しくありません / wrong value: {value!r} ({kind})") from None
    if kind == "Path":
        return Path(text).expanduser()
    if kind.startswith("tuple"):
        items = value if isinstance(value, list) else text.split(",")
        return tuple(str(item).strip() for item in items if str(item).strip())
    if name in CHOICES and text not in CHOICES[name]:
        raise SettingError(f"{PREFIX}{name.upper()}: {value!r} — {' / '.join(CHOICES[name])}")
    return text


def _with_secret(env: Env) -> Env:
    """An installation without a configured secret makes one at the first start and keeps it beside its data."""
    path = env.data / "keys" / "django-secret"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return Env(**{f.name: getattr(env, f.name) for f in fields(Env)} | {"secret_key": path.read_text("ascii").strip()})
