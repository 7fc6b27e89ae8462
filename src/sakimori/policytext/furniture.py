"""Lines that are not policy: what a web page or a print carries around it. Each is dropped with its reason."""

from __future__ import annotations

import re

from sakimori.policytext.labels import find_label, fold_width
from sakimori.policytext.readers.lines import Line
from sakimori.policytext.tree import Dropped

_PATTERNS = {
    "breadcrumb": r"(?:現在(?:の)?(?:位置|地)|(?:ホーム|トップ(?:ページ)?|TOP|HOME|Home)[ 　]*[>＞›»→]|本文へ(?:移動"
    r"|スキップ|ジャンプ)?|ページの先頭|このページの(?:先頭|トップ)|ページトップ)",
    "updated": r"(?:最終)?(?:更新|掲載|公開|登録)(?:年月)?日(?:時)?[ 　]*[:：]?[ 　]*(?:令和|平成|R|H|[0-9]|$)"
    r"|(?:更新|掲載|公開)[ 　]*[:：][ 　]*(?:令和|平成|[0-9])|(?:令和|平成"
    r"|20)[0-9元]+[年/.-][0-9]+[月/.-][0-9]+日?[ 　]*(?:更新|掲載|公開)$",
    "page-id": r"(?:ページ|記事|コンテンツ|文書)[ 　]*(?:番号|ID|ＩＤ|id|No\.?)[ 　]*[:：]?[ 　]*[0-9A-Za-z_-]*$",
    "share": r"(?:ツイート|ポスト|シェア(?:する)?|いいね!?|LINEで送る|Tweet|Share"
    r"|Facebook(?:で)?(?:シェア(?:する)?)?|X(?:\(旧Twitter\))?で(?:ポスト|シェア|共有)(?:する)?"
    r"|この(?:ページ|記事)を(?:シェア|共有)(?:する)?|LINE|Twitter|(?:.{0,12}(?:シェア|ツイート|共有"
    r"|ポスト)(?:する)?))$",
    "print": r"(?:(?:この)?(?:ページ|記事)を?)?印刷(?:する|用ページ|用画面)?(?:を(?:表示|開く))?$"
    r"|文字(?:の)?(?:サイズ|大きさ)|(?:ふりがな|読み上げ|音声読み上げ|背景色)(?:をつける|する)?$"
    r"|(?:English|Language|Foreign Language|多言語|やさしい日本語)$",
    "pdf-note": r"[^。]{0,80}[(\[][ 　]*(?:PDF|ＰＤＦ|Word|ワード|Excel|エクセル)(?:ファイル|形式"
    r"|文書)?[^)\]]{0,20}(?:[KMG]B|キロバイト|メガバイト|バイト)[ 　]*[)\]]|[^。]{0,80}(?:PDF|Word"
    r"|Excel)(?:ファイル)?[:：/ ][ 　]*[0-9.,]+ ?[KMG]B|.*(?:Adobe"
    r"|アドビ)[ 　]*(?:Acrobat[ 　]*)?(?:Reader|リーダー)|.*PDFファイル(?:を|の)(?:ご覧|閲覧|見る)",
    "cookie": r".*(?:Cookie|クッキー|cookie)(?:\(クッキー\))?(?:を(?:使用|利用)|の(?:使用"
    r"|利用))[^。]{0,60}(?:しています|同意|ます)|(?:Cookie|クッキー).{0,10}(?:同意|許可|拒否)"
    r"|(?:同意する|すべて(?:許可|拒否)|拒否する)$",
    "footer": r"(?:Copyright|copyright|COPYRIGHT|©|\(C\)|\(c\)).{0,120}$|.*All Rights Reserved\.?$"
    r"|(?:サイトマップ|プライバシーポリシー|個人情報の取扱い|リンク・著作権・免責事項"
    r"|ウェブアクセシビリティ|著作権|免責事項)$|このページは(?:お役に立|見つけやす|役に立|分かりやす)",
    "attachment": r"(?:関連|添付)(?:ファイル|リンク|情報|ページ|資料|記事)(?:一覧)?$|(?:ファイル)?ダウンロード$|外部(?:サイト|リンク)$",
    "page-number": r"[-‐–—―−－ー〔\[(\s]*(?:[0-9]{1,3}|[Pp]\.?[ ]*[0-9]{1,3}"
    r"|Page[ ]*[0-9]{1,3}(?: of [0-9]+)?)[ 　]*(?:ページ|頁)[-)\]]*$"
    r"|[-‐–—―−－][ 　]*[0-9]{1,3}[ 　]*[-‐–—―−－]$|[0-9]{1,3}[ ]*[/／][ ]*[0-9]{1,3}(?:ページ)?$"
    r"|[Pp](?:age|\.)[ ]*[0-9]{1,3}$",
}
_NOISE = [(reason, re.compile(pattern)) for reason, pattern in _PATTERNS.items()]
_CONTACT_HEAD = re.compile(
    r"^[■◆●○【\[(]*(?:この(?:ページ|記事|情報|方針)(?:の内容)?に(?:関する"
    r"|ついての)(?:お)?(?:問い?合わ?せ|ご意見)|(?:お)?(?:問い?合わ?せ)(?:先|窓口)?|担当(?:課|部署"
    r"|窓口)?|連絡先|ご意見・お問い?合わ?せ)(?:先|は)?[】\])]*[ 　]*[:：]?"
)
_CONTACT_LINE = re.compile(
    r"(?:電話|TEL|Tel|℡|ファ(?:ック|ク)ス|FAX|Fax|メール|E-?mail|e-?mail|〒|住所|所在地|内線|直通"
    r"|お問い?合わ?せ|開庁時間|@[A-Za-z0-9]"
    r"|^[^。、]{2,25}(?:課|係|室|局|部|担当)(?:[ 　].{0,20})?$|^[^。]{2,40}(?:丁目|番地|番[0-9]+号"
    r"|号)(?:.{0,20})$|^[0-9()\-ー－]{8,16}$|フォーム)"
)
_LONGEST_NOISE = 160


def without_furniture(lines: list[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines that may be policy, and those that are furniture."""
    kept: list[Line] = []
    dropped: list[Dropped] = []
    in_contact = False
    for line in lines:
        text = line.text
        if line.cells or (line.level is None and find_label(text) is not None and not _page_number(text)):
            in_contact = False
            kept.append(line)
            continue
        if in_contact and is_contact_line(text):
            dropped.append(Dropped(text, "contact"))
            continue
        in_contact = is_contact_head(text)
        reason = "contact" if in_contact else noise(text)
        if reason is None:
            kept.append(line)
        else:
            dropped.append(Dropped(text, reason))
    return kept, dropped


def noise(text: str) -> str | None:
    """Why the line is page furniture, or None."""
    folded = fold_width(text)
    if len(folded) > _LONGEST_NOISE:
        return None
    return next((reason for reason, pattern in _NOISE if pattern.match(folded)), None)


def is_contact_head(text: str) -> bool:
    """このページに関するお問い合わせ, 担当課：…"""
    folded = fold_width(text)
    match = _CONTACT_HEAD.match(folded)
    if match is None:
        return False
    rest = folded[match.end() :].strip()
    return not rest or (len(rest) < 60 and "。" not in rest and bool(_CONTACT_LINE.search(rest)))


def is_contact_line(text: str) -> bool:
    """A telephone number, an address, the name of a section."""
    return len(text) <= _LONGEST_NOISE and bool(_CONTACT_LINE.search(fold_width(text)))


def _page_number(text: str) -> bool:
    return noise(text) in ("page-number", "updated", "footer")
