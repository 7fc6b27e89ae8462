"""Papers of playbooks: one on two pages, all of them as a booklet, the chapter of the nightly pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.papers.render import render
from sakimori.measures.playbooks.models import PlaybookVersion
from sakimori.measures.playbooks.queries import versions_in_force
from sakimori.measures.playbooks.reading import CallRow, Reading, StepRow, people_of, reading_of
from sakimori.measures.playbooks.types import IncidentKind

TEMPLATE = "measures/playbooks/papers/playbooks.typ"
MOST_ENTRIES = 4
"""Entries of the contact list behind one line of a paper."""


def playbook_pdf(ctx: Context, reading: Reading) -> bytes:
    """One playbook on two pages of A4 at most."""
    return _pdf(ctx, [reading], reading.playbook.title)


def booklet_pdf(ctx: Context, left_out: Sequence[str] = ()) -> bytes:
    """Every playbook that the assembly keeps, each on its own pages."""
    return _pdf(ctx, readings(ctx, left_out), _("対応手順"))


def readings(ctx: Context, left_out: Sequence[str] = ()) -> list[Reading]:
    """Every playbook with names and numbers, in the order of the kinds. Four SQL statements."""
    people, versions = people_of(ctx), versions_in_force(ctx.today)
    return [
        reading_of(versions.get(kind.value), kind.value, people) for kind in IncidentKind if kind.value not in left_out
    ]


def pages_of(ctx: Context, found: Sequence[Reading]) -> list[dict[str, Any]]:
    """Plain values of readings for a typst template that imports `playbook-pages` of `playbooks.typ`."""
    return [_page(ctx, reading) for reading in found]


def _pdf(ctx: Context, found: Sequence[Reading], title: str) -> bytes:
    data = {
        "title": title,
        "assembly": ctx.assembly.name,
        "printed": day_text(ctx.today),
        "playbooks": pages_of(ctx, found),
    }
    return render(TEMPLATE, data, lang=get_language() or "ja")


def _page(ctx: Context, reading: Reading) -> dict[str, Any]:
    playbook = reading.playbook
    return {
        "title": playbook.title,
        "kind": str(playbook.kind.label),
        "about": playbook.about,
        "version": version_words(reading.version),
        "advice": list(playbook.advice),
        "first": list(playbook.first_minutes),
        "calls": [_call(row) for row in reading.calls],
        "steps": [_step(row) for row in reading.steps],
        "evidence": list(playbook.evidence),
        "telling": [list(row) for row in playbook.telling],
        "templates": [{"title": row.title, "text": row.text} for row in reading.templates],
    }


def version_words(version: PlaybookVersion | None) -> str:
    """Which text it is, for the top of a paper."""
    if version is None:
        return _("用意された文（議会ではまだ定めていません）")
    return _("第%(number)s版　%(day)sから（%(decision)s）") % {
        "number": version.number,
        "day": day_text(version.adoption.effective_on),
        "decision": version.adoption.decision,
    }


def _call(row: CallRow) -> Mapping[str, Any]:
    note = ""
    if row.is_missing:
        note = _("番号が緊急連絡網にありません。")
    elif row.is_hidden:
        note = _("番号は議会事務局がかけます。")
    elif len(row.entries) > MOST_ENTRIES:
        note = _("ほか%(n)s件は緊急連絡網にあります。") % {"n": len(row.entries) - MOST_ENTRIES}
    return {
        "who": row.call.who or row.kind,
        "kind": row.kind if row.call.who else "",
        "when": row.call.when,
        "what": row.call.what,
        "entries": [
            {
                "name": f"{entry.name}（{entry.person}）" if entry.person else entry.name,
                "numbers": [[number.word, number.shown] for number in entry.numbers],
            }
            for entry in row.entries[:MOST_ENTRIES]
        ],
        "note": note,
    }


def _step(row: StepRow) -> Mapping[str, Any]:
    names = "、".join(row.names)
    if row.more:
        names = _("%(names)sほか%(n)s人") % {"names": names, "n": row.more}
    return {
        "number": row.step.key,
        "text": row.step.text,
        "owner": row.owner,
        "names": _("（いま当たる人がいません）") if row.is_vacant else names,
        "says": row.step.says,
        "after": "、".join(row.step.after),
        "by": row.by,
    }
