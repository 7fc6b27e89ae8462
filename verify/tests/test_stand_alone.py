"""The stand-alone verifier as a person runs it: other Pythons, other consoles, nothing of Sakimori at hand."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.evidence.tests.sample import FIRST, content, make_log, signed, written

from .both import STAND_ALONE, VERIFIER

WHOLE = written(content(make_log()))


def run(*arguments: object, python: str = sys.executable, **environment: str) -> subprocess.CompletedProcess[bytes]:
    usual = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [python, "-I", *map(str, arguments)], capture_output=True, env={**usual, **environment}, check=False
    )


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "bundle.zip"
    path.write_bytes(WHOLE)
    return path


def test_it_imports_the_standard_library_only_and_reads_as_python_3_8() -> None:
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 8))
    modules = {alias.name for item in ast.walk(tree) if isinstance(item, ast.Import) for alias in item.names}
    modules |= {str(item.module) for item in ast.walk(tree) if isinstance(item, ast.ImportFrom)}
    assert modules <= set(sys.stdlib_module_names)


def test_exit_codes(bundle: Path, tmp_path: Path) -> None:
    key, kept = tmp_path / "key", tmp_path / "kept"
    key.write_text(str(FIRST.verifier))
    kept.write_bytes(signed(make_log(), 6))
    assert run(VERIFIER, bundle, "--key", key, "--checkpoint", kept).returncode == 0
    assert run(VERIFIER, bundle, "--key", kept).returncode == 2
    assert run(VERIFIER, tmp_path / "absent").returncode == 2
    bundle.write_bytes(WHOLE.replace(b"request-000007", b"request-000070"))
    changed = run(VERIFIER, bundle, "--lang", "en")
    assert changed.returncode == 1
    assert b"Entry 7 (policy.acknowledge, 2026-04-01T00:07:00.000000Z): The entry was changed." in changed.stdout
    bundle.write_bytes(b"")
    assert run(VERIFIER, bundle).returncode == 2


def test_a_bundle_checks_itself(bundle: Path) -> None:
    assert run(bundle, "--lang", "en").returncode == 0
    assert json.loads(run(bundle, "--json").stdout)["problems"] == []


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_console_breaks_it(bundle: Path, encoding: str, lang: str) -> None:
    # -I ignores PYTHONIOENCODING, so this one runs without it.
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(
        [sys.executable, VERIFIER, bundle, "--lang", lang], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.13"])
def test_other_pythons(bundle: Path, version: str) -> None:
    python = shutil.which(f"python{version}")
    if python is None or subprocess.run([python, "-V"], capture_output=True, check=False).returncode:
        pytest.skip(f"Python {version} is not installed")
    assert run(bundle, "--lang", "en", python=python).returncode == 0


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_its_ed25519_agrees_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert STAND_ALONE.ed25519_verify(public, signature, message)
    changed = bytearray(signature)
    changed[bit // 8] ^= 1 << bit % 8
    assert not STAND_ALONE.ed25519_verify(public, bytes(changed), message)
    assert not STAND_ALONE.ed25519_verify(public, signature, message + b"x")
    beyond = int.from_bytes(signature[32:], "little") + STAND_ALONE.Q
    if beyond < 2**256:  # the same signature in a second spelling
        assert not STAND_ALONE.ed25519_verify(public, signature[:32] + beyond.to_bytes(32, "little"), message)


def test_its_ed25519_passes_a_vector_of_rfc_8032() -> None:
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert STAND_ALONE.ed25519_verify(public, signature, b"\x72")
    assert not STAND_ALONE.ed25519_verify(public, signature, b"\x73")
