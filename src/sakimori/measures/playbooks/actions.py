"""Writes of playbooks: which kinds are kept, decisions about texts, the yearly look at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for, withdraw_application
from sakimori.foundation.people.models import Person, Post
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.people.types import Role
from sakimori.measures.playbooks import queries
from sakimori.measures.playbooks.content import shipped_sum
from sakimori.measures.playbooks.models import Adoption, KeptKind, PlaybookName, PlaybookReview, PlaybookVersion
from sakimori.measures.playbooks.playbook_text import PlaybookError, normalized, parse_playbook, text_sum
from sakimori.measures.playbooks.types import (
    APPROVAL,
    FINDER,
    AdoptionState,
    IncidentKind,
    Playbook,
    ReviewOutcome,
    Route,
)
from sakimori.measures.playbooks.words import playbook_problem

MANAGE = Permission.PLAN_MANAGE
ROUTES = {
    Route.CHAIR: [Role.CHAIR],
    Route.HEAD: [Role.SECRETARY_GENERAL],
    Route.BOTH: [Role.SECRETARY_GENERAL, Role.CHAIR],
}
NOT_A_POST = (FINDER, Role.MEMBER)
"""Owners of steps that no appointment is needed for."""


@action("playbooks.choose-kinds", permission=MANAGE, sentence=_("対応手順を備える種類を決めました"))
def choose_kinds(ctx: Context, *, left_out: Mapping[str, str]) -> list[KeptKind]:
    """Every kind is kept except those left out, each with its reason. Raises ValidationError."""
    errors = {kind: _t("備えない理由を書いてください。") for kind, reason in left_out.items() if not reason.strip()}
    if errors:
        raise ValidationError(errors)
    return _choose(ctx, {kind.value: left_out.get(kind.value, "").strip() for kind in IncidentKind})


def _choose(ctx: Context, wanted: Mapping[str, str]) -> list[KeptKind]:
    """Rows for kinds whose state differs; a row that began today is corrected instead of ended."""
    known = {row.kind: row for row in KeptKind.objects.filter(to_date__isnull=True)}
    made = []
    for kind, reason in wanted.items():
        row = known.get(kind)
        if row is not None and row.reason == reason:
            continue
        if row is not None and row.from_date < ctx.today:
            row.to_date = ctx.today - timedelta(days=1)
            row.save()
            row = None
        row = row or KeptKind(kind=kind, from_date=ctx.today)
        row.is_kept, row.reason = not reason, reason
        row.full_clean()
        row.save()
        made.append(row)
    return made


@action("playbooks.adopt", permission=MANAGE, sentence=_("対応手順を定めました"))
def adopt(
    ctx: Context,
    *,
    texts: Mapping[str, str],
    decided_on: date,
    effective_on: date,
    decision: str,
    note: str = "",
) -> Adoption:
    """The assembly decided about these playbooks (kind → text): a new version of each. Raises ValidationError."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("決めた日に先の日付は入力できません。")})
    if effective_on < decided_on:
        raise ValidationError({"effective_on": _t("使い始める日は、決めた日以後の日にしてください。")})
    if not decision.strip():
        raise ValidationError({"decision": _t("決めた会議・決裁を入力してください。")})
    adoption = Adoption(
        state=AdoptionState.DECIDED,
        proposed_on=ctx.today,
        decided_on=decided_on,
        effective_on=effective_on,
        decision=decision.strip(),
        note=note.strip(),
    )
    return _write(ctx, adoption, texts)


@action("playbooks.propose", permission=MANAGE, sentence=_("対応手順の承認を申請しました"))
def propose(
    ctx: Context, *, texts: Mapping[str, str], effective_on: date, route: str = Route.CHAIR, note: str = ""
) -> Adoption:
    """New versions wait for the approval of the roles of the route. Raises ValidationError."""
    if effective_on < ctx.today:
        raise ValidationError({"effective_on": _t("使い始める日は、今日以後の日にしてください。")})
    waiting = queries.waiting().filter(versions__kind__in=list(texts))
    if waiting.exists():
        raise ValidationError(_t("承認待ちの版があります。取り下げてから、もう一度申請してください。"))
    adoption = Adoption(
        state=AdoptionState.WAITING, proposed_on=ctx.today, effective_on=effective_on, note=note.strip()
    )
    _write(ctx, adoption, texts)
    kinds = [str(IncidentKind(kind).label) for kind in texts]
    names = kinds[0] if len(kinds) == 1 else _t("%(first)sほか%(n)s種類") % {"first": kinds[0], "n": len(kinds) - 1}
    adoption.application = apply_for(
        ctx,
        kind=APPROVAL,
        title=_t("対応手順: %(names)s") % {"names": names},
        subject=adoption,
        route=ROUTES[Route(route)],
        from_date=effective_on,
        conditions=note.strip(),
    )
    adoption.save()
    return adoption


