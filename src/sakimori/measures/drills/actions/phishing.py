"""A phishing drill from plan to end: the chair decides, people are told, mails wait, figures are left, tokens are destroyed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for
from sakimori.foundation.approvals.models import ApplicationState
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.measures.drills.actions.records import plan_drill
from sakimori.measures.drills.content import lure
from sakimori.measures.drills.models import (
    Drill,
    DrillGroup,
    DrillReport,
    GroupResult,
    PhishingDrill,
    Poster,
    QueuedMail,
    TokenHash,
    UnsentToken,
)
from sakimori.measures.drills.queries import gatherings, group_of_unit, is_waiting, tallies, unit_of
from sakimori.measures.drills.rules import (
    Tally,
    digest_of,
    gathered,
    mailing_days,
    middle,
    new_token,
    shuffled,
    staggered,
    tallied,
)
from sakimori.measures.drills.types import (
    DAYS_OF_NOTICE,
    PHISHING_APPROVAL,
    SMALLEST_GROUP,
    DrillKind,
    GroupMeans,
)

MANAGE = Permission.LEARNING_MANAGE


@action("drills.plan-phishing", permission=MANAGE, sentence=_("不審メール訓練を計画しました"))
def plan_phishing(
    ctx: Context, *, title: str, lure_key: str, starts_on: date, last_on: date, ends_on: date, objectives: str = ""
) -> PhishingDrill:
    """Nothing is sent yet: the chair's decision and an announcement come first. Raises ValidationError."""
    _check_days(ctx, starts_on, last_on, ends_on)
    drill = plan_drill(ctx, kind=DrillKind.PHISHING, title=title, planned_on=starts_on, objectives=objectives)
    phishing = PhishingDrill(
        drill=drill,
        lure_key=lure_key,
        starts_on=starts_on,
        last_on=last_on,
        ends_on=ends_on,
        code=secrets.token_hex(5),
    )
    phishing.full_clean()
    phishing.save()
    return phishing


@action("drills.change-phishing", permission=MANAGE, sentence=_("不審メール訓練の計画を直しました"))
def change_phishing(
    ctx: Context,
    *,
    phishing: PhishingDrill,
    title: str,
    lure_key: str,
    starts_on: date,
    last_on: date,
    ends_on: date,
    objectives: str = "",
) -> PhishingDrill:
    """Before it begins. The chair decided about this mail and these days: another one needs another decision."""
    _must_not_have_begun(phishing)
    _check_days(ctx, starts_on, last_on, ends_on)
    if is_waiting(phishing):
        raise ValidationError(_t("決裁を待っている間は、計画を直せません。申請を取り下げてから直してください。"))
    plan = (lure_key, starts_on, last_on)
    if plan != (phishing.lure_key, phishing.starts_on, phishing.last_on):
        phishing.approved_on = None
    phishing.lure_key, phishing.starts_on, phishing.last_on, phishing.ends_on = lure_key, starts_on, last_on, ends_on
    phishing.full_clean()
    phishing.save()
    drill = phishing.drill
    drill.title, drill.planned_on, drill.objectives = title.strip(), starts_on, objectives.strip()
    drill.full_clean()
    drill.save()
    return phishing


@action("drills.apply-phishing", permission=Permission.APPROVAL_APPLY, sentence=_("不審メール訓練の決裁を申請しました"))
def apply_for_phishing(ctx: Context, *, phishing: PhishingDrill) -> PhishingDrill:
    """Only the chair decides whether members get drill mails (TRN-7)."""
    _must_not_have_begun(phishing)
    if is_waiting(phishing) or phishing.approved_on is not None:
        raise ValidationError(_t("すでに申請しています。"))
    found = lure(phishing.lure_key)
    phishing.application = apply_for(
        ctx,
        kind=PHISHING_APPROVAL,
        title=_t("不審メール訓練: %(title)s") % {"title": phishing.drill.title},
        subject=phishing,
        route=[Role.CHAIR],
        from_date=phishing.starts_on,
        to_date=phishing.ends_on,
        conditions=_t("文面「%(mail)s」。だれが開いたかは記録せず、5人以上の単位の数だけを残します。")
        % {"mail": found.title if found else phishing.lure_key},
    )
    phishing.save()
    return phishing


