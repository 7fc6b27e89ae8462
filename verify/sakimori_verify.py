#!/usr/bin/env python3
"""Checks a Sakimori evidence bundle without Sakimori: this one file and Python 3.8 or later, nothing else.

    python sakimori_verify.py BUNDLE [--key FILE] [--checkpoint FILE] [--lang ja|en] [--json]

Exit code: 0 nothing is wrong, 1 something is wrong (and which entry), 2 the file cannot be used at all.
It is a second implementation on purpose: it shares no code with Sakimori, so that an error in one shows in the other.
The format is described in docs/evidence.md of Sakimori.
"""

import argparse
import base64
import hashlib
import json
import locale
import re
import struct
import sys
import zlib
from bisect import bisect_left
from datetime import datetime, timedelta, timezone

FORMAT = "sakimori-evidence-v1"
COMMENT = (FORMAT + " sha256:").encode()
DOMAIN = b"sakimori/commitment/v1\x00"
STATEMENT = "sakimori-key-statement-v1"
NEEDED = ("checkpoint.txt", "details.jsonl", "entries.jsonl", "keys.txt", "manifest.json")
CARRIED = ("READ_ME_en.txt", "READ_ME_ja.txt", "__main__.py", "verify.html", "verify.py")
OPTIONAL = ("consistency.jsonl", "leaves.bin", "proofs.jsonl", "timestamp.tsr")
FIELDS = ["action", "actor", "assembly", "channel", "commitments", "post", "request", "schema", "sequence"]
FIELDS += ["subjects", "time"]
SEAMS = ("clock-jumped", "restored", "key-rotated", "key-lost", "payload-erased")

