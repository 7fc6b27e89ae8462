"""Suspicious mails are reported: reporting is what a drill measures (TRN-8), and real ones come the same way."""

from __future__ import annotations

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.drills.actions.visits import count_report
from sakimori.measures.drills.models import DrillReport, PhishingDrill, Poster, SuspiciousMail, Thanks
from sakimori.measures.drills.queries import group_of_unit, running_drill
from sakimori.measures.drills.rules import new_token, read_token
from sakimori.measures.drills.types import SMALLEST_GROUP, Means

MOST_WAITING = 500
"""More reports than this at a time are not from people of one assembly."""


class Received(NamedTuple):
    """What a reporter is told: whether it is known to be the drill's mail."""

    is_drill: bool


@action("drills.report", permission=Permission.ASK_ANSWER, sentence=_("不審なメールの報告を受け付けました"))
def report_mail(
    ctx: Context,
    *,
    means: Means | str,
    text: str = "",
    link: str = "",
    minutes: int | None = None,
    unit_id: str = "",
    is_again: bool = False,
    name: str = "",
) -> Received:
    """While a drill runs, a report is one more of a group and nobody's; else the office looks into it.

    A name is kept only where the reporter wrote it. A second report is welcome and is counted as a second one.
    """
    means, text, name = Means(means), text.strip(), name.strip()
    phishing = running_drill()
    if phishing is None:
        if SuspiciousMail.objects.filter(handled_on__isnull=True).count() >= MOST_WAITING:
            raise ValidationError(_t("いまは受け付けられません。電話で議会事務局へお知らせください。"))
        row = SuspiciousMail(reported_on=ctx.today, means=means, text=_with_link(text, link), contact=name[:120])
        row.full_clean()
        row.save()
        return Received(is_drill=False)
    if phishing.reports.count() >= MOST_WAITING:
        raise ValidationError(_t("いまは受け付けられません。電話で議会事務局へお知らせください。"))
    token, since = read_token(link, ctx.at)
    known = bool(token) and count_report(phishing, token, since, means, text)
    if not known:
        DrillReport.objects.create(
            phishing=phishing,
            group=group_of_unit(list(phishing.groups.order_by("-size", "name")), unit_id, or_largest=False),
            means=means,
            minutes=None if is_again else minutes,
            is_again=is_again,
            text=_with_link(text, link),
        )
    if name:
        Thanks.objects.create(phishing=phishing, name=name[:80])
    return Received(is_drill=known)


def _with_link(text: str, link: str) -> str:
    return "\n".join(part for part in (text, link.strip()[:400]) if part)


@action(
    "drills.real", permission=Permission.LEARNING_MANAGE, sentence=_("訓練のものではない不審なメールを見つけました")
)
def is_real(ctx: Context, *, report: DrillReport) -> SuspiciousMail:
    """What was reported during a drill is not its mail: the drill does not count it, the office looks into it."""
    row = SuspiciousMail(reported_on=ctx.today, means=report.means, text=report.text)
    row.full_clean()
    row.save()
    report.delete()
    return row


@action("drills.handle", permission=Permission.LEARNING_MANAGE, sentence=_("不審なメールの報告に対応しました"))
def handle_report(ctx: Context, *, report: SuspiciousMail, outcome: str) -> SuspiciousMail:
    """What was done about a real one."""
    if not outcome.strip():
        raise ValidationError({"outcome": _t("確かめたことと、対応の内容を入力してください。")})
    report.handled_on, report.outcome = ctx.today, outcome.strip()
    report.full_clean()
    report.save()
    return report


@action("drills.poster", permission=Permission.LEARNING_MANAGE, sentence=_("訓練の掲示を用意しました"))
def put_up_poster(ctx: Context, *, phishing: PhishingDrill, room: str, users: int) -> Poster:
    """A poster whose QR code is counted for the room (TRN-9). The same decision and announcement as for mails."""
    if phishing.finished_on is not None:
        raise ValidationError(_t("この訓練は、すでに終わっています。"))
    if phishing.approved_on is None or phishing.announced_on is None:
        raise ValidationError(_t("議長の承認と、予告の記録が要ります。"))
    if users < SMALLEST_GROUP:
        raise ValidationError(
            {"users": _t("5人以上が使う場所に貼ってください。少ないと、だれが読み取ったかが分かります。")}
        )
    poster = Poster(phishing=phishing, room=room.strip(), users=users, token=new_token())
    poster.full_clean()
    poster.save()
    return poster


@action("drills.poster-down", permission=Permission.LEARNING_MANAGE, sentence=_("訓練の掲示を外しました"))
def take_down_poster(ctx: Context, *, poster: Poster) -> None:
    """It is gone, and its count with it."""
    poster.delete()