@action(
    "drills.adopt-decision", permission=Permission.APPROVAL_APPLY, sentence=_("不審メール訓練の申請が決定されました")
)
def adopt_decided_phishing(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: the chair decided."""
    if event.kind != PHISHING_APPROVAL or not event.is_approved:
        return
    phishing = PhishingDrill.objects.get(pk=event.subject_id)
    decision = phishing.application.decisions.order_by("-decided_on", "-id").first() if phishing.application else None
    phishing.approved_on = decision.decided_on if decision else ctx.today
    phishing.save()


@action("drills.announce", permission=MANAGE, sentence=_("不審メール訓練の予告を記録しました"))
def announce(
    ctx: Context, *, phishing: PhishingDrill, announcement: str, announced_on: date, announced_by: str
) -> PhishingDrill:
    """Everybody was told that drills happen, in these words, on this day. Raises ValidationError."""
    _must_not_have_begun(phishing)
    if announced_on > ctx.today:
        raise ValidationError({"announced_on": _t("予告した日に先の日付は入力できません。")})
    if not announcement.strip():
        raise ValidationError({"announcement": _t("予告の文を入力してください。")})
    phishing.announcement, phishing.announced_on = announcement.strip(), announced_on
    phishing.announced_by = announced_by.strip()
    phishing.full_clean()
    phishing.save()
    return phishing


@action("drills.launch", permission=MANAGE, sentence=_("不審メール訓練を始めました"))
def launch_phishing(ctx: Context, *, phishing: PhishingDrill, people: Sequence[Person]) -> PhishingDrill:
    """Queue the mails by chance over the days. The ledger keeps how many, never who. Raises ValidationError.

    People without an address get none: they meet the drill by a poster or at the desk exercise. With posters up, a drill
    may begin without any mail.
    """
    phishing = PhishingDrill.objects.select_for_update().get(pk=phishing.pk)
    _must_not_have_begun(phishing)
    _may_begin(ctx, phishing)
    chosen = [person for person in people if person.email]
    groups = gathered(gatherings(chosen, ctx.today))
    by_poster_only = not chosen and phishing.posters.exists()
    if not by_poster_only and len(chosen) < SMALLEST_GROUP:
        raise ValidationError(
            {"people": _t("メールアドレスのある人を5人以上選んでください。少ないと、だれが開いたかが分かります。")}
        )
    rows: list[QueuedMail] = []
    for group in groups:
        row = DrillGroup.objects.create(
            phishing=phishing, name="・".join(group.names)[:200], unit_ids=group.unit_ids, size=len(group.people)
        )
        rows += _queued(phishing, row, group.people, ctx.at)
        _more_tokens(row, len(group.people))
    QueuedMail.objects.bulk_create(shuffled(rows))
    phishing.launched_on, phishing.size = ctx.today, len(rows)
    phishing.save()
    return phishing


@action("drills.add-people", permission=MANAGE, sentence=_("不審メール訓練の対象を加えました"))
def add_people(ctx: Context, *, phishing: PhishingDrill, people: Sequence[Person]) -> int:
    """Late additions, into the groups that are there (TRN-9). Whoever still waits for a mail is not added twice.

    The program cannot know who has had one already: no row says so. Gives how many were added.
    """
    phishing = PhishingDrill.objects.select_for_update().get(pk=phishing.pk)
    if not phishing.is_running:
        raise ValidationError(_t("実施中の訓練ではありません。"))
    waiting = set(QueuedMail.objects.filter(group__phishing=phishing).values_list("person_id", flat=True))
    chosen = [person for person in people if person.email and person.pk not in waiting]
    groups = list(phishing.groups.order_by("-size", "name"))
    units = unit_of(chosen, ctx.today)
    added = 0
    for group in groups:
        own = [p.pk for p in chosen if group_of_unit(groups, units.get(p.pk, ("", ""))[0]) == group]
        if own:
            QueuedMail.objects.bulk_create(shuffled(_queued(phishing, group, own, ctx.at)))
            _more_tokens(group, len(own))
            group.size += len(own)
            group.save()
            added += len(own)
    phishing.size += added
    phishing.save()
    return added


def _queued(phishing: PhishingDrill, group: DrillGroup, people: Sequence[UUID], after: datetime) -> list[QueuedMail]:
    times = staggered(mailing_days(phishing.starts_on, phishing.last_on), after, len(people))
    if not times:
        raise ValidationError(_t("送る日の勤務時間（9時から17時まで）が残っていません。送る日を直してください。"))
    return [QueuedMail(group=group, person_id=key, send_at=at) for key, at in zip(people, times, strict=True)]


def _more_tokens(group: DrillGroup, count: int) -> None:
    """All hashes of the group are written anew in another order, so that a late one does not stand last."""
    tokens = [new_token() for _number in range(count)]
    UnsentToken.objects.bulk_create(UnsentToken(group=group, token=token) for token in shuffled(tokens))
    old = list(group.hashes.all())
    group.hashes.all().delete()
    kept = [
        TokenHash(
            group=group,
            digest=row.digest,
            is_clicked=row.is_clicked,
            is_learnt=row.is_learnt,
            is_reported=row.is_reported,
        )
        for row in old
    ]
    TokenHash.objects.bulk_create(
        shuffled([*kept, *(TokenHash(group=group, digest=digest_of(token)) for token in tokens)])
    )


@action("drills.finish", permission=MANAGE, sentence=_("不審メール訓練を終え、集計しました"))
def finish_phishing(ctx: Context, *, phishing: PhishingDrill) -> PhishingDrill:
    """Figures of groups of five and more are written down; tokens, hashes, reports and what still waits are destroyed."""
    phishing = PhishingDrill.objects.select_for_update().get(pk=phishing.pk)
    if not phishing.is_running:
        raise ValidationError(_t("実施中の訓練ではありません。"))
    found = tallies(phishing)
    reports = [row.minutes for row in phishing.reports.all() if row.minutes is not None and not row.is_again]
    phishing.sent = sum(group.sent for group in found)
    if phishing.sent >= SMALLEST_GROUP:
        phishing.clicked = sum(group.clicked for group in found)
        phishing.learnt = sum(group.learnt for group in found)
        _write_groups(phishing, tallied(found))
    for poster in phishing.posters.order_by("room"):
        GroupResult.objects.create(
            phishing=phishing,
            means=GroupMeans.POSTER,
            name=poster.room,
            size=poster.users,
            clicked=poster.opened,
            learnt=poster.learnt,
        )
    phishing.reported = min(phishing.reports.filter(is_again=False).count(), phishing.size)
    phishing.median_minutes, phishing.finished_on = middle(reports), ctx.today
    phishing.save()
    _record(ctx, phishing, min(reports, default=None))
    _destroy(phishing)
    return phishing


def _write_groups(phishing: PhishingDrill, groups: Sequence[Tally]) -> None:
    for group in groups:
        GroupResult.objects.create(
            phishing=phishing,
            name="・".join(group.names)[:200],
            size=group.size,
            sent=group.sent,
            reported=min(group.reported, group.size),
            median_minutes=middle(group.minutes),
            clicked=group.clicked,
            learnt=group.learnt,
        )


def _record(ctx: Context, phishing: PhishingDrill, first: int | None) -> None:
    drill: Drill = phishing.drill
    drill.held_on, drill.first_report_minutes = ctx.today, first
    drill.result = drill.result or _t(
        "%(sent)s人に送り、%(reported)s人から報告がありました。リンクを開いた数は%(clicked)sです。"
    ) % {"sent": phishing.sent, "reported": phishing.reported, "clicked": phishing.clicked}
    drill.save()


def _destroy(phishing: PhishingDrill) -> None:
    groups = phishing.groups.all()
    QueuedMail.objects.filter(group__in=groups).delete()
    UnsentToken.objects.filter(group__in=groups).delete()
    TokenHash.objects.filter(group__in=groups).delete()
    DrillReport.objects.filter(phishing=phishing).delete()
    Poster.objects.filter(phishing=phishing).delete()
    groups.delete()


def _check_days(ctx: Context, starts_on: date, last_on: date, ends_on: date) -> None:
    if starts_on < ctx.today:
        raise ValidationError({"starts_on": _t("送り始める日は今日以後にしてください。")})
    if not starts_on <= last_on <= starts_on + timedelta(days=30):
        raise ValidationError({"last_on": _t("送り始める日から30日以内の日にしてください。")})
    if not mailing_days(starts_on, last_on):
        raise ValidationError({"starts_on": _t("役所の開いている日を含めてください。")})
    if not last_on <= ends_on <= last_on + timedelta(days=60):
        raise ValidationError({"ends_on": _t("送り終える日から60日以内の日にしてください。")})


def _may_begin(ctx: Context, phishing: PhishingDrill) -> None:
    """Off by default (TRN-7): without the chair's decision and an announcement in time nothing leaves."""
    application = phishing.application
    if phishing.approved_on is None or application is None or application.state != ApplicationState.APPROVED:
        raise ValidationError(_t("議長の承認がありません。決裁を受けてから始めてください。"))
    if phishing.announced_on is None:
        raise ValidationError(_t("予告の記録がありません。訓練があることを知らせてから始めてください。"))
    if phishing.starts_on < phishing.announced_on + timedelta(days=DAYS_OF_NOTICE):
        raise ValidationError(_t("予告から7日以上たった日から送ってください。送る日を直してください。"))
    if phishing.last_on < ctx.today:
        raise ValidationError(_t("送り終える日を過ぎています。送る日を直してください。"))


def _must_not_have_begun(phishing: PhishingDrill) -> None:
    if phishing.launched_on is not None:
        raise ValidationError(_t("この訓練は、すでに始まっています。"))
