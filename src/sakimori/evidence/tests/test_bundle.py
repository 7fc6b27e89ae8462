from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sakimori.evidence.bundle import Attachment, Detail
from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.manifest import parse_manifest
from sakimori.evidence.report import MOST_SHOWN, run_verify
from sakimori.evidence.tests.sample import FIRST, PDF, SECOND, content, make_log, selection, signed, written

LOG = make_log()
WHOLE = written(content(LOG))


def test_any_zip_program_can_open_it() -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {"manifest.json", "verify.py", "verify.html", "READ_ME_ja.txt", "leaves.bin"} <= set(names)
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        manifest = parse_manifest(archive.read("manifest.json"))
    assert (manifest.entries, manifest.size, manifest.whole, manifest.ranges) == (12, 12, True, ((1, 12),))
    assert manifest.attachments[0].name == "貸与同意書.pdf"


def test_a_selection_says_which_entries_it_holds() -> None:
    with zipfile.ZipFile(io.BytesIO(written(selection(LOG, [2, 3, 9])))) as archive:
        assert parse_manifest(archive.read("manifest.json")).ranges == ((2, 3), (9, 9))
        assert "leaves.bin" not in archive.namelist()
        assert len(archive.read("proofs.jsonl").splitlines()) == 3


def test_a_hostile_file_name_stays_out_of_the_container() -> None:
    name = "../../etc/passwd\n.EXE"
    with zipfile.ZipFile(
        io.BytesIO(written(content(LOG, attachments=(Attachment(5, name, lambda: io.BytesIO(PDF)),))))
    ) as archive:
        assert "attachments/00001.exe" in archive.namelist()
        assert parse_manifest(archive.read("manifest.json")).attachments[0].name == name


def test_the_output_need_not_be_seekable(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.taken = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.taken += data  # type: ignore[operator]
            return len(data)  # type: ignore[arg-type]

    from sakimori.evidence.bundle import write_bundle

    pipe = Pipe()
    write_bundle(pipe, content(LOG))  # type: ignore[arg-type]
    assert bytes(pipe.taken) == WHOLE


@pytest.mark.parametrize(
    "change",
    [
        {"entries": [(2, b"{}"), (1, b"{}")]},
        {"entries": [(1, b"{\n}")]},
        {"details": [Detail(1, "no commitment", b"{}", bytes(16))]},
        {"details": [Detail(1, "0" * 64, b"{\n}", bytes(16))]},
        {"whole": False, "leaf_hashes": []},
        {"checkpoint": b"rubbish"},
    ],
)
def test_what_has_no_place_in_the_format_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(EvidenceError):
        written(content(LOG, **change))


class TestReport:
    def test_exit_codes_and_both_languages(self, tmp_path: Path) -> None:
        path, key, kept = tmp_path / "bundle.zip", tmp_path / "key", tmp_path / "kept"
        path.write_bytes(WHOLE)
        key.write_text(f"{FIRST.verifier}\n")
        kept.write_bytes(signed(LOG, 6))
        out = io.StringIO()
        assert run_verify(path, key, kept, "ja", out=out) == 0
        assert "問題はありません" in out.getvalue()
        assert "記録6件)の時点から" in out.getvalue()
        path.write_bytes(WHOLE.replace(b"request-000007", b"request-000070"))
        out = io.StringIO()
        assert run_verify(path, key, kept, "ja", out=out) == 1
        assert "記録7番(policy.acknowledge、日本時間2026-04-01 09:07:00)" in out.getvalue()
        out = io.StringIO()
        assert run_verify(path, lang="en", out=out) == 1
        assert "Entry 7 (policy.acknowledge, 2026-04-01T00:07:00.000000Z): The entry was changed." in out.getvalue()

    def test_what_cannot_be_used_says_so(self, tmp_path: Path) -> None:
        path, key = tmp_path / "bundle.zip", tmp_path / "key"
        path.write_bytes(b"not a bundle")
        key.write_text("not a key")
        for arguments in ((path,), (tmp_path / "absent",), (path, key), (path, None, tmp_path / "absent")):
            out = io.StringIO()
            assert run_verify(*arguments, out=out) == 2
            assert out.getvalue()

    def test_a_flood_of_problems_is_cut_but_counted(self, tmp_path: Path) -> None:
        path, out = tmp_path / "bundle.zip", io.StringIO()
        log = make_log(150)
        path.write_bytes(written(content(log, entries=[(1, log.lines[0][1])], details=[])))
        assert run_verify(path, lang="en", out=out) == 1
        assert out.getvalue().count("The entry is missing") <= MOST_SHOWN
        assert "more" in out.getvalue()

    def test_the_wrong_key_is_refused(self, tmp_path: Path) -> None:
        path, key, out = tmp_path / "bundle.zip", tmp_path / "key", io.StringIO()
        path.write_bytes(WHOLE)
        key.write_text(str(SECOND.verifier))
        assert run_verify(path, key, out=out) == 1
        assert "手元の鍵は、このファイルの鍵と違います" in out.getvalue()

    def test_no_console_breaks_it(self, tmp_path: Path) -> None:
        path = tmp_path / "bundle.zip"
        path.write_bytes(WHOLE)
        program = "import sys; from pathlib import Path; from sakimori.evidence.report import run_verify; "
        program += "sys.exit(run_verify(Path(sys.argv[1])))"
        done = subprocess.run(
            [sys.executable, "-c", program, path],
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
