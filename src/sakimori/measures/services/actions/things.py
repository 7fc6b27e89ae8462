"""The register of services: facts, who looks after one, who does what, log-ins, the end with proof of erasure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.people.models import Person, Post
from sakimori.measures.services.models import CloudService, Responsibility, ServiceLogin, ServiceManager
from sakimori.measures.services.types import DataPlace
from sakimori.registers.assets.examples import Limit

MANAGE = Permission.SUPPLIER_MANAGE


@action("services.register", permission=MANAGE, sentence=_("サービスを台帳に載せました"))
def register_service(ctx: Context, /, **values: Any) -> CloudService:
    """Something that is used already comes onto the register; its permission still has to be asked for."""
    service = CloudService(**values)
    _check_start(ctx, service)
    service.full_clean()
    service.save()
    return service


@action("services.edit", permission=MANAGE, sentence=_("サービスの内容を直しました"))
def edit_service(ctx: Context, /, *, service: CloudService, **values: Any) -> CloudService:
    """Name, provider, purpose and the like."""
    for name, value in values.items():
        setattr(service, name, value)
    _check_start(ctx, service)
    service.full_clean()
    service.save()
    return service


def _check_start(ctx: Context, service: CloudService) -> None:
    if service.started_on and service.started_on > ctx.today:
        raise ValidationError({"started_on": _t("使い始めた日に先の日付は入力できません。")})


@action("services.safeguards", permission=MANAGE, sentence=_("データの置き場所とやめるときの段取りを決めました"))
def plan_safeguards(
    ctx: Context,
    *,
    service: CloudService,
    place: str,
    place_note: str = "",
    exit_plan: str = "",
    erasure_plan: str = "",
) -> CloudService:
    """Where the data lies, how it is taken out and erased. What is settled for the first time is settled today."""
    service.place, service.place_note = place, place_note.strip()
    service.place_known_on = None if place == DataPlace.UNKNOWN else service.place_known_on or ctx.today
    service.exit_plan, service.erasure_plan = exit_plan.strip(), erasure_plan.strip()
    is_planned = bool(service.exit_plan and service.erasure_plan)
    service.exit_planned_on = (service.exit_planned_on or ctx.today) if is_planned else None
    service.full_clean()
    service.save()
    return service


@action("services.name-manager", permission=MANAGE, sentence=_("サービスの管理者を決めました"))
def name_manager(
    ctx: Context, *, service: CloudService, from_date: date, post: Post | None = None, person: Person | None = None
) -> ServiceManager:
    """From this day on; whoever did it before did it to the day before."""
    if (post is None) == (person is None):
        raise ValidationError({"post": _t("職か人の、どちらか一方を選んでください。")})
    for row in ServiceManager.objects.filter(service=service, to_date__isnull=True):
        if row.from_date >= from_date:
            raise ValidationError({"from_date": _t("いまの管理者が始めた日より後の日にしてください。")})
        row.to_date = date.fromordinal(from_date.toordinal() - 1)
        row.save()
    manager = ServiceManager(service=service, post=post, person=person, from_date=from_date)
    manager.full_clean()
    manager.save()
    return manager


@action("services.split", permission=MANAGE, sentence=_("責任の分担を決めました"))
def agree_split(ctx: Context, *, service: CloudService, lines: Sequence[tuple[str, str, str]]) -> list[Responsibility]:
    """Who does what, as (task, side, note); the split before it stays as it was on its days."""
    given = [(task.strip(), side, note.strip()) for task, side, note in lines if task.strip()]
    if not given:
        raise ValidationError(_t("することを一つ以上書いてください。"))
    Responsibility.objects.filter(service=service, replaced_on__isnull=True).update(replaced_on=ctx.today)
    made = []
    for order, (task, side, note) in enumerate(given, start=1):
        row = Responsibility(service=service, order=order, task=task, side=side, note=note, agreed_on=ctx.today)
        row.full_clean()
        row.save()
        made.append(row)
    return made


@action("services.add-login", permission=MANAGE, sentence=_("サービスのログインを記録しました"))
def add_login(
    ctx: Context,
    *,
    service: CloudService,
    name: str,
    from_date: date,
    person: Person | None = None,
    shared_by: str = "",
    is_admin: bool = False,
) -> ServiceLogin:
    """A log-in belongs to one person, or its sharing is said."""
    if person is None and not shared_by.strip():
        raise ValidationError({"person": _t("使う人を選ぶか、共有している範囲を書いてください。")})
    row = ServiceLogin(
        service=service,
        name=name.strip(),
        person=person,
        shared_by=shared_by.strip(),
        is_admin=is_admin,
        from_date=from_date,
    )
    row.full_clean()
    row.save()
    return row


@action("services.end-login", permission=MANAGE, sentence=_("サービスのログインを止めました"))
def end_login(ctx: Context, *, login: ServiceLogin, to_date: date) -> ServiceLogin:
    """The log-in was switched off."""
    if to_date > ctx.today or to_date < login.from_date:
        raise ValidationError({"to_date": _t("始めた日から今日までの日にしてください。")})
    login.to_date = to_date
    login.save()
    return login


@action("services.end", permission=MANAGE, sentence=_("サービスの利用を終えました"))
def end_service(ctx: Context, *, service: CloudService, ended_on: date, end_reason: str) -> CloudService:
    """It is no longer used; its log-ins end with it. What is left is to have the data erased."""
    if service.started_on is None or service.ended_on is not None:
        raise ValidationError(_t("使っているサービスではありません。"))
    if ended_on > ctx.today:
        raise ValidationError({"ended_on": _t("やめた日に先の日付は入力できません。")})
    service.ended_on, service.end_reason = ended_on, end_reason.strip()
    service.full_clean()
    service.save()
    for row in ServiceLogin.objects.filter(service=service, to_date__isnull=True, from_date__lte=ended_on):
        row.to_date = ended_on
        row.save()
    return service


@action("services.prove-erasure", permission=MANAGE, sentence=_("サービスのデータの消去を確かめました"))
def prove_erasure(
    ctx: Context, *, service: CloudService, erased_on: date, erasure_note: str, name: str = "", data: bytes = b""
) -> CloudService:
    """The data is gone, with a certificate or with how it was checked."""
    if service.ended_on is None or erased_on < service.ended_on or erased_on > ctx.today:
        raise ValidationError({"erased_on": _t("やめた日から今日までの日にしてください。")})
    if not data and not erasure_note.strip() and service.limit != Limit.ONE:
        raise ValidationError({"erasure_note": _t("証明のファイルか、確かめ方を残してください。")})
    if data:
        service.erasure_proof = store_file(ctx, name=name, data=data)
    service.erased_on, service.erasure_note = erased_on, erasure_note.strip()
    service.full_clean()
    service.save()
    return service
