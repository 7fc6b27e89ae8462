"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("不審なメールを報告"), "drills:report", Permission.ASK_ANSWER, Section.HOME, 40),
    NavItem(_("訓練"), "drills:drills", Permission.LEARNING_READ, Section.MEASURES, 50),
    NavItem(_("訓練の筋書き"), "drills:scenarios", Permission.LEARNING_READ, Section.MEASURES, 52),
    NavItem(_("届いた報告"), "drills:reports", Permission.LEARNING_MANAGE, Section.MEASURES, 54),
)
