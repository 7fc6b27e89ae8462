"""A draft: taken in from a file or text, corrected by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.files.actions import store_file
from sakimori.policy.clauses import queries
from sakimori.policy.clauses.models import Clause, ClauseMeasure, HistoryEvent, PolicyVersion
from sakimori.policy.clauses.reading import ReadClause, read_clauses, text_hash, to_document, to_parts
from sakimori.policy.clauses.types import AlignmentSource, VersionKind, VersionState
from sakimori.policytext.measures import measures
from sakimori.policytext.parse import parse_source, parse_text
from sakimori.policytext.readers import Source, read
from sakimori.policytext.restructure import renumber
from sakimori.policytext.tree import PolicyDocument

MOST_LINES = 20_000

NUMBER_DOUBTS = {"duplicate-number", "number-gap", "out-of-order", "missing-first"}
"""Doubts that a number given by a person settles."""

LAW_MEASURES = {"publication"}
"""Measures that the Act itself asks for (第244条の6第2項); everything else in a policy is the assembly's own word."""


@action("policy.take-in-file", permission=Permission.POLICY_PREPARE, sentence=_("方針の文書を取り込みました"))
def take_in_file(ctx: Context, *, name: str, data: bytes) -> PolicyVersion:
    """A draft from a file (txt, html, docx, pdf). The file is kept. Raises PolicyReadError or ValidationError."""
    source = read(data, name)
    _reasonable(len(source.lines), "file")
    original = _original(source)  # before parsing, which joins and marks the lines
    document = parse_source(source)
    stored = store_file(ctx, name=name, data=data)
    return _draft(ctx, document, source_name=stored.name, source_file=stored, source_text=original)


@action("policy.take-in-text", permission=Permission.POLICY_PREPARE, sentence=_("方針の文を取り込みました"))
def take_in_text(ctx: Context, *, text: str, source_name: str = "") -> PolicyVersion:
    """A draft from pasted text or from the filled-in model policy."""
    if not text.strip():
        raise ValidationError({"text": _t("方針の文を貼り付けてください。")})
    _reasonable(text.count("\n"), "text")
    return _draft(ctx, parse_text(text), source_name=source_name, source_text=text)


def _reasonable(lines: int, field: str) -> None:
    """No policy has this many lines; reading them would keep the office waiting."""
    if lines > MOST_LINES:
        raise ValidationError({field: _t("行が多すぎます。方針の本文だけを取り込んでください。")})


def _original(source: Source) -> str:
    """The file's own lines, shown beside the clauses: whoever checks sees what was there, not what was made of it."""
    lines: list[str] = []
    for line in source.lines:
        text = line.text or "　".join(cell for cell in line.cells if cell)
        lines.append(f"\n{text}" if line.blank_before and lines else text)
    return "\n".join(lines)


def _draft(ctx: Context, document: PolicyDocument, **source: Any) -> PolicyVersion:
    if not document.clauses:
        raise ValidationError({"text": _t("条項を読み取れませんでした。方針の本文が含まれているか確かめてください。")})
    last = PolicyVersion.objects.order_by("-number").first()
    version = PolicyVersion(
        number=last.number + 1 if last else 1,
        title=(document.title or _t("名称未設定の方針"))[:160],
        author_id=ctx.actor.person_id,
        supersedes=queries.decided_versions().first(),
        dropped=[{"text": part.text, "reason": part.reason} for part in document.dropped],
        doubts=[{"path": doubt.path, "code": doubt.code, "detail": doubt.detail} for doubt in document.doubts],
        **source,
    )
    version.full_clean()
    version.save()
    _store_clauses(version, read_clauses(document))
    HistoryEvent.objects.bulk_create(
        HistoryEvent(version=version, date=date.fromisoformat(entry.date), event=entry.event.value)
        for entry in document.history
    )
    rehash(version)
    return version


def _store_clauses(version: PolicyVersion, read: Sequence[ReadClause]) -> None:
    rows: list[Clause] = []
    for order, found in enumerate(read):
        row = Clause(
            version=version,
            parent=rows[found.parent] if found.parent is not None else None,
            path=found.clause.path[:60],
            order=order,
            depth=found.depth,
            heading=(found.clause.heading or "")[:200],
            text=found.clause.text,
            frequency=found.frequency,
            ground=ground_of(found),
        )
        _set_obligation(row, found)
        rows.append(row)
    Clause.objects.bulk_create(rows)
    store_alignments(zip(rows, read, strict=True))


def ground_of(found: ReadClause) -> Ground:
    """The law, where the clause is about what the Act itself asks for."""
    return Ground.LAW if LAW_MEASURES & {a.measure for a in found.alignments} else Ground.POLICY


def store_alignments(pairs: Iterable[tuple[Clause, ReadClause]]) -> None:
    """Keep what the machine found each clause to be about."""
    ClauseMeasure.objects.bulk_create(
        ClauseMeasure(
            clause=row,
            measure=alignment.measure,
            confidence=round(100 * alignment.confidence),
            words=list(alignment.words),
            where=alignment.where,
        )
        for row, found in pairs
        for alignment in found.alignments
    )


def rehash(version: PolicyVersion) -> None:
    """The hash of the text as it is now; saves the version."""
    rows = Clause.objects.filter(version=version).order_by("order").values_list("path", "heading", "text")
    version.text_sha256 = text_hash(version.title, rows)
    version.save()


