from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.tree import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The vectors of the Certificate Transparency reference implementation for RFC 6962.
VECTOR_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
VECTOR_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [leaf_hash(str(number).encode()) for number in range(130)]


def oracle_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + oracle_root(leaves[:split]) + oracle_root(leaves[split:])).digest()


def oracle_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962 2.1.1."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return [*oracle_path(index, leaves[:split]), oracle_root(leaves[split:])]
    return [*oracle_path(index - split, leaves[split:]), oracle_root(leaves[:split])]


def oracle_subproof(old: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962 2.1.2."""
    if old == len(leaves):
        return [] if whole else [oracle_root(leaves)]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if old <= split:
        return [*oracle_subproof(old, leaves[:split], whole), oracle_root(leaves[split:])]
    return [*oracle_subproof(old - split, leaves[split:], False), oracle_root(leaves[:split])]


@pytest.mark.parametrize("size", range(9))
def test_rfc_6962_vectors(size: int) -> None:
    leaves = [leaf_hash(data) for data in VECTOR_LEAVES[:size]]
    expected = bytes.fromhex(VECTOR_ROOTS[size])
    assert root_of(leaves) == expected
    assert Frontier().extend(leaves).root() == expected
    assert Tree(leaves).root() == expected


@pytest.mark.parametrize("size", range(1, 70))
def test_every_proof_of_small_trees_equals_the_definition(size: int) -> None:
    leaves = HASHES[:size]
    tree = Tree(leaves)
    for index in range(size):
        proof = tree.inclusion_proof(index)
        assert proof == oracle_path(index, leaves)
        assert verify_inclusion(leaves[index], index, size, proof, tree.root())
        assert not verify_inclusion(HASHES[size], index, size, proof, tree.root())
        assert not verify_inclusion(leaves[index], index + 1, size, proof, tree.root())
    for old in range(1, size + 1):
        assert tree.root(old) == oracle_root(leaves[:old])
        proof = tree.consistency_proof(old)
        assert proof == oracle_subproof(old, leaves, True)
        assert verify_consistency(old, size, proof, tree.root(old), tree.root())
        assert not verify_consistency(old, size, proof, HASHES[-1], tree.root())
        assert not verify_consistency(old, size, proof, tree.root(old), HASHES[-1])


def test_the_empty_tree() -> None:
    assert root_of([]) == EMPTY_ROOT == Frontier().root() == Tree([]).root()
    assert verify_consistency(0, 5, [], EMPTY_ROOT, root_of(HASHES[:5]))
    assert not verify_consistency(0, 5, [], HASHES[0], root_of(HASHES[:5]))
    assert not verify_inclusion(HASHES[0], 0, 0, [], EMPTY_ROOT)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=80), st.data())
def test_frontier_tree_and_definition_agree(leaves: list[bytes], data: st.DataObject) -> None:
    root = oracle_root(leaves)
    cut = data.draw(st.integers(0, len(leaves)))
    frontier = Frontier().extend(leaves[:cut])
    for leaf in leaves[cut:]:
        frontier = Frontier.from_hex(frontier.append(leaf).to_hex())
    assert frontier.size == len(leaves)
    assert frontier.root() == root_of(leaves) == Tree(leaves).root() == root
    assert len(frontier.to_bytes()) == 8 + 32 * len(leaves).bit_count()


@given(st.integers(1, 60), st.data())
def test_no_bent_proof_is_accepted(size: int, data: st.DataObject) -> None:
    tree = Tree(HASHES[:size])
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(index)
    bent = list(proof)
    match data.draw(st.sampled_from(["longer", "shorter", "flipped", "short hash"])):
        case "longer":
            bent.append(HASHES[0])
        case "shorter" if bent:
            bent.pop()
        case "flipped" if bent:
            place = data.draw(st.integers(0, len(bent) - 1))
            bent[place] = bytes([bent[place][0] ^ 1]) + bent[place][1:]
        case _:
            bent.append(b"short")
    assert not verify_inclusion(HASHES[index], index, size, bent, tree.root())


@given(st.integers(1, 60), st.integers(1, 60), st.lists(st.sampled_from(HASHES), max_size=8))
def test_random_consistency_proofs_fail(old: int, new: int, proof: list[bytes]) -> None:
    tree = Tree(HASHES[:60])
    accepted = verify_consistency(old, new, proof, tree.root(old), tree.root(new))
    assert accepted == (old <= new and proof == Tree(HASHES[:new]).consistency_proof(old))


@pytest.mark.parametrize("text", ["", "00", "zz", "0000000000000001", "0000000000000000" + "00" * 32, "00" * 7])
def test_a_frontier_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(EvidenceError):
        Frontier.from_hex(text)


@pytest.mark.parametrize("call", ["inclusion_proof", "consistency_proof", "root"])
@pytest.mark.parametrize("number", [-1, 6])
def test_proofs_outside_the_tree_are_refused(call: str, number: int) -> None:
    with pytest.raises(EvidenceError):
        getattr(Tree(HASHES[:5]), call)(number)
