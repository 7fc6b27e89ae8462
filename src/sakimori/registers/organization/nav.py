"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("名簿"), "organization:persons", Permission.ORGANIZATION_READ, Section.REGISTERS, 10),
    NavItem(_("会派・委員会"), "organization:units", Permission.ORGANIZATION_READ, Section.REGISTERS, 15),
    NavItem(_("任期と議席"), "organization:seats", Permission.ORGANIZATION_READ, Section.REGISTERS, 20),
    NavItem(_("職と任命"), "organization:posts", Permission.ORGANIZATION_READ, Section.REGISTERS, 25),
    NavItem(_("会議と決定"), "organization:meetings", Permission.ORGANIZATION_READ, Section.REGISTERS, 50),
    NavItem(_("組織図"), "organization:chart", Permission.ORGANIZATION_READ, Section.REGISTERS, 30),
    NavItem(_("緊急連絡網"), "organization:contacts", Permission.ORGANIZATION_CONTACT, Section.REGISTERS, 60),
    NavItem(_("役割の分担"), "organization:raci", Permission.BOARD_READ, Section.REGISTERS, 70),
)
