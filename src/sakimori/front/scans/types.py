"""What can be said of a scanned page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageState(models.TextChoices):
    """Read without doubt, to be looked at, belonging nowhere yet; then filed or set aside."""

    SURE = "sure", _("読み取れた")
    UNSURE = "unsure", _("人の確認が要る")
    UNKNOWN = "unknown", _("だれの用紙か分からない")
    FILED = "filed", _("登録済み")
    ASIDE = "aside", _("除外")


WAITING = (PageState.SURE, PageState.UNSURE, PageState.UNKNOWN)
"""Pages that somebody still has to do something with."""


class Why(models.TextChoices):
    """Why a page is not simply filed, in the words of whoever looks at it."""

    NO_CODE = "no-code", _("用紙の二次元コードが読めません。だれの用紙かを選んでください。")
    SEVERAL = (
        "several",
        _("二次元コードが二つ以上写っています。一枚ずつスキャンし直すか、だれの用紙かを選んでください。"),
    )
    FOREIGN = "foreign", _("この議会で印刷した用紙ではありません。")
    REVOKED = "revoked", _("取り消した手紙の用紙です。だれの回答かを確かめ、人を選んでください。")
    EXPIRED = "expired", _("回答の期限を大きく過ぎた用紙です。受け付けるかどうかを決めてください。")
    ANSWERED = "answered", _("この人はすでに回答しています。")
    WITHDRAWN = "withdrawn", _("このお願いは取り下げられています。")
    NO_SHEET = "no-sheet", _("読み取り用の欄のない手紙です。写しを見て入力してください。")
    NO_MARKS = "no-marks", _("四隅の印が足りないか、薄すぎるため、□を読めません。写しを見て入力してください。")
    DOUBT = "doubt", _("はっきりしない欄があります。写しを見て確かめてください。")
    UNSIGNED = "unsigned", _("署名が見当たりません。写しを見て確かめてください。")
    INCOMPLETE = "incomplete", _("必要な欄に答えがありません。写しを見て確かめてください。")
    PAGE_MISSING = "page-missing", _("同じ用紙のほかのページがまだありません。")
    DOUBLE = "double", _("同じ用紙の同じページが二枚あります。使わない方を除外してください。")
    BY_HAND = "by-hand", _("人が選ばれました。写しを見て入力してください。")
    REFUSED = "refused", _("登録できませんでした。写しを見て確かめてください。")
