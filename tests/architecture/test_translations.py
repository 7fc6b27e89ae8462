"""Both languages are whole: every Japanese text goes through gettext, and every one of them has sound English."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from django.apps import apps
from django.template.base import Lexer, TokenType
from django.utils import translation
from django.utils.translation import trim_whitespace

from sakimori.foundation.assemblies.records import Recorded
from sakimori.front.records.reading import HIDDEN
from tests.architecture.sources import PACKAGE, Source, sources
from tools import messages

JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ々〆㐀-䶿一-鿿豈-﫿]")
"""Letters only: a middle dot or a full-width bracket needs no translation."""

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif%]|\{\w*\}")
CONSTANT = re.compile(r"""_\(((?:"[^"]*")|(?:'[^']*'))\)""")

# Shown in Japanese on purpose, in an English text.
JAPANESE_TERMS: tuple[str, ...] = ("よい/聞く/だめ", "よい")

# Packages that know nothing of Django carry both languages themselves (a code and parameters, texts in two columns).
WITHOUT_GETTEXT = ("policytext/", "evidence/", "dates/")

# Files whose Japanese is not a text of the screen.
JAPANESE_ON_PURPOSE = {
    "config/env.py": "printed before a language is known, so both at once",
    "config/settings.py": "the language's own name",
    "front/cli/": "a terminal has no language of its own, so both at once",
    "front/sample/": "the fictional assembly's contents: names, minutes, its policy",
    "foundation/asks/sheets.py": "letters of a Japanese public office",
    "foundation/charts/wrapping.py": "rules of line breaking",
    "foundation/exchange/cells.py": "words that files contain",
    "foundation/exchange/header.py": "words that files contain",
    "foundation/exchange/readers.py": "words that files contain",
    "foundation/exchange/text.py": "words that files contain",
    "foundation/exchange/writers.py": "the name of a typeface",
    "foundation/papers/fonts.py": "faults of the installation, for the log",
    "foundation/papers/render.py": "faults of the program, for the log",
    "assurance/inspections/letters.py": "letters of a Japanese public office",
    "assurance/audits/sheets.py": "the audit report is a Japanese public document",
    "assurance/audits/workbook.py": "the audit report is a Japanese public document",
    "foundation/witness/bundles.py": "what is withheld is said in both languages, in the bundle itself",
    "assurance/reviews/sheets.py": "the annual report is a Japanese public document",
    "assurance/reviews/documents.py": "the annual report is a Japanese public document",
    "assurance/reviews/queries.py": "drafts of answers to a survey of the state",
    "front/api/api.py": "the description of the interface, in both languages",
    "measures/assessments/documents.py": "the name of a typeface",
    "measures/awareness/asks.py": "the sentence of the promise is evidence, never translated",
    "measures/awareness/sheets.py": "letters of a Japanese public office",
    "measures/awareness/shipped.py": "the words of the promise are a text of the assembly, never translated",
    "measures/cards/forms.py": "the language's own name",
    "measures/cards/pack.py": "names of files of a Japanese public office",
    "measures/services/asks.py": "the sentence that is confirmed is evidence, never translated",
    "measures/services/known.py": "the rules are a text of the assembly, never translated",
    "measures/social/checking.py": "words that drafts may contain",
    "measures/social/sheets.py": "papers of a Japanese public office",
    "measures/social/shipped.py": "the range is a text of the assembly, never translated",
    "registers/assets/examples.py": "words that texts of the assembly contain",
    "measures/exceptions/sheets.py": "forms of a Japanese public office",
    "measures/incidents/letters.py": "papers of a Japanese public office",
    "measures/incidents/sheets.py": "papers of a Japanese public office",
    "measures/incidents/documents.py": "papers of a Japanese public office",
    "measures/incidents/common_form.py": "the ministries' forms are Japanese",
    "measures/learning/course_text.py": "words that files contain",
    "measures/safety/rules.py": "the word for a district in remarks about a person",
    "measures/safety/telegrams.py": "words that telegrams of the meteorological agency contain",
    "measures/playbooks/merge.py": "words that files contain",
    "measures/playbooks/playbook_text.py": "words that files contain",
    "policy/clauses/asks.py": "the sentence of the acknowledgement is evidence, never translated",
    "policy/clauses/exports.py": "the published page of the policy is a Japanese public document",
    "policy/clauses/reading.py": "labels as they stand in the text of a policy",
    "policy/clauses/letters.py": "letters of a Japanese public office",
    "registers/assets/headings.py": "words that files contain",
    "registers/assets/inventories.py": "words that files contain",
    "registers/assets/map_drawing.py": "what a short label on the drawing leaves out of a class",
    "registers/assets/rules.py": "beginnings of asset numbers, which an assembly replaces by its own",
    "registers/disposal/serials.py": "words that files contain",
    "registers/lending/sheets.py": "forms of a Japanese public office",
    "registers/suppliers/documents.py": "clauses of contracts of a Japanese public body",
    "registers/suppliers/sheets.py": "the pledge and the criteria are papers of a Japanese public office",
    "registers/suppliers/pledges.py": "the words of the pledge are evidence, never translated",
    "registers/suppliers/forms/selection.py": "the mark of a wish stands in the Japanese text of the criteria",
    "registers/lending/pledges.py": "the words of the pledge are evidence, never translated",
    "registers/stocktaking/sheets.py": "letters of a Japanese public office",
    "registers/turnover/sheets.py": "letters of a Japanese public office",
    "registers/upkeep/sheets.py": "the record sheet of a Japanese public office",
}
TEMPLATES_ON_PURPOSE = {
    "policy/clauses/templates/clauses/export.html": "the published page of the policy is a Japanese public document",
    "foundation/ui/templates/ui/_language.html": "the language's own name",
}


@functools.cache
def catalogue() -> Catalog:
    return messages.merged()


def texts() -> Iterator[Message]:
    return (message for message in catalogue() if message.id)


def forms(value: object) -> tuple[str, ...]:
    """The texts of a message, one or (plural) two."""
    return tuple(value) if isinstance(value, tuple | list) else (str(value or ""),)


def test_every_text_has_english():
    """A page that is half Japanese helps nobody who reads English."""
    assert [(message.id, message.locations[:1]) for message in messages.missing(catalogue())] == []


def test_placeholders_agree():
    """A placeholder that only one language has fails when the page is shown."""
    wrong = [
        (message.id, message.string)
        for message in texts()
        for text in forms(message.string)
        if text and sorted(set(PLACEHOLDER.findall(text))) != sorted(set(PLACEHOLDER.findall(forms(message.id)[0])))
    ]
    assert wrong == []


def test_no_japanese_is_left_in_english():
    """A text that was copied is not translated."""
    left = [
        (message.id, text)
        for message in texts()
        for text in forms(message.string)
        if JAPANESE.search(functools.reduce(lambda rest, term: rest.replace(term, ""), JAPANESE_TERMS, text))
    ]
    assert left == []


def test_line_breaks_agree():
    """A mail that loses its line breaks cannot be read."""
    wrong = [m.id for m in texts() if any(t and t.count("\n") != forms(m.id)[0].count("\n") for t in forms(m.string))]
    assert wrong == []


def test_the_compiled_catalogue_is_fresh():
    """The program reads the compiled catalogue; run `make messages` after a change."""
    assert messages.is_fresh(catalogue())


def test_the_program_speaks_english():
    """The catalogue is found where the settings say, with plurals."""
    with translation.override("en"):
        assert translation.gettext("守られている") == "Kept"
        assert translation.ngettext("確認項目 %(n)s件", "確認項目 %(n)s件", 1) % {"n": 1} == "1 duty"
        assert translation.ngettext("確認項目 %(n)s件", "確認項目 %(n)s件", 2) % {"n": 2} == "2 duties"
    with translation.override("ja"):
        assert translation.gettext("守られている") == "守られている"


def test_the_log_in_library_uses_our_words():
    """Its pages stand among ours: the same thing must have the same name."""
    with translation.override("ja"):
        assert translation.gettext("Two-Factor Authentication") == "二要素認証"
        assert translation.gettext("Recovery Codes") == "回復コード"
        assert translation.gettext("Deactivate") == "無効化する"
    with translation.override("en"):
        assert translation.gettext("Two-Factor Authentication") == "Two-Factor Authentication"
    ours = [text for message in texts() for text in forms(message.id)]
    assert [text for text in ours for theirs in (*messages.TERMS, "二段階認証") if theirs in text] == []


def test_recorded_fields_have_names():
    """The ledger's pages show every field of a changed row by its name; without one it is an English identifier."""
    nameless = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, Recorded)
        for field in model._meta.concrete_fields
        if field.name not in {"id", "assembly", *HIDDEN} and str(field.verbose_name) == field.name.replace("_", " ")
    ]
    assert nameless == []


