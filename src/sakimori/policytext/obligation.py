"""Who must do what a clause says: the actor as written, and whether it is a duty, an option or a statement (POL-2).

Every sentence is judged by how it ends and by what it is made to depend on. 必要に応じて and できる leave the act
to the actor; しなければならない, するものとする and a plain verb (講ずる) bind; the rest describes. A clause is as
binding as its most binding sentence. Where a clause names no actor, the clause above it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sakimori.policytext.fold import fold, lines_as_written, sentences_on_lines
from sakimori.policytext.tree import Clause, PolicyDocument


class Force(StrEnum):
    DUTY = "duty"
    OPTION = "option"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `words` are those that show its force; `condition` is set where it binds only in a case."""

    text: str
    force: Force
    words: tuple[str, ...]
    actors: tuple[str, ...]
    condition: str | None


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a clause asks and of whom. `actors_from` is the path of the clause that names them (None: this one)."""

    force: Force
    actors: tuple[str, ...]
    words: tuple[str, ...]
    actors_from: str | None
    sentences: tuple[Sentence, ...]


_POST = (
    r"最高情報セキュリティ責任者|統括情報セキュリティ責任者|情報セキュリティ責任者|情報セキュリティ管理者|情報システム管理者|情報管理者"
    r"|情報資産管理者|管理責任者|セキュリティ責任者|情報セキュリティ監査統括責任者|CISO|副議長|議長|議会事務局長|事務局長|事務局次長|局長"
    r"|議会運営委員会|情報セキュリティ委員会|委員会|委員長|会派の?代表者?|会派代表|議員|会派|議会事務局の?職員|事務局職員|事務局|職員"
    r"|委託事業者|受託事業者|受託者|委託先の?事業者|委託先|再委託先|監査人|監査を行う者|利用者|適用対象者|対象者|適用範囲にある者|議会"
)
_AND = r"(?:、|及び|並びに|又は|若しくは|・)"
_QUALIFIER = (
    r"(?:(?:全て|すべて|当該|各|本方針の|この方針の|[^、。はがをに]{1,12}における|[^、。はがをに]{1,10}の)の?)?"
)
_NAMED = rf"{_QUALIFIER}(?:{_POST})(?:等)?"
# 議長が定める基準: a subject inside a description of something else is not the actor of the sentence.
_DESCRIBING = r"(?![^、。]{0,24}?(?:る|た|べき|う|す|く)[一-龥ァ-ヶ])"
_ACTOR = re.compile(
    rf"(?P<actors>{_NAMED}(?:{_AND}{_NAMED})*)(?:\([^)]*\))?(?:において)?(?P<particle>は|が{_DESCRIBING})"
)
_PERSON = re.compile(r"(?:^|、)(?P<actors>[^、。はが]{2,30}者(?:及び[^、。はが]{1,14}者)?)(?:\([^)]*\))?は、?")
_SPLIT_ACTORS = re.compile(_AND)

_MUST = re.compile(
    r"(?:しな|な|ね|わな|らな|せな|めな)ければならない|てはならない|ではならない|なければいけない|ものとする|しないこと"
    r"|[うくすつむる](?<!をいう)(?<!に関する)こと(?=。)"
    r"|(?:義務|責務)を(?:負う|有する)|を(?:禁止|禁ずる|禁じる)|努める|しないものとする|遵守する"
)
_MAY = re.compile(
    r"することができる|ことができる|できるものとする|てもよい|て差し支えない|よらないことができる|妨げない"
)
_LEFT_OPEN = re.compile(
    r"必要に応じて?|必要があ(?:る|れば)|必要と認め(?:る|た)?(?:とき|場合)?|適宜|随時|状況に応じて?|可能な限り"
    r"|(?:策定|制定|作成|設け|定め|整備)(?:し)?た(?:場合|とき)"
)
_PLAIN_VERB = re.compile(r"[^、。をにがはでと]{1,10}?[くぐすつぬぶむるう](?=。|$)")
_DESCRIBES = re.compile(
    r"(?:をいう|である|とする|のとおり|適用(?:する|される|がある)(?:ものとする)?|から(?:施行|適用)する|含む|による|に係る)(?:。|$)"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_CONDITION = re.compile(r"(?:^|、|は)(?P<condition>[^、。]{2,60}?(?:場合|とき|際))(?:において)?(?:に)?(?:は|、)")


def obligations(document: PolicyDocument) -> dict[str, Obligation]:
    """Clause path → what it asks. Clauses without a sentence of their own (a heading above sub-items) are left out."""
    result: dict[str, Obligation] = {}
    _collect(document.clauses, (), None, result)
    return result


def obligation_of(
    clause: Clause, inherited: tuple[str, ...] = (), inherited_from: str | None = None
) -> Obligation | None:
    """What one clause asks; `inherited` are the actors of the clause above. None when it has no text."""
    sentences = tuple(_judge(written, folded) for written, folded in _lines(clause.text))
    if not sentences:
        return None
    force = next(force for force in Force if any(sentence.force is force for sentence in sentences))
    actors = _unique(actor for sentence in sentences for actor in sentence.actors)
    words = _unique(word for sentence in sentences if sentence.force is force for word in sentence.words)
    taken_over = not actors and bool(inherited) and force is not Force.STATEMENT
    return Obligation(
        force=force,
        actors=inherited if taken_over else actors,
        words=words,
        actors_from=inherited_from if taken_over else None,
        sentences=sentences,
    )


def _collect(
    clauses: Sequence[Clause], inherited: tuple[str, ...], source: str | None, result: dict[str, Obligation]
) -> None:
    for clause in clauses:
        found = obligation_of(clause, inherited, source)
        if found is not None:
            result[clause.path] = found
        own = found is not None and bool(found.actors) and found.actors_from is None
        below = (found.actors, clause.path) if found is not None and own else (inherited, source)
        _collect(clause.children, below[0], below[1], result)


def _lines(text: str) -> list[tuple[str, str]]:
    """The sentences as written, each with its copy for matching."""
    folded = sentences_on_lines(fold(text))
    pairs = zip(lines_as_written(text, folded).split("\n"), folded.split("\n"), strict=True)
    return [(written.strip(), copy.strip()) for written, copy in pairs if copy.strip()]


def _judge(written: str, sentence: str) -> Sentence:
    outside = _BRACKETED.sub("", sentence)
    must, may, left_open = (
        _unique(match[0] for match in pattern.finditer(outside)) for pattern in (_MUST, _MAY, _LEFT_OPEN)
    )
    condition = _CONDITION.search(outside)
    force, words = _force(outside, must, may, left_open)
    return Sentence(
        text=written,
        force=force,
        words=words,
        actors=_actors(sentence),
        condition=condition["condition"] if condition else None,
    )


def _force(
    sentence: str, must: tuple[str, ...], may: tuple[str, ...], left_open: tuple[str, ...]
) -> tuple[Force, tuple[str, ...]]:
    """An open word makes an option only of the act it stands before; a duty earlier in the sentence stays one."""
    if may:
        return Force.OPTION, may
    if left_open and not _duty_before(sentence, left_open[0]):
        return Force.OPTION, left_open
    if must and not (must == ("ものとする",) and _DESCRIBES.search(sentence.replace("ものとする", ""))):
        return Force.DUTY, must
    plain = _PLAIN_VERB.search(sentence)
    if plain and not _DESCRIBES.search(sentence):
        return Force.DUTY, (plain[0],)
    return Force.STATEMENT, ()


def _duty_before(sentence: str, open_word: str) -> bool:
    """…契約を締結し、…確認し、必要に応じて…: acts joined on before the open word are not left open."""
    return bool(re.search(r"を[^、]{1,30}(?:し|い|り|(?<!た)め|え|け|じ)、", sentence[: sentence.index(open_word)]))


def _actors(sentence: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _ACTOR.finditer(sentence):
        if match["particle"] == "は" or not found:
            found += (part for part in _SPLIT_ACTORS.split(match["actors"]) if part)
    if not found and (person := _PERSON.search(sentence)):
        found.append(person["actors"])
    return _unique(found)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
