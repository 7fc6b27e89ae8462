"""The terms of a service: kept as they were on a day, read by somebody, compared with what they were before."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.measures.services.models import CloudService, TermsCopy
from sakimori.policytext.errors import PolicyReadError
from sakimori.policytext.readers import read

MANAGE = Permission.SUPPLIER_MANAGE
LONGEST = 200_000


@action("services.take-terms", permission=MANAGE, sentence=_("規約の写しを残しました"))
def take_terms(
    ctx: Context, *, service: CloudService, taken_on: date, text: str = "", name: str = "", data: bytes = b""
) -> TermsCopy:
    """The terms as a file or as pasted text; of a file the text is read for comparing. Raises ValidationError."""
    if taken_on > ctx.today:
        raise ValidationError({"taken_on": _t("写した日に先の日付は入力できません。")})
    if not data and not text.strip():
        raise ValidationError({"text": _t("規約の文を貼り付けるか、ファイルを選んでください。")})
    stored = store_file(ctx, name=name, data=data) if data else None
    words = _text_of(name, data) if data else text.strip().replace("\r\n", "\n")
    if len(words) > LONGEST:
        raise ValidationError({"text": _t("文が長すぎます。ファイルで登録してください。")})
    digest = stored.sha256 if stored else sha256(words.encode()).hexdigest()
    last = service.terms_copies.aggregate(last=Max("number"))["last"] or 0
    copy = TermsCopy(service=service, number=last + 1, taken_on=taken_on, file=stored, text=words, sha256=digest)
    copy.full_clean()
    copy.save()
    return copy


def _text_of(name: str, data: bytes) -> str:
    """The words of a file, one line each; empty where none can be read (e.g. a picture)."""
    try:
        source = read(data, name)
    except PolicyReadError:
        return ""
    return "\n".join(line.text or "｜".join(line.cells) for line in source.lines)[:LONGEST]


@action("services.review-terms", permission=MANAGE, sentence=_("規約を読んだことを記録しました"))
def review_terms(ctx: Context, *, copy: TermsCopy, reviewed_on: date, outcome: str, note: str = "") -> TermsCopy:
    """Somebody read this copy and says what they think. Raises ValidationError."""
    if reviewed_on > ctx.today or reviewed_on < copy.taken_on:
        raise ValidationError({"reviewed_on": _t("写した日から今日までの日にしてください。")})
    if outcome != "fine" and not note.strip():
        raise ValidationError({"note": _t("気になった点を書いてください。")})
    copy.reviewed_on, copy.reviewed_by_id = reviewed_on, ctx.actor.person_id
    copy.outcome, copy.note = outcome, note.strip()
    copy.full_clean()
    copy.save()
    return copy
