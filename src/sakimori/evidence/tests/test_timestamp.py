"""Time-stamps, against an authority that the openssl command plays."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509

from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.report import run_verify
from sakimori.evidence.tests.sample import content, make_log, signed, written
from sakimori.evidence.timestamp import read_timestamp, timestamp_request, verify_timestamp
from sakimori.evidence.verification import verify_bundle

OPENSSL = shutil.which("openssl")
CHECKPOINT = signed(make_log())
CONFIG = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[tsa]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[stamp]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""

Stamp = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stamp]:
    """The root certificate's file, and what turns a request into a response."""
    if OPENSSL is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("authority")
    (folder / "openssl.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")

    def openssl(*arguments: str) -> None:
        subprocess.run([OPENSSL, *arguments], cwd=folder, check=True, capture_output=True)

    def key_and_certificate(name: str, section: str, *signer: str) -> None:
        common = ("-config", "openssl.cnf", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-days", "30")
        subject = ("-subj", f"/CN=fictional {name}", "-extensions", section, "-x509", "-out", f"{name}.pem")
        openssl("req", *common, *subject, *signer)

    key_and_certificate("root", "ca")
    key_and_certificate("stranger", "ca")
    key_and_certificate("stamper", "tsa", "-CA", "root.pem", "-CAkey", "root.key")

    def stamp(request: bytes) -> bytes:
        (folder / "ask.tsq").write_bytes(request)
        signer = ("-signer", "stamper.pem", "-inkey", "stamper.key", "-chain", "root.pem")
        openssl(
            "ts",
            "-reply",
            "-config",
            "openssl.cnf",
            "-section",
            "stamp",
            "-queryfile",
            "ask.tsq",
            *signer,
            "-out",
            "answer.tsr",
        )
        return (folder / "answer.tsr").read_bytes()

    return folder / "root.pem", stamp


def test_a_checkpoint_is_stamped_by_carrying_files(authority: tuple[Path, Stamp]) -> None:
    root, stamp = authority
    response = stamp(timestamp_request(CHECKPOINT))
    roots = x509.load_pem_x509_certificates(root.read_bytes())
    assert read_timestamp(response, CHECKPOINT) == verify_timestamp(response, CHECKPOINT, roots)
    assert verify_timestamp(response, CHECKPOINT, roots).time.tzinfo is not None


def test_a_stamp_of_something_else_is_refused(authority: tuple[Path, Stamp]) -> None:
    response = authority[1](timestamp_request(b"something else"))
    with pytest.raises(EvidenceError) as caught:
        read_timestamp(response, CHECKPOINT)
    assert caught.value.params["why"] == "other data"


def test_a_stamp_under_another_root_is_refused(authority: tuple[Path, Stamp]) -> None:
    root, stamp = authority
    response = stamp(timestamp_request(CHECKPOINT))
    right = x509.load_pem_x509_certificates(root.read_bytes())
    stranger = x509.load_pem_x509_certificates((root.parent / "stranger.pem").read_bytes())
    assert verify_timestamp(response, CHECKPOINT, right)
    with pytest.raises(EvidenceError):
        verify_timestamp(response, CHECKPOINT, stranger)
    with pytest.raises(EvidenceError):
        verify_timestamp(response[:-20] + bytes(20), CHECKPOINT, right)


@pytest.mark.parametrize("data", [b"", b"rubbish", b"\x30\x80", b"\x30\x03\x02\x01\x02"])
def test_bytes_that_are_no_response_are_refused(data: bytes) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_timestamp(data, CHECKPOINT)
    assert caught.value.params["why"] == "unreadable"


def test_a_bundle_carries_its_stamp(authority: tuple[Path, Stamp], tmp_path: Path) -> None:
    root, stamp = authority
    path = tmp_path / "bundle.zip"
    path.write_bytes(written(content(make_log(), timestamp=stamp(timestamp_request(CHECKPOINT)))))
    assert "timestamp_matches" in {found.code for found in verify_bundle(path).notices}
    roots = x509.load_pem_x509_certificates(root.read_bytes())
    assert "timestamp_holds" in {found.code for found in verify_bundle(path, authorities=roots).notices}
    out = io.StringIO()
    assert run_verify(path, lang="en", authority=root, out=out) == 0
    assert "valid under the given authority" in out.getvalue()
    path.write_bytes(written(content(make_log(), timestamp=stamp(timestamp_request(b"else")))))
    assert [found.code for found in verify_bundle(path).problems] == ["timestamp_differs"]
    path.write_bytes(written(content(make_log(), timestamp=b"rubbish")))
    assert [found.code for found in verify_bundle(path).problems] == ["timestamp_unreadable"]
