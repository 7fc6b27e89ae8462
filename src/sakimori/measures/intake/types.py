"""Choices of reports: how sure, when, how it came, what became of it; and the eight pictures."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.measures.playbooks.types import IncidentKind


class Nature(models.TextChoices):
    """How sure the reporter is. All three are welcome, and none is a confession."""

    HAPPENED = "happened", _("起きた")
    MAYBE = "maybe", _("起きたかもしれない")
    NEAR_MISS = "near_miss", _("起きずに済んだ（ヒヤリハット）")


class When(models.TextChoices):
    """When it was, as people remember it."""

    NOW = "now", _("いま・さっき")
    TODAY = "today", _("きょう")
    YESTERDAY = "yesterday", _("きのう")
    EARLIER = "earlier", _("もっと前")
    UNKNOWN = "unknown", _("わからない")


class Means(models.TextChoices):
    """How a report reached the office."""

    DOOR = "door", _("ログインなしの画面")
    PAGE = "page", _("ログインした画面")
    PHONE = "phone", _("電話")
    COUNTER = "counter", _("口頭・窓口")
    PAPER = "paper", _("紙")
    MAIL = "mail", _("メール")


class State(models.TextChoices):
    """What became of a report."""

    NEW = "new", _("未対応")
    CASE = "case", _("事案として対応")
    CLOSED = "closed", _("確認して終了")
    MERGED = "merged", _("ほかの報告と同じ件")


class Opening(models.TextChoices):
    """Who may report without logging in."""

    ANYBODY = "anybody", _("だれでも")
    CODE = "code", _("カードやラベルの二次元コード・符号を持つ人だけ")
    CLOSED = "closed", _("受け付けない")


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the eight big buttons. The first of its kinds is taken unless the reporter chooses another."""

    key: str
    label: Promise | str
    kinds: tuple[IncidentKind, ...]


K = IncidentKind
PICTURES = (
    Picture("lost", _("なくした・盗まれた"), (K.LOST_DEVICE, K.DOCUMENT, K.TAKE_OUT)),
    Picture("screen", _("画面がおかしい・ウイルス"), (K.RANSOMWARE, K.PHISHING, K.OTHER)),
    Picture("suspicious", _("不審なメール・電話・サイト"), (K.PHISHING, K.ACCOUNT_MISUSE, K.RANSOMWARE)),
    Picture("sent", _("まちがえて送った"), (K.MIS_SENT_MAIL, K.DOCUMENT)),
    Picture("leaked", _("書類・情報がもれた"), (K.DOCUMENT, K.TAKE_OUT, K.DEFACEMENT)),
    Picture("taken-over", _("ID・SNSを勝手に使われた"), (K.ACCOUNT_MISUSE, K.SOCIAL_TAKEOVER)),
    Picture(
        "stopped",
        _("使えない・止まった"),
        (K.POWER_OR_LINE, K.SUPPLIER_STOPPED, K.DDOS, K.DEFACEMENT, K.DISASTER, K.EPIDEMIC),
    ),
    Picture("other", _("その他・わからない"), (K.OTHER, *(kind for kind in K if kind != K.OTHER))),
)


def picture_of(key: str) -> Picture | None:
    """The picture with this key."""
    return next((picture for picture in PICTURES if picture.key == key), None)


def picture_for(kind: IncidentKind | str) -> Picture:
    """The picture that stands for a kind: the one whose first kind it is, else the first that has it."""
    return min(PICTURES, key=lambda picture: picture.kinds.index(K(kind)) if kind in picture.kinds else len(K))
