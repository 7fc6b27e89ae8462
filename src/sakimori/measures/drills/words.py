"""Texts that the office starts from."""

from __future__ import annotations

from django.utils.translation import gettext as _


def default_announcement() -> str:
    """What people are told before a phishing drill; the office may change it."""
    return _(
        "議員・職員の皆さまへ\n\n"
        "議会のサイバーセキュリティ基本方針に基づき、近いうちに、不審なメールを見分けて報告する訓練を行います。\n"
        "・訓練のメールは、予告なく届きます。\n"
        "・だれがリンクを開いたかは、記録しません。会派などの5人以上の単位で、数だけを数えます。\n"
        "・開いてしまっても、とがめることはありません。大切なのは、気づいたときにすぐ報告することです。\n"
        "・おかしいと思ったら、電話か「不審なメールを報告」のページでお知らせください。"
        "本物の不審なメールの報告も、同じところで受け付けます。"
    )
