"""How often a clause asks for an audit, a self-inspection, a review, training or a drill.

A frequency word counts only where it belongs to one of these acts:
毎年度1回以上監査を行い、必要に応じて改善措置を講ずる asks for a yearly audit, and says nothing about how often
measures are mended. So each sentence is cut into phrases at its joining verbs, and a frequency must share a phrase
with the act it governs. Rules: docs/policy-text.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sakimori.policytext.fold import fold, sentences_on_lines
from sakimori.policytext.tree import Clause, Frequency, PolicyDocument

_YEARLY = (
    r"毎(会計|事業)?年度?(?!.?目)|(会計|事業)?年(度|間)?(内)?(に|ごとに|毎に|あたり|当たり)?、?(少なくとも|最低)?、?[1一]+(回|度)"
    r"|(各|毎|会計|一|1)(会計)?年度?(に(おいて)?|ごとに?)?、?[1一](回|度)|(年度|1年|一年|1か年|一箇年)(ごと|毎|につき)|年次(の|で|に)?"
    r"|年(に)?(1|一|2|二|数|複数)(回|度)|12(か|箇|ヶ|カ|ケ)月(ごと|以内)"
)
_REGULAR = (
    r"定期(的|に|の)?|周期的|一定(の)?期間(ごと|毎)"
    r"|半年(に|ごと)|四半期ごと|隔年|毎(月|週|四半期)|(月|四半期)に[1一]回|[2-9二三四五](か)?年(に|ごと)"
)
_AS_NEEDED = (
    r"必要に応じ|必要の都度|必要な(場合|とき|際|時)|必要があ(る|れば)|必要が(生じ|認め)|必要(と|が(ある|生じた)と)(認め|判断|考え)"
    r"|必要(と|に)(なった|なる|する)(場合|とき|際|時)|随時|適宜|その都度|都度|適時|逐次|状況(の変化)?に応じ|変化に応じ"
)
_FREQUENCY = re.compile(f"(?P<yearly>{_YEARLY})|(?P<regular>{_REGULAR})|(?P<as_needed>{_AS_NEEDED})")

_POLICY_OBJECT = r"(方針|ポリシー|基準|手順|規程|要綱|要領|訓令|規則|告示)(等)?(の|を|について|は)?、?[^、。]{0,16}"
_ABOUT_IT = r"の?結果|の?対象|の?内容|の?体制|(の|実施)?計画|の?記録|の?報告|の?項目|の?方法|の?時期"
_ABOUT_IT += r"|の実施(要領|計画|方法|に関し|に必要)"
_ACT = re.compile(
    rf"(?<!委託先の)(?<!事業者の)監査(?!委員|担当|部門|証跡|人|機能|法人|に(必要|協力)|{_ABOUT_IT})"
    rf"|自己(点検|評価|チェック|検査)(?!票|表|シート|{_ABOUT_IT})"
    rf"|(研修|訓練|演習|講習|教育)(?!の?(教材|資料|履歴|実績|未受講)|委員|機関|施設|長|事業|{_ABOUT_IT})"
    rf"|{_POLICY_OBJECT}(改定|改正|改訂|改める|更新|変更)"
    rf"|(?P<plain>見直(し(?!の?結果|案)|す|さ|せ)|(?<!己)点検(?!票|表|簿|{_ABOUT_IT})|(?<!己)評価(し|する|を(行|実施)))"
)
# Looking through these is daily administration, not a self-inspection and not the review of the policy.
_DAILY_OBJECT = re.compile(
    r"(権限|アカウント|ログ|記録|バックアップ|設定|台帳|名簿|連絡(網|先)|契約|機器|端末|設備|媒体|回線|サーバ|パスワード|構成|施設|委託先|事業者|システム|リスク|脆弱性|影響|情報資産)"
    r"(等)?(の[^のを、]{0,8})?(の|を|は|について)?$"
)
_DAILY_TOPIC = re.compile(_DAILY_OBJECT.pattern.replace("(の|を|は|について)?$", "(は|を|について)"))
# A verb that joins: what follows is another act. A condition (…場合は、…ときは、) parts nothing, it belongs to what
# follows; nor does an adverb that ends like a verb (必要に応じて、).
_JOIN = re.compile(
    r"(?:(?:行い|行ない|実施し|受け|講じ|図り|努め|定め|設け|確認し|整備し|開催し|受講し|受講させ|受けさせ|見直し|改め|作成し|策定し"
    r"|点検し|監査し|報告し|検証し|評価し|踏まえ|基づき|公表し|周知し|措置し|行わせ|実施させ|提出し|把握し|管理し|記録し|保存し|取得し"
    r"|[ぁ-ん一-龥]{1,6}(?:うとともに|るとともに|すとともに|くとともに|るほか|うほか|すほか|るものとし|うものとし|すものとし|るなど|うなど|すなど|い|し|せ))"
    r"(?:たうえ(?:で)?|た上(?:で)?|た後(?:に)?|て)?、)"
)
_ADVERBIAL = re.compile(
    r"(?:必要に応じ|随時|適宜|定期的に|都度|に応じ|に対し|に関し|に際し|に当たり|基づき|踏まえ|として|とし|ない|おい)て?、$"
)
# A yearly plan, and the act by that plan: the plan's frequency is the act's.
_PLAN = re.compile(r"(監査|点検|研修|訓練|教育)[^、。]{0,6}計画")
_CARRIED = re.compile(r"^(?:これ|それ|その|当該|前項の|この|なお|ただし|実施|時期|回数|頻度|毎|年|定期|随時|必要)")
_LIGHT_VERB = re.compile(r"実施|行(う|い|わ|な)|開催|努め|受け|(?<![一-龥ァ-ヶー])する")

# How far back words are looked for, in letters; bounds the work on a hostile text.
_NEAR = 12
_FAR = 120
_LONGEST = 20_000


def frequency_of(clause: Clause) -> Frequency | None:
    """The clause's frequency from its own heading and text (not its children's), or None.

    Only audits, self-inspections, reviews, training and drills are looked at. Of several, yearly goes before regular
    and regular before as needed.
    """
    heading = fold(clause.heading or "")
    return _strongest([*_in_text(fold(clause.text[:_LONGEST]), heading), *_in_phrase(heading)])


def frequencies(document: PolicyDocument) -> dict[str, Frequency | None]:
    """Clause path → frequency. A clause without a heading may take its act from the heading above it."""
    result: dict[str, Frequency | None] = {}
    _collect(document.clauses, "", result)
    return result


def _collect(clauses: Sequence[Clause], above: str, result: dict[str, Frequency | None]) -> None:
    for clause in clauses:
        found = frequency_of(clause)
        if found is None and clause.heading is None and above:
            found = _strongest(_in_text(fold(clause.text[:_LONGEST]), above))
        result[clause.path] = _strongest(value for value in (found, result.get(clause.path)) if value)
        _collect(clause.children, fold(clause.heading or "") or above, result)


def _strongest(found: Iterable[Frequency]) -> Frequency | None:
    """Yearly before regular before as needed."""
    known = set(found)
    return next((frequency for frequency in Frequency if frequency in known), None)


def _in_text(text: str, heading: str) -> list[Frequency]:
    """Frequencies of every sentence. A sentence that only says when or how often takes its act from the one before."""
    found: list[Frequency] = []
    act_before = _has_act(heading)
    by_heading = act_before
    for sentence in sentences_on_lines(text).split("\n"):
        found += _in_sentence(sentence)
        if by_heading or (act_before and _CARRIED.match(sentence.strip())):
            found += _of_the_act_before(sentence)
        act_before = _has_act(sentence) or (act_before and not sentence.strip())
    return found


def _of_the_act_before(sentence: str) -> list[Frequency]:
    """その時期は、毎年度とする: the sentence names no act and no other object, so it speaks of the act before it."""
    if _has_act(sentence):
        return []
    return [
        frequency
        for phrase in _phrases(sentence)
        if _LIGHT_VERB.search(phrase) and _no_other_object(phrase)
        for frequency in _frequencies(phrase)
    ]


def _in_sentence(sentence: str) -> list[Frequency]:
    found: list[Frequency] = []
    carried: list[Frequency] = []
    earlier = ""
    for phrase in _phrases(sentence):
        own = _frequencies(phrase)
        if _has_act(phrase, earlier):
            found += own or carried
        earlier = (earlier + phrase)[-_FAR:]
        if own:
            carried = own if _stands_in_front(phrase) or _PLAN.search(phrase) else []
    return found


def _phrases(sentence: str) -> list[str]:
    phrases: list[str] = []
    start = 0
    for match in _JOIN.finditer(sentence):
        if _ADVERBIAL.search(sentence[max(start, match.end() - _NEAR) : match.end()]):
            continue
        phrases.append(sentence[start : match.end()])
        start = match.end()
    phrases.append(sentence[start:])
    return [phrase for phrase in phrases if phrase.strip()] or [""]


def _frequencies(phrase: str) -> list[Frequency]:
    return [Frequency(match.lastgroup) for match in _FREQUENCY.finditer(phrase) if match.lastgroup]


def _in_phrase(phrase: str) -> list[Frequency]:
    return _frequencies(phrase) if _has_act(phrase) else []


def _has_act(phrase: str, earlier: str = "") -> bool:
    """Whether an audit, self-inspection, review, training or drill is what the phrase is about.

    `earlier` is the sentence before the phrase: 記録は1年保管し、定期的に点検する looks through records.
    """
    for match in _ACT.finditer(phrase):
        if match["plain"] is None:
            return True
        object_before = _FREQUENCY.sub("", phrase[max(0, match.start() - _FAR) : match.start()]).rstrip("にてでな、")
        daily = _DAILY_OBJECT.search(object_before) if object_before else _DAILY_TOPIC.search(earlier)
        if not daily:
            return True
    return False


def _stands_in_front(phrase: str) -> bool:
    """毎年度、研修計画を定め、研修を行う: a frequency set off by a comma at the front governs the whole sentence."""
    rests = (phrase[match.end() : match.end() + 3] for match in _FREQUENCY.finditer(phrase))
    return any(rest.lstrip("にてごと以上は").startswith("、") for rest in rests)


def _no_other_object(phrase: str) -> bool:
    return "を" not in re.sub(r"(これ|それ|実施)を", "", phrase)
