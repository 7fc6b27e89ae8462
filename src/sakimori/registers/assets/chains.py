"""Inheritance in words: which thing asks which class of which holder, through how many others (AST-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries_classes import Need


def said(need: Need) -> str:
    """`端末-0012 …に、情報-0003 議員名簿（機密性3C）が入っているため、機密性3C以上が必要です。`"""
    source = need.chain[-1]
    words = {
        "holder": str(need.holder),
        "source": str(source),
        "field": str(Asset._meta.get_field(need.field).verbose_name),  # type: ignore[union-attr]
        "value": need.value,
        "through": "、".join(str(asset) for asset in need.chain[1:-1]),
    }
    if len(need.chain) > 2:
        return (
            _t(
                "%(holder)s には、%(through)s を通じて %(source)s（%(field)s%(value)s）が入っているため、"
                "%(field)s%(value)s以上が必要です。"
            )
            % words
        )
    return (
        _t("%(holder)s には %(source)s（%(field)s%(value)s）が入っているため、%(field)s%(value)s以上が必要です。")
        % words
    )