# ---- every text is found -------------------------------------------------------------------------------------------


def gettext_names(source: Source) -> frozenset[str]:
    """The names by which a file calls gettext."""
    return frozenset(
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    )


def gettext_calls(source: Source) -> Iterator[ast.Call]:
    names = gettext_names(source)
    return (
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    )


def test_python_texts_are_literals():
    """The catalogue is made by reading the files: a text that is put together while running is in no catalogue."""
    built = [
        f"{source.name}:{call.lineno} {ast.unparse(argument)}"
        for source in sources()
        for call in gettext_calls(source)
        for argument in call.args[:1]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]
    assert built == []


def test_texts_of_modules_are_lazy():
    """`gettext` while a module is loaded speaks the language of that moment for ever; there it must be `gettext_lazy`."""
    early = []
    for source in sources():
        eager = {
            alias.asname or alias.name
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
            if alias.name in {"gettext", "ngettext", "pgettext", "npgettext"}
        }
        early += [f"{source.name}:{call.lineno}" for call in loaded_calls(source.tree) if called(call) in eager]
    assert early == []


def loaded_calls(node: ast.AST) -> Iterator[ast.Call]:
    """Calls that run while a module is loaded: not those in the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from loaded_calls(child)


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_the_tool_finds_every_text_of_python_files():
    """The names for gettext that the tool knows are those in use."""
    known = {form for message in texts() for form in forms(message.id)}
    lost = [
        f"{source.name}:{call.lineno} {argument.value}"
        for source in sources()
        for call in gettext_calls(source)
        for argument in call.args
        if isinstance(argument, ast.Constant)
        if isinstance(argument.value, str) and JAPANESE.search(argument.value) and argument.value not in known
    ]
    assert lost == []


def template_texts(text: str) -> Iterator[str]:
    """Texts of `translate`, of a plain `blocktranslate` and of `_("…")` in tags and filters, as gettext is asked for them."""
    block: list[str] | None = None
    trimmed = False
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            words = token.split_contents()
            if words[0] in {"endblocktranslate", "endblocktrans", "plural"} and block is not None:
                joined = "".join(block)
                yield trim_whitespace(joined) if trimmed else joined
                block = [] if words[0] == "plural" else None
            elif words[0] in {"blocktranslate", "blocktrans"}:
                block, trimmed = [], "trimmed" in words
            elif words[0] in {"translate", "trans"}:
                yield words[1][1:-1].replace("%", "%%")
        if token.token_type in {TokenType.BLOCK, TokenType.VAR} and block is None:
            yield from (found[1:-1] for found in CONSTANT.findall(token.contents))
        if block is not None and token.token_type == TokenType.TEXT:
            block.append(token.contents.replace("%", "%%"))
        elif block is not None and token.token_type == TokenType.VAR:
            block.append(f"%({token.contents})s")


TEMPLATES = [path for path in messages.sources() if path.suffix != ".py"]


def test_the_tool_finds_every_text_of_templates():
    """Told apart by a scanner of our own, so that a gap in Django's shows."""
    known = {form for message in texts() for form in forms(message.id)}
    lost = [
        f"{path.relative_to(PACKAGE)}: {text}"
        for path in TEMPLATES
        for text in template_texts(path.read_text(encoding="utf-8"))
        if JAPANESE.search(text) and text not in known
    ]
    assert TEMPLATES
    assert lost == []


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{% alert "info" _("甲") %}', ["甲"]),
        ('{{ name|default:_("乙") }}', ["乙"]),
        ('{% translate "丙 50%" as x %}', ["丙 50%%"]),
        ("{% blocktranslate with n=m %}丁 {{ n }}{% endblocktranslate %}", ["丁 %(n)s"]),
        ("{% blocktranslate trimmed %}\n  戊\n  己\n{% endblocktranslate %}", ["戊 己"]),
        ("{% blocktranslate count n=m %}庚{% plural %}辛{% endblocktranslate %}", ["庚", "辛"]),
    ],
)
def test_the_scanner_reads_every_way_to_write_a_text(template, expected):
    """What the tests above rest on."""
    assert list(template_texts(template)) == expected