# fmt: off
TEXTS = {
    "not_a_bundle": ("サキモリの証拠ファイルではないか、読めないほど壊れています。", "Not an evidence bundle of Sakimori, or damaged beyond reading."),
    "container_hash": ("ファイルのどこかが、書き出した後に変わっています。", "The file was changed somewhere after it was written."),
    "container_end": ("ファイルの末尾が変わっています(切れている、または書き足し)。", "The end of the file was changed (cut off or added to)."),
    "container_structure": ("ファイルの組立て(見出し・目次)が変わっています。{name}", "Headers or directory of the file were changed. {name}"),
    "container_member": ("「{name}」の内容が変わっています。", "The content of “{name}” was changed."),
    "member_missing": ("「{name}」がありません。", "“{name}” is missing."),
    "member_unknown": ("「{name}」は証拠ファイルの一部ではありません。", "“{name}” does not belong in a bundle."),
    "manifest_unreadable": ("目録(manifest.json)が読めません。", "The manifest cannot be read."),
    "manifest_differs": ("目録の「{name}」が中身と合いません。", "The manifest's “{name}” does not fit the content."),
    "checkpoint_unreadable": ("チェックポイントが読めません。", "The checkpoint cannot be read."),
    "checkpoint_forged": ("チェックポイントの署名が正しくありません。偽造か改変です。", "The signature of the checkpoint is false: forged or changed."),
    "checkpoint_wrong_key": ("チェックポイントは、ここにあるどの鍵でも署名されていません。", "The checkpoint is not signed by any key in this bundle."),
    "key_stale": ("チェックポイントは、交代済みの古い鍵で署名されています。", "The checkpoint is signed by a stale key."),
    "keys_unreadable": ("鍵の一覧(keys.txt)が正しくありません。", "The list of keys (keys.txt) does not hold."),
    "key_not_pinned": ("手元の鍵は、このファイルの鍵と違います。", "The key that you hold is not a key of this bundle."),
    "key_chain_broken": ("手元の鍵から署名の鍵までのあいだで鍵が失われています。新しい鍵の指紋を紙で確かめ、その鍵を指定してください。", "Between your key and the signing key a key was lost. Compare the new key's fingerprint on paper and give that key."),
    "root_differs": ("記録の全体が、署名されたチェックポイントと一致しません。", "The entries as a whole do not match the signed checkpoint."),
    "root_bracket": ("最初の食い違いは{low}件目から{high}件目までのあいだにあります。", "The first difference lies in entries {low} to {high}."),
    "entry_changed": ("記録の内容が変わっています。", "The entry was changed."),
    "entry_dropped": ("記録が抜けています。", "The entry is missing."),
    "entry_reordered": ("記録の順番が変わっています。", "The entry is out of its place."),
    "entry_repeated": ("同じ記録が二度あります。", "The entry appears twice."),
    "entry_foreign": ("この記録はログにありません(後から入れられています)。", "This entry is not in the log; it was put in."),
    "entry_unreadable": ("記録の行が読めません。", "The line of the entry cannot be read."),
    "entry_number": ("記録の番号が位置と合いません。", "The entry's number does not fit its place."),
    "entry_assembly": ("ほかの議会の記録が混じっています。", "It is an entry of another assembly."),
    "leaf_changed": ("ハッシュ一覧のこの記録の値が変わっています(記録は正しいままです)。", "The list of hashes was changed here (the entry is sound)."),
    "proof_false": ("記録か、その証明が変わっています。", "The entry or its proof was changed."),
    "detail_changed": ("記録の詳細(変更内容・理由)が変わっています。", "The details (changes, reason) were altered."),
    "detail_missing": ("記録の詳細が抜けています。", "Details of the entry are missing."),
    "detail_foreign": ("どの記録のものでもない詳細があります。", "There are details that belong to no entry."),
    "detail_unreadable": ("詳細の{line}行目が読めません。", "Line {line} of the details cannot be read."),
    "attachment_changed": ("添付ファイル「{name}」が記録されたものと違います。", "The attachment “{name}” was swapped or changed."),
    "attachment_missing": ("添付ファイル「{name}」がありません。", "The attachment “{name}” is missing."),
    "attachment_unbound": ("添付ファイル「{name}」は、この記録の詳細と結びつきません(差替えか、詳細が消去済み)。", "The attachment “{name}” is not tied to the entry's details (swapped, or details erased)."),
    "earlier_unreadable": ("以前のチェックポイント「{name}」が読めません。", "The earlier checkpoint “{name}” cannot be read."),
    "earlier_forged": ("以前のチェックポイント「{name}」の署名が正しくありません。", "The signature of the earlier checkpoint “{name}” is false."),
    "earlier_differs": ("以前のチェックポイント(記録{size}件)と一致しません。過去が書き換えられています。", "An earlier checkpoint ({size} entries) does not match: the past was rewritten."),
    "kept_unreadable": ("手元のチェックポイントが読めません。", "The checkpoint that you hold cannot be read."),
    "kept_forged": ("手元のチェックポイントは、このログの鍵で署名されていません。", "The checkpoint that you hold is not signed by a key of this log."),
    "kept_other_log": ("手元のチェックポイントは別のログのものです。", "The checkpoint that you hold is of another log."),
    "kept_newer": ("手元のチェックポイントの方が新しいものです。新しい証拠ファイルを求めてください。", "The checkpoint that you hold is newer. Ask for a newer bundle."),
    "kept_differs": ("手元のチェックポイント(記録{size}件)と一致しません。過去が書き換えられています。", "The log does not match the checkpoint that you hold ({size} entries): the past was rewritten."),
    "kept_restored": ("手元のチェックポイントと一致しません。{record}番の記録が復元で失われたと述べています。人が確かめてください。", "The log does not match your checkpoint; entry {record} declares a restore from backup. A person must judge."),
    "kept_unprovable": ("一部の記録だけなので、手元のチェックポイントとつながることを示せません。", "A selection cannot show that it continues your checkpoint. Ask for a whole bundle."),
    "timestamp_differs": ("タイムスタンプは、このチェックポイントに対するものではありません。", "The time-stamp is not for this checkpoint."),
    "key_from_bundle": ("鍵はこのファイルに入っていたものです。紙や議事録にある指紋と比べてください: {name}", "The key came from the bundle itself. Compare its fingerprint with paper or minutes: {name}"),
    "key_pinned": ("手元の鍵で署名を確かめました: {name}", "Signature checked with the key that you hold: {name}"),
    "key_rotated": ("{size}件目で鍵が交代しています(前の鍵の署名あり)。", "The key changed at {size} entries (vouched for)."),
    "key_lost": ("{size}件目で鍵が失われ、新しい鍵になっています(前の鍵の署名なし)。", "At {size} entries a key was lost; the new one is not vouched for."),
    "selection": ("ログの{size}件のうち{line}件だけです。入っていない記録については何も示しません。", "{line} of the log's {size} entries; nothing is shown about the others."),
    "erased": ("{line}件の詳細は消去されています(記録があったことの証明は残っています)。", "{line} details were erased; the proof that they were recorded remains."),
    "clock_back": ("前の記録より時刻が戻っています。", "The time is earlier than that of the entry before."),
    "seam": ("継ぎ目の記録です(復元・鍵の交代・時計のずれ・消去)。", "This entry records a seam (restore, key, clock, erasure)."),
    "earlier_holds": ("以前のチェックポイント{line}件すべてと一致します。", "All {line} earlier checkpoints match."),
    "kept_holds": ("手元のチェックポイント(記録{size}件)から、過去は変わっていません。", "Nothing in the past changed since your checkpoint ({size} entries)."),
    "timestamp_matches": ("タイムスタンプ({name})はこのチェックポイントに対するものです。発行局の署名はこのプログラムでは確かめません。", "The time-stamp ({name}) is for this checkpoint; this program does not check the authority's signature."),
    "ok": ("結果: 問題はありません。記録と詳細は、署名されたチェックポイントと一致します。", "Result: no problem. Entries and details match the signed checkpoint."),
    "bad": ("結果: 問題が{line}件あります。この証拠ファイルを信用してはいけません。", "Result: {line} problem(s). Do not rely on this bundle."),
    "head": ("ログ: {name} / チェックポイント: 記録{size}件、{time} / ここにある記録: {line}件", "Log: {name} / checkpoint: {size} entries, {time} / entries here: {line}"),
    "entry": ("記録{line}番{name}: ", "Entry {line}{name}: "),
    "limits": ("証明されること: 記録が署名の時点でこの内容・この順番であったこと。\n証明されないこと: 内容が事実であること、記録されなかった出来事がないこと、時計が正しかったこと。", "Proven: when the checkpoint was signed, the entries had this content and order.\nNot proven: that they are true, that nothing was left unrecorded, that the clock was right."),
}
# fmt: on


class BadFormError(Exception):
    """Something does not have the form it should have."""


