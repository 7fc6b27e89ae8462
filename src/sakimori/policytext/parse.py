"""From a policy's file or text to its clauses. The rules are in docs/policy-text.md.

Order of work: lines (readers) → page furniture out → torn lines together → contents out → title and history →
tree of nodes (outline.py) → headings, texts and paths (wording.py, paths.py). Every line ends in exactly one place.
"""

from __future__ import annotations

from sakimori.policytext.front_matter import without_contents
from sakimori.policytext.furniture import without_furniture
from sakimori.policytext.history import history_of
from sakimori.policytext.joins import join_wrapped
from sakimori.policytext.paths import Citation, doubts_of
from sakimori.policytext.readers import Source, read
from sakimori.policytext.readers.plain import lines_of
from sakimori.policytext.reading import Reading
from sakimori.policytext.tables import mark_text_tables
from sakimori.policytext.tree import Doubt, PolicyDocument


def parse_policy(data: bytes, filename: str = "") -> PolicyDocument:
    """The policy in a .txt, .html, .docx or .pdf file of at most 20 MB. Raises PolicyReadError."""
    return parse_source(read(data, filename))


def parse_text(text: str) -> PolicyDocument:
    """The policy in a text that somebody pasted. An empty text gives an empty document."""
    return parse_source(Source("txt", lines_of(text)))


def parse_source(source: Source) -> PolicyDocument:
    """The policy in the lines that a reader gave."""
    lines, furniture = without_furniture(source.lines)
    mark_text_tables(lines)
    lines = join_wrapped(lines, is_pdf=source.kind == "pdf")
    lines, contents = without_contents(lines)
    reading = Reading(lines, source.page_title)
    reading.run()
    citation = Citation(reading.builder.root, articles=reading.profile.articles)
    clauses = citation.clauses()
    doubts = list(doubts_of(clauses, reading.builder.doubts, citation.path_of))
    if not reading.title:
        doubts.insert(0, Doubt(None, "no-title", ""))
    if not clauses:
        doubts.insert(0, Doubt(None, "no-clauses", ""))
    return PolicyDocument(
        title=reading.title,
        clauses=clauses,
        history=history_of(reading.all_events(clauses)),
        dropped=(*source.dropped, *furniture, *contents, *reading.dropped),
        doubts=tuple(doubts),
    )
