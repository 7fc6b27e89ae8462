"""Somebody opened the link of a drill mail or poster, read the page to its end, or reported from there.

Counted once a token. No time, no address, no browser, no cookie is kept, and nothing that is typed, since nothing can be.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.drills.models import DrillReport, PhishingDrill, Poster, TokenHash
from sakimori.measures.drills.rules import digest_of, read_token
from sakimori.measures.drills.types import Means


class Visit(models.TextChoices):
    """What a visitor of the teaching page did."""

    OPEN = "open", _("開いた")
    READ = "read", _("読み終えた")
    REPORT = "report", _("報告した")


@action("drills.visit", permission=Permission.ASK_ANSWER, sentence=_("訓練の学習ページを数えました"))
def note_visit(ctx: Context, *, phishing: PhishingDrill, carried: str, what: Visit) -> bool:
    """Count it where the token lives; gives whether it did. A dead or unknown token counts nothing."""
    if not phishing.is_running:
        return False
    token, minutes = read_token(carried, ctx.at)
    if not token:
        return False
    if what == Visit.REPORT:
        return count_report(phishing, token, minutes, Means.PUBLIC)
    column = "is_clicked" if what == Visit.OPEN else "is_learnt"
    found = TokenHash.objects.filter(group__phishing=phishing, digest=digest_of(token))
    if found.update(**{column: True}):
        return True
    counter = "opened" if what == Visit.OPEN else "learnt"
    return bool(Poster.objects.filter(phishing=phishing, token=token).update(**{counter: F(counter) + 1}))


def count_report(phishing: PhishingDrill, token: str, minutes: int | None, means: Means, text: str = "") -> bool:
    """A report with the mail's own token: its group is known, and a second one is known as a second one."""
    found = TokenHash.objects.select_for_update().filter(group__phishing=phishing, digest=digest_of(token)).first()
    if found is None:
        return False
    DrillReport.objects.create(
        phishing=phishing,
        group_id=found.group_id,
        means=means,
        minutes=None if found.is_reported else minutes,
        is_again=found.is_reported,
        text=text,
    )
    TokenHash.objects.filter(pk=found.pk).update(is_reported=True)
    return True
