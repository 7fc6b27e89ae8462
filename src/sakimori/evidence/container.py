"""The ZIP file around a bundle: written in one way only, so that every byte of it can be checked.

Members are stored (not compressed), sorted by name, dated 1980-01-01, without extra fields. The archive comment is
`sakimori-evidence-v1 sha256:` and the SHA-256 of every byte before the end record, so a change anywhere shows, headers
included. Reading goes by offsets and never trusts a header that is not exactly what the writer would have written.
"""

from __future__ import annotations

import re
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from types import TracebackType
from typing import IO, BinaryIO, Final

from sakimori.evidence.errors import EvidenceError

FORMAT: Final = "sakimori-evidence-v1"
COMMENT: Final = f"{FORMAT} sha256:".encode()
CHUNK: Final = 1 << 20
_LIMIT: Final = 0xFFFF_FFFF
_MOST_MEMBERS: Final = 0xFFFF
_LOCAL: Final = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL: Final = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END: Final = struct.Struct("<4sHHHHLLH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION: Final = 20
_MADE_BY: Final = 0x0300 | _VERSION
_DATE: Final = 0x21
_MODE: Final = 0o100644 << 16
_END_SIZE: Final = _END.size + len(COMMENT) + 64
_NAME: Final = re.compile(rb"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the container; `start` is the offset of its header, `data` that of its content."""

    name: str
    start: int
    size: int
    crc: int

    @property
    def data(self) -> int:
        """Offset of the content."""
        return self.start + _LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Offset after the content."""
        return self.data + self.size

    def local_header(self) -> bytes:
        """The header before the content."""
        name = self.name.encode()
        head = (_LOCAL_MARK, _VERSION, 0, 0, 0, _DATE, self.crc, self.size, self.size, len(name), 0)
        return _LOCAL.pack(*head) + name

    def central_record(self) -> bytes:
        """The record in the central directory."""
        name = self.name.encode()
        head = (_CENTRAL_MARK, _MADE_BY, _VERSION, 0, 0, 0, _DATE, self.crc, self.size, self.size, len(name))
        return _CENTRAL.pack(*head, 0, 0, 0, 0, _MODE, self.start) + name


def _end_record(count: int, directory_size: int, directory_start: int, digest: str) -> bytes:
    comment = COMMENT + digest.encode()
    return _END.pack(_END_MARK, 0, 0, count, count, directory_size, directory_start, len(comment)) + comment


class ContainerWriter:
    """Collects members in temporary files (deleted by the system when closed) and writes the container at the end."""

    def __init__(self) -> None:
        self._spools: dict[str, IO[bytes]] = {}

    def __enter__(self) -> ContainerWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for spool in self._spools.values():
            spool.close()

    def add(self, name: str, chunks: Iterable[bytes]) -> tuple[str, int]:
        """Takes a member's content; gives its SHA-256 in hexadecimal and its size in bytes."""
        spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed by __exit__
        self._spools[name] = spool
        digest, size = sha256(), 0
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            spool.write(chunk)
        return digest.hexdigest(), size

    def __contains__(self, name: str) -> bool:
        return name in self._spools

    def write(self, out: BinaryIO) -> None:
        """Writes everything to `out`, which need not be seekable. Raises `EvidenceError` beyond 4 GiB."""
        if len(self._spools) >= _MOST_MEMBERS:
            raise EvidenceError("bundle", why="more than 65,534 files; export fewer entries at a time")
        digest, position, members = sha256(), 0, []
        for name in sorted(self._spools):
            member = self._measure(name, position)
            members.append(member)
            position = member.end
            if position > _LIMIT - _CENTRAL.size * _MOST_MEMBERS:
                raise EvidenceError("bundle", why="larger than 4 GB; export fewer entries at a time")
            for chunk in (member.local_header(), *_chunks_of(self._spools[name])):
                digest.update(chunk)
                out.write(chunk)
        directory = b"".join(member.central_record() for member in members)
        digest.update(directory)
        out.write(directory)
        out.write(_end_record(len(members), len(directory), position, digest.hexdigest()))

    def _measure(self, name: str, position: int) -> Member:
        crc = size = 0
        for chunk in _chunks_of(self._spools[name]):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
        return Member(name, position, size, crc)


def _chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


@dataclass(slots=True)
class Container:
    """An opened container: its members and what is wrong with it.

    `faults` are (code, member name or ""): end (the end record), hash (some byte was changed), structure (directory or
    headers are not as written), member (this member's content does not fit its checksum), unreadable.
    """

    file: BinaryIO
    members: dict[str, Member] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def read(self, name: str, limit: int = 64 << 20) -> bytes | None:
        """The content of a small member; None when it is missing or larger than `limit` bytes."""
        member = self.members.get(name)
        if member is None or member.size > limit:
            return None
        self.file.seek(member.data)
        return self.file.read(member.size)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a member in pieces."""
        member = self.members[name]
        self.file.seek(member.data)
        left = member.size
        while left and (chunk := self.file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def lines(self, name: str) -> Iterator[tuple[int, bytes]]:
        """Offset and bytes (without line end) of each line of a member; nothing else may read meanwhile."""
        member = self.members.get(name)
        if member is None:
            return
        position, end, readline = member.data, member.end, self.file.readline
        self.file.seek(position)
        while position < end:
            line = readline(end - position)
            if not line:
                return
            yield position, line.removesuffix(b"\n")
            position += len(line)

    def line_at(self, name: str, offset: int) -> bytes:
        """The line of a member that begins at an offset `lines` gave."""
        self.file.seek(offset)
        return self.file.readline(self.members[name].end - offset).removesuffix(b"\n")


def open_container(file: BinaryIO) -> Container:
    """Finds the members of a file, also of a damaged one, and lists every fault of the container itself."""
    container = Container(file)
    total = file.seek(0, 2)
    end_at = total - _END_SIZE
    tail = _read_at(file, end_at, _END_SIZE) if end_at >= 0 else b""
    has_end = tail.startswith(_END_MARK) and tail[_END.size :].startswith(COMMENT)
    members = _by_directory(file, tail, end_at) if has_end else None
    by_directory = members is not None
    if members is None:
        members = _by_headers(file, total)
        container.faults.append(("structure", ""))
    if not members:
        container.faults = [("unreadable", "")]
        return container
    container.members = {member.name: member for member in members}
    names = [member.name for member in members]
    if names != sorted(set(names)) and ("structure", "") not in container.faults:
        container.faults.append(("structure", ""))
    _check_end(container, members, tail, end_at if has_end else -1)
    if by_directory:
        for member in members:
            header = member.local_header()
            if _read_at(file, member.start, len(header)) != header:
                container.faults.append(("structure", member.name))
    if container.faults:
        container.faults += [("member", member.name) for member in members if not _checksum_fits(container, member)]
    return container


def _check_end(container: Container, members: list[Member], tail: bytes, end_at: int) -> None:
    if end_at < 0:
        container.faults.append(("end", ""))
        return
    digest, left = sha256(), end_at
    container.file.seek(0)
    while left and (chunk := container.file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    if tail[_END.size + len(COMMENT) :] != digest.hexdigest().encode():
        container.faults.append(("hash", ""))
    start = members[-1].end
    if tail[: _END.size] != _end_record(len(members), end_at - start, start, "0" * 64)[: _END.size]:
        container.faults.append(("end", ""))


def _by_directory(file: BinaryIO, tail: bytes, end_at: int) -> list[Member] | None:
    """The members as the central directory has them, if it is exactly as our writer leaves it."""
    _, _, _, _, count, size, start, _ = _END.unpack_from(tail)
    if start + size != end_at:
        return None
    directory = _read_at(file, start, size)
    members: list[Member] = []
    place = expected = 0
    while place + _CENTRAL.size <= size:
        fields = _CENTRAL.unpack_from(directory, place)
        raw = directory[place + _CENTRAL.size : place + _CENTRAL.size + fields[10]]
        if _NAME.fullmatch(raw) is None:
            return None
        member = Member(raw.decode(), fields[16], fields[8], fields[7])
        record = member.central_record()
        if directory[place : place + len(record)] != record or member.start != expected:
            return None
        members.append(member)
        place, expected = place + len(record), member.end
    return members if (place, expected, len(members)) == (size, start, count) else None


def _by_headers(file: BinaryIO, total: int) -> list[Member]:
    """The members as the headers before them say, for a file whose directory is damaged."""
    members: list[Member] = []
    position = 0
    while (head := _read_at(file, position, _LOCAL.size))[:4] == _LOCAL_MARK and len(head) == _LOCAL.size:
        fields = _LOCAL.unpack(head)
        raw = _read_at(file, position + _LOCAL.size, fields[9])
        if _NAME.fullmatch(raw) is None:
            break
        member = Member(raw.decode(), position, fields[8], fields[6])
        if member.end > total or member.local_header() != head + raw:
            break
        members.append(member)
        position = member.end
    return members


def _checksum_fits(container: Container, member: Member) -> bool:
    crc = 0
    for chunk in container.chunks(member.name):
        crc = zlib.crc32(chunk, crc)
    return crc == member.crc


def _read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def pieces(source: BinaryIO) -> Iterator[bytes]:
    """The rest of an open file in pieces."""
    while chunk := source.read(CHUNK):
        yield chunk
