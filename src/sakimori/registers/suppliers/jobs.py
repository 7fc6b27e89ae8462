"""Reminders 90, 60 and 30 days before a contract ends or renews, and before a certificate or a pledge runs out (VEN-5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.foundation.notices.actions import queue_notice
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import holders, people_in_office
from sakimori.foundation.people.types import Role
from sakimori.registers.suppliers.models import Certificate, Contract, SecrecyPledge
from sakimori.registers.suppliers.rules import REMINDERS, notice_day


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that runs out: its own key, the words, the day, and who looks after it where somebody does."""

    key: str
    title: str
    day: date
    keeper: Person | None = None


@job("suppliers.remind", every=timedelta(hours=12), title=_("契約・認証・誓約の期限のお知らせ"))
def remind_of_ends(now: datetime) -> None:
    """Queue the reminders that are due."""
    for_each_assembly(now, remind_office)


@action("suppliers.remind", permission=Permission.ASK_MANAGE, sentence=_("契約・認証・誓約の期限をお知らせしました"))
def remind_office(ctx: Context) -> int:
    """Tell whoever is in charge, once for each stage; how many were told."""
    with translation.override("ja"):
        found = [(one, stage) for one in coming(ctx.today) if (stage := stage_of((one.day - ctx.today).days))]
        if not found:
            return 0
        usual = holders(Role.MANAGER, ctx.today).first() or holders(Role.SECRETARY_GENERAL, ctx.today).first()
        here = set(people_in_office(ctx.today).values_list("pk", flat=True))
        told = 0
        for one, stage in found:
            person = one.keeper if one.keeper is not None and one.keeper.pk in here else usual
            told += person is not None and _tell(ctx, person, one, stage)
        return told


def _tell(ctx: Context, person: Person, one: Coming, stage: int) -> bool:
    body = _t("%(title)s\n期限: %(day)s（残り%(left)s日）\n\n委託・契約のページで確かめてください。") % {
        "title": one.title, "day": day_text(one.day), "left": (one.day - ctx.today).days,
    }  # fmt: skip
    key, subject = f"supplier:{one.key}:{one.day.isoformat()}:{stage}", _t("【期限】%(title)s") % {"title": one.title}
    return queue_notice(ctx, person=person, key=key, subject=subject[:120], body=body) is not None


def stage_of(left: int) -> int:
    """Which reminder it is when so many days are left; 0 when it is too early or too late for any."""
    return next((days for days in sorted(REMINDERS) if 0 <= left <= days), 0)


def coming(on: date) -> Iterator[Coming]:
    """Everything that runs out within the first reminder's days. Three SQL statements."""
    last = on + timedelta(days=REMINDERS[0])
    contracts = Contract.objects.filter(ended_on__isnull=True, to_date__gte=on).select_related("keeper")
    for contract in contracts.order_by("to_date", "id"):
        if contract.to_date is None:
            continue
        notice = notice_day(contract.to_date, contract.notice_days) if contract.auto_renews else None
        if notice is not None and on <= notice <= last:
            title = _t("更新しない申出の期限: %(title)s") % {"title": contract.title}
            yield Coming(f"notice:{contract.pk}", title, notice, contract.keeper)
        if contract.to_date <= last:
            text = _t("契約の自動更新: %(title)s") if contract.auto_renews else _t("契約の終わり: %(title)s")
            yield Coming(f"end:{contract.pk}", text % {"title": contract.title}, contract.to_date, contract.keeper)
    certificates = Certificate.objects.filter(replaced_on__isnull=True, expires_on__range=(on, last))
    for row in certificates.select_related("supplier").order_by("expires_on", "id"):
        if row.expires_on is not None:
            words = {"supplier": row.supplier.name, "kind": str(row)}
            yield Coming(f"certificate:{row.pk}", _t("認証の有効期限: %(supplier)s %(kind)s") % words, row.expires_on)
    pledges = SecrecyPledge.objects.filter(third_party__isnull=False, until__range=(on, last))
    for pledge in pledges.select_related("third_party").order_by("until", "id"):
        if pledge.until is not None and pledge.third_party is not None:
            title = _t("第三者の誓約の期限: %(name)s") % {"name": pledge.third_party.name}
            yield Coming(f"pledge:{pledge.pk}", title, pledge.until)
