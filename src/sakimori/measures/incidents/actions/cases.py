"""A case from opening to merging: level, whose information (INC-3). Who may see it: `readers`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import decide
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.actions.clocks import restart_clocks, sync_clocks
from sakimori.measures.incidents.actions.evidence import take_sent
from sakimori.measures.incidents.actions.guards import MANAGE, demand_reason, must_be_open, note, writer
from sakimori.measures.incidents.actions.readers import keep_from, name_readers
from sakimori.measures.incidents.actions.tasks import plan_tasks
from sakimori.measures.incidents.actions.timeline import touch_asset
from sakimori.measures.incidents.levels import proposed
from sakimori.measures.incidents.models import Case, CaseLink, Party
from sakimori.measures.incidents.queries.settings import levels
from sakimori.measures.incidents.steps import playbook_of
from sakimori.measures.incidents.types import AssetEffect, Known, LineKind, PartyKind, Status, Whose
from sakimori.measures.intake.actions import take_up
from sakimori.measures.intake.events import ReportMerged
from sakimori.measures.intake.models import Report


@action("incidents.open", permission=MANAGE, sentence=_("事案の記録を始めました"))
def open_case(
    ctx: Context,
    *,
    title: str,
    kind: str,
    noticed_at: datetime,
    happened_at: datetime | None = None,
    text: str = "",
    answers: Mapping[str, str],
    level: int | None = None,
    lead: Person | None = None,
    restricted_because: str = "",
    kept_from: Iterable[Person] = (),
    report: Report | None = None,
    is_exercise: bool = False,
    scenario_key: str = "",
) -> Case:
    """Number, level, first line, steps of the playbook, and the limits that apply already. Raises ValidationError.

    `level` differs from what the answers propose only where somebody decided so. `kept_from`: whom the case is about.
    """
    hidden = list(kept_from)
    if hidden and not restricted_because.strip():
        raise ValidationError(
            {"restricted_because": _t("見せない人がいるときは、取扱いを限る理由を入力してください。")}
        )
    if noticed_at > ctx.at:
        raise ValidationError({"noticed_at": _t("先の日時は入力できません。")})
    year = fiscal_year(ctx.today)
    same = Case.objects.filter(fiscal_year=year, is_exercise=is_exercise)
    case = Case(
        fiscal_year=year,
        number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title.strip(),
        kind=kind,
        happened_at=happened_at,
        noticed_at=noticed_at,
        opened_on=ctx.today,
        level=proposed(dict(answers)) if level is None else level,
        level_answers=dict(answers),
        lead=lead or writer(ctx),
        is_exercise=is_exercise,
        scenario_key=scenario_key,
        is_restricted=bool(restricted_because.strip()),
        restricted_reason=restricted_because.strip(),
    )
    case.full_clean()
    case.save()
    opener = writer(ctx)
    if case.is_restricted and opener and Permission.INCIDENT_RESTRICTED not in ctx.actor.permissions():
        name_readers(ctx, case=case, people=[opener], reason=_t("記録を始めた人"))
    if hidden:
        keep_from(ctx, case=case, people=hidden, reason=case.restricted_reason)
    note(ctx, case, LineKind.FACT, text.strip() or case.title, at=noticed_at)
    note(ctx, case, LineKind.LEVEL, _level_words(ctx, case, _t("四つの問いへの答えから")))
    playbook = playbook_of(kind, ctx.today)
    case.playbook = playbook.title[:120]
    case.save()
    if case.level:
        # A near miss needs no alarm: its steps can be taken in by hand.
        plan_tasks(case, playbook.steps)
    sync_clocks(ctx, case)
    if report is not None:
        take_report(ctx, case=case, report=report)
    return case


@action("incidents.take-report", permission=MANAGE, sentence=_("報告を事案に加えました"))
def take_report(ctx: Context, *, case: Case, report: Report) -> Report:
    """The report is handled in this case; what it says becomes a line, its asset and its sender are noted.

    What was sent with it, and with reports merged into it, becomes evidence; of a restricted one only where the case is
    restricted as well. Raises ValidationError where the case would show a restricted report to everybody.
    """
    must_be_open(ctx, case)
    if report.is_restricted and not case.is_restricted:
        words = _t("この報告は取扱いを限っています。事案の取扱いも限り、その理由を入力してください。")
        raise ValidationError({"restricted_because": words})
    found = take_up(ctx, report, case_id=case.pk)
    words = _t("報告%(number)s: %(text)s") % {"number": report.number, "text": report.text or report.device}
    line = note(ctx, case, LineKind.FACT, words, at=report.received_at)
    if report.asset is not None:
        touch_asset(ctx, case=case, asset=report.asset, effect=AssetEffect.SUSPECTED, line=line)
    if not report.is_anonymous and (report.person or report.contact):
        row = Party(case=case, kind=PartyKind.FINDER, person=report.person, name=report.contact[:120], line=line)
        row.full_clean()
        row.save()
    for sent in (report, *report.duplicates.order_by("number")):
        if case.is_restricted or not sent.is_restricted:
            take_sent(ctx, case=case, report=sent)
    return found


@action("incidents.take-merged", permission=MANAGE, sentence=_("まとめられた報告を事案に伝えました"))
def take_merged(ctx: Context, event: ReportMerged) -> None:
    """Reaction: other reports of the same matter came while the case was under way. A case that is over stays as it is."""
    case = Case.objects.filter(pk=event.into.case_id).first() if event.into.case_id else None
    if case is None or not case.is_open:
        return
    if case.is_restricted and not decide(ctx, case):
        return  # whoever put the reports together may not know of the case; those who may, see the reports there
    for report in event.reports:
        if case.is_restricted or not report.is_restricted:
            words = _t("報告%(number)s（同じ件）: %(text)s")
            told = words % {"number": report.number, "text": report.text or report.device}
            note(ctx, case, LineKind.FACT, told, at=report.received_at)
            take_sent(ctx, case=case, report=report)


@action("incidents.take-steps", permission=MANAGE, sentence=_("対応手順から、事案に手順を取り入れました"))
def take_steps(ctx: Context, *, case: Case) -> int:
    """The playbook's steps for a near miss after all, or those that a newer version has."""
    must_be_open(ctx, case)
    return len(plan_tasks(case, playbook_of(case.kind, ctx.today).steps))


