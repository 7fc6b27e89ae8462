"""Sentences for what the reader of playbook texts finds wrong; the reader itself knows no language."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.measures.playbooks.playbook_text import PlaybookError

PROBLEMS = {
    "too-long": _("文章が長すぎます。%(most)s字までにしてください。"),
    "title-first": _("はじめの行に、「# 題名」の形で題名を書いてください。"),
    "title-twice": _("題名（#が一つの見出し）は一つだけにしてください。ほかの見出しは「##」で始めます。"),
    "heading-length": _("見出しの言葉を、%(most)s字までで書いてください。"),
    "heading-unknown": _("「%(heading)s」という見出しは使えません。使えるのは、%(names)s、「文例: 名前」です。"),
    "heading-twice": _("見出し「%(heading)s」が二つあります。一つにまとめてください。"),
    "heading-missing": _("見出し「## %(heading)s」がありません。"),
    "about-missing": _("題名の下に、どんなときに使うかを一、二文で書いてください。"),
    "list-empty": _("見出し「%(heading)s」の下に、何も書かれていません。"),
    "list-long": _("「%(heading)s」は%(most)s個までにしてください。急いでいる人が読み切れる長さにします。"),
    "line-long": _("一つの項目は%(most)s字までにしてください。"),
    "point-mark": _("項目は「- 」または「1. 」で始めてください。"),
    "call-parts": _("「だれに｜いつ｜何を伝えるか」の三つを、縦線（｜）で区切って書いてください。"),
    "contact-unknown": _(
        "「%(name)s」は緊急連絡網の種別にありません。使えるのは、%(names)sです。会社名などは、その後のかっこに書きます。"
    ),
    "telling-parts": _("「だれに｜何を」の二つを、縦線（｜）で区切って書いてください。"),
    "owner-missing": _("手順の終わりに、「（担当: 事務局職員）」の形で担当を書いてください。"),
    "fact-unknown": _(
        "かっこの中の「%(text)s」が読み取れません。「担当:」「決める人:」「先に:」「目安:」を、「／」で区切って書いてください。"
    ),
    "after-unknown": _("「先に:」には、この手順（%(number)s）より前の手順の番号を書いてください。"),
    "minutes": _("「目安: %(text)s」が読み取れません。「30分」「3時間」「2日」のように書いてください。"),
    "template-unknown": _("文例の名前は、次のどれかにしてください。%(names)s"),
    "field-unknown": _("「{%(name)s}」という差込みの名前はありません。使える名前は、「書き方」の中にあります。"),
}


def playbook_problem(error: PlaybookError) -> str:
    """What is wrong, with the line, in the reader's language."""
    return _t("%(line)s行目: %(problem)s") % {
        "line": error.line,
        "problem": str(PROBLEMS[error.code]) % error.params,
    }
