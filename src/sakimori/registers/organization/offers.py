"""Registers of the organisation that go out and come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.registers.organization.actions.imports import import_memberships, import_persons, import_posts
from sakimori.registers.organization.memberships import memberships
from sakimori.registers.organization.registers import persons, posts

MANAGE = Permission.ORGANIZATION_MANAGE

OFFERS = (
    Offer(
        "persons",
        _("名簿（議員・職員）"),
        _("氏名、ふりがな、議席、任期、会派、連絡先。いま使っている名簿をそのまま読めます。"),
        _("4(1) 適用対象者"),
        persons, MANAGE, MANAGE, import_persons,
    ),
    Offer(
        "posts",
        _("役職と任命"),
        _("職名、役割、就いている人、決裁番号。先に名簿を取り込んでください。"),
        _("6(1) 組織体制"),
        posts, MANAGE, MANAGE, import_posts,
    ),
    Offer(
        "memberships",
        _("所属（会派・委員会）"),
        _("だれが、いつからいつまで、どの会派・委員会に所属するか。過去の所属も出ます。先に名簿を取り込んでください。"),
        _("4(1) 適用対象者"),
        memberships, MANAGE, MANAGE, import_memberships,
    ),
)  # fmt: skip
