"""Words for the owner roles of the catalogue."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.models import DutySplit
from sakimori.foundation.duties.types import Part
from sakimori.foundation.people.types import Role

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

OWNER_ROLES: dict[str, frozenset[Role]] = {
    "chair": frozenset({Role.CHAIR}),
    "chair or secretary-general": frozenset({Role.CHAIR, Role.SECRETARY_GENERAL}),
    "secretary-general": frozenset({Role.SECRETARY_GENERAL}),
    "secretary-general and caucus heads": frozenset({Role.SECRETARY_GENERAL, Role.CAUCUS_HEAD}),
    "secretariat": frozenset({Role.SECRETARY_GENERAL, Role.MANAGER, Role.STAFF}),
    "secretariat and caucuses": frozenset({Role.SECRETARY_GENERAL, Role.MANAGER, Role.STAFF, Role.CAUCUS_HEAD}),
    "every person": frozenset({Role.MEMBER}),
}
"""Under which owner a duty is found whose doers the assembly has decided itself."""


def owner_words(owner: str, split: DutySplit | None) -> str:
    """Who must see to a duty, in words: as the assembly decided, else as the catalogue says."""
    if split is None:
        return str(OWNERS[owner])
    does = split.holders(Part.RESPONSIBLE)
    names = [str(role.label) for role in Role if role in does.roles]
    return "・".join([*names, does.post.title] if does.post else names)


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
