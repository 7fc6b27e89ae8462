"""Words for what the reading of a policy found. Keys are the values of the enums of `policytext`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.policytext.diff import ChangeKind

OBLIGATIONS: dict[str, Promise] = {
    "duty": _("義務"),
    "option": _("必要に応じて・任意"),
    "statement": _("説明"),
}

FREQUENCIES: dict[str, Promise] = {
    "yearly": _("毎年"),
    "regular": _("定期的に"),
    "as_needed": _("必要に応じて"),
}

EVENTS: dict[str, Promise] = {
    "established": _("策定"),
    "effective": _("施行"),
    "amended": _("改正"),
    "abolished": _("廃止"),
}

CHANGES: dict[ChangeKind, Promise] = {
    ChangeKind.REWORDED: _("文言の変更"),
    ChangeKind.MOVED: _("移動"),
    ChangeKind.MOVED_AND_REWORDED: _("移動と文言の変更"),
    ChangeKind.ADDED: _("追加"),
    ChangeKind.REMOVED: _("削除"),
}

RECORDS: dict[str, Promise] = {
    "policy.established": _("方針の版と、決定した日・会議の記録"),
    "policy.published": _("公表した日・場所と、公表した文書の照合値"),
    "policy.reviewed": _("見直しの記録（理由と結論）"),
    "scope.persons-registered": _("議席・会派・職員の名簿（任期つき）"),
    "compliance.acknowledged": _("一人ひとりの確認の記録（文・日時・方法）"),
    "organization.roles-filled": _("任命の記録（期間と決裁）"),
    "organization.contacts-checked": _("連絡先と、つながるかを確かめた記録"),
}
"""Which record proves a duty; duties without an entry are not evaluated yet."""

DOUBTS: dict[str, Promise] = {
    "duplicate-number": _("同じ番号が2度あります。番号を確かめてください。"),
    "number-gap": _("番号が飛んでいます。抜けた条項がないか、元の文と見比べてください。"),
    "out-of-order": _("番号の順が前後しています。条項の場所を確かめてください。"),
    "missing-first": _("最初の番号が見当たりません。前の条項に続いていないか確かめてください。"),
    "maybe-a-number": _("番号かもしれない行を、本文として読みました。"),
    "date-without-event": _("策定・改正・施行のどれか分からない日付があります。"),
    "text-before-first-clause": _("最初の条項より前に文があります。前文なら、そのままで構いません。"),
    "no-title": _("名称が見つかりませんでした。下の「名称」に入力してください。"),
    "no-clauses": _("条項が見つかりませんでした。本文が含まれているか確かめてください。"),
}
"""What the reader was unsure of, and what to look at; codes are those of `policytext`."""

DROPPED: dict[str, Promise] = {
    "history": _("策定・改正の履歴（日付は下の「策定履歴」にあります）"),
    "amendment-note": _("改正の注記"),
    "date": _("日付"),
    "contents": _("目次"),
    "duplicate-title": _("名称の繰り返し"),
    "page-title": _("ページの題名"),
    "page-heading": _("ページの見出し"),
    "page-number": _("ページ番号"),
    "running-head": _("ページごとの見出し"),
    "footnote": _("脚注"),
    "table-header": _("表の見出し"),
    "maker": _("定めた機関の名"),
    "closing": _("結びの語"),
    "rule-number": _("告示などの番号"),
    "applies-to": _("適用の注記"),
    "ruby": _("ふりがな"),
    "contact": _("問い合わせ先"),
    "updated": _("更新日"),
    "attachment": _("添付ファイルの案内"),
    "pdf-note": _("添付ファイルの案内"),
}
"""Why a part is not policy; every other reason is furniture of a web page."""
PAGE_FURNITURE = _("ページの部品（メニューや案内など）")

DAYS_OF: dict[str, Promise] = {
    "policy.published": _("決定から公表までの日数。法律は「遅滞なく」とだけ定めています。空欄なら決めません。"),
    "compliance.acknowledged": _("施行または就任から確認までの日数。空欄なら決めません。"),
    "policy.reviewed": _("前の見直しから次までの日数。1年なら365。空欄なら決めません。"),
    "organization.contacts-checked": _("前に確かめた日から次までの日数。1年なら365。空欄なら決めません。"),
}
"""What the days of a duty count."""
