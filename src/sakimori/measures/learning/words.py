"""Sentences for what the reader of course texts finds wrong; the reader itself knows no language."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.measures.learning.course_text import CourseError

PROBLEMS = {
    "too-long": _("文章が長すぎます。%(most)s字までにしてください。"),
    "title-first": _("はじめの行に、「# 題名」の形で題名を書いてください。"),
    "title-twice": _("題名（#が一つの見出し）は一つだけにしてください。カードの見出しは「##」で始めます。"),
    "heading-empty": _("見出しの言葉がありません。"),
    "heading-long": _("見出しが長すぎます。%(most)s字までにしてください。"),
    "summary-missing": _("題名の下に、あらましを一、二文で書いてください。"),
    "minutes": _("題名の下に、「時間: 5分」のように、%(most)s分までの時間を書いてください。"),
    "audience": _("「対象:」には、「議員」「職員」のどちらか、または両方を書いてください。"),
    "passing": _("「合格:」には、1から問いの数（%(most)s）までの数を書いてください。"),
    "card-count": _("カード（「##」の見出し）は%(fewest)s枚から%(most)s枚までです。今は%(found)s枚あります。"),
    "card-empty": _("カード「%(heading)s」に本文がありません。"),
    "card-after-quiz": _("カードは「## 確かめ」より前に置いてください。"),
    "picture-line": _("絵は、「![絵の説明](絵の名前)」だけを一行に書いてください。"),
    "picture-alt": _("絵「%(name)s」の説明がありません。見えない方のために、角かっこの中に書いてください。"),
    "picture-missing": _("絵「%(name)s」が見つかりません。"),
    "picture-unsafe": _("絵「%(name)s」に、図形のほかのもの（文字、リンク、動きなど）が入っています。"),
    "question-first": _("「## 確かめ」の下には、「### 問い」の形で問いを書いてください。"),
    "question-count": _("問いは%(most)s問までです。今は%(found)s問あります。"),
    "question-line": _("問いの下には、「- [ ] 答え」「- [x] 正しい答え」「解説: わけ」だけを書いてください。"),
    "option-empty": _("答えの言葉がありません。"),
    "option-count": _("答えは%(fewest)s個から%(most)s個までにしてください。"),
    "right-count": _("正しい答え（[x]）は、ちょうど一つにしてください。"),
    "explanation-missing": _("問いの下に、「解説: 」で始まる行でわけを書いてください。"),
}


def course_problem(error: CourseError) -> str:
    """What is wrong, with the line, in the reader's language."""
    return _t("%(line)s行目: %(problem)s") % {
        "line": error.line,
        "problem": str(PROBLEMS[error.code]) % error.params,
    }
