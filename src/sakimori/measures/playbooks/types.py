"""Kinds of incidents, and what a playbook is made of."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncidentKind(models.TextChoices):
    """What may have happened, in the words of whoever reports it. Each kind has a playbook; "other" has the plainest."""

    LOST_DEVICE = "lost-device", _("端末・媒体の紛失・盗難")
    MIS_SENT_MAIL = "mis-sent-mail", _("メールの誤送信")
    DOCUMENT = "document", _("文書・データの紛失・漏えい")
    ACCOUNT_MISUSE = "account-misuse", _("IDの不正な使用")
    SOCIAL_TAKEOVER = "social-takeover", _("SNSアカウントの乗っ取り")
    PHISHING = "phishing", _("不審なメール・偽サイト")
    RANSOMWARE = "ransomware", _("ウイルス・身代金要求型ウイルス")
    DEFACEMENT = "defacement", _("ホームページの改ざん")
    SUPPLIER_STOPPED = "supplier-stopped", _("委託先・クラウドの停止")
    TAKE_OUT = "take-out", _("許可のない持出し")
    DDOS = "ddos", _("アクセスの集中・攻撃による停止")
    POWER_OR_LINE = "power-or-line", _("停電・通信の停止")
    DISASTER = "disaster", _("災害")
    EPIDEMIC = "epidemic", _("感染症・職員の不足")
    OTHER = "other", _("その他・わからない")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `after` names steps that come first; `minutes` counts from the moment the office knew."""

    key: str
    text: str
    owner: str
    """Who does it: a role of `foundation/people/types.Role`, or "finder"."""
    says: str = ""
    """Who says so: the person or office that decides it, in words."""
    after: tuple[str, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call: a kind of the emergency contact list, when, and what to tell."""

    contact: str
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """The words of a playbook in one language. Lists are in the order in which they are read."""

    kind: IncidentKind
    title: str
    advice: tuple[str, ...]
    """At most three lines that whoever reports it sees at once ("unplug the network, do not switch off")."""
    first_minutes: tuple[str, ...]
    calls: tuple[Call, ...]
    steps: tuple[Step, ...]
    evidence: tuple[str, ...]
    telling: tuple[tuple[str, str], ...]
    """(whom, what) in order."""
    templates: tuple[tuple[str, str, str], ...]
    """(key, title, text with {fields}): notices and the press release."""