# ---- nothing Japanese beside gettext -------------------------------------------------------------------------------


def bare(text: str) -> Iterator[tuple[int, str]]:
    """Line and contents of Japanese in a template outside translate, blocktranslate, `_("…")` and comments."""
    inside = ""
    for token in Lexer(text).tokenize():
        contents = CONSTANT.sub("", token.contents)
        if token.token_type == TokenType.BLOCK:
            word = contents.split()[0] if contents.split() else ""
            if word in {"blocktranslate", "blocktrans", "comment"}:
                inside = word
            elif inside and word == f"end{inside}":
                inside = ""
            if word in {"translate", "trans"}:
                continue
        elif token.token_type == TokenType.COMMENT or inside:
            continue
        if JAPANESE.search(contents):
            yield token.lineno, contents.strip()[:60]


def test_templates_say_nothing_beside_gettext():
    """Such a text stays Japanese on the English page. Help pages are written in both languages and are no templates."""
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {text}"
        for path in TEMPLATES
        if str(path.relative_to(PACKAGE)) not in TEMPLATES_ON_PURPOSE
        for line, text in bare(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("template", ["<p>甲</p>", '<img alt="甲">', '{% alert "info" "甲" %}', '{{ a|default:"甲" }}'])
def test_bare_japanese_is_seen(template):
    """What the test above rests on."""
    assert list(bare(template))


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "甲" %}',
        "{% blocktranslate %}甲{% endblocktranslate %}",
        "{# 甲 #}",
        "{% comment %}甲{% endcomment %}",
        '{% alert "info" _("甲") %}',
    ],
)
def test_translated_japanese_is_not_bare(template):
    """What the test above rests on."""
    assert not list(bare(template))