@action("playbooks.withdraw", permission=MANAGE, sentence=_("対応手順の申請を取り下げました"))
def withdraw(ctx: Context, *, adoption: Adoption) -> Adoption:
    """A waiting proposal is taken back; its texts stay on record. Raises ValidationError."""
    if adoption.state != AdoptionState.WAITING:
        raise ValidationError(_t("この申請は、すでに決定されています。"))
    if adoption.application is not None:
        withdraw_application(ctx, application=adoption.application)
    adoption.state = AdoptionState.WITHDRAWN
    adoption.save()
    return adoption


@action("playbooks.adopt-decision", permission=Permission.APPROVAL_APPLY, sentence=_("対応手順の申請が決定されました"))
def adopt_decided_playbooks(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: an application about playbooks came to its end."""
    if event.kind != APPROVAL:
        return
    adoption = Adoption.objects.select_related("application").get(pk=event.subject_id)
    if adoption.state != AdoptionState.WAITING or adoption.application is None:
        return
    decision = adoption.application.decisions.order_by("-decided_on", "-id").first()
    decided_on = decision.decided_on if decision else ctx.today
    adoption.state = AdoptionState.DECIDED if event.is_approved else AdoptionState.REFUSED
    adoption.decided_on = decided_on
    adoption.decision = str(Role(adoption.application.route[-1]).label)
    # Approved later than planned: nothing is in use before it was decided.
    adoption.effective_on = max(adoption.effective_on, decided_on)
    adoption.save()


def _write(ctx: Context, adoption: Adoption, texts: Mapping[str, str]) -> Adoption:
    if not texts:
        raise ValidationError({"kinds": _t("対応手順を一つ以上選んでください。")})
    playbooks = {kind: read(kind, text) for kind, text in texts.items()}
    adoption.full_clean()
    adoption.save()
    numbers, last = queries.last_numbers(), queries.sums_in_force(ctx.today)
    versions = []
    for kind, text in texts.items():
        digest = text_sum(text)
        if last.get(kind) == digest:
            raise ValidationError(
                _t("「%(kind)s」は、いま使っている版と同じ文です。") % {"kind": IncidentKind(kind).label}
            )
        versions.append(
            PlaybookVersion(
                kind=kind,
                number=numbers.get(kind, 0) + 1,
                adoption=adoption,
                text=normalized(text),
                text_sha256=digest,
                shipped_sha256=shipped_sum(kind),
            )
        )
    PlaybookVersion.objects.bulk_create(versions)
    PlaybookName.objects.bulk_create(list(_names(versions, playbooks, adoption.effective_on)))
    _choose(ctx, dict.fromkeys(texts, ""))
    return adoption


def read(kind: str, text: str) -> Playbook:
    """The playbook of a text. Raises ValidationError with the line that is wrong."""
    try:
        return parse_playbook(text, IncidentKind(kind))
    except PlaybookError as error:
        raise ValidationError({"text": playbook_problem(error)}) from error


def _names(versions: Iterable[PlaybookVersion], playbooks: Mapping[str, Playbook], on: date) -> Iterator[PlaybookName]:
    """What the steps give work to, as roles, posts and persons that exist. Raises ValidationError for any other."""
    posts: dict[str, Post] = {post.title: post for post in Post.objects.on(on).order_by("-order", "-id")}
    people: dict[str, Person] = {}
    if any(step.owner not in Role.values and step.owner != FINDER for p in playbooks.values() for step in p.steps):
        people = {name: person for person in people_in_office(on) for name in (person.name, person.public_name) if name}
    for version in versions:
        owners = dict.fromkeys(step.owner for step in playbooks[version.kind].steps)
        for owner in owners:
            if owner in NOT_A_POST:
                continue
            name = PlaybookName(version=version, words=owner)
            if owner in Role.values:
                name.role = owner
            elif owner in posts:
                name.post = posts[owner]
            elif owner in people:
                name.person = people[owner]
            else:
                raise ValidationError({"text": _unknown(playbooks[version.kind], owner)})
            yield name


def _unknown(playbook: Playbook, owner: str) -> str:
    number = next(step.key for step in playbook.steps if step.owner == owner)
    return _t("手順%(number)sの担当「%(owner)s」という役割、職、人がいません。役割か、職の名前で書いてください。") % {
        "number": number,
        "owner": owner,
    }


@action("playbooks.review", permission=MANAGE, sentence=_("対応手順を見直しました"))
def review(
    ctx: Context,
    *,
    versions: Sequence[PlaybookVersion],
    reviewed_on: date,
    outcome: str,
    reasons: str,
    meeting: str = "",
) -> list[PlaybookReview]:
    """The assembly looked at these versions again, with one outcome. Raises ValidationError."""
    if reviewed_on > ctx.today:
        raise ValidationError({"reviewed_on": _t("見直した日に先の日付は入力できません。")})
    if not versions:
        raise ValidationError({"versions": _t("見直した対応手順を選んでください。")})
    made = []
    for version in versions:
        row = PlaybookReview(
            version=version,
            reviewed_on=reviewed_on,
            outcome=ReviewOutcome(outcome),
            reasons=reasons.strip(),
            meeting=meeting.strip(),
        )
        row.full_clean()
        row.save()
        made.append(row)
    return made
