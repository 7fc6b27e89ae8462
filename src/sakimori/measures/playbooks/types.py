"""Kinds of incidents, and what a playbook is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

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


class TemplateKind(models.TextChoices):
    """Prepared texts of a playbook. A playbook has those that fit its kind, each at most once."""

    PERSONS = "persons", _("本人へのお知らせ")
    RECIPIENTS = "recipients", _("受け取った方へのお願い")
    MEMBERS = "members", _("議員へのお知らせ")
    VENDOR = "vendor", _("委託先への依頼")
    PRESS = "press", _("公表文")


class AdoptionState(models.TextChoices):
    """Where the decision about one or more playbooks stands."""

    WAITING = "waiting", _("承認待ち")
    DECIDED = "decided", _("決定")
    REFUSED = "refused", _("不承認")
    WITHDRAWN = "withdrawn", _("取下げ")


class ReviewOutcome(models.TextChoices):
    """What the yearly look at a playbook came to."""

    NO_CHANGE = "no-change", _("変更なし")
    CHANGE = "change", _("改める")


class Route(models.TextChoices):
    """Whose approval a new version waits for."""

    CHAIR = "chair", _("議長")
    HEAD = "head", _("事務局長")
    BOTH = "both", _("事務局長のあと、議長")


APPROVAL = "playbooks.adoption"
"""Kind of the application by which new versions are approved."""

FINDER = "finder"
"""Owner of a step: whoever noticed it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `after` names steps that come first; `minutes` counts from the moment the office knew."""

    key: str
    """Its number in the list of steps, from "1"."""
    text: str
    owner: str
    """Who does it: a value of `foundation/people/types.Role`, FINDER, or the name of a post or person as written."""
    says: str = ""
    """Who says so: the person or office that decides it, in words."""
    after: tuple[str, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call: a kind of the emergency contact list, when, and what to tell."""

    contact: str
    """A value of `registers/organization/types.ContactKind`."""
    when: str
    what: str
    who: str = ""
    """Which of that kind, in words: "携帯電話会社". Empty where any will do."""


class Telling(NamedTuple):
    """What to tell whom."""

    whom: str
    what: str


class Template(NamedTuple):
    """A prepared text with `{fields}` of `merge.FIELDS`; `merge.filled` puts the values in."""

    key: str
    """A value of TemplateKind."""
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """The words of a playbook in one language. Lists are in the order in which they are read."""

    kind: IncidentKind
    title: str
    about: str
    """One or two sentences: when this playbook is used."""
    advice: tuple[str, ...]
    """At most three lines that whoever reports it sees at once ("unplug the network, do not switch off")."""
    first_minutes: tuple[str, ...]
    calls: tuple[Call, ...]
    steps: tuple[Step, ...]
    evidence: tuple[str, ...]
    telling: tuple[Telling, ...]
    """In order."""
    templates: tuple[Template, ...]
    """Notices and the press release."""

    def template(self, key: str) -> Template | None:
        """One of the prepared texts."""
        return next((row for row in self.templates if row.key == key), None)
