"""Time-stamps of RFC 3161 over a checkpoint, also when the files are carried to the authority by hand."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256, sha384, sha512
from typing import TYPE_CHECKING, Final

from cryptography import x509

# The library of stamps is loaded where one is made or read: few processes ever do.
if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse
from sakimori.evidence.errors import EvidenceError

_DIGESTS: Final = {
    "2.16.840.1.101.3.4.2.1": sha256,
    "2.16.840.1.101.3.4.2.2": sha384,
    "2.16.840.1.101.3.4.2.3": sha512,
}


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a response says: when (UTC) the authority saw the data."""

    time: datetime
    serial: int


def timestamp_request(checkpoint: bytes) -> bytes:
    """The request (.tsq) to hand to a time-stamping authority, for the bytes of a signed checkpoint (SHA-256)."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415

    return TimestampRequestBuilder().data(checkpoint).hash_algorithm(HashAlgorithm.SHA256).nonce().build().as_bytes()


def read_timestamp(response: bytes, checkpoint: bytes) -> TimeStamp:
    """Reads a response (.tsr) and checks that it is for these bytes; the authority's signature is not checked.

    Raises `EvidenceError` ("timestamp") with `why` "unreadable" or "other data".
    """
    found = _decode(response)
    imprint = found.tst_info.message_imprint
    digest = _DIGESTS.get(imprint.hash_algorithm.dotted_string)
    if digest is None or digest(checkpoint).digest() != imprint.message:
        raise EvidenceError("timestamp", why="other data")
    return TimeStamp(found.tst_info.gen_time.astimezone(UTC), found.tst_info.serial_number)


def verify_timestamp(response: bytes, checkpoint: bytes, roots: Sequence[x509.Certificate]) -> TimeStamp:
    """The same, with the authority's signature and certificates checked up to one of the given roots.

    Raises `EvidenceError` ("timestamp").
    """
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415

    stamp = read_timestamp(response, checkpoint)
    builder = VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(_decode(response), checkpoint)
    except (VerificationError, ValueError) as error:
        raise EvidenceError("timestamp", why=str(error)) from error
    return stamp


def _with_sorted_certificates(response: bytes) -> bytes:
    """Certificates in DER order. OpenSSL's authorities send them unsorted, which the strict parser refuses.

    They lie outside what is signed, so their order proves nothing. Path of RFC 3161 and RFC 5652: TimeStampResp,
    timeStampToken, content, SignedData, certificates [0].
    """
    body = _elements(response, *_content(response, 0))
    token = _elements(response, *_content(response, body[1][0]))
    signed = _elements(response, *_content(response, _content(response, token[1][0])[0]))
    for start, end in signed:
        if response[start] == 0xA0:
            first, _ = _content(response, start)
            parts = sorted(response[low:high] for low, high in _elements(response, first, end))
            return response[:first] + b"".join(parts) + response[end:]
    return response


def _content(data: bytes, start: int) -> tuple[int, int]:
    """Where the content of the DER element at `start` begins and ends."""
    size, place = data[start + 1], start + 2
    if size & 0x80:
        width = size & 0x7F
        size, place = int.from_bytes(data[place : place + width], "big"), place + width
    return place, place + size


def _elements(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of each DER element within a content."""
    found: list[tuple[int, int]] = []
    while start < end:
        stop = _content(data, start)[1]
        found.append((start, stop))
        start = stop
    return found


def _decode(response: bytes) -> TimeStampResponse:
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = decode_timestamp_response(_with_sorted_certificates(response))
            if found.status != 0 or not found.tst_info.message_imprint.message:
                raise EvidenceError("timestamp", why="unreadable")
    except EvidenceError:
        raise
    except Exception as error:
        raise EvidenceError("timestamp", why="unreadable") from error
    return found
