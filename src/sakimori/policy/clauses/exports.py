"""The policy for the outside: one self-contained HTML page for the council's own site, and a PDF."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from sakimori.dates import wareki
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.papers.render import render
from sakimori.policy.clauses import queries
from sakimori.policy.clauses.models import PolicyVersion

EVENTS = {"established": "策定", "effective": "施行", "amended": "改正", "abolished": "廃止"}
"""Words of the history block; part of a Japanese public document, never translated."""


def static_html(assembly: Assembly, version: PolicyVersion) -> str:
    """The whole page as text: no script, no address of anything else, Japanese, with the earlier versions folded away.

    The same published versions give the same bytes.
    """
    rows = public_rows(assembly, version) | {"effective_day": _day(version), "earlier": _earlier(version)}
    with translation.override("ja"):
        return render_to_string("clauses/export.html", rows)


def _earlier(version: PolicyVersion) -> list[dict[str, Any]]:
    """Versions before this one that were published themselves, newest first, each with its text. Two SQL statements."""
    found = [row for row in queries.published_versions() if row.number < version.number]
    texts = queries.texts_of(found)
    return [{"version": row, "effective_day": _day(row), "clauses": texts.get(row.pk, [])} for row in found]


def _day(version: PolicyVersion) -> str:
    return wareki(version.effective_on) if version.effective_on else ""


def public_rows(assembly: Assembly, version: PolicyVersion) -> dict[str, Any]:
    """What the public may see of a decided version."""
    return {
        "assembly_title": assembly.name,
        "version": version,
        "clauses": queries.clauses_of(version),
        "history": history_lines(version),
    }


def history_lines(version: PolicyVersion) -> list[tuple[str, str]]:
    """Day in 和暦 and event: the policy's own history block, or what the records say where it has none."""
    events = [(wareki(row.date), EVENTS.get(row.event, row.event)) for row in queries.history_of(version)]
    if events:
        return events
    lines = []
    for earlier in reversed([v for v in queries.decided_versions() if v.number <= version.number]):
        if earlier.decided_on:
            lines.append((wareki(earlier.decided_on), "改正" if earlier.is_amendment else "策定"))
        if earlier.effective_on and earlier.effective_on != earlier.decided_on:
            lines.append((wareki(earlier.effective_on), "施行"))
    return lines


def policy_pdf(assembly: Assembly, version: PolicyVersion) -> bytes:
    """The policy as A4 pages."""
    data = {
        "title": version.title,
        "assembly": assembly.name,
        "history": [f"{day}　{event}" for day, event in history_lines(version)],
        "history_title": "策定履歴",
        "clauses": [
            {"path": c.label, "heading": c.heading, "text": c.text, "depth": c.depth}
            for c in queries.clauses_of(version)
        ],
    }
    return render("policy/clauses/papers/policy.typ", data, lang="ja")


def sha256_of(text: str) -> str:
    """The hash of an exported page."""
    return sha256(text.encode()).hexdigest()
