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
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.conformance import checks_reads as reads
from sakimori.assurance.conformance.actions import fresh_standings
from sakimori.assurance.conformance.engine import Standing, tables_of
from sakimori.assurance.conformance.ways import way
from sakimori.assurance.conformance.words import owner_words
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.queries import settings_on, splits_on
from sakimori.foundation.duties.spec import State, catalogue
from sakimori.foundation.duties.types import Holders, Part
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.types import Role
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
    """One contradiction: what it is about, what is wrong, and where or by whom it is mended."""

    label: str
    text: str
    url: str
    """Where to mend it; empty where the reader may not open the page."""
    by: str = ""
    """Then this says in words who may."""


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
    standings, settings = fresh_standings(ctx.today), settings_on(ctx.today)
    posts, texts, odd = reads.posts(ctx.today), reads.texts(), reads.odd_acknowledgements()
    current = max((text for text in texts if text.holds_on(ctx.today)), key=reads.newest_last, default=None)
    clauses = current.clauses if current else []
    found = [
        ("owner", _("確認項目に担当者がいる"), _without_owner(ctx, standings, settings, posts)),
        ("left", _("役職に就いている議員が在職している"), _left(ctx, posts)),
        ("empty", _("必要な職に人がいる"), _empty(ctx, posts)),
        ("current", _("効力のある版は一つだけ"), _two_current(ctx, texts)),
        ("aligned", _("義務を定める条項が施策に結びついている"), _unaligned(ctx, clauses)),
        ("evidence", _("「守られている」には記録がある"), _without_evidence(ctx, standings)),
        ("text", _("決定した文が変わっていない"), _changed_text(ctx, texts)),
        ("published", _("公表した文と今の文が同じである"), _changed_since_publication(ctx, texts)),
        ("drafts", _("準備中の案は一つだけ"), _two_drafts(ctx, texts)),
        ("items", _("省令の事項が方針にある"), _missing_items(ctx, current)),
        ("early", _("就任のあとに確認している"), _early(ctx, odd)),
        ("settings", _("決めた確認項目がある"), _settings_of_nothing(ctx, settings)),
        ("acknowledged", _("確認した文が版の文と同じである"), _acknowledged_other_text(ctx, odd)),
    ]
    return [Check(key, title, tuple(findings)) for key, title, findings in found]


def _finding(ctx: Context, label: str, text: str, page: str, **kwargs: Any) -> Finding:
    url, by = way(ctx, page, **kwargs)
    return Finding(label, text, url, by)


def _without_owner(
    ctx: Context,
    standings: Mapping[str, Standing],
    settings: Mapping[str, DutySetting],
    posts: Iterable[reads.HeldPost],
) -> Iterable[Finding]:
    """Duties that are evaluated although nobody in office must see to them (one finding for each owner).

    Who must is what the assembly adopted, else what the catalogue says.
    """
    held = Held(frozenset(Role(post.role) for post in posts if post.holder), frozenset(p.id for p in posts if p.holder))
    splits = splits_on(ctx.today)
    lacking: dict[str, list[str]] = {}
    for key in standings:
        setting, spec, split = settings.get(key), catalogue()[key], splits.get(key)
        if setting is not None and not setting.is_applicable:
            continue
        if held.lacks_shipped(spec.owner) if split is None else held.lacks(split.holders(Part.RESPONSIBLE)):
            lacking.setdefault(owner_words(spec.owner, split), []).append(spec.title)
    for owner, titles in lacking.items():
        text = _t("次の確認項目の担当者が任命されていません: %(titles)s") % {"titles": _t("、").join(titles)}
        yield _finding(ctx, owner, text, "organization:posts")


@dataclass(frozen=True, slots=True)
class Held:
    """Roles and posts that somebody holds today."""

    roles: frozenset[Role]
    posts: frozenset[UUID]

    def lacks_shipped(self, owner: str) -> bool:
        """Whether nobody is this owner of the catalogue."""
        return any(self.roles.isdisjoint(group) for group in OWNER_ROLES.get(owner, ()))

    def lacks(self, does: Holders) -> bool:
        """Whether nobody holds what the assembly named; members sit without a post."""
        named = does.post is not None and does.post.pk in self.posts
        return not named and Role.MEMBER not in does.roles and self.roles.isdisjoint(does.roles)


def _left(ctx: Context, posts: Iterable[reads.HeldPost]) -> Iterable[Finding]:
    """Appointments of members that outlived their office."""
    for post in posts:
        if post.holder and post.role in MEMBER_POSTS and not post.holder_sits:
            text = _t("%(name)sさんは議員として在職していません。") % {"name": post.holder}
            yield _finding(ctx, post.title, text, "organization:appoint", post_id=post.id)


def _empty(ctx: Context, posts: Iterable[reads.HeldPost]) -> Iterable[Finding]:
    for post in posts:
        if post.is_needed and not post.holder:
            yield _finding(ctx, post.title, _t("任命されていません。"), "organization:appoint", post_id=post.id)


def _two_current(ctx: Context, texts: Iterable[reads.Text]) -> Iterable[Finding]:
    """Two decided versions that take effect on the same day: nobody can say which one holds."""
    days = Counter(text.effective_on for text in texts if text.is_decided and text.effective_on)
    for day in sorted(day for day, count in days.items() if count > 1):
        wrong = _t("%(day)sに施行される版が二つ以上あります。") % {"day": day_text(day)}
        yield _finding(ctx, _t("方針の版"), wrong, "clauses:versions")


