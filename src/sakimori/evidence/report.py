"""Tells a person what a verification found. Called by `sakimori ledger verify`; needs no Django and no database."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Final, TextIO

from cryptography import x509

from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.findings import Report
from sakimori.evidence.note import VerifierKey
from sakimori.evidence.problems import clock
from sakimori.evidence.verification import verify_bundle

MOST_SHOWN: Final = 100
OK, PROBLEMS, UNUSABLE = 0, 1, 2

_WORDS: Final = {
    "ja": {
        "log": "ログ: {origin}",
        "state": "チェックポイント: 記録{size}件、時刻 {time}、ルート {root}",
        "entries": "この証拠ファイルの記録: {entries}件({scope})",
        "whole": "全件",
        "part": "一部",
        "ok": "結果: 問題はありません。記録と詳細は、署名されたチェックポイントと一致します。",
        "bad": "結果: 問題が{count}件あります。この証拠ファイルを信用してはいけません。",
        "problem": "  × {text}",
        "notice": "  ・ {text}",
        "more": "  … ほか{count}件",
        "unknown": "不明",
        "limits": (
            "証明されること: 記録が署名の時点でこの内容・この順番であったこと。\n"
            "証明されないこと: 記録された内容が事実であること、記録されなかった出来事がないこと、"
            "端末の時計が正しかったこと。"
        ),
        "file": "ファイルを読めません: {path}({why})",
        "key": "鍵のファイルを使えません: {path}({why})",
        "root": "認証局の証明書を使えません: {path}({why})",
    },
    "en": {
        "log": "Log: {origin}",
        "state": "Checkpoint: {size} entries, time {time}, root {root}",
        "entries": "Entries in this bundle: {entries} ({scope})",
        "whole": "the whole log",
        "part": "a selection",
        "ok": "Result: no problem. Entries and details match the signed checkpoint.",
        "bad": "Result: {count} problem(s). Do not rely on this bundle.",
        "problem": "  x {text}",
        "notice": "  - {text}",
        "more": "  … and {count} more",
        "unknown": "unknown",
        "limits": (
            "Proven: when the checkpoint was signed, the entries had this content and this order.\n"
            "Not proven: that what was recorded is true, that nothing was left unrecorded, that the clock was right."
        ),
        "file": "Cannot read the file: {path} ({why})",
        "key": "Cannot use the key file: {path} ({why})",
        "root": "Cannot use the authority's certificate: {path} ({why})",
    },
}


def run_verify(
    path: Path,
    key: Path | None = None,
    checkpoint: Path | None = None,
    lang: str = "ja",
    *,
    authority: Path | None = None,
    out: TextIO | None = None,
) -> int:
    """Verifies a bundle and prints the report; gives the exit code: 0 sound, 1 problems, 2 not usable.

    `key` is a file with a public key (`name+id+key`), `checkpoint` a file with an older signed checkpoint, `authority`
    a PEM file with the root certificates of the time-stamping authority. `lang` is `ja` or `en`.
    """
    lines = out or _console()
    words = _WORDS["en" if lang == "en" else "ja"]
    wrong, current = "key", key or path
    try:
        pinned = VerifierKey.parse(key.read_text(encoding="utf-8")) if key else None
        wrong, current = "file", checkpoint or path
        kept = checkpoint.read_bytes() if checkpoint else None
        wrong, current = "root", authority or path
        roots = x509.load_pem_x509_certificates(authority.read_bytes()) if authority else []
        wrong, current = "file", path
        report = verify_bundle(path, key=pinned, checkpoint=kept, authorities=roots)
    except (OSError, EvidenceError, ValueError) as error:
        lines.write(words[wrong].format(path=current, why=_why(error, lang)) + "\n")
        return UNUSABLE
    lines.write(render(report, lang))
    if not report.usable:
        return UNUSABLE
    return OK if report.ok else PROBLEMS


def _console() -> TextIO:
    """Standard output, made to replace what its encoding cannot show instead of stopping there."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return sys.stdout


def render(report: Report, lang: str) -> str:
    """The report as text, ending with a line end."""
    words = _WORDS["en" if lang == "en" else "ja"]
    found: list[str] = []
    if report.origin is not None:
        time = clock(report.time, lang) or words["unknown"]
        found.append(words["log"].format(origin=report.origin))
        found.append(words["state"].format(size=report.size, time=time, root=report.root))
        scope = words["whole" if report.whole else "part"]
        found.append(words["entries"].format(entries=report.entries, scope=scope))
    found.append(words["ok"] if report.ok else words["bad"].format(count=len(report.problems)))
    for word, items in (("problem", report.problems), ("notice", report.notices)):
        found += [words[word].format(text=item.text(lang)) for item in items[:MOST_SHOWN]]
        if len(items) > MOST_SHOWN:
            found.append(words["more"].format(count=len(items) - MOST_SHOWN))
    if report.ok:
        found.append(words["limits"])
    return "\n".join(found) + "\n"


def _why(error: Exception, lang: str) -> str:
    if isinstance(error, EvidenceError):
        return error.message_en if lang == "en" else error.message_ja
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)
