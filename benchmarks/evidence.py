"""How fast evidence is made and verified: `python benchmarks/evidence.py [ENTRIES]`, one JSON object on standard output.

Each entry is about 600 bytes with one detail. The two verifiers run in processes of their own, so memory is theirs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from sakimori.evidence.bundle import BundleContent, Detail, write_bundle
from sakimori.evidence.canonical import canonical
from sakimori.evidence.checkpoint import checkpoint_at, sign_checkpoint
from sakimori.evidence.commitment import commit
from sakimori.evidence.entry import EntryRecord
from sakimori.evidence.keychain import write_keys
from sakimori.evidence.note import SignerKey
from sakimori.evidence.tree import Frontier, Tree, leaf_hash, root_of

ORIGIN = "sakimori.example/benchmark"
TIME = "2026-11-23T09:00:00.000000Z"
VERIFIER = Path(__file__).parents[1] / "verify" / "sakimori_verify.py"
INSIDE = r"""
import re, sys, time
from pathlib import Path
from sakimori.evidence.verification import verify_bundle
begun = time.perf_counter()
report = verify_bundle(Path(sys.argv[1]))
seconds = time.perf_counter() - begun
assert report.ok, report.problems
# ru_maxrss would count the parent, from which this process was forked.
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
print(seconds, int(peak[1]) / 1024 if peak else 0)
"""


def made(count: int) -> Iterator[tuple[bytes, Detail]]:
    """Entries as the ledger would write them."""
    for sequence in range(1, count + 1):
        payload = canonical(
            {"after": {"氏名": "朝霧 太郎", "status": "LOANED"}, "before": None, "reason": "貸与のため"}
        )
        salt = sha256(b"%d" % sequence).digest()[:16]
        commitment = commit(salt, payload)
        entry = EntryRecord(
            sequence=sequence,
            assembly="01934f6e-5a1c-7c3e-9f5e-1f0a5b8c7d6e",
            time=f"2026-11-23T{sequence // 3600 % 24:02d}:{sequence // 60 % 60:02d}:{sequence % 60:02d}.000000Z",
            actor="01934f6e-5a1c-7c3e-9f5e-1f0a5b8c7d6f",
            post="議会事務局議事調査課主査",
            channel="web",
            action="assets.lend",
            request=f"01934f6e-5a1c-7c3e-9f5e-{sequence:012d}",
            subjects=(
                ("assets.device", f"01934f6e-5a1c-7c3e-0000-{sequence:012d}"),
                ("people.person", f"01934f6e-5a1c-7c3e-0001-{sequence:012d}"),
            ),
            commitments=(commitment,),
        )
        yield entry.line(), Detail(sequence, commitment, payload, salt)


def seconds_of(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(count: int) -> dict[str, float]:
    """All figures for a log of so many entries."""
    figures: dict[str, float] = {"entries": count}
    rows: list[tuple[bytes, Detail]] = []
    figures["make_us_per_entry"] = seconds_of(lambda: rows.extend(made(count))) / count * 1e6
    leaves = [leaf_hash(line) for line, _ in rows]
    frontier = Frontier().extend(leaves)
    some = leaves[:10_000]

    def append_one_by_one() -> None:
        grown = frontier
        for leaf in some:
            grown = grown.append(leaf)

    figures["append_us"] = seconds_of(append_one_by_one) / len(some) * 1e6
    figures["root_seconds"] = seconds_of(lambda: root_of(leaves))
    tree = Tree(leaves)
    figures["proof_us"] = (
        seconds_of(lambda: [tree.inclusion_proof(place) for place in range(0, count, 20)]) / (count / 20) * 1e6
    )
    key = SignerKey(ORIGIN, bytes(32))
    checkpoint = checkpoint_at(ORIGIN, count, frontier.root(), TIME)
    figures["sign_us"] = seconds_of(lambda: [sign_checkpoint(checkpoint, (key,)) for _ in range(200)]) / 200 * 1e6
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        content = BundleContent(
            checkpoint=sign_checkpoint(checkpoint, (key,)),
            keys=write_keys(key.verifier),
            assembly="benchmark",
            created=TIME,
            software="benchmark",
            entries=((place, line) for place, (line, _) in enumerate(rows, 1)),
            details=(detail for _, detail in rows),
            leaf_hashes=leaves,
        )
        with path.open("wb") as out:
            figures["write_seconds"] = seconds_of(lambda: write_bundle(out, content))
        figures["bundle_megabytes"] = path.stat().st_size / 1e6
        figures |= verified(path, count)
    return figures


def verified(path: Path, count: int) -> dict[str, float]:
    """Both verifiers on the same bundle."""
    answer = subprocess.run(
        [sys.executable, "-c", INSIDE, str(path)], capture_output=True, check=True, text=True
    ).stdout
    seconds, megabytes = map(float, answer.split())
    alone = seconds_of(
        lambda: subprocess.run([sys.executable, VERIFIER, path, "--json"], capture_output=True, check=True)
    )
    return {
        "verify_seconds": seconds,
        "verify_megabytes": megabytes,
        "verified_per_second": count / seconds,
        "stand_alone_seconds": alone,
    }


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    print(json.dumps({name: round(value, 3) for name, value in measure(asked).items()}, indent=1))
