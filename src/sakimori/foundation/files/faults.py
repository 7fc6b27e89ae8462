"""Why bytes are not taken as a sound."""

from __future__ import annotations


class NoSound(ValueError):
    """The bytes are not one whole sound."""


class HasVideo(NoSound):
    """There is a picture beside the sound, or instead of it."""
