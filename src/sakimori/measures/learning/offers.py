"""Results of courses that go out and come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.measures.learning.actions.imports import import_results
from sakimori.measures.learning.registers import results

OFFERS = (
    Offer(
        "learning", _("研修の結果"),
        _("だれが、どの研修を、いつ修了したか。市のeラーニングなど、外部の研修の結果を取り込めます。"),
        _("6(5) 人的セキュリティ"), results, Permission.LEARNING_MANAGE, Permission.LEARNING_MANAGE, import_results,
    ),
)  # fmt: skip
