"""Papers of a case: filled in by one click, mended, sent; the sending is a contact of the timeline (INC-6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.core import action
from sakimori.measures.incidents.actions.clocks import finish_clock
from sakimori.measures.incidents.actions.guards import MANAGE, must_see, not_later, note
from sakimori.measures.incidents.grounds import grounds
from sakimori.measures.incidents.letters import draft
from sakimori.measures.incidents.models import Case, IssuedPaper
from sakimori.measures.incidents.types import LineKind, Means, PaperKind


@action("incidents.paper", permission=MANAGE, sentence=_("事案の文書を作りました"))
def make_paper(ctx: Context, *, case: Case, kind: PaperKind | str) -> IssuedPaper:
    """The paper with everything that the case knows by now."""
    must_see(ctx, case)
    found = draft(ctx, case, kind)
    row = IssuedPaper(
        case=case,
        kind=found.kind,
        number=case.papers.filter(kind=found.kind).count() + 1,
        to=found.to,
        sender=found.sender,
        title=found.title[:120],
        body=found.body,
        facts=found.facts,
        contact=found.contact,
        made_at=ctx.at,
    )
    row.full_clean()
    row.save()
    return row


@action("incidents.paper-change", permission=MANAGE, sentence=_("事案の文書を直しました"))
def change_paper(
    ctx: Context, *, paper: IssuedPaper, to: str, sender: str, title: str, body: str, facts: Sequence[Sequence[str]],
    advice: str, contact: str,
) -> IssuedPaper:  # fmt: skip
    """Until it goes out."""
    must_see(ctx, paper.case)
    if paper.sent_at is not None:
        raise ValidationError(_t("出した文書は直せません。新しく作ってください。"))
    paper.to, paper.sender, paper.title = to.strip(), sender.strip(), title.strip()
    paper.body, paper.advice, paper.contact = body.strip(), advice.strip(), contact.strip()
    paper.facts = [list(pair) for pair in facts]
    paper.full_clean()
    paper.save()
    return paper


@action("incidents.paper-sent", permission=MANAGE, sentence=_("事案の文書を出しました"))
def send_paper(ctx: Context, *, paper: IssuedPaper, whom: str, how: str, at: datetime | None = None) -> IssuedPaper:
    """It went out: to whom, how. The limits for which this paper stands end with it."""
    must_see(ctx, paper.case)
    not_later(ctx, at)
    if paper.sent_at is not None:
        raise ValidationError(_t("この文書は、すでに出しました。"))
    paper.sent_at, paper.sent_how = at or ctx.at, how.strip()
    paper.full_clean()
    paper.save()
    if not paper.case.is_open:
        return paper
    words = _t("%(title)sを出した（%(how)s）") % {"title": paper.title, "how": paper.sent_how}
    note(ctx, paper.case, LineKind.CONTACT, words, at=paper.sent_at, whom=whom.strip(), means=Means.LETTER)
    keys = [key for key, ground in grounds().items() if ground.paper == paper.kind]
    if "mayor" in keys and "csirt" in keys:
        # One paper to the city's IT section; whoever gave the information must be told apart from it.
        keys.remove("mayor")
    for clock in paper.case.clocks.filter(key__in=keys, ended_on__isnull=True):
        finish_clock(ctx, clock=clock, done_at=max(paper.sent_at, clock.started_at), note_text=words[:400])
    return paper
