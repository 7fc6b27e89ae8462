"""One spelling for every value, so that it can be hashed: RFC 8785 (JSON Canonicalization Scheme), without fractions.

Strings are kept as given (no Unicode normalisation: 異体字 stay what they are); numbers are integers up to 2^53 - 1.
"""

from __future__ import annotations

import json
from typing import Final

from sakimori.evidence.errors import EvidenceError

LARGEST_INTEGER: Final = 2**53 - 1
_DEEPEST: Final = 64


def canonical(value: object) -> bytes:
    """The canonical JSON of a value made of None, bool, int, str, list, tuple and dict with text keys; UTF-8 bytes.

    A float is taken only when it is a whole number. Raises `EvidenceError` ("value") naming the place of what it
    cannot write: fractions, NaN, integers beyond 2^53 - 1, lone surrogates, other types.
    """
    return json.dumps(_plain(value, "$", 0), ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: object, path: str, depth: int) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, (int, float)):
        return _integer(value, path)
    if depth >= _DEEPEST:
        raise EvidenceError("value", path=path, why="nested too deeply")
    if isinstance(value, (list, tuple)):
        return [_plain(item, f"{path}[{place}]", depth + 1) for place, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _plain(value[key], f"{path}.{key}", depth + 1) for key in _sorted_keys(value, path)}
    raise EvidenceError("value", path=path, why=f"{type(value).__name__} has no canonical form")


def _text(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise EvidenceError("value", path=path, why="text with half a character (lone surrogate)") from error
    return str(value)


def _integer(value: float, path: str) -> int:
    if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER or value != int(value):
        raise EvidenceError("value", path=path, why=f"{value!r} is not an integer within 2^53 - 1")
    return int(value)


def _sorted_keys(value: dict[object, object], path: str) -> list[str]:
    """RFC 8785 sorts by UTF-16 code units, which differs from Python's order beyond the basic plane."""
    keys: list[str] = []
    for key in value:
        if not isinstance(key, str):
            raise EvidenceError("value", path=path, why=f"key {key!r} is not text")
        keys.append(_text(key, path))
    if all(key.isascii() for key in keys):
        return sorted(keys)
    return sorted(keys, key=lambda key: key.encode("utf-16-be"))
