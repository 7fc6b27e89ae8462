"""Unpacks an uploaded zip without believing it: sizes are counted while unpacking, XML may not declare entities."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from sakimori.foundation.exchange.errors import FileRefused

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes of XML that may come out of one file."""

MAX_MEMBERS = 2000
MAX_DEPTH = 64
MAX_ELEMENTS = 6_000_000
_CHUNK = 256 * 1024


def damaged() -> str:
    return _("ファイルが壊れているため開けません。Excelで開いて「名前を付けて保存」で保存し直してください。")


class Archive:
    """Members of a zip by name. Reading raises `FileRefused`; all readings together stay below `MAX_UNPACKED`."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.room = MAX_UNPACKED
        try:
            with zipfile.ZipFile(BytesIO(content)) as source:
                members = source.infolist()
        except (zipfile.BadZipFile, struct.error, NotImplementedError, UnicodeDecodeError, ValueError) as error:
            raise FileRefused(damaged()) from error
        if len(members) > MAX_MEMBERS:
            raise FileRefused(_("ファイルの部品が多すぎます。必要なシートだけを新しいブックに写してください。"))
        self.members = {member.filename: member for member in members}

    def read(self, name: str) -> bytes:
        """A member's bytes, b"" when there is none."""
        member = self.members.get(name)
        if member is None:
            return b""
        if member.flag_bits & 0x1:
            raise FileRefused(_("パスワードの付いたファイルは開けません。パスワードを外して保存し直してください。"))
        try:
            data = self._unpack(member)
        except (zlib.error, struct.error) as error:
            raise FileRefused(damaged()) from error
        if len(data) > self.room:
            raise FileRefused(_("ファイルを開くと大きくなりすぎます。必要なシートだけを新しいブックに写してください。"))
        if zlib.crc32(data) != member.CRC:
            raise FileRefused(damaged())
        self.room -= len(data)
        return data

    def _unpack(self, member: zipfile.ZipInfo) -> bytes:
        signature, name_length, extra_length = struct.unpack_from("<4s22xHH", self.content, member.header_offset)
        if signature != b"PK\x03\x04":
            raise FileRefused(damaged())
        start = member.header_offset + 30 + name_length + extra_length
        packed = self.content[start : start + member.compress_size]
        if member.compress_type == zipfile.ZIP_STORED:
            return packed
        if member.compress_type == zipfile.ZIP_DEFLATED:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, self.room + 1)
        raise FileRefused(damaged())


class XmlWalk:
    """Walks XML and calls `start(name, attributes)` and `end(name, text)`, names without their prefixes.

    `text` is what stands directly in the element since its last child. Raises `FileRefused` for anything that is not
    plain well-formed XML.
    """

    def __init__(self, start: Callable[[str, dict[str, str]], None], end: Callable[[str, str], None]) -> None:
        self.on_start, self.on_end = start, end
        self.depth = self.elements = 0
        self.text: list[str] = []

    def walk(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text.append
        try:
            for place in range(0, len(data), _CHUNK):
                parser.Parse(data[place : place + _CHUNK], False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            if isinstance(error, FileRefused):
                raise
            raise FileRefused(damaged()) from error

    def _doctype(self, *_parts: object) -> None:
        raise FileRefused(damaged())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise FileRefused(damaged())
        self.text.clear()
        if ":" in "".join(attributes):
            attributes = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self.on_start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.on_end(name.rpartition(":")[2] if ":" in name else name, "".join(self.text))
        self.text.clear()
