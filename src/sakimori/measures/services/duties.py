"""Duties of cloud services and generative AI (6(8)): permitted for what is put in, looked after, a way out; nothing used
unseen.

Permissions, managers, splits, terms and plans are dated, so past days are told as they were. What a service holds
(its class) has no history: past days are judged by the present class.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least, NullIf
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.papers.days import day_text
from sakimori.measures.services.models import AiRules, CloudService, FoundUse
from sakimori.measures.services.queries import in_use, with_safeguards
from sakimori.measures.services.types import ServiceKind
from sakimori.registers.assets.examples import Limit

CLOUD, AI = "supplier.cloud-permitted", "supplier.generative-ai"
YEAR = 365
UNREAD_DAYS = 30
"""New terms are read within this time. Own target: the policy names no number."""
FOUND_DAYS = 14
"""A use without permission becomes a request, or stops, within this time. Own target."""
ERASED_DAYS = 30
"""After the end, until the erasure is proved. Own target."""
FAR = date(9999, 12, 31)


@duty(CLOUD)
def cloud_is_permitted(on: date) -> Duty:
    """Services in use by class, what is used unseen, and services that ended with the assembly's data in them."""
    rows = with_safeguards(in_use(on).filter(kind=ServiceKind.CLOUD), on)
    return Duty([_closed(rows, on), _open(rows, on), _found(ServiceKind.CLOUD, on), _ended(on)])


@duty(AI)
def ai_is_ruled(on: date) -> Duty:
    """Generative AI in use is permitted with a limit; there are rules, looked at every year; nothing is used unseen."""
    rows = with_safeguards(in_use(on).filter(kind=ServiceKind.AI), on)
    rules = AiRules.objects.filter(effective_on__lte=on, assembly_id=OuterRef("assembly_id"))
    services = Subjects(
        rows=rows.annotate(has_rules=Exists(rules)),
        breached=Q(has_permit=False) | Q(limit="") | Q(has_rules=False),
        due="permit_ends",
        reason=_why_ai,
        remedy=_service_remedy(),
        label=lambda row: row.name,
    )
    return Duty([services, _rules(on), _found(ServiceKind.AI, on)])


def _why_ai(row: CloudService) -> str:
    if not row.limit:
        return _t("入れてよい情報の区分が決まっていません。")
    if not row.has_permit:  # type: ignore[attr-defined]
        return _t("有効な許可がありません。")
    return _t("生成AIの利用ルールがありません。")


def _service_remedy() -> Remedy:
    return Remedy("services:service", _("サービスの記録を整える"), lambda row: {"service_id": row.pk})


def _sooner(*names: str) -> NullIf:
    """The first of some days, of which any may be missing; databases disagree about the least of nothing."""
    far = Value(FAR, DateField())
    return NullIf(Least(*(Coalesce(name, far, output_field=DateField()) for name in names)), far)


def missing_of(row: CloudService) -> list[str]:
    """What a service of class 2 and above lacks, in words. The row carries its safeguards."""
    words = {
        "has_permit": _t("有効な許可"),
        "has_manager": _t("管理者"),
        "has_split": _t("責任の分担"),
        "has_place": _t("データの置き場所"),
        "has_exit": _t("やめるときの段取りと消し方"),
    }
    return [word for name, word in words.items() if not getattr(row, name)]


def _closed(rows: QuerySet[CloudService], on: date) -> Subjects:
    """Class 2 and above, and services of which nobody has said what they hold."""
    found = rows.exclude(limit=Limit.ONE).annotate(read_by=days_after("unread_since", UNREAD_DAYS))

    def reason(row: CloudService) -> str:
        missing = missing_of(row)
        if missing:
            return _t("足りないもの: %(missing)s。") % {"missing": _t("、").join(missing)}
        return _t("規約が変わってから、まだ読まれていません。")

    safe = Q(has_permit=True, has_manager=True, has_split=True, has_place=True, has_exit=True)
    return Subjects(
        rows=found,
        breached=~safe | Q(read_by__lt=on),
        due=_sooner("permit_ends", "read_by"),
        reason=reason,
        remedy=_service_remedy(),
        label=lambda row: row.name,
    )


def _open(rows: QuerySet[CloudService], on: date) -> Subjects:
    """Class 1: permitted, and the terms read within the year."""
    found = rows.filter(limit=Limit.ONE).annotate(read_by=days_after("read_on", adopted_days(CLOUD, on, YEAR)))

    def reason(row: CloudService) -> str:
        if not row.has_permit:  # type: ignore[attr-defined]
            return _t("有効な許可がありません。")
        read_on = row.read_on  # type: ignore[attr-defined]
        if read_on is None:
            return _t("規約を読んだ記録がありません。")
        return _t("規約を最後に読んだのは%(day)sです。") % {"day": day_text(read_on)}

    return Subjects(
        rows=found,
        breached=Q(has_permit=False) | Q(read_on__isnull=True) | Q(read_by__lt=on),
        due=_sooner("permit_ends", "read_by"),
        reason=reason,
        remedy=_service_remedy(),
        label=lambda row: row.name,
    )


def _found(kind: str, on: date) -> Subjects:
    rows = FoundUse.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=on), kind=kind, found_on__lte=on
    ).annotate(settle_by=days_after("found_on", FOUND_DAYS))
    return Subjects(
        rows=rows,
        breached=Q(settle_by__lt=on),
        due="settle_by",
        reason=lambda row: (
            _t("許可のないまま使われています（%(day)sに分かりました）。") % {"day": day_text(row.found_on)}
        ),
        remedy=Remedy("services:found", _("申請に変える")),
        label=lambda row: row.name,
    )


def _ended(on: date) -> Subjects:
    rows = CloudService.objects.filter(ended_on__lte=on).exclude(limit=Limit.ONE)
    gone = Q(erased_on__lte=on)
    return Subjects(
        rows=rows.annotate(erase_by=days_after("ended_on", ERASED_DAYS)),
        breached=Q(erase_by__lt=on) & (~gone | Q(erased_on__isnull=True)),
        due=Case(When(gone, then=None), default=F("erase_by"), output_field=DateField()),
        reason=lambda row: _t("やめたあと、データを消したことを確かめていません。"),
        remedy=Remedy("services:erased", _("消去を記録する"), lambda row: {"service_id": row.pk}),
        label=lambda row: row.name,
    )


def _rules(on: date) -> Subjects:
    """The rules in force, to be looked at every year; none at all is "not started" where no service is used either."""
    adopted = AiRules.objects.filter(effective_on__lte=on, assembly_id=OuterRef("assembly_id"))
    newest = adopted.order_by("-effective_on", "-number").values("pk")[:1]
    rows = AiRules.objects.filter(effective_on__lte=on, pk=Subquery(newest))
    return Subjects(
        rows=rows.annotate(look_by=days_after("decided_on", adopted_days(AI, on, YEAR))),
        breached=Q(look_by__lt=on),
        due="look_by",
        reason=lambda row: _t("ルールを%(day)sに決めてから、見直していません。") % {"day": day_text(row.decided_on)},
        remedy=Remedy("services:ai-adopt", _("ルールを見直す")),
        label=lambda row: _t("生成AIの利用ルール"),
    )
