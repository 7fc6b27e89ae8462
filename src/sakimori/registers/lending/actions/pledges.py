"""The assembly words what borrowers pledge (誓約事項)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import kept_text
from sakimori.registers.lending.models import PledgeTerms
from sakimori.registers.lending.pledges import terms_in_force


@action("lending.word-pledge", permission=Permission.ASSET_MANAGE, sentence=_("誓約事項の文を決めました"))
def word_pledge(ctx: Context, *, text: str, from_date: date, decided_by: str, reason: str) -> PledgeTerms:
    """A new wording from a day on. What was signed or sent before keeps the words it was signed or sent with."""
    if from_date < ctx.today:
        raise ValidationError({"from_date": _t("適用日は今日以後の日にしてください。過ぎた日の誓約は変えられません。")})
    terms = PledgeTerms(text=kept_text(text), from_date=from_date, decided_by=decided_by.strip(), reason=reason.strip())
    terms.full_clean()
    if terms.text == terms_in_force(from_date):
        raise ValidationError({"text": _t("その日に適用される文と同じです。")})
    terms.save()
    return terms