def _level_words(ctx: Context, case: Case, reason: str) -> str:
    found = levels(ctx.today)[case.level]
    return _t("程度%(number)s（%(name)s） 理由: %(reason)s") % {
        "number": found.number, "name": found.name, "reason": reason,
    }  # fmt: skip


@action("incidents.level", permission=MANAGE, sentence=_("事案の程度を変えました"))
def change_level(ctx: Context, *, case: Case, level: int, reason: str) -> Case:
    """A new line with its reason; limits that apply from this level on begin (INC-3)."""
    must_be_open(ctx, case)
    reason = demand_reason(reason)
    if level == case.level:
        raise ValidationError({"level": _t("いまと同じ程度です。")})
    case.level = level
    case.full_clean()
    case.save()
    note(ctx, case, LineKind.LEVEL, _level_words(ctx, case, reason))
    if level:
        plan_tasks(case, playbook_of(case.kind, ctx.today).steps)
    sync_clocks(ctx, case)
    return case


@action("incidents.whose", permission=MANAGE, sentence=_("事案が、だれの情報に関わるかを決めました"))
def settle_whose(
    ctx: Context,
    *,
    case: Case,
    whose: Sequence[str],
    has_persons: Known | str,
    persons_count: int | None = None,
    is_hostile: bool = False,
    reason: str = "",
) -> Case:
    """The first question. From it the limits follow whose ground applies, and no others."""
    must_be_open(ctx, case)
    case.whose = sorted(Whose(one) for one in whose)
    case.has_persons, case.persons_count, case.is_hostile = has_persons, persons_count, is_hostile
    case.whose_settled_at = ctx.at
    case.full_clean()
    case.save()
    names = "、".join(str(Whose(one).label) for one in case.whose) or _t("わからない")
    words = _t("だれの情報か: %(names)s。個人情報: %(persons)s。") % {
        "names": names, "persons": case.get_has_persons_display(),
    }  # fmt: skip
    if persons_count is not None:
        words += _t("本人の人数: %(count)s。") % {"count": persons_count}
    if is_hostile:
        words += _t("不正な目的のおそれ。")
    note(ctx, case, LineKind.CASE, f"{words} {reason.strip()}")
    sync_clocks(ctx, case)
    return case


