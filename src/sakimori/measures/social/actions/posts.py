"""Posts: handed in with what the check said, decided by one tap, kept as they were posted (SNS-3, SNS-4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.kinds import JPEG, PNG, kind_of_file
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.people.types import Role
from sakimori.measures.social import queries, sheets
from sakimori.measures.social.checking import Hit, check_picture, check_text
from sakimori.measures.social.models import Post, PostRecord, SocialAccount
from sakimori.measures.social.types import POST, PostState, RecordKind


def checked(ctx: Context, text: str, picture: bytes = b"") -> list[Hit]:
    """What a draft may give away. Nothing of it is kept by this. Titles only for whoever has a part in an account."""
    with_titles = bool(queries.accounts_of_poster(ctx))
    hits = check_text(text, queries.known_register(ctx.today, with_titles=with_titles))
    return [*hits, *check_picture(picture)] if picture else hits


@action("social.submit-post", permission=Permission.APPROVAL_APPLY, sentence=_("SNSの投稿を出しました"))
def submit_post(
    ctx: Context,
    *,
    account: SocialAccount,
    text: str,
    hits_answer: str = "",
    name: str = "",
    picture: bytes = b"",
    picture_words: str = "",
) -> Post:
    """Whoever has a part in the account hands a post in. Hits are kept with it and want an answer."""
    if not queries.may_post(ctx, account):
        raise PermissionDenied("social.submit-post")
    if account.closed_on is not None:
        raise ValidationError({"account": _t("やめたアカウントです。")})
    if picture and kind_of_file(name, picture) not in {PNG, JPEG}:
        raise ValidationError({"picture": _t("写真は PNG か JPEG にしてください。")})
    hits: Sequence[Hit] = checked(ctx, f"{text}\n{picture_words}", picture)
    if hits and not hits_answer.strip():
        raise ValidationError({"hits_answer": _t("点検で見つかったことを、どう確かめたか書いてください。")})
    post = Post(
        account=account,
        text=text.strip().replace("\r\n", "\n"),
        picture=store_file(ctx, name=name, data=picture) if picture else None,
        picture_words=picture_words.strip(),
        author_id=ctx.actor.person_id,
        written_on=ctx.today,
        hits=[hit.row for hit in hits],
        hits_answer=hits_answer.strip(),
        state=PostState.DRAFT if account.approver else PostState.APPROVED,
    )
    post.full_clean()
    post.save()
    if account.approver:
        post.application = apply_for(
            ctx,
            kind=POST,
            title=_t("SNSの投稿: %(text)s") % {"text": post.text[:60]},
            subject=post,
            route=[Role(account.approver)],
            conditions=_words_of(post, hits),
        )
        post.save()
    return post


def _words_of(post: Post, hits: Sequence[Hit]) -> str:
    """What whoever decides reads: the words, and what the check found."""
    parts = [str(post.account), post.text]
    parts += [f"{hit.kind.label}: {hit.found}" for hit in hits]
    if post.hits_answer:
        parts.append(_t("書いた人の答え: %(answer)s") % {"answer": post.hits_answer})
    return "\n".join(parts)


@action("social.decide-post", permission=Permission.APPROVAL_APPLY, sentence=_("SNSの投稿が決定されました"))
def decide_post(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: the decision about a post."""
    if event.kind != POST:
        return
    post = Post.objects.get(pk=event.subject_id)
    post.state = PostState.APPROVED if event.is_approved else PostState.REFUSED
    post.save()


@action("social.posted", permission=Permission.APPROVAL_APPLY, sentence=_("SNSに投稿したことを記録しました"))
def record_posted(ctx: Context, *, post: Post, done_on: date, address: str = "") -> PostRecord:
    """It is out; what went out is kept as a PDF with its hash."""
    if not queries.may_post(ctx, post.account):
        raise PermissionDenied("social.posted")
    if post.state != PostState.APPROVED:
        raise ValidationError(_t("投稿してよいと決まったものだけ、記録できます。"))
    if done_on > ctx.today or done_on < post.written_on:
        raise ValidationError({"done_on": _t("書いた日から今日までの日にしてください。")})
    record = _record(ctx, post, RecordKind.POSTED, done_on, text=post.text, address=address)
    post.state = PostState.POSTED
    post.save()
    return record


@action("social.mend-post", permission=Permission.APPROVAL_APPLY, sentence=_("SNSの投稿を直したことを記録しました"))
def mend_post(
    ctx: Context, *, post: Post, kind: str, done_on: date, reason: str, text: str = "", address: str = ""
) -> PostRecord:
    """A correction or removal, with its reason; what was there stays in the archive."""
    if not queries.may_post(ctx, post.account):
        raise PermissionDenied("social.mend-post")
    if post.state != PostState.POSTED or kind not in {RecordKind.CORRECTED, RecordKind.REMOVED}:
        raise ValidationError(_t("投稿したものだけ、直したと記録できます。"))
    if done_on > ctx.today or done_on < post.written_on:
        raise ValidationError({"done_on": _t("書いた日から今日までの日にしてください。")})
    if not reason.strip():
        raise ValidationError({"reason": _t("直した・消した理由を書いてください。")})
    if kind == RecordKind.CORRECTED and not text.strip():
        raise ValidationError({"text": _t("直したあとの文を書いてください。")})
    return _record(ctx, post, RecordKind(kind), done_on, text=text.strip(), address=address, reason=reason.strip())


def _record(
    ctx: Context, post: Post, kind: RecordKind, done_on: date, *, text: str, address: str, reason: str = ""
) -> PostRecord:
    record = PostRecord(entry=post, kind=kind, done_on=done_on, text=text, address=address.strip(), reason=reason)
    record.full_clean()
    picture = read_file(post.picture) if post.picture is not None and kind != RecordKind.REMOVED else b""
    data = sheets.archive_pdf(ctx, record, picture)
    name = f"{done_on.isoformat()}-{sha256(text.encode()).hexdigest()[:8]}.pdf"
    record.archive = store_file(ctx, name=name, data=data)
    record.save()
    return record