def shown_only_through_gettext(source: Source) -> bool:
    return not source.name.startswith((*WITHOUT_GETTEXT, *JAPANESE_ON_PURPOSE))


def beside_gettext(source: Source) -> Iterator[ast.Constant]:
    """Japanese strings that are shown and not given to gettext.

    Docstrings, patterns, what something is compared with, and other headings that an imported file may have are not
    shown.
    """
    fine = {id(argument) for call in gettext_calls(source) for argument in call.args}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr):
            fine.add(id(node.value))
        elif isinstance(node, ast.Compare):
            fine |= {id(value) for value in (node.left, *node.comparators)}
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            fine |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Column", "Option"}:
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            fine |= {id(item) for value in given if isinstance(value, ast.Tuple) for item in value.elts}
    return (
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in fine and JAPANESE.search(node.value)
    )


def test_python_says_nothing_beside_gettext():
    """Such a text stays Japanese on the English page."""
    found = [
        f"{source.name}:{node.lineno} {str(node.value)[:60]}"
        for source in sources()
        if shown_only_through_gettext(source)
        for node in beside_gettext(source)
    ]
    assert found == []


def test_allowed_files_exist():
    """A name left on the list after its file has gone would let a new file through."""
    assert [name for name in JAPANESE_ON_PURPOSE if not (PACKAGE / name).exists()] == []
    assert [name for name in TEMPLATES_ON_PURPOSE if not (PACKAGE / name).exists()] == []
