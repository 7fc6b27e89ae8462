"""Collect every text, merge it into the English catalogue, compile it. `--check` only says what is missing.

Japanese is the source language, so our texts need no catalogue; a small Japanese one only puts our words into the
pages of the log-in library. Uses Babel and Django's own template scanner; no gettext programs are needed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import allauth
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "sakimori"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
JAPANESE = PACKAGE / "locale" / "ja" / "LC_MESSAGES" / "django.po"
LIBRARY = Path(allauth.__file__).parent / "locale" / "ja" / "LC_MESSAGES" / "django.po"
TERMS = {
    "多要素認証": "二要素認証",
    "リカバリーコード": "回復コード",
    "リカバリーキー": "回復コード",
    "ユーザー名": "利用者名",
    "セキュリティーキー": "セキュリティキー",
    "生態認証": "生体認証",
}
"""Words of the log-in library's Japanese pages, and ours for the same thing. The last one is a slip of theirs."""

KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3), "_": None, "_t": None, "_l": None,
}  # fmt: skip
HEADER = "# English texts of Sakimori. Collected, merged and compiled by tools/messages.py."

# The same inputs must give the same bytes, so that the compiled catalogue can be checked; git knows the dates.
_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def sources() -> list[Path]:
    """Python files and templates whose texts are shown, without tests and migrations."""
    found = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]
    return sorted(
        p
        for p in found
        if not {"tests", "migrations"} & set(p.parts) and p.name not in {"testing.py", "testing_duties.py"}
    )


def collected() -> Catalog:
    """Every text of the product."""
    found = Catalog(project="Sakimori", locale="en", charset="utf-8", creation_date=_DATE)
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Whatever is not a text becomes X and B; its indentation means nothing to Python.
            text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
        name = str(path.relative_to(ROOT))
        for line, message, comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",)
        ):
            if _is_text(message):
                found.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return found


def _is_text(message: object) -> bool:
    """Texts of the product are Japanese; anything else is Django's own and has its own catalogue."""
    first = message[0] if isinstance(message, tuple) else message
    return bool(first) and not str(first).isascii()


def merged() -> Catalog:
    """The texts of today with the English they have; texts that nobody uses any more are gone."""
    catalogue = Catalog(locale="en")
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            catalogue = read_po(file, locale="en")
    catalogue.update(collected(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        if message.id:
            # Babel marks a text that began to be counted; the mark would outlive the English that was then filled in,
            # and the compiler leaves marked texts out.
            message.flags.discard("fuzzy")
    catalogue.project, catalogue.version, catalogue.fuzzy = "Sakimori", "1", False
    catalogue.header_comment, catalogue.last_translator = HEADER, "Sakimori"
    catalogue.language_team, catalogue.copyright_holder, catalogue.msgid_bugs_address = "en", "Sakimori", ""
    catalogue.revision_date = _DATE
    return catalogue


def house_terms() -> Catalog:
    """The log-in library's Japanese texts that use another word than we do, in our words."""
    with LIBRARY.open("rb") as file:
        theirs = read_po(file, locale="ja")
    ours = Catalog(project="Sakimori", version="1", locale="ja", charset="utf-8", creation_date=_DATE, fuzzy=False)
    ours.header_comment, ours.last_translator = HEADER.replace("English", "Japanese"), "Sakimori"
    ours.language_team, ours.msgid_bugs_address, ours.revision_date = "ja", "", _DATE
    for message in theirs:
        if not message.id or not message.string or message.fuzzy:
            continue
        string = _in_our_words(message.string)
        if string != message.string:
            ours.add(message.id, string, context=message.context, flags=message.flags)
    return ours


def _in_our_words(text: str | Sequence[str]) -> str | tuple[str, ...]:
    if not isinstance(text, str):
        return tuple(str(_in_our_words(form)) for form in text)
    for theirs, ours in TERMS.items():
        text = text.replace(theirs, ours)
    return text


def missing(catalogue: Catalog) -> list[Message]:
    """Texts without English. One whose English is uncertain (fuzzy) is left out of what the program reads."""
    return [
        m for m in catalogue if m.id and (m.fuzzy or not (all(m.string) if isinstance(m.string, tuple) else m.string))
    ]


def compiled(catalogue: Catalog) -> bytes:
    """What the program reads."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def is_fresh(catalogue: Catalog) -> bool:
    """Whether the compiled catalogues in the tree are the ones these texts give."""
    pairs = ((COMPILED, catalogue), (JAPANESE.with_suffix(".mo"), house_terms()))
    return all(path.exists() and path.read_bytes() == compiled(texts) for path, texts in pairs)


def write(path: Path, catalogue: Catalog) -> None:
    """The catalogue for people and, beside it, the one for the program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def main() -> int:
    """Exit code 1 when `--check` finds something missing or stale."""
    catalogue = merged()
    without = missing(catalogue)
    if "--check" in sys.argv:
        for message in without:
            print("no English:", message.id, message.locations[:1])
        fresh = is_fresh(catalogue)
        print("the compiled catalogues are fresh" if fresh else "a compiled catalogue is stale: make messages")
        return int(bool(without) or not fresh)
    write(CATALOGUE, catalogue)
    write(JAPANESE, house_terms())
    print(f"{len(catalogue)} texts, {len(without)} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
