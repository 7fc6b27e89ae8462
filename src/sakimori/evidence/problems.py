"""What a verifier finds, as codes with parameters, and the sentences for them in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

_JAPAN: Final = timezone(timedelta(hours=9))

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "not_a_bundle": (
        "サキモリの証拠ファイルではないか、読めないほど壊れています。",
        "This is not an evidence bundle of Sakimori, or it is damaged beyond reading.",
    ),
    "container_hash": (
        "ファイルのどこかが、書き出した後に変わっています(全体のSHA-256が一致しません)。",
        "The file was changed somewhere after it was written (its overall SHA-256 does not match).",
    ),
    "container_end": (
        "ファイルの末尾が書き出したときの形ではありません(切れている、または書き足されています)。",
        "The end of the file is not as it was written (cut off, or something was added).",
    ),
    "container_structure": (
        "ファイルの組立て(見出し・目次)が変わっています{place_ja}。",
        "The structure of the file (headers, directory) was changed{place_en}.",
    ),
    "container_member": (
        "「{name}」の内容が変わっています。",
        "The content of “{name}” was changed.",
    ),
    "member_missing": (
        "「{name}」がありません。",
        "“{name}” is missing.",
    ),
    "member_unknown": (
        "「{name}」は証拠ファイルの一部ではありません。",
        "“{name}” does not belong in an evidence bundle.",
    ),
    "manifest_unreadable": (
        "目録(manifest.json)が読めません。",
        "The manifest (manifest.json) cannot be read.",
    ),
    "manifest_differs": (
        "目録の「{what}」が中身と合いません(目録: {claimed}、中身: {found})。",
        "The manifest's “{what}” does not fit the content (manifest: {claimed}, content: {found}).",
    ),
    "checkpoint_unreadable": (
        "チェックポイントが読めません: {why}",
        "The checkpoint cannot be read: {why}",
    ),
    "checkpoint_forged": (
        "チェックポイントの署名が正しくありません。偽造か改変です。",
        "The signature of the checkpoint is false: it was forged or changed.",
    ),
    "checkpoint_wrong_key": (
        "チェックポイントは、このファイルにあるどの鍵でも署名されていません。",
        "The checkpoint is not signed by any key in this bundle.",
    ),
    "key_stale": (
        "チェックポイントは、交代済みの古い鍵で署名されています(鍵は{size}件目から新しい鍵に替わっています)。",
        "The checkpoint is signed by a stale key (a new key took over at {size} entries).",
    ),
    "keys_unreadable": (
        "鍵の一覧(keys.txt)が正しくありません: {why}",
        "The list of keys (keys.txt) does not hold: {why}",
    ),
    "key_not_pinned": (
        "手元の鍵は、このファイルの鍵と違います。別の鍵で署名されたファイルです。",
        "The key that you hold is not a key of this bundle: it was signed by another key.",
    ),
    "key_chain_broken": (
        "手元の鍵から署名の鍵までのあいだで鍵が失われており、引継ぎの署名がありません。新しい鍵の指紋を紙で確かめ、その鍵を指定してください。",
        "Between the key that you hold and the signing key a key was lost, so nothing vouches for the new one. "
        "Compare the new key's fingerprint on paper and give that key.",
    ),
    "root_differs": (
        "記録の全体が、署名されたチェックポイントと一致しません。記録の追加・削除・改変があります。",
        "The entries as a whole do not match the signed checkpoint: something was added, removed or changed.",
    ),
    "root_bracket": (
        "以前のチェックポイントと比べると、最初の食い違いは{low}件目から{high}件目までのあいだにあります。",
        "Compared with earlier checkpoints, the first difference lies in entries {low} to {high}.",
    ),
    "entry_changed": ("記録の内容が変わっています。", "The entry was changed."),
    "entry_dropped": ("記録が抜けています。", "The entry is missing."),
    "entry_reordered": ("記録の順番が変わっています。", "The entry is out of its place."),
    "entry_repeated": ("同じ記録が二度あります。", "The entry appears twice."),
    "entry_foreign": (
        "この記録はログにありません(後から入れられています)。",
        "This entry is not in the log; it was put in.",
    ),
    "entry_unreadable": ("記録の行が読めません。", "The line of the entry cannot be read."),
    "entry_number": (
        "記録の番号が位置と合いません({place}番目にあります)。",
        "The entry's number does not fit its place (it stands at {place}).",
    ),
    "entry_assembly": (
        "ほかの議会の記録が混じっています。",
        "This is an entry of another assembly.",
    ),
    "leaf_changed": (
        "ハッシュ一覧(leaves.bin)のこの記録の値が変わっています(記録の行は正しいままです)。",
        "The list of hashes (leaves.bin) was changed at this entry (the entry itself is sound).",
    ),
    "proof_missing": ("この記録の証明がありません。", "There is no proof for this entry."),
    "proof_false": (
        "記録か、その証明が変わっています(チェックポイントに至りません)。",
        "The entry or its proof was changed (it does not lead to the checkpoint).",
    ),
    "detail_changed": (
        "記録の詳細(変更内容・理由)が変わっています。",
        "The details of the entry (changes, reason) were altered.",
    ),
    "detail_missing": ("記録の詳細が抜けています。", "Details of the entry are missing."),
    "detail_foreign": (
        "どの記録のものでもない詳細があります。",
        "There are details that belong to no entry.",
    ),
    "detail_unreadable": (
        "詳細の{line}行目が読めません。",
        "Line {line} of the details cannot be read.",
    ),
    "attachment_changed": (
        "添付ファイル「{name}」が記録されたものと違います(差替え・改変)。",
        "The attachment “{name}” is not the recorded one (swapped or changed).",
    ),
    "attachment_missing": ("添付ファイル「{name}」がありません。", "The attachment “{name}” is missing."),
    "attachment_unbound": (
        "添付ファイル「{name}」のSHA-256が記録の詳細にありません(差替えか、詳細が消去済みです)。",
        "The SHA-256 of the attachment “{name}” is not in the entry's details (swapped, or the details were erased).",
    ),
    "earlier_unreadable": (
        "以前のチェックポイント「{name}」が読めません。",
        "The earlier checkpoint “{name}” cannot be read.",
    ),
    "earlier_forged": (
        "以前のチェックポイント「{name}」の署名が正しくありません。",
        "The signature of the earlier checkpoint “{name}” is false.",
    ),
    "earlier_differs": (
        "以前のチェックポイント(記録{size}件)と、いまのログの始まりが一致しません。過去が書き換えられています。",
        "The log no longer begins as an earlier checkpoint ({size} entries) says: the past was rewritten.",
    ),
    "kept_unreadable": (
        "手元のチェックポイントが読めません。",
        "The checkpoint that you hold cannot be read.",
    ),
    "kept_forged": (
        "手元のチェックポイントは、このログの鍵で署名されていません。",
        "The checkpoint that you hold is not signed by a key of this log.",
    ),
    "kept_other_log": (
        "手元のチェックポイントは別のログ({origin})のものです。",
        "The checkpoint that you hold is of another log ({origin}).",
    ),
    "kept_newer": (
        "手元のチェックポイント(記録{size}件)の方が新しいものです。新しい証拠ファイルを求めてください。",
        "The checkpoint that you hold ({size} entries) is newer than this bundle. Ask for a newer bundle.",
    ),
    "kept_differs": (
        "手元のチェックポイント(記録{size}件)と、ログの始まりが一致しません。過去が書き換えられています。",
        "The log does not begin as the checkpoint that you hold ({size} entries) says: the past was rewritten.",
    ),
    "kept_restored": (
        "手元のチェックポイント(記録{size}件)と一致しません。{record}番の記録が、バックアップからの復元で失われたと述べています。"
        "本当に復元があったか、人が確かめてください。",
        "The log does not match the checkpoint that you hold ({size} entries). Entry {record} declares that it was "
        "lost by a restore from backup. A person must judge whether that restore took place.",
    ),
    "kept_unprovable": (
        "この証拠ファイルは一部の記録だけなので、手元のチェックポイントとつながることを示せません。全件の証拠ファイルを求めてください。",
        "This bundle is a selection and cannot show that it continues the checkpoint that you hold. "
        "Ask for a whole one.",
    ),
    "timestamp_unreadable": (
        "タイムスタンプ(timestamp.tsr)が読めません。",
        "The time-stamp (timestamp.tsr) cannot be read.",
    ),
    "timestamp_differs": (
        "タイムスタンプは、このチェックポイントに対するものではありません。",
        "The time-stamp is not for this checkpoint.",
    ),
}

NOTICES: Final[dict[str, tuple[str, str]]] = {
    "key_from_bundle": (
        "鍵はこのファイルに入っていたものです。本物の鍵かどうかは、紙や議事録にある指紋と比べてください: {fingerprint}",
        "The key came from the bundle itself. Compare its fingerprint with paper or minutes: {fingerprint}",
    ),
    "key_pinned": (
        "手元の鍵で署名を確かめました。指紋: {fingerprint}",
        "The signature was checked with the key that you hold. Fingerprint: {fingerprint}",
    ),
    "key_rotated": (
        "{size}件目で鍵が交代しています(前の鍵の署名あり)。",
        "The key changed at {size} entries (vouched for by the key before).",
    ),
    "key_lost": (
        "{size}件目で鍵が失われ、新しい鍵になっています(前の鍵の署名なし)。新しい鍵の指紋を紙で確かめてください。",
        "At {size} entries a key was lost and a new one began, unvouched. Compare the new key's fingerprint on paper.",
    ),
    "selection": (
        "ログの{size}件のうち{entries}件だけの証拠ファイルです。入っていない記録については何も示しません。",
        "This bundle holds {entries} of the log's {size} entries and shows nothing about the others.",
    ),
    "erased": (
        "{count}件の詳細は消去されています。記録があったことの証明は残っています。",
        "The details of {count} commitments were erased; the proof that they were recorded remains.",
    ),
    "clock_back": (
        "前の記録より時刻が戻っています。",
        "The time is earlier than that of the entry before.",
    ),
    "seam": (
        "継ぎ目の記録です(復元・鍵の交代・時計のずれ・消去)。",
        "This entry records a seam (restore, change of key, clock jump, erasure).",
    ),
    "earlier_holds": (
        "以前のチェックポイント{count}件すべてが、いまのログの始まりと一致します。",
        "All {count} earlier checkpoints match the beginning of the log.",
    ),
    "kept_holds": (
        "手元のチェックポイント(記録{size}件)の時点から、過去の記録は変わっていません。",
        "Nothing in the past was changed since the checkpoint that you hold ({size} entries).",
    ),
    "timestamp_matches": (
        "タイムスタンプ({time})はこのチェックポイントに対するものです。発行局の署名は確かめていません。",
        "The time-stamp ({time}) is for this checkpoint. The authority's signature was not checked.",
    ),
    "timestamp_holds": (
        "タイムスタンプ({time})は、指定された認証局のもとで有効です。",
        "The time-stamp ({time}) is valid under the given authority.",
    ),
    "other_verifier": (
        "同梱の検証プログラムは、このサキモリのものと違う版です。",
        "The verifier in the bundle is not the one of this Sakimori (another version).",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem or a notice. `sequence`, `action` and `time` name the entry, as far as it can still be read."""

    code: str
    sequence: int | None = None
    action: str | None = None
    time: str | None = None
    params: tuple[tuple[str, str], ...] = ()

    def text(self, lang: str) -> str:
        """The sentence in `ja` or `en`, beginning with the entry's name."""
        ja, en = (PROBLEMS.get(self.code) or NOTICES[self.code])[:2]
        sentence = (ja if lang == "ja" else en).format_map(dict(self.params))
        if self.sequence is None:
            return sentence
        parts = [part for part in (self.action, clock(self.time, lang)) if part]
        if lang == "ja":
            named = "、".join(parts)
            return f"記録{self.sequence}番{f'({named})' if named else ''}: {sentence}"
        named = ", ".join(parts)
        return f"Entry {self.sequence}{f' ({named})' if named else ''}: {sentence}"


def clock(time: str | None, lang: str) -> str | None:
    """Japanese readers get Japan time, others what the entry says (UTC); a time that is none stays as it is."""
    if time is None or lang != "ja":
        return time
    try:
        return datetime.fromisoformat(time).astimezone(_JAPAN).strftime("日本時間%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError):
        return time
