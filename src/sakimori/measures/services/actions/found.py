"""What is used without permission: learnt by asking, from lists of programs, from the register. Nobody is blamed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import ask_people
from sakimori.foundation.asks.models import Ask, Campaign
from sakimori.foundation.exchange.text import folded
from sakimori.foundation.people.models import Person
from sakimori.measures.services.actions.requests import request_use, unknown_wish
from sakimori.measures.services.known import found_in, kind_named
from sakimori.measures.services.models import CloudService, FoundUse, ServiceSurvey, UseRequest
from sakimori.measures.services.queries import in_use
from sakimori.measures.services.types import ASK_USED, FoundState, ServiceKind, Source
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import Confidentiality

MANAGE = Permission.SUPPLIER_MANAGE


@action("services.survey", permission=MANAGE, sentence=_("使っているサービスをたずねました"))
def ask_what_is_used(ctx: Context, *, people: Iterable[Person], due_on: date, message: str = "") -> Campaign:
    """Ask which services people use for the assembly's work."""
    survey = ServiceSurvey(title=_t("お使いのサービスについて"), opened_on=ctx.today, due_on=due_on)
    survey.full_clean()
    survey.save()
    return ask_people(
        ctx, kind=ASK_USED, title=survey.title, subject=survey, people=people, due_on=due_on, message=message
    )


def apply_used(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> list[FoundUse]:
    """What somebody uses and what is not on the register yet is noted; the rest is as it should be."""
    names = [*answer.get("services", ()), *str(answer.get("others", "")).splitlines()]
    made = []
    for name in dict.fromkeys(name.strip()[:120] for name in names if name.strip()):
        values = {"purpose": str(answer.get("purpose", ""))[:300], "limit": str(answer.get("limit", ""))}
        row = _note(ctx, name, Source.ASKED, kind_named(name), person=ask.person, **values)
        if row is not None:
            made.append(row)
    return made


@action("services.note-found", permission=MANAGE, sentence=_("許可のない利用を記録しました"))
def note_found(ctx: Context, /, *, name: str, source: str, kind: str, **values: Any) -> FoundUse:
    """The office learnt of a use. Raises ValidationError where the service stands on the register."""
    row = _note(ctx, name, source, kind, **values)
    if row is None:
        raise ValidationError({"name": _t("このサービスは、すでに台帳か一覧にあります。")})
    return row


@action("services.read-software", permission=MANAGE, sentence=_("ソフトウェアの一覧を調べました"))
def read_software(ctx: Context, *, text: str, where: str, source: str = Source.SOFTWARE) -> list[FoundUse]:
    """Look through a list of programs, a line each, for services that nobody permitted. The list itself is not kept."""
    made = []
    for service, line in found_in(text.splitlines()).items():
        place = f"{where.strip()} ({line})"[:160] if where.strip() else line[:160]
        row = _note(ctx, service.name, source, service.kind, where=place)
        if row is not None:
            made.append(row)
    return made


@action("services.note-asset", permission=MANAGE, sentence=_("資産台帳のシステムの利用を申請しました"))
def note_asset(ctx: Context, *, asset: Asset) -> UseRequest:
    """A system of the asset register that lies in the cloud: onto this register and asked for, in one go."""
    limit = asset.confidentiality if asset.confidentiality in {"1", "2"} else ""
    limit = limit or ("3" if asset.confidentiality in set(Confidentiality.values) else "2")
    found = FoundUse(
        name=asset.name, source=Source.REGISTER, found_on=ctx.today, asset=asset, limit=limit, where=asset.number,
    )  # fmt: skip
    found.full_clean()
    found.save()
    return _requested(ctx, found)


@action("services.request-found", permission=MANAGE, sentence=_("許可のない利用を申請に変えました"))
def request_found(ctx: Context, *, found: FoundUse) -> UseRequest:
    """One click: what is known becomes a request for whoever uses it."""
    if found.closed_on is not None:
        raise ValidationError(_t("この利用は、すでに片づいています。"))
    return _requested(ctx, found)


@action("services.close-found", permission=MANAGE, sentence=_("許可のない利用が片づきました"))
def close_found(ctx: Context, *, found: FoundUse, state: str, note: str) -> FoundUse:
    """It stopped, or there was nothing to it."""
    if found.closed_on is not None or state not in {FoundState.STOPPED, FoundState.MISTAKEN}:
        raise ValidationError(_t("この利用は、すでに片づいています。"))
    if not note.strip():
        raise ValidationError({"note": _t("どう片づいたかを書いてください。")})
    found.state, found.closed_on, found.closed_note = state, ctx.today, note.strip()
    found.full_clean()
    found.save()
    return found


def _note(ctx: Context, name: str, source: str, kind: str, **values: Any) -> FoundUse | None:
    """A row, unless the service is on the register or the same use is noted already."""
    key = folded(name)
    if any(folded(known) == key for known in in_use(ctx.today).values_list("name", flat=True)):
        return None
    person = values.get("person")
    noted = FoundUse.objects.filter(closed_on__isnull=True, source=source, person=person).values_list("name", flat=True)
    if any(folded(known) == key for known in noted):
        return None
    row = FoundUse(name=name, source=source, kind=kind or ServiceKind.CLOUD, found_on=ctx.today, **values)
    row.full_clean()
    row.save()
    return row


def _requested(ctx: Context, found: FoundUse) -> UseRequest:
    request = request_use(
        ctx,
        wish=unknown_wish(found.name, found.kind, found.purpose, found.limit),
        applicant=found.person,
        despite_reason=_t("すでに使われているため、続けてよいか、何に替えるかを決めたい。"),
    )
    service: CloudService = request.service
    service.started_on = service.started_on or found.found_on
    service.limit = service.limit or request.limit
    service.asset = service.asset or found.asset
    service.save()
    key = folded(found.name)
    for row in FoundUse.objects.filter(closed_on__isnull=True):
        if folded(row.name) == key:
            row.state, row.closed_on, row.request = FoundState.REQUESTED, ctx.today, request
            row.save()
    return request
