"""Words for the owner roles of the catalogue."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWNERS: dict[str, Promise] = {
    "chair": _("議長"),
    "chair or secretary-general": _("議長または事務局長"),
    "secretary-general": _("事務局長"),
    "secretary-general and caucus heads": _("事務局長と会派責任者"),
    "secretariat": _("議会事務局"),
    "secretariat and caucuses": _("議会事務局と会派"),
    "every person": _("一人ひとり"),
    "the person": _("本人"),
    "creator": _("作成した人"),
    "action owner": _("改善の担当者"),
}

CADENCES: dict[str, Promise] = {
    "once": _("一度"),
    "per event": _("そのつど"),
    "as decided": _("議会が決めた頻度"),
    "continuous": _("常に"),
    "per version": _("方針が変わるたび"),
    "yearly": _("年1回"),
    "monthly": _("月1回"),
    "per term": _("任期ごと"),
    "per contract": _("契約ごと"),
    "per procurement": _("調達ごと"),
    "per round": _("実施ごと"),
    "per audit": _("監査ごと"),
}
"""Default cadences of the catalogue; the assembly may settle its own."""
