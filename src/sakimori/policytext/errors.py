"""The one error of reading a policy file: what is wrong and what to do, in both languages."""

from __future__ import annotations

from typing import Literal


class PolicyReadError(ValueError):
    """A file that cannot be read as a policy.

    `code` is one of: empty, too-large, no-text-layer, encrypted, damaged, unsupported, binary, undecodable.
    `params` fill the message (`size_mb`, `limit_mb`, `kind`).
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params

    def message(self, language: Literal["ja", "en"]) -> str:
        """What is wrong and what to do, in Japanese or English."""
        return _MESSAGES[self.code][language].format(**self.params)


_MESSAGES = {
    "empty": {
        "ja": "ファイルに文字がありません。方針の本文が入ったファイルを選んでください。",
        "en": "The file has no text. Choose a file that holds the text of the policy.",
    },
    "too-large": {
        "ja": "ファイルが大きすぎます（{size_mb} MB、上限 {limit_mb} MB）。"
        "本文だけのファイルにするか、本文を貼り付けてください。",
        "en": "The file is too large ({size_mb} MB; the limit is {limit_mb} MB). "
        "Use a file with the text only, or paste the text.",
    },
    "no-text-layer": {
        "ja": "このPDFには文字の情報がありません（紙を読み取った画像と思われます）。"
        "元のWordファイルか文字の入ったPDFを使うか、本文を貼り付けてください。",
        "en": "This PDF has no text (it seems to be a scan). "
        "Use the original Word file or a PDF with text, or paste the text.",
    },
    "encrypted": {
        "ja": "このファイルにはパスワードがかかっています。パスワードを外して保存し直してから選んでください。",
        "en": "This file is protected by a password. Save it again without the password, then choose it.",
    },
    "damaged": {
        "ja": "ファイルが壊れているか、安全に読めない作りです（{kind}）。"
        "元のソフトで開いて保存し直すか、本文を貼り付けてください。",
        "en": "The file is damaged or not safe to read ({kind}). "
        "Open and save it again in its program, or paste the text.",
    },
    "unsupported": {
        "ja": "この形式（{kind}）は読めません。"
        "Word（.docx）、PDF、HTML、テキスト（.txt）のどれかで保存し直してください。",
        "en": "This format ({kind}) cannot be read. Save it as Word (.docx), PDF, HTML or plain text (.txt).",
    },
    "binary": {
        "ja": "文章のファイルではないようです。"
        "方針の本文が入った Word（.docx）、PDF、HTML、テキスト（.txt）を選んでください。",
        "en": "This does not seem to be a text. Choose the policy as Word (.docx), PDF, HTML or plain text (.txt).",
    },
    "undecodable": {
        "ja": "文字コードが分かりません。UTF-8 又は Shift_JIS（CP932）で保存し直してから選んでください。",
        "en": "The character encoding is not known. Save the file as UTF-8 or Shift_JIS (CP932), then choose it.",
    },
}