def must_be_draft(version: PolicyVersion) -> None:
    """Raises ValidationError where the text may not change any more."""
    if version.state != VersionState.DRAFT:
        raise ValidationError(_t("決定待ちまたは決定済みの版は直せません。改定するときは新しい版を作ってください。"))


@action("policy.correct-clause", permission=Permission.POLICY_PREPARE, sentence=_("条項の読み取りを直しました"))
def correct_clause(
    ctx: Context,
    *,
    clause: Clause,
    path: str,
    heading: str,
    text: str,
    frequency: str | None = None,
    concerns_assembly: bool = True,
    note: str = "",
    measure_slugs: Iterable[str],
) -> Clause:
    """A person corrects what was read: number, heading, text, how often, whether it concerns the assembly, measures.

    `frequency` None leaves it as it is. A new number is carried into the numbers below it.
    """
    must_be_draft(clause.version)
    text_before = clause.text
    _renumber(clause, path.strip())
    clause.heading, clause.text = heading.strip(), text.strip()
    clause.frequency = clause.frequency if frequency is None else frequency
    clause.concerns_assembly, clause.note = concerns_assembly, note.strip()
    clause.full_clean()
    clause.save()
    _set_measures(clause, measure_slugs)
    if clause.text != text_before:
        read_obligations(clause.version)
    rehash(clause.version)
    return clause


def _renumber(clause: Clause, path: str) -> None:
    """A number that a person gives must be free; it settles what was doubted about the number."""
    if path == clause.path:
        return
    rows = queries.clauses_of(clause.version)
    if any(row.path == path for row in rows):
        raise ValidationError({"path": _t("その番号の条項は、すでにあります。")})
    index = next(place for place, row in enumerate(rows) if row.pk == clause.pk)
    cited = {part.key: part.path for part in renumber(to_parts(rows), index, path)}
    settled = [d for d in clause.version.doubts if d["path"] != clause.path or d["code"] not in NUMBER_DOUBTS]
    clause.version.doubts = moved_doubts(settled, {row.path: cited[row.pk] for row in rows})
    for row in rows:
        if row.pk != clause.pk and row.path != cited[row.pk]:
            row.path = cited[row.pk]
            row.full_clean()
            row.save()
    clause.path = path


def moved_doubts(doubts: Iterable[dict[str, str | None]], cited: Mapping[str, str]) -> list[dict[str, str | None]]:
    """What is doubtful, under the new numbers."""
    return [doubt | {"path": cited.get(doubt["path"] or "", doubt["path"])} for doubt in doubts]


def read_obligations(version: PolicyVersion) -> list[tuple[Clause, ReadClause]]:
    """Who must do what, read anew after words or places changed. Every clause with what was found."""
    rows = queries.clauses_of(version)
    pairs = list(zip(rows, read_clauses(to_document(version.title, rows)), strict=True))
    for row, found in pairs:
        was = (row.actor, row.obligation, row.obligation_words)
        _set_obligation(row, found)
        if was != (row.actor, row.obligation, row.obligation_words):
            row.save()
    return pairs


def _set_obligation(row: Clause, found: ReadClause) -> None:
    asked = found.obligation
    row.actor = "・".join(asked.actors)[:120] if asked else ""
    row.obligation = asked.force.value if asked else ""
    row.obligation_words = list(asked.words) if asked else []


def _set_measures(clause: Clause, slugs: Iterable[str]) -> None:
    known = {measure.slug for measure in measures()}
    wanted = list(dict.fromkeys(slugs))
    if not known.issuperset(wanted):
        raise ValidationError({"measure_slugs": _t("その施策はありません。")})
    present = {row.measure: row for row in ClauseMeasure.objects.filter(clause=clause)}
    ClauseMeasure.objects.filter(clause=clause).exclude(measure__in=wanted).delete()
    for slug in wanted:
        row = present.get(slug) or ClauseMeasure(clause=clause, measure=slug)
        row.source, row.confidence = AlignmentSource.PERSON, 100
        row.save()


@action("policy.align", permission=Permission.POLICY_PREPARE, sentence=_("条項の施策を直しました"))
def set_measures(ctx: Context, *, clause: Clause, slugs: Iterable[str]) -> None:
    """A person says what a clause is about; possible in every state, since the text does not change."""
    _set_measures(clause, slugs)


@action("policy.describe", permission=Permission.POLICY_PREPARE, sentence=_("方針の名称や種別を直しました"))
def describe_version(
    ctx: Context, *, version: PolicyVersion, title: str, kind: VersionKind, joint_with: str = ""
) -> PolicyVersion:
    """Title and whether the policy is the assembly's own or a joint one."""
    must_be_draft(version)
    version.title, version.kind, version.joint_with = title.strip(), kind, joint_with.strip()
    version.full_clean()
    rehash(version)
    return version


@action("policy.mark-concerned", permission=Permission.POLICY_PREPARE, sentence=_("議会に関係する条項を選びました"))
def mark_concerned(ctx: Context, *, version: PolicyVersion, clauses: Iterable[Clause]) -> None:
    """In a joint policy only these clauses concern the assembly; the others are shown but not evaluated."""
    keys = [clause.pk for clause in clauses]
    rows = Clause.objects.filter(version=version)
    rows.filter(pk__in=keys, concerns_assembly=False).update(concerns_assembly=True)
    rows.exclude(pk__in=keys).filter(concerns_assembly=True).update(concerns_assembly=False)