@action("incidents.facts", permission=MANAGE, sentence=_("事案の件名や日時を直しました"))
def change_facts(
    ctx: Context, *, case: Case, title: str, kind: str, happened_at: datetime | None, noticed_at: datetime, reason: str
) -> Case:
    """Title, kind and times; the timeline says what was there before. Limits that still run are counted anew."""
    must_be_open(ctx, case)
    reason = demand_reason(reason)
    if noticed_at > ctx.at:
        raise ValidationError({"noticed_at": _t("先の日時は入力できません。")})
    before = f"{case.title} / {case.get_kind_display()} / T0 {case.noticed_at.astimezone():%Y-%m-%d %H:%M}"
    is_moved, is_other = noticed_at != case.noticed_at, kind != case.kind
    case.title, case.kind = title.strip(), kind
    case.happened_at, case.noticed_at = happened_at, noticed_at
    case.full_clean()
    case.save()
    words = _t("件名・種類・日時を直しました。前: %(before)s 理由: %(reason)s") % {"before": before, "reason": reason}
    note(ctx, case, LineKind.CASE, words)
    if is_moved:
        restart_clocks(ctx, case)
    if is_other:
        case.playbook = playbook_of(kind, ctx.today).title[:120]
        case.save()
        if case.level:
            plan_tasks(case, playbook_of(kind, ctx.today).steps)
    sync_clocks(ctx, case)
    return case


@action("incidents.link", permission=MANAGE, sentence=_("事案どうしを結びました"))
def link_cases(ctx: Context, *, case: Case, other: Case, about: str) -> CaseLink:
    """Two cases belong together; both timelines say so."""
    must_be_open(ctx, case)
    row = CaseLink(case=case, other=other, note=demand_reason(about, "about"))
    row.full_clean()
    row.save()
    words = {"note": row.note}
    note(ctx, case, LineKind.CASE, _t("関係する事案 %(code)s: %(note)s") % {"code": other.code, **words})
    if other.is_open:
        note(ctx, other, LineKind.CASE, _t("関係する事案 %(code)s: %(note)s") % {"code": case.code, **words})
    return row


@action("incidents.merge", permission=MANAGE, sentence=_("事案をほかの事案に統合しました"))
def merge_case(ctx: Context, *, case: Case, into: Case, reason: str) -> Case:
    """The same event was recorded twice: this one goes on in the other. Its lines and evidence stay where they are."""
    must_be_open(ctx, case)
    must_be_open(ctx, into)
    reason = demand_reason(reason)
    if case.pk == into.pk or case.is_exercise != into.is_exercise:
        raise ValidationError({"into": _t("ほかの事案を選んでください。訓練と実際の事案は統合できません。")})
    words = _t("%(code)s に統合しました。") % {"code": into.code}
    note(ctx, case, LineKind.CASE, _t("%(words)s理由: %(reason)s") % {"words": words, "reason": reason})
    note(
        ctx,
        into,
        LineKind.CASE,
        _t("%(code)s を統合しました。理由: %(reason)s") % {"code": case.code, "reason": reason},
    )
    if not case.links.filter(other=into).exists():
        CaseLink(case=case, other=into, note=_t("統合")).save()
    case.clocks.filter(ended_on__isnull=True).update(why_not=words, ended_on=ctx.today)
    case.tasks.filter(ended_on__isnull=True).update(skipped_because=words, ended_on=ctx.today)
    case.status, case.merged_into = Status.MERGED, into
    case.full_clean()
    case.save()
    return case
