"""A telegram that was laid into the folder starts a check, or is noted with the reason why not."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.safety import queries
from sakimori.measures.safety.actions.checks import start_check
from sakimori.measures.safety.models import Telegram
from sakimori.measures.safety.rules import Before, area_names, firing, strongest
from sakimori.measures.safety.types import CheckKind, Intensity, Outcome

if TYPE_CHECKING:
    from sakimori.measures.safety.telegrams import Message


@action("safety.telegram", permission=Permission.PLAN_MANAGE, sentence=_("地震の電文を読み取りました"))
def take_telegram(ctx: Context, *, name: str, data: bytes, message: Message) -> Telegram | None:
    """What a message means for this assembly; None where it does not watch, or has read these very bytes."""
    rules = queries.setting()
    digest = hashlib.sha256(data).hexdigest()
    if not rules.is_watching or Telegram.objects.filter(digest=digest).exists():
        return None
    felt = strongest(message.areas, area_names(rules.areas))
    outcome = firing(
        felt=felt, threshold=rules.threshold, event=message.event, reported_at=message.reported_at, now=ctx.at,
        before=_before(), pause=timedelta(hours=rules.pause_hours), is_exercise=message.is_exercise,
        is_cancelled=message.is_cancelled,
    )  # fmt: skip
    row = Telegram(
        digest=digest, name=name[:200], title=message.title[:80], event=message.event, reported_at=message.reported_at,
        taken_at=ctx.at, intensity=felt.intensity if felt else "", area=felt.name if felt else "", outcome=outcome,
    )  # fmt: skip
    if outcome == Outcome.FIRED and felt is not None:
        # People are asked in the office's language, whatever started the check.
        with translation.override("ja"):
            step = Intensity(felt.intensity).label
            title = _t("地震（%(area)s %(step)s）") % {"area": felt.name, "step": step}
        row.check_row = start_check(
            ctx, kind=CheckKind.REAL, title=title[:120], is_automatic=True, intensity=felt.intensity
        )
    elif outcome == Outcome.REPEATED:
        row.check_row = queries.last_fired()
    row.full_clean()
    row.save()
    return row


def _before() -> Before | None:
    check = queries.last_fired()
    if check is None:
        return None
    started = Telegram.objects.filter(check_row=check, outcome=Outcome.FIRED).first()
    return Before(check.started_at, check.intensity, started.event if started else "")
