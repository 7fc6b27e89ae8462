"""What evidence cannot be made or read from, in both languages."""

from __future__ import annotations

from typing import Final

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "value": (
        "記録に書けない値です({path}): {why}",
        "A value that a record cannot hold ({path}): {why}",
    ),
    "entry": (
        "記録の行として読めません: {why}",
        "Not a ledger entry: {why}",
    ),
    "proof": (
        "証明を作れません: {why}",
        "No such proof can be made: {why}",
    ),
    "note": (
        "署名付きの文書として読めません: {why}",
        "Not a signed note: {why}",
    ),
    "checkpoint": (
        "チェックポイントとして読めません: {why}",
        "Not a checkpoint: {why}",
    ),
    "key": (
        "鍵として読めません: {why}",
        "Not a key: {why}",
    ),
    "commitment": (
        "コミットメントを作れません: {why}",
        "No commitment can be made: {why}",
    ),
    "bundle": (
        "証拠ファイルを作れません: {why}",
        "The evidence bundle cannot be written: {why}",
    ),
    "timestamp": (
        "タイムスタンプを使えません: {why}",
        "The time-stamp cannot be used: {why}",
    ),
}


class EvidenceError(ValueError):
    """Something that cannot become, or is not, evidence. `code` is stable; `why` is for a log, in English."""

    def __init__(self, code: str, **params: str) -> None:
        self.code = code
        self.params = params
        ja, en = _TEXTS[code]
        self.message_ja = ja.format_map(params)
        self.message_en = en.format_map(params)
        super().__init__(self.message_en)
