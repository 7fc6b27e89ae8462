"""What the policy says of a wish to use a service: pure, so that the form can say it before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.types import Role
from sakimori.measures.services.types import DataPlace, Known, Outcome, ServiceKind, TermsKind, Users
from sakimori.registers.assets.examples import Limit

CLAUSE = _("6(8) 業務委託と外部サービスの利用")
TASKS = (
    (_("だれが使えるかを決め、IDを配る・止める"), "assembly"),
    (_("パスワードと二要素認証を決めて使う"), "assembly"),
    (_("入れてよい情報を決め、守る"), "assembly"),
    (_("共有の範囲（公開・招待）を確かめる"), "assembly"),
    (_("サービスのプログラムを最新に保つ"), "provider"),
    (_("データの控えを取り、戻せるようにする"), "both"),
    (_("記録（ログ）を残し、求めに応じて渡す"), "provider"),
    (_("事故のとき、すぐに知らせる"), "both"),
    (_("やめるとき、データを渡して消す"), "provider"),
)
"""Tasks that every service has, and the side that usually does them."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The five answers, as far as the rules look at them."""

    kind: str
    limit: str
    users: str
    terms: str
    place: str
    can_leave: str
    is_trained: str = Known.UNKNOWN


@dataclass(slots=True)
class Advice:
    """What the rules say: the outcome, why, and what would have to be kept."""

    outcome: Outcome = Outcome.ALLOWED
    reasons: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)

    def refuse(self, reason: str) -> None:
        """One reason to say no is enough."""
        self.outcome = Outcome.REFUSED
        self.reasons.append(reason)

    def on(self, condition: str) -> None:
        """Yes, if this is kept."""
        if self.outcome == Outcome.ALLOWED:
            self.outcome = Outcome.CONDITIONS
        self.conditions.append(condition)


def advise(answers: Answers) -> Advice:
    """Class 2 and above: no click-through terms, place and way out known. Class 1: terms read, risk accepted."""
    advice = Advice()
    if answers.limit == Limit.ONE:
        advice.reasons.append(_t("公開してよい情報だけを入れるためです。"))
        if answers.terms == TermsKind.CLICK:
            advice.on(_t("規約を読み、読んだ日と読んだ人を記録する。"))
    else:
        _about_closed(answers, advice)
    if answers.kind == ServiceKind.AI:
        _about_ai(answers, advice)
    if answers.users == Users.OUTSIDE:
        advice.on(_t("議会の外の人には、必要な期間だけ、必要なものだけを見せる。"))
    elif answers.users != Users.SELF:
        advice.on(_t("IDは一人に一つとし、使わなくなったらすぐに止める。"))
    return advice


def _about_closed(answers: Answers, advice: Advice) -> None:
    if answers.terms == TermsKind.CLICK:
        advice.refuse(
            _t(
                "画面で規約に同意するだけのサービスには、公開していない情報（機密性2以上）を入れないことになっています。"
            )
        )
        return
    advice.reasons.append(_t("契約で守りを確かめられるためです。"))
    if answers.limit == Limit.THREE and answers.place == DataPlace.ABROAD:
        advice.refuse(_t("個人情報や秘密を、国外に置くサービスには入れないことになっています。"))
        return
    if answers.place != DataPlace.JAPAN:
        advice.on(_t("使い始める前に、データの置き場所とどの国の法律が及ぶかを確かめる。"))
    if answers.can_leave != Known.YES:
        advice.on(_t("使い始める前に、やめるときのデータの取り出し方と消し方を決める。"))
    advice.on(_t("管理者を決め、責任の分担を表にする。"))
    advice.on(_t("二要素認証を使う。"))


def _about_ai(answers: Answers, advice: Advice) -> None:
    if answers.is_trained != Known.NO:
        if answers.limit != Limit.ONE:
            advice.refuse(
                _t("入れたものが学習に使われないと確かめられない生成AIには、公開していない情報を入れられません。")
            )
        else:
            advice.on(_t("学習に使われる設定を切る。切れないときは、公開済みの文だけを入れる。"))
    advice.on(_t("出てきた文は、人が事実を確かめてから使う。"))


def route_of(limit: str) -> list[Role]:
    """Class 1 is decided by the head of the office; class 2 and above by the chair after them."""
    return [Role.SECRETARY_GENERAL] if limit == Limit.ONE else [Role.SECRETARY_GENERAL, Role.CHAIR]