def _unaligned(ctx: Context, clauses: Iterable[reads.Line]) -> Iterable[Finding]:
    """Clauses that bind somebody, but no measure says what to check."""
    parents_with_measures = set()
    for clause in clauses:
        if clause.measures or clause.parent in parents_with_measures:
            parents_with_measures.add(clause.id)
        elif clause.concerns_assembly and clause.obligation == "duty":
            text = _t("義務を定めていますが、何についての条項か分からないため、判定していません。")
            label = f"{clause.path} {clause.heading}".strip()
            yield _finding(ctx, label, text, "clauses:edit-clause", clause_id=clause.id)


def _without_evidence(ctx: Context, standings: Mapping[str, Standing]) -> Iterable[Finding]:
    """Duties that stand as kept although the ledger knows no act about any record that decides them."""
    touched = reads.models_in_ledger()
    models = {model._meta.db_table: model._meta.label_lower for model in apps.get_models()}
    for key, standing in standings.items():
        if standing.state not in {State.KEPT, State.DUE_SOON} or not standing.population:
            continue
        if touched.isdisjoint(models[table] for table in tables_of(key)):
            text = _t("守られていると判定されましたが、記録簿に根拠となる操作がありません。")
            yield _finding(ctx, catalogue()[key].title, text, "conformance:duty", key=key)


def _changed_text(ctx: Context, texts: Iterable[reads.Text]) -> Iterable[Finding]:
    """The stored clauses of a decided version no longer give the hash that was decided. Past versions count too."""
    for text in texts:
        if text.is_decided and text.hash_now != text.hash_decided:
            wrong = _t("決定のときの照合値と違います。データベースが外から書き換えられたおそれがあります。")
            yield _finding(ctx, _named(text), wrong, "clauses:version", version_id=text.id)


def _changed_since_publication(ctx: Context, texts: Iterable[reads.Text]) -> Iterable[Finding]:
    """The text that was last published is no longer the text that is kept.

    The record of a publication also has the hash of the whole document. That one is of its day: the same policy looks
    different once an earlier version is published beside it or the page is laid out anew, and is not out of date.
    """
    for text in texts:
        if text.is_decided and text.published_on and text.hash_now != (text.hash_published or text.hash_decided):
            wrong = _t("%(day)sに公表した文と違います。公表した文書と見比べてください。") % {
                "day": day_text(text.published_on)
            }
            yield _finding(ctx, _named(text), wrong, "clauses:version", version_id=text.id)


def _named(text: reads.Text) -> str:
    return f"{text.title} {_t('第%(n)s版') % {'n': text.number}}"


def _acknowledged_other_text(ctx: Context, odd: Iterable[reads.OddAcknowledgement]) -> Iterable[Finding]:
    for row in [row for row in odd if row.is_of_other_text][:MOST_ROWS]:
        text = _t("%(name)sさんが確認した文は、この版の文と違います。") % {"name": row.name}
        yield _finding(ctx, row.version_title, text, "clauses:campaign")


def _two_drafts(ctx: Context, texts: Iterable[reads.Text]) -> Iterable[Finding]:
    """More than one draft or proposal is at work: which one is meant?"""
    drafts = sum(text.state in {VersionState.DRAFT, VersionState.PROPOSED} for text in texts)
    if drafts > 1:
        text = _t("準備中または決定待ちの案が%(n)s件あります。使わない案は取り下げてください。") % {"n": drafts}
        yield _finding(ctx, _t("方針の版"), text, "clauses:versions")


def _missing_items(ctx: Context, current: reads.Text | None) -> Iterable[Finding]:
    """Subjects of the ordinance (地方自治法施行規則 第16条の3 各号) of which no clause of the policy speaks."""
    if current is None:
        return
    spoken = {slug for clause in current.clauses if clause.concerns_assembly for slug in clause.measures}
    items: dict[int, list[Measure]] = {}
    for measure in measures():
        if measure.ordinance_item:
            items.setdefault(measure.ordinance_item, []).append(measure)
    english = (get_language() or "ja").startswith("en")
    for item, named in sorted(items.items()):
        if spoken.isdisjoint(measure.slug for measure in named):
            titles = _t("、").join(measure.title_en if english else measure.title_ja for measure in named)
            text = _t("方針のどの条項にも現れません: %(titles)s") % {"titles": titles}
            yield _finding(ctx, _t("省令 第%(item)s号") % {"item": item}, text, "clauses:start")


def _early(ctx: Context, odd: Iterable[reads.OddAcknowledgement]) -> Iterable[Finding]:
    """Acknowledgements by somebody who had not yet taken any office or post on that day."""
    for row in [row for row in odd if row.is_early][:MOST_ROWS]:
        text = _t("%(day)sの確認は、就任より前の日付です。") % {"day": day_text(row.on)}
        yield _finding(ctx, row.name, text, "organization:person", person_id=row.person_id)


def _settings_of_nothing(ctx: Context, settings: Iterable[str]) -> Iterable[Finding]:
    """Decisions about a duty that the catalogue no longer has."""
    for key in settings:
        if key not in catalogue():
            text = _t("決定がありますが、その確認項目はもうありません。")
            yield _finding(ctx, key, text, "conformance:duties")
