"""Who may see a case: fewer people, named ones, and those from whom it is kept (INC-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.actions.guards import MANAGE, demand_reason, must_be_open, must_see, note, writer
from sakimori.measures.incidents.models import Case, CaseReader, KeptFrom
from sakimori.measures.incidents.types import LineKind


@action("incidents.restrict", permission=MANAGE, sentence=_("事案の取扱いを限りました"))
def restrict(
    ctx: Context, *, case: Case, reason: str, people: Iterable[Person] = (), kept_from: Iterable[Person] = ()
) -> Case:
    """Only those with the permission, and the named ones, see it from now on. Who restricts it stays able to see it."""
    must_be_open(ctx, case)
    case.is_restricted, case.restricted_reason = True, demand_reason(reason)
    own, hidden = writer(ctx), list(kept_from)
    named = {person.pk: person for person in people}
    if any(person.pk in named for person in hidden):
        raise ValidationError({"kept_from": _t("見てよい人と見せない人の両方に、同じ人がいます。")})
    if own is not None and Permission.INCIDENT_RESTRICTED not in ctx.actor.permissions():
        named[own.pk] = own
    case.full_clean()
    case.save()
    name_readers(ctx, case=case, people=named.values(), reason=case.restricted_reason)
    if hidden:
        keep_from(ctx, case=case, people=hidden, reason=case.restricted_reason)
    note(ctx, case, LineKind.CASE, _t("取扱いを限りました。理由: %(reason)s") % {"reason": case.restricted_reason})
    return case


@action("incidents.name-readers", permission=MANAGE, sentence=_("取扱いを限った事案を見てよい人を決めました"))
def name_readers(ctx: Context, *, case: Case, people: Iterable[Person], reason: str) -> list[CaseReader]:
    """Persons who may see a restricted case besides those with the permission. Raises ValidationError."""
    wanted = list(people)
    if case.kept_from.filter(person__in=wanted).exists():
        raise ValidationError({"people": _t("この事案を見せないと決めた人がいます。")})
    known = set(case.readers.values_list("person_id", flat=True))
    rows = [
        CaseReader(case=case, person=person, reason=demand_reason(reason), named_on=ctx.today)
        for person in wanted
        if person.pk not in known
    ]
    return CaseReader.objects.bulk_create(rows)


@action("incidents.keep-from", permission=MANAGE, sentence=_("取扱いを限った事案を見せない人を決めました"))
def keep_from(ctx: Context, *, case: Case, people: Iterable[Person], reason: str) -> list[KeptFrom]:
    """From now on exactly these persons see nothing of a restricted case, whatever role they hold.

    Nobody can hide a case from themselves or from whoever works on it: it would be nobody's. Cases that are over can
    be kept from somebody too: who comes into office later may be concerned. Raises ValidationError.
    """
    must_see(ctx, case)
    reason = demand_reason(reason)
    wanted = {person.pk: person for person in people}
    if not case.is_restricted:
        raise ValidationError(_t("先に、取扱いを限ってください。"))
    if ctx.actor.person_id in wanted:
        raise ValidationError({"people": _t("自分を選ぶことはできません。ほかの人に記録を任せてください。")})
    if case.is_open and case.lead_id in wanted:
        raise ValidationError({"people": _t("いまの担当者です。先に、ほかの人に引き継いでください。")})
    known = {row.person_id: row for row in case.kept_from.select_related("person")}
    gone = [row for key, row in known.items() if key not in wanted]
    new = [person for key, person in wanted.items() if key not in known]
    for row in gone:
        row.delete()
    made = KeptFrom.objects.bulk_create(
        KeptFrom(case=case, person=person, reason=reason, named_at=ctx.at) for person in new
    )
    if new or gone:
        names = "、".join(person.shown_name for person in wanted.values()) or _t("なし")
        words = _t("この事案を見せない人: %(names)s。理由: %(reason)s") % {"names": names, "reason": reason}
        note(ctx, case, LineKind.CASE, words)
    return made


@action("incidents.unrestrict", permission=MANAGE, sentence=_("事案の取扱いの限定を解きました"))
def unrestrict(ctx: Context, *, case: Case, reason: str) -> Case:
    """Everyone who may read incidents sees it again; also those from whom it was kept."""
    must_be_open(ctx, case)
    words = demand_reason(reason)
    case.is_restricted, case.restricted_reason = False, ""
    case.save()
    note(ctx, case, LineKind.CASE, _t("取扱いの限定を解きました。理由: %(reason)s") % {"reason": words})
    return case