# --- Ed25519 (RFC 8032), verification only ---------------------------------------------------------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add_points(one, two):
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def read_point(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = read_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(public, signature, message):
    """Whether the 64 bytes are the key's signature of the message."""
    point = read_point(public)
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or scalar >= Q:
        return False
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    minus = (P - point[0], point[1], 1, P - point[3])
    both = add_points(BASE, minus)
    result = (0, 1, 1, 0)
    for bit in range(max(scalar.bit_length(), hashed.bit_length()) - 1, -1, -1):
        result = add_points(result, result)
        which = (scalar >> bit & 1) + 2 * (hashed >> bit & 1)
        if which:
            result = add_points(result, (BASE, minus, both)[which - 1])
    inverse = pow(result[2], P - 2, P)
    x, y = result[0] * inverse % P, result[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# --- Merkle tree (RFC 6962) ------------------------------------------------------------------------------------------


def sha(data):
    return hashlib.sha256(data).digest()


def tree_root(leaves):
    """Stack of full subtrees, folded at the end."""
    stack = []
    for index, leaf in enumerate(leaves):
        while index & 1:
            leaf = sha(b"\x01" + stack.pop() + leaf)
            index >>= 1
        stack.append(leaf)
    if not stack:
        return sha(b"")
    root = stack.pop()
    while stack:
        root = sha(b"\x01" + stack.pop() + root)
    return root


def split_of(size):
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_root(leaf, index, size, path):
    """The root that a proof leads to, by the recursive definition of RFC 6962 2.1.1."""
    if size == 1:
        if path:
            raise BadFormError
        return leaf
    if not path:
        raise BadFormError
    split = split_of(size)
    if index < split:
        return sha(b"\x01" + inclusion_root(leaf, index, split, path[:-1]) + path[-1])
    return sha(b"\x01" + path[-1] + inclusion_root(leaf, index - split, size - split, path[:-1]))


def consistency_roots(old, size, path, known):
    """Old and new root by the recursive definition of RFC 6962 2.1.2; `known` is the old root or None."""
    if old == size:
        if known is not None:
            return (known, known) if not path else fail()
        return (path[0], path[0]) if len(path) == 1 else fail()
    if not path:
        raise BadFormError
    split = split_of(size)
    if old <= split:
        before, now = consistency_roots(old, split, path[:-1], known)
        return before, sha(b"\x01" + now + path[-1])
    before, now = consistency_roots(old - split, size - split, path[:-1], None)
    return sha(b"\x01" + path[-1] + before), sha(b"\x01" + path[-1] + now)


def fail():
    raise BadFormError


# --- signed notes, checkpoints, keys ---------------------------------------------------------------------------------


def unbase64(text):
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise BadFormError from None
    if base64.b64encode(raw).decode() != text:
        raise BadFormError
    return raw


class Key:
    """A public key `name+id+base64`."""

    def __init__(self, text):
        parts = text.strip().split("+", 2)
        raw = unbase64(parts[2]) if len(parts) == 3 else b""
        if len(raw) != 33 or raw[0] != 1 or not parts[0]:
            raise BadFormError
        self.name, self.raw = parts[0], raw[1:]
        self.ident = sha(parts[0].encode() + b"\n" + raw)[:4]
        if self.ident.hex() != parts[1]:
            raise BadFormError
        digits = hashlib.sha256(self.raw).hexdigest()
        self.fingerprint = " ".join(digits[place : place + 4] for place in range(0, 64, 4))

    def same(self, other):
        return (self.name, self.raw) == (other.name, other.raw)


class Note:
    """A text with signature lines."""

    def __init__(self, data):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise BadFormError from None
        body, blank, block = text.rpartition("\n\n")
        if not blank or not block.endswith("\n") or re.search("[\x00-\x09\x0b-\x1f]", text) or len(data) > 1000000:
            raise BadFormError
        self.text, self.signatures = body + "\n", []
        for line in block[:-1].split("\n"):
            found = re.match(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})\Z", line)
            raw = unbase64(found.group(2)) if found else b""
            if len(raw) <= 4:
                raise BadFormError
            self.signatures.append((found.group(1), raw[:4], raw[4:]))

    def state(self, key):
        """None: the key has no line; True: it signed; False: one of its lines is false."""
        lines = [raw for name, ident, raw in self.signatures if name == key.name and ident == key.ident]
        if not lines:
            return None
        return all(ed25519_verify(key.raw, raw, self.text.encode()) for raw in lines)


class Checkpoint:
    """Origin, size and root of a log, as signed."""

    def __init__(self, data):
        self.note = Note(data)
        lines = self.note.text[:-1].split("\n")
        if len(lines) < 3 or not all(lines) or not re.match(r"(0|[1-9][0-9]{0,15})\Z", lines[1]):
            raise BadFormError
        self.origin, self.size, self.root = lines[0], int(lines[1]), unbase64(lines[2])
        if len(self.root) != 32:
            raise BadFormError
        times = [line[5:] for line in lines[3:] if line.startswith("time ")]
        self.time = times[0] if times else None


def read_keys(data, origin):
    """The succession as a list of (key, from size, vouched for)."""
    try:
        parts = re.split(r"(?m)^----\n", data.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadFormError from None
    if not parts[0].endswith("\n") or parts[0].count("\n") != 1:
        raise BadFormError
    chain = [(Key(parts[0]), 0, True)]
    for part in parts[1:]:
        note = Note(part.encode())
        lines = note.text[:-1].split("\n")
        heads = ("", "", "", "from-size ", "time ", "previous ", "key ")
        if len(lines) != 7 or not all(line.startswith(head) for line, head in zip(lines, heads)):
            raise BadFormError
        how, number, previous, key = lines[2], lines[3][10:], Key(lines[5][9:]), Key(lines[6][4:])
        if lines[:2] != [STATEMENT, origin] or how not in ("rotated", "lost") or not number.isdigit():
            raise BadFormError
        if not previous.same(chain[-1][0]) or int(number) < chain[-1][1]:
            raise BadFormError
        if not note.state(key) or (how == "rotated" and not note.state(previous)):
            raise BadFormError
        chain.append((key, int(number), how == "rotated"))
    return chain


def in_office(chain, place, size):
    return size >= chain[place][1] and (place + 1 == len(chain) or size <= chain[place + 1][1])


# --- the container ---------------------------------------------------------------------------------------------------


class Container:
    """Members of the ZIP, found from its headers or, if those are damaged, from its directory."""

    def __init__(self, data, found):
        self.data, self.members = data, {}
        tail = len(data) - 22 - len(COMMENT) - 64
        has_end = tail >= 0 and data[tail : tail + 4] == b"PK\5\6" and data[tail + 22 :].startswith(COMMENT)
        headers, stop = self.from_headers(tail if has_end else len(data))
        directory = b"".join(self.record(name, start, size, crc) for name, start, size, crc in headers)
        tidy = has_end and data[stop:tail] == directory
        if not tidy:
            found("container_structure", name="")
        members = headers
        if has_end and not tidy:
            members = self.from_directory(tail) or headers
        if not has_end:
            found("container_end")
        else:
            if hashlib.sha256(memoryview(data)[:tail]).hexdigest().encode() != data[tail + 22 + len(COMMENT) :]:
                found("container_hash")
            start = self.end_of(members[-1]) if members else 0
            wanted = (b"PK\5\6", 0, 0, len(members), len(members), tail - start, start, len(COMMENT) + 64)
            if data[tail : tail + 22] != struct.pack("<4sHHHHLLH", *wanted):
                found("container_end")
        names = [member[0] for member in members]
        if names != sorted(set(names)):
            found("container_structure", name="")
        for name, start, size, crc in members:
            self.members[name] = (start + 30 + len(name), size)
            if zlib.crc32(self.read(name)) != crc:
                found("container_member", name=name)

    def from_headers(self, stop):
        members, place = [], 0
        while place + 30 <= stop and self.data[place : place + 4] == b"PK\3\4":
            crc, size, _, length = struct.unpack("<LLLH", self.data[place + 14 : place + 28])
            name = self.data[place + 30 : place + 30 + length].decode("latin-1")
            if place + 30 + length + size > stop or self.data[place : place + 30 + length] != self.header(
                name, size, crc
            ):
                break
            members.append((name, place, size, crc))
            place = self.end_of(members[-1])
        return members, place

    def from_directory(self, tail):
        size, place = struct.unpack("<LL", self.data[tail + 12 : tail + 20])
        members, expected = [], 0
        if place + size != tail:
            return None
        while place + 46 <= tail:
            crc, length = struct.unpack("<L8xH", self.data[place + 16 : place + 30])
            size, start = struct.unpack("<L18xL", self.data[place + 20 : place + 46])
            name = self.data[place + 46 : place + 46 + length].decode("latin-1")
            record = self.record(name, start, size, crc)
            if self.data[place : place + len(record)] != record or start != expected:
                return None
            members.append((name, start, size, crc))
            place, expected = place + len(record), self.end_of(members[-1])
        return members if place == tail else None

    @staticmethod
    def end_of(member):
        return member[1] + 30 + len(member[0]) + member[2]

    @staticmethod
    def header(name, size, crc):
        return struct.pack("<4sHHHHHLLLHH", b"PK\3\4", 20, 0, 0, 0, 33, crc, size, size, len(name), 0) + name.encode(
            "latin-1"
        )

    @staticmethod
    def record(name, start, size, crc):
        head = (b"PK\1\2", 0x314, 20, 0, 0, 0, 33, crc, size, size, len(name), 0, 0, 0, 0, 0o100644 << 16, start)
        return struct.pack("<4sHHHHHHLLLHHHHHLL", *head) + name.encode("latin-1")

    def read(self, name):
        place, size = self.members.get(name, (0, 0))
        return self.data[place : place + size]

    def lines(self, name):
        lines = self.read(name).split(b"\n")
        return lines if lines[-1] else lines[:-1]


# --- the checks ------------------------------------------------------------------------------------------------------

DETAIL_HEAD = re.compile(rb'\{"commitment":"([0-9a-f]{64})","(payload|erased)":')
DETAIL_TAIL = re.compile(rb',"salt":"([0-9a-f]{32})","sequence":([1-9][0-9]{0,15})\}\Z')


class Check:
    """One verification; `problems` and `notices` are (code, sequence or None, parameters)."""

    def __init__(self, data, key=None, kept=None):
        self.problems, self.notices = [], []
        self.lines, self.leaves, self.numbers, self.place_of = [], [], [], {}
        self.checkpoint, self.chain, self.manifest, self.whole = None, None, None, False
        self.container = Container(data, self.problem)
        if not set(NEEDED) & set(self.container.members):
            self.problems = [("not_a_bundle", None, {})]
            return
        self.check_members()
        self.check_manifest()
        self.check_anchor(key)
        self.check_details()
        self.check_entries()
        if self.checkpoint:
            self.check_log()
            self.check_promises()
        self.finish_details()
        if self.checkpoint:
            self.check_past(kept)
            self.check_timestamp()
        self.check_attachments()
        self.problems.sort(key=lambda found: (found[1] is not None, found[1] or 0))

    def problem(self, code, sequence=None, **params):
        self.problems.append((code, sequence, params))

    def notice(self, code, sequence=None, **params):
        self.notices.append((code, sequence, params))

    def check_members(self):
        for name in NEEDED + CARRIED:
            if name not in self.container.members:
                self.problem("member_missing", name=name)
        for name in self.container.members:
            if name not in NEEDED + CARRIED + OPTIONAL and not name.startswith(("attachments/", "checkpoints/")):
                self.problem("member_unknown", name=name)

    def check_manifest(self):
        self.whole = "leaves.bin" in self.container.members
        if "manifest.json" not in self.container.members:
            return
        try:
            found = json.loads(self.container.read("manifest.json").decode("utf-8"))
            wanted = {"format": FORMAT, "scope": found["scope"] if found["scope"] == "selection" else "whole"}
            numbers = [found["size"], found["entries"], found["details"]]
            numbers += [number for pair in found["sequences"] for number in pair]
            numbers += [row["entry"] for row in found["attachments"]]
            texts = [row[field] for row in found["attachments"] for field in ("member", "name", "sha256")]
            if type(found["origin"]) is not str or any(found[field] != value for field, value in wanted.items()):
                raise BadFormError
            if not all(type(number) is int for number in numbers) or not all(type(text) is str for text in texts):
                raise BadFormError
            if any(len(pair) != 2 for pair in found["sequences"]) or canonical(found) + b"\n" != self.container.read(
                "manifest.json"
            ):
                raise BadFormError
        except (BadFormError, ValueError, TypeError, KeyError, RecursionError):
            self.problem("manifest_unreadable")
            return
        self.manifest, self.whole = found, found["scope"] == "whole"

    def check_anchor(self, key):
        try:
            self.checkpoint = Checkpoint(self.container.read("checkpoint.txt"))
        except BadFormError:
            self.problem("checkpoint_unreadable")
            return
        try:
            self.chain = read_keys(self.container.read("keys.txt"), self.checkpoint.origin)
        except BadFormError:
            self.problem("keys_unreadable")
            return
        states = [self.checkpoint.note.state(link[0]) for link in self.chain]
        signers = [place for place, state in enumerate(states) if state]
        if False in states:
            self.problem("checkpoint_forged")
        elif not signers:
            self.problem("checkpoint_wrong_key")
        if not signers:
            return
        signers = [place for place in signers if in_office(self.chain, place, self.checkpoint.size)]
        if not signers:
            self.problem("key_stale")
            return
        signer, name = signers[-1], self.chain[signers[-1]][0].fingerprint
        if key is None:
            self.notice("key_from_bundle", name=name)
        else:
            held = [place for place, link in enumerate(self.chain) if link[0].same(key)]
            if not held:
                self.problem("key_not_pinned")
            elif not all(link[2] for link in self.chain[min(held[0], signer) + 1 : max(held[0], signer) + 1]):
                self.problem("key_chain_broken")
            else:
                self.notice("key_pinned", name=name)
        for _, size, vouched in self.chain[1:]:
            self.notice("key_rotated" if vouched else "key_lost", size=size)

    def check_details(self):
        """Commitment → [claimed sequence, fits, payload when there is an attachment to tie]."""
        self.details, self.detail_count, self.bound = {}, 0, {}
        tied = {row["entry"] for row in self.manifest["attachments"]} if self.manifest else set()
        erased = 0
        for number, line in enumerate(self.container.lines("details.jsonl"), 1):
            self.detail_count = number
            head, tail = DETAIL_HEAD.match(line), DETAIL_TAIL.search(line, max(0, len(line) - 80))
            try:
                if head is None:
                    raise BadFormError
                if head.group(2) == b"erased":
                    sequence, fits, payload = json.loads(line.decode("utf-8"))["sequence"], True, b""
                    erased += 1
                elif tail is None:
                    raise BadFormError
                else:
                    payload, sequence = line[head.end() : tail.start()], int(tail.group(2))
                    salt = bytes.fromhex(tail.group(1).decode())
                    fits = hashlib.sha256(DOMAIN + salt + payload).hexdigest().encode() == head.group(1)
            except (BadFormError, ValueError, TypeError, KeyError):
                self.problem("detail_unreadable", line=number)
                continue
            self.details[head.group(1).decode()] = [sequence, fits, payload if sequence in tied else b""]
        if erased:
            self.notice("erased", line=erased)

    def check_entries(self):
        clock, self.assemblies = "", {}
        self.missing, self.altered, self.unproven, self.explained = [], [], set(), set()
        for line in self.container.lines("entries.jsonl"):
            self.lines.append(line)
            self.leaves.append(sha(b"\x00" + line))
            entry = read_entry(line)
            self.numbers.append(entry["sequence"] if entry else 0)
            if entry is None:
                continue
            number = entry["sequence"]
            self.place_of.setdefault(number, len(self.numbers) - 1)
            for commitment in entry["commitments"]:
                detail = self.details.pop(commitment, None)
                if detail is None:
                    self.missing.append(len(self.numbers) - 1)
                elif detail[0] != number or not detail[1]:
                    self.altered.append(len(self.numbers) - 1)
                else:
                    self.bound.setdefault(number, []).append(detail[2])
            self.assemblies.setdefault(entry["assembly"], []).append(len(self.numbers) - 1)
            if entry["time"] < clock:
                self.notice("clock_back", number)
            if entry["action"][:7] == "ledger." and entry["action"][7:] in SEAMS:
                self.notice("seam", number)
            clock = entry["time"]

    def finish_details(self):
        """What a line that is not the signed one says about its details counts for nothing."""
        loose = [detail[0] for detail in self.details.values()]
        found = [("detail_changed", place) for place in self.altered]
        for others in sorted(self.assemblies.values(), key=len)[:-1]:
            found += [("entry_assembly", place) for place in others]
        for place in self.missing:
            number = self.numbers[place]
            if number in loose:
                loose.remove(number)
                found.append(("detail_changed", place))
            else:
                found.append(("detail_missing", place))
        for code, place in found:
            if place not in self.unproven:
                self.problem(code, self.numbers[place])
        for number in loose:
            if number not in self.explained:
                self.problem("detail_foreign", number)

    def check_log(self):
        if not self.whole:
            self.notice("selection", line=len(self.lines), size=self.checkpoint.size)
            self.check_selection()
            return
        raw = self.container.read("leaves.bin")
        stored = [raw[place : place + 32] for place in range(0, len(raw), 32)]
        self.trusted = self.leaves
        if len(self.leaves) == self.checkpoint.size and tree_root(self.leaves) == self.checkpoint.root:
            self.check_numbers(range(len(self.leaves)))
            if len(stored) != len(self.leaves) or len(raw) % 32:
                self.problem("container_member", name="leaves.bin")
            for place, pair in enumerate(zip(stored, self.leaves)):
                if pair[0] != pair[1]:
                    self.problem("leaf_changed", place + 1)
        elif len(stored) == self.checkpoint.size and tree_root(stored) == self.checkpoint.root:
            self.trusted = stored
            self.compare_with_leaves(stored)
        else:
            self.problem("root_differs")
            self.compare_by_number(stored)

    def check_numbers(self, indices):
        for place, index in enumerate(indices):
            if index is not None and self.numbers[place] != index + 1:
                code = "entry_number" if self.numbers[place] else "entry_unreadable"
                self.problem(code, self.numbers[place] or index + 1)

    def compare_with_leaves(self, stored):
        where = {leaf: index for index, leaf in enumerate(stored)}
        indices = [where.get(leaf) for leaf in self.leaves]
        gone, last = set(range(len(stored))) - set(indices), -1
        for place, index in enumerate(indices):
            if index is None:
                self.unproven.add(place)
                options = [number for number in (self.numbers[place] - 1, last + 1) if number in gone]
                if not options:
                    self.problem("entry_foreign", self.numbers[place] or place + 1)
                    continue
                index = options[0]
                gone.remove(index)
                self.explained.add(index + 1)
                self.problem("entry_changed", index + 1)
            last = index
        for index in sorted(gone):
            self.explained.add(index + 1)
            self.problem("entry_dropped", index + 1)
        self.check_numbers(indices)
        self.check_order([index + 1 for index in indices if index is not None])

    def compare_by_number(self, stored):
        gone, changed = set(range(1, self.checkpoint.size + 1)) - set(self.numbers), []
        for place, number in enumerate(self.numbers):
            if number == 0:
                guess = self.number_near(place)
                gone.discard(guess)
                self.explained.add(guess)
                self.problem("entry_unreadable", guess)
            elif number > self.checkpoint.size:
                self.problem("entry_foreign", number)
            elif number <= len(stored) and stored[number - 1] != self.leaves[place]:
                changed.append(place)
        for place in changed if len(changed) * 2 < len(stored) else ():
            self.unproven.add(place)
            self.explained.add(self.numbers[place])
            self.problem("entry_changed", self.numbers[place])
        for number in sorted(gone):
            self.explained.add(number)
            self.problem("entry_dropped", number)
        self.check_order([number for number in self.numbers if number])

    def number_near(self, place):
        return self.numbers[place - 1] + 1 if place and self.numbers[place - 1] else place + 1

    def check_order(self, numbers):
        seen, single = set(), []
        for number in numbers:
            if number in seen:
                self.problem("entry_repeated", number)
            else:
                seen.add(number)
                single.append(number)
        ends, chains = [], []
        for number in single:  # the longest ascending run; whatever is outside was moved
            place = bisect_left(ends, number)
            chain = (number, chains[place - 1] if place else None)
            ends[place : place + 1], chains[place : place + 1] = [number], [chain]
        kept, chain = set(), chains[-1] if chains else None
        while chain:
            kept.add(chain[0])
            chain = chain[1]
        for number in sorted(seen - kept):
            self.problem("entry_reordered", number)

    def check_selection(self):
        proven, listed = set(), []
        for line in self.container.lines("proofs.jsonl"):
            try:
                row = json.loads(line.decode("utf-8"))
                number, path = row["sequence"], [bytes.fromhex(step) for step in row["path"]]
                if canonical(row) != line or not 1 <= number <= self.checkpoint.size:
                    raise BadFormError
                listed.append(number)
                place = self.place_of[number]
                if inclusion_root(self.leaves[place], number - 1, self.checkpoint.size, path) == self.checkpoint.root:
                    proven.add(number)
            except (BadFormError, ValueError, TypeError, KeyError):
                continue
        unclaimed, wanted = iter([number for number in listed if number not in self.place_of]), set(listed)
        for place, number in enumerate(self.numbers):
            if number not in proven:
                if number not in wanted:
                    number = next(unclaimed, number or place + 1)
                self.unproven.add(place)
                self.explained.add(number)
                self.problem("proof_false", number)
        self.check_order([number for number in self.numbers if number])

    def check_promises(self):
        if self.manifest is None:
            return
        found = (self.checkpoint.origin, self.checkpoint.size, len(self.lines), self.detail_count)
        for name, value in zip(("origin", "size", "entries", "details"), found):
            if self.manifest[name] != value:
                self.problem("manifest_differs", name=name)
        if not self.whole:
            limit = self.checkpoint.size
            promised = {n for one, last in self.manifest["sequences"] for n in range(one, min(last, limit) + 1)}
            for number in sorted(promised - set(self.place_of) - self.explained):
                self.explained.add(number)
                self.problem("entry_dropped", number)
            for number in sorted(set(self.place_of) - promised):
                if self.place_of[number] not in self.unproven:
                    self.problem("entry_foreign", number)

    def signed(self, old):
        if self.chain is None or old.origin != self.checkpoint.origin:
            return False
        places = [place for place in range(len(self.chain)) if in_office(self.chain, place, old.size)]
        return any(old.note.state(self.chain[place][0]) for place in places)

    def continues(self, old):
        """True, False, or None when this bundle cannot show it."""
        if old.size >= self.checkpoint.size:
            return (old.size, old.root) == (self.checkpoint.size, self.checkpoint.root)
        if self.whole:
            return len(self.trusted) >= old.size and tree_root(self.trusted[: old.size]) == old.root
        for line in self.container.lines("consistency.jsonl"):
            try:
                row = json.loads(line.decode("utf-8"))
                if row["size"] == old.size:
                    path = [bytes.fromhex(step) for step in row["path"]]
                    if old.size == 0:
                        return not path and old.root == sha(b"")
                    return consistency_roots(old.size, self.checkpoint.size, path, old.root) == (
                        old.root,
                        self.checkpoint.root,
                    )
            except (BadFormError, ValueError, TypeError, KeyError):
                return False
        return None

    def check_past(self, kept):
        names = [name for name in self.container.members if name.startswith("checkpoints/")]
        good, wrong = [0], []
        for name in names:
            try:
                old = Checkpoint(self.container.read(name))
            except BadFormError:
                self.problem("earlier_unreadable", name=name)
                continue
            if not self.signed(old):
                self.problem("earlier_forged", name=name)
            elif self.continues(old):
                good.append(old.size)
            else:
                wrong.append(old.size)
                self.problem("earlier_differs", size=old.size)
        if wrong and self.whole:
            self.problem("root_bracket", low=max(size for size in good if size < min(wrong)) + 1, high=min(wrong))
        elif names and len(good) == len(names) + 1:
            self.notice("earlier_holds", line=len(names))
        if kept is not None:
            self.check_kept(kept)

    def check_kept(self, kept):
        try:
            old = Checkpoint(kept)
        except BadFormError:
            self.problem("kept_unreadable")
            return
        if old.origin != self.checkpoint.origin or not self.signed(old):
            self.problem("kept_forged" if old.origin == self.checkpoint.origin else "kept_other_log")
            return
        state = self.continues(old)
        restored = [] if state else self.restores(('"%s"' % old.root.hex()).encode())
        if state:
            self.notice("kept_holds", size=old.size)
        elif restored:
            self.problem("kept_restored", size=old.size, record=restored[0])
        elif old.size > self.checkpoint.size:
            self.problem("kept_newer")
        else:
            self.problem("kept_unprovable" if state is None else "kept_differs", size=old.size)

    def restores(self, wanted):
        """Entries that declare a restore and commit to a payload with this root."""
        found = []
        for line in self.container.lines("details.jsonl"):
            head, tail = DETAIL_HEAD.match(line), DETAIL_TAIL.search(line)
            if wanted not in line or not head or not tail:
                continue
            salt, number = bytes.fromhex(tail.group(1).decode()), int(tail.group(2))
            fits = hashlib.sha256(DOMAIN + salt + line[head.end() : tail.start()]).hexdigest().encode() == head.group(1)
            entry = read_entry(self.lines[self.place_of[number]]) if number in self.place_of else None
            if (
                fits
                and entry
                and entry["action"] == "ledger.restored"
                and head.group(1).decode() in entry["commitments"]
            ):
                found.append(number)
        return found

    def check_timestamp(self):
        """Only that the token names the checkpoint's hash; the authority's signature is for `openssl ts -verify`."""
        if "timestamp.tsr" in self.container.members:
            token, raw = self.container.read("timestamp.tsr"), self.container.read("checkpoint.txt")
            time = re.search(rb"\x18.(\d{14}(?:\.\d+)?Z)", token, re.S)
            if any(hashlib.new(kind, raw).digest() in token for kind in ("sha256", "sha384", "sha512")):
                self.notice("timestamp_matches", name=time.group(1).decode() if time else "?")
            else:
                self.problem("timestamp_differs")

    def check_attachments(self):
        for row in self.manifest["attachments"] if self.manifest else ():
            wanted = ('"%s"' % row["sha256"]).encode()
            if row["member"] not in self.container.members:
                self.problem("attachment_missing", row["entry"], name=row["name"])
            elif hashlib.sha256(self.container.read(row["member"])).hexdigest() != row["sha256"]:
                self.problem("attachment_changed", row["entry"], name=row["name"])
            elif not any(wanted in payload for payload in self.bound.get(row["entry"], ())):
                self.problem("attachment_unbound", row["entry"], name=row["name"])


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8", "replace")


def read_entry(line):
    """The fields of an entry's line, None when it is not one or not in its only spelling."""
    try:
        entry = json.loads(line.decode("utf-8"))
        fits = sorted(entry) == FIELDS and canonical(entry) == line and entry["schema"] == 1
        fits = fits and type(entry["sequence"]) is int and 1 <= entry["sequence"] < 2**53
        fits = fits and all(type(entry[name]) is str for name in ("action", "assembly", "time"))
        return entry if fits and all(type(item) is str for item in entry["commitments"]) else None
    except (ValueError, TypeError, RecursionError):
        return None


# --- speaking to a person --------------------------------------------------------------------------------------------


def say(code, lang, **params):
    known = {"name": "", "size": "?", "line": "?", "low": "?", "high": "?", "record": "?", "time": "?"}
    known.update(params)
    return TEXTS[code][0 if lang == "ja" else 1].format(**known)


def named(check, found, lang):
    """The sentence for a finding, beginning with the entry's number, act and time as its line now reads."""
    code, sequence, params = found
    if sequence is None:
        return say(code, lang, **params)
    place = check.place_of.get(sequence)
    line = check.lines[place] if place is not None else b""
    parts = [
        re.search(rb'^\{"action":"([a-z0-9._:-]{1,99})"', line),
        re.search(rb'"time":"([0-9TZ:.-]{20,30})"\}$', line),
    ]
    texts = [part.group(1).decode() if part else "" for part in parts]
    inside = ", ".join(text for text in (texts[0], clock(texts[1], lang)) if text)
    return say("entry", lang, line=sequence, name=" (%s)" % inside if inside else "") + say(code, lang, **params)


def clock(text, lang):
    """Japanese readers get Japan time, others what the entry says (UTC)."""
    try:
        moment = datetime.strptime(text.replace("Z", "+0000"), "%Y-%m-%dT%H:%M:%S.%f%z")
        return (
            moment.astimezone(timezone(timedelta(hours=9))).strftime("日本時間%Y-%m-%d %H:%M:%S")
            if lang == "ja"
            else text
        )
    except (ValueError, OverflowError):
        return text


def report(check, lang):
    lines = []
    if check.checkpoint:
        facts = {
            "name": check.checkpoint.origin,
            "size": check.checkpoint.size,
            "time": clock(check.checkpoint.time or "?", lang),
        }
        lines.append(say("head", lang, line=len(check.lines), **facts))
    lines.append(say("bad" if check.problems else "ok", lang, line=len(check.problems)))
    for mark, items in (("  x ", check.problems), ("  - ", check.notices)):
        lines += [mark + named(check, found, lang) for found in items[:100]]
        if len(items) > 100:
            lines.append("  … +%d" % (len(items) - 100))
    if not check.problems:
        lines.append(say("limits", lang))
    return "\n".join(lines)


def language():
    """Japanese where the computer speaks it and the console can show it, else English."""
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        name = locale.getlocale()[0] or ""
        "証明".encode(sys.stdout.encoding or "ascii")
    except (locale.Error, UnicodeEncodeError, ValueError):
        return "en"
    return "ja" if name.lower().startswith("ja") else "en"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main(arguments=None, bundle=None):
    """`bundle` is given when the bundle runs its own copy (`python bundle.zip`)."""
    parser = argparse.ArgumentParser(description="Checks a Sakimori evidence bundle. 証拠ファイルを検証します。")
    parser.add_argument("bundle", nargs="?" if bundle else None, default=bundle)
    parser.add_argument("--key", help="file with the public key that you hold / 手元の公開鍵のファイル")
    parser.add_argument(
        "--checkpoint", help="file with an older checkpoint that you kept / 手元のチェックポイントのファイル"
    )
    parser.add_argument("--lang", choices=("ja", "en"))
    parser.add_argument("--json", action="store_true", help="for programs / プログラム向け")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
        sys.stderr.reconfigure(errors="replace")
    options = parser.parse_args(arguments)
    lang = options.lang or language()
    try:
        key = Key(read(options.key).decode("utf-8")) if options.key else None
        kept = read(options.checkpoint) if options.checkpoint else None
        data = read(options.bundle)
    except (OSError, UnicodeDecodeError, BadFormError) as error:
        print("%s %s" % ("読めません:" if lang == "ja" else "Cannot read:", error or options.key))
        return 2
    check = Check(data, key, kept)
    if options.json:
        rows = {"problems": check.problems, "notices": check.notices}
        print(json.dumps({kind: [row[:2] for row in found] for kind, found in rows.items()}))
    else:
        print(report(check, lang))
    if check.problems and check.problems[0][0] == "not_a_bundle":
        return 2
    return 1 if check.problems else 0


if __name__ == "__main__":
    sys.exit(main())
