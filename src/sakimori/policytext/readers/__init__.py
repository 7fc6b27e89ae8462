"""Bytes of a policy file to lines. The content decides the format, the file's name only where the content cannot."""

from sakimori.policytext.readers.detect import MOST_BYTES, read
from sakimori.policytext.readers.lines import Line, Source

__all__ = ["MOST_BYTES", "Line", "Source", "read"]
