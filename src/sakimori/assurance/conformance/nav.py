"""Pages of this module in the navigation."""

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("条項ごとの状況"), "conformance:board", Permission.BOARD_READ, Section.BOARD, 10),
    NavItem(_("足りないもの"), "conformance:gaps", Permission.EVIDENCE_READ, Section.BOARD, 20),
    NavItem(_("確認項目と頻度"), "conformance:duties", Permission.BOARD_READ, Section.BOARD, 30),
    NavItem(_("記録のつじつま"), "conformance:checks", Permission.EVIDENCE_READ, Section.BOARD, 40),
)
