"""Handling limits as shipped: what each class means for each topic. An assembly may word any of them itself (6(2))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.registers.assets.types import Confidentiality, Topic

C, T = Confidentiality, Topic

_SEALED: Final = _("封をして手渡し。電子の送信はしない。")
_STRICT: Final[Mapping[Topic, Promise]] = {
    T.MARKING: _("機密性と「関係者限り」を全ページに表示し、写しには番号を付ける。"),
    T.STORAGE: _("鍵のかかる場所に置き、鍵を持つ人を決める。データは暗号化し、見られる人を名前で決める。"),
    T.COPY: _("写しを作るには事務局長の許可が要る。番号を付けて配り、会議の後に全部回収する。"),
    T.SEND: _SEALED,
    T.TAKE_OUT: _("持ち出さない。やむを得ないときは、議長の許可を受けて二人で運ぶ。"),
    T.CLOUD: _("クラウドにも生成AIにも入れない。"),
    T.DISPOSAL: _("紙は細断か溶解、媒体は壊すか復元できない方法で消す。職員が立ち会い、証明書を残す。"),
}

SHIPPED: Final[Mapping[Confidentiality, Mapping[Topic, Promise]]] = {
    C.C3A: {
        **_STRICT,
        T.COPY: _("写しを作らない。必要なときは、渡した機関に頼む。"),
        T.DISPOSAL: _("渡した機関に返すか、その指示どおりに処分して記録する。"),
    },
    C.C3B: _STRICT,
    C.C3C: {
        T.MARKING: _("機密性と「関係者限り」を表紙に表示する。個人情報があれば、それも書く。"),
        T.STORAGE: _("鍵のかかる場所に置く。データは、見られる人を限った場所に置き、暗号化する。"),
        T.COPY: _("必要な部数だけ。番号を付けて配り、用が済んだら回収する。"),
        T.SEND: _("宛先を二人で確かめる。データはパスワードで保護し、パスワードは別の方法で伝える。"),
        T.TAKE_OUT: _("許可を受け、記録する。端末や媒体は暗号化する。"),
        T.CLOUD: _("議会が認めたサービスだけ。生成AIには入れない。"),
        T.DISPOSAL: _("紙は細断か溶解、媒体は壊すか復元できない方法で消す。証明書か写真を残す。"),
    },
    C.C2: {
        T.MARKING: _("機密性2と「取扱注意」を表紙に表示する。"),
        T.STORAGE: _("机の上に置いたまま離れない。データは、議会の人だけが見られる場所に置く。"),
        T.COPY: _("必要な部数だけ。公表までは、議会の外に配らない。"),
        T.SEND: _("宛先を確かめてから送る。多くの人に送るときはBCCにする。"),
        T.TAKE_OUT: _("貸与した端末で持ち歩いてよい。紙とUSBメモリは、許可を受けて記録する。"),
        T.CLOUD: _("議会が認めたサービスだけ。生成AIは、入力を学習に使わないものだけ。"),
        T.DISPOSAL: _("紙は細断か溶解、媒体は壊すか復元できない方法で消し、記録する。"),
    },
    C.C1: {
        T.MARKING: _("表示しない。"),
        T.STORAGE: _("なくさず、書き換えられないように置く。"),
        T.COPY: _("制限しない。"),
        T.SEND: _("制限しない。"),
        T.TAKE_OUT: _("制限しない。"),
        T.CLOUD: _("制限しない。正しい版を載せているか確かめる。"),
        T.DISPOSAL: _("ふつうに捨ててよい。ほかの情報が入った媒体は、その分類に従う。"),
    },
}

AT_ONCE: Final = (T.CLOUD, T.DISPOSAL, T.COPY, T.MARKING)
"""What a class changes at once, shown beside the proposal."""
