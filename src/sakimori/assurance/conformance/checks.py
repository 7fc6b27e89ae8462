"""Standing consistency checks: records that contradict each other although no single duty is broken (POL-13).

Each check answers with what it found; nothing found means that it holds. A fixed number of SQL statements for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.conformance.actions import fresh_standings
from sakimori.assurance.conformance.engine import Standing, tables_of
from sakimori.assurance.conformance.words import OWNERS
from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.queries import settings_on
from sakimori.foundation.duties.spec import State, catalogue
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Post
from sakimori.foundation.people.types import Role
from sakimori.policy.clauses import exports
from sakimori.policy.clauses import queries as policy
from sakimori.policy.clauses.models import Acknowledgement, Clause, PolicyVersion
from sakimori.policy.clauses.reading import text_hash
from sakimori.policy.clauses.types import VersionState
from sakimori.policytext.measures import Measure, measures

OWNER_ROLES: Mapping[str, tuple[frozenset[Role], ...]] = {
    "chair": (frozenset({Role.CHAIR}),),
    "chair or secretary-general": (frozenset({Role.CHAIR, Role.SECRETARY_GENERAL}),),
    "secretary-general": (frozenset({Role.SECRETARY_GENERAL}),),
    "secretary-general and caucus heads": (frozenset({Role.SECRETARY_GENERAL}), frozenset({Role.CAUCUS_HEAD})),
    "secretariat": (frozenset({Role.SECRETARY_GENERAL, Role.MANAGER, Role.STAFF}),),
    "secretariat and caucuses": (frozenset({Role.SECRETARY_GENERAL, Role.MANAGER, Role.STAFF}),),
}
"""Who must hold a post so that a duty has an owner: of every group one. Other owners are whoever the duty is about."""

MOST_ROWS = 50
"""No check lists more; whoever mends fifty sees the next ones."""
MEMBER_POSTS = (Role.CHAIR, Role.DEPUTY, Role.CAUCUS_HEAD)


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction: what it is about, what is wrong, and where to mend it."""

    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Check:
    """One standing check with everything it found."""

    key: str
    title: Promise | str
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Nothing was found."""
        return not self.findings


def checks(ctx: Context) -> list[Check]:
    """Every check today."""
    version = policy.in_force(ctx.today)
    clauses = policy.clauses_of(version) if version else []
    standings = fresh_standings(ctx.today)
    found = [
        ("owner", _("確認項目に担当者がいる"), _without_owner(ctx, standings)),
        ("left", _("役職に就いている議員が在職している"), _left(ctx)),
        ("empty", _("必要な職に人がいる"), _empty(ctx)),
        ("current", _("効力のある版は一つだけ"), _two_current(ctx)),
        ("aligned", _("義務を定める条項が施策に結びついている"), _unaligned(ctx, clauses)),
        ("evidence", _("「守られている」には記録がある"), _without_evidence(ctx, standings)),
        ("text", _("決定した文が変わっていない"), _changed_text(ctx)),
        ("published", _("公表した文書と今の文書が同じである"), _changed_since_publication(ctx, version)),
        ("drafts", _("準備中の案は一つだけ"), _two_drafts(ctx)),
        ("items", _("省令の事項が方針にある"), _missing_items(ctx, version, clauses)),
        ("early", _("就任のあとに確認している"), _early(ctx)),
        ("settings", _("決めた確認項目がある"), _settings_of_nothing(ctx)),
        ("acknowledged", _("確認した文が版の文と同じである"), _acknowledged_other_text(ctx)),
    ]
    return [Check(key, title, tuple(findings)) for key, title, findings in found]


def _url(ctx: Context, name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"assembly": ctx.assembly.slug, **kwargs})


def _without_owner(ctx: Context, standings: Mapping[str, Standing]) -> Iterable[Finding]:
    """Duties that are evaluated although nobody in office must see to them (one finding for each owner)."""
    held = {Role(role) for role in Appointment.objects.filter(covers(ctx.today)).values_list("post__role", flat=True)}
    settings = settings_on(ctx.today)
    lacking: dict[str, list[str]] = {}
    for key in standings:
        spec, setting = catalogue()[key], settings.get(key)
        if setting is not None and not setting.is_applicable:
            continue
        if any(held.isdisjoint(group) for group in OWNER_ROLES.get(spec.owner, ())):
            lacking.setdefault(spec.owner, []).append(spec.title)
    for owner, titles in lacking.items():
        text = _t("次の確認項目の担当者が任命されていません: %(titles)s") % {"titles": "、".join(titles)}
        yield Finding(str(OWNERS[owner]), text, _url(ctx, "organization:posts"))


def _left(ctx: Context) -> Iterable[Finding]:
    """Appointments of members that outlived their office."""
    sitting = Office.objects.filter(covers(ctx.today), person=OuterRef("person"))
    rows = Appointment.objects.filter(covers(ctx.today), post__role__in=MEMBER_POSTS).exclude(Exists(sitting))
    for row in rows.select_related("person", "post").order_by("post__order", "id"):
        text = _t("%(name)sさんは議員として在職していません。") % {"name": row.person.shown_name}
        yield Finding(row.post.title, text, _url(ctx, "organization:appoint", post_id=row.post_id))


def _empty(ctx: Context) -> Iterable[Finding]:
    held = Appointment.objects.filter(covers(ctx.today), post=OuterRef("pk"))
    for post in Post.objects.filter(covers(ctx.today), is_required=True).exclude(Exists(held)).order_by("order", "id"):
        yield Finding(post.title, _t("任命されていません。"), _url(ctx, "organization:appoint", post_id=post.pk))


def _two_current(ctx: Context) -> Iterable[Finding]:
    """Two decided versions that take effect on the same day: nobody can say which one holds."""
    days = Counter(version.effective_on for version in policy.decided_versions() if version.effective_on)
    for day in sorted(day for day, count in days.items() if count > 1):
        text = _t("%(day)sに施行される版が二つ以上あります。") % {"day": wareki(day)}
        yield Finding(_t("方針の版"), text, _url(ctx, "clauses:versions"))


def _unaligned(ctx: Context, clauses: Iterable[Clause]) -> Iterable[Finding]:
    """Clauses that bind somebody, but no measure says what to check."""
    parents_with_measures = set()
    for clause in clauses:
        if clause.measures.all() or clause.parent_id in parents_with_measures:
            parents_with_measures.add(clause.pk)
        elif clause.concerns_assembly and clause.obligation == "duty":
            text = _t("義務を定めていますが、何についての条項か分からないため、判定していません。")
            label = f"{clause.path} {clause.heading}".strip()
            yield Finding(label, text, _url(ctx, "clauses:edit-clause", clause_id=clause.pk))


def _without_evidence(ctx: Context, standings: Mapping[str, Standing]) -> Iterable[Finding]:
    """Duties that stand as kept although the ledger knows no act about any record that decides them."""
    touched = set(Detail.objects.order_by().values_list("model", flat=True).distinct())
    models = {model._meta.db_table: model._meta.label_lower for model in apps.get_models()}
    for key, standing in standings.items():
        if standing.state not in {State.KEPT, State.DUE_SOON} or not standing.population:
            continue
        if touched.isdisjoint(models[table] for table in tables_of(key)):
            text = _t("守られていると判定されましたが、記録簿に根拠となる操作がありません。")
            yield Finding(catalogue()[key].title, text, _url(ctx, "conformance:duty", key=key))


def _changed_text(ctx: Context) -> Iterable[Finding]:
    """The stored clauses of a decided version no longer give the hash that was decided. Past versions count too."""
    texts: dict[UUID, list[tuple[str, str, str]]] = {}
    rows = Clause.objects.filter(version__state=VersionState.DECIDED).order_by("version_id", "order")
    for version_id, path, heading, text in rows.values_list("version_id", "path", "heading", "text"):
        texts.setdefault(version_id, []).append((path, heading, text))
    for version in policy.decided_versions():
        if text_hash(version.title, texts.get(version.pk, [])) != version.text_sha256:
            wrong = _t("決定のときの照合値と違います。データベースが外から書き換えられたおそれがあります。")
            label = f"{version.title} {_t('第%(n)s版') % {'n': version.number}}"
            yield Finding(label, wrong, _url(ctx, "clauses:version", version_id=version.pk))


def _changed_since_publication(ctx: Context, version: PolicyVersion | None) -> Iterable[Finding]:
    """What would be published today is not what was published (the title of the assembly counts too)."""
    publications = policy.publications_of(version) if version else []
    if version is None or not publications:
        return
    hashes = {exports.sha256_of(exports.static_html(ctx.assembly, version)), version.text_sha256}
    if publications[0].sha256 not in hashes:
        text = _t("%(day)sに公表した文書と違います。公表し直して、記録してください。") % {
            "day": wareki(publications[0].published_on)
        }
        yield Finding(version.title, text, _url(ctx, "clauses:publish", version_id=version.pk))


def _acknowledged_other_text(ctx: Context) -> Iterable[Finding]:
    rows = Acknowledgement.objects.exclude(text_sha256=F("version__text_sha256")).select_related("person", "version")
    for row in rows.order_by("on", "id")[:MOST_ROWS]:
        text = _t("%(name)sさんが確認した文は、この版の文と違います。") % {"name": row.person.shown_name}
        yield Finding(row.version.title, text, _url(ctx, "clauses:campaign"))


def _two_drafts(ctx: Context) -> Iterable[Finding]:
    """More than one draft or proposal is at work: which one is meant?"""
    waiting = PolicyVersion.objects.filter(state__in=[VersionState.DRAFT, VersionState.PROPOSED]).order_by("number")
    drafts = list(waiting.values_list("number", flat=True)[:MOST_ROWS])
    if len(drafts) > 1:
        text = _t("準備中または決定待ちの案が%(n)s件あります。使わない案は取り下げてください。") % {"n": len(drafts)}
        yield Finding(_t("方針の版"), text, _url(ctx, "clauses:versions"))


def _missing_items(ctx: Context, version: PolicyVersion | None, clauses: Iterable[Clause]) -> Iterable[Finding]:
    """Subjects of the ordinance (地方自治法施行規則 第16条の3 各号) of which no clause of the policy speaks."""
    if version is None:
        return
    spoken = {row.measure for clause in clauses if clause.concerns_assembly for row in clause.measures.all()}
    items: dict[int, list[Measure]] = {}
    for measure in measures():
        if measure.ordinance_item:
            items.setdefault(measure.ordinance_item, []).append(measure)
    english = (get_language() or "ja").startswith("en")
    for item, named in sorted(items.items()):
        if spoken.isdisjoint(measure.slug for measure in named):
            titles = "、".join(measure.title_en if english else measure.title_ja for measure in named)
            text = _t("方針のどの条項にも現れません: %(titles)s") % {"titles": titles}
            yield Finding(_t("省令 第%(item)s号") % {"item": item}, text, _url(ctx, "clauses:start"))


def _early(ctx: Context) -> Iterable[Finding]:
    """Acknowledgements by somebody who had not yet taken any office or post on that day."""
    offices = Office.objects.filter(person=OuterRef("person"), from_date__lte=OuterRef("on"))
    posts = Appointment.objects.filter(person=OuterRef("person"), from_date__lte=OuterRef("on"))
    rows = Acknowledgement.objects.exclude(Exists(offices)).exclude(Exists(posts))
    for row in rows.select_related("person").order_by("on", "id")[:MOST_ROWS]:
        text = _t("%(day)sの確認は、就任より前の日付です。") % {"day": wareki(row.on)}
        yield Finding(row.person.shown_name, text, _url(ctx, "organization:person", person_id=row.person_id))


def _settings_of_nothing(ctx: Context) -> Iterable[Finding]:
    """Decisions about a duty that the catalogue no longer has."""
    for key in settings_on(ctx.today):
        if key not in catalogue():
            yield Finding(key, _t("決定がありますが、その確認項目はもうありません。"), _url(ctx, "conformance:duties"))
