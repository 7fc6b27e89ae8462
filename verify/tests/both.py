"""Runs both verifiers on the same bytes and tells what each says."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from pathlib import Path
from types import ModuleType

from sakimori.evidence.container import ContainerWriter
from sakimori.evidence.note import VerifierKey
from sakimori.evidence.verification import verify_bundle

VERIFIER = Path(__file__).parents[1] / "sakimori_verify.py"

Found = tuple[str, int | None]


def load_stand_alone() -> ModuleType:
    """The stand-alone verifier as a module, from its file."""
    spec = importlib.util.spec_from_file_location("sakimori_verify", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STAND_ALONE = load_stand_alone()


def first_says(
    folder: Path, data: bytes, key: VerifierKey | None = None, kept: bytes | None = None
) -> tuple[set[Found], set[str]]:
    """Problems (code, sequence) and codes of notices of the implementation inside Sakimori."""
    path = folder / "bundle.zip"
    path.write_bytes(data)
    report = verify_bundle(path, key=key, checkpoint=kept)
    for found in (*report.problems, *report.notices):
        assert found.text("ja") != found.text("en")
    return {(found.code, found.sequence) for found in report.problems}, {found.code for found in report.notices}


def second_says(data: bytes, key: VerifierKey | None = None, kept: bytes | None = None) -> tuple[set[Found], set[str]]:
    """The same of the stand-alone verifier."""
    check = STAND_ALONE.Check(data, STAND_ALONE.Key(str(key)) if key else None, kept)
    for lang in ("ja", "en"):
        assert STAND_ALONE.report(check, lang)
    return {found[:2] for found in check.problems}, {found[0] for found in check.notices}


def both_say(
    folder: Path, data: bytes, key: VerifierKey | None = None, kept: bytes | None = None
) -> tuple[set[Found], set[str]]:
    """What both say, which must be the same."""
    first, second = first_says(folder, data, key, kept), second_says(data, key, kept)
    assert first == second
    return first


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of a bundle."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(members: dict[str, bytes]) -> bytes:
    """A container made anew, as a forger who knows the format would."""
    out = io.BytesIO()
    with ContainerWriter() as container:
        for name, data in members.items():
            container.add(name, (data,))
        container.write(out)
    return out.getvalue()
