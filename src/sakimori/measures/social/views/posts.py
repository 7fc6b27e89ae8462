"""What may be published, drafts looked through, posts and their archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.kinds import kind_of_file
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, attach, form_page, submitted
from sakimori.measures.social import actions, forms, queries, sheets
from sakimori.measures.social.actions.posts import checked
from sakimori.measures.social.checking import Hit
from sakimori.measures.social.lists import POSTS
from sakimori.measures.social.models import Post, PostRecord
from sakimori.measures.social.shipped import EXAMPLES, TEXT
from sakimori.measures.social.types import HitKind, PostState
from sakimori.measures.social.views.accounts import APPLY, CLAUSE, MANAGE, PDF, READ, takeover_page
from sakimori.registers.assets.examples import Verdict, parse_examples, written


@page(APPLY, READ)
def range_page(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What is in force, with its examples; without a decision the shipped draft."""
    versions = queries.range_versions()
    current = next((row for row in versions if row.effective_on <= ctx.today), None)
    rows: Any = sorted(current.examples.all(), key=lambda row: row.order) if current else parse_examples(EXAMPLES)
    values = {
        "page_title": _("発信の範囲"),
        "current": current,
        "text": current.text if current else TEXT,
        "examples": [
            {"verdict": verdict, "rows": [row for row in rows if row.verdict == verdict.value]} for verdict in Verdict
        ],
        "versions": versions,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "social/range.html", values)


@page(MANAGE)
def range_adopt(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The assembly decided what may be published, or changed it."""
    last = next(iter(queries.range_versions()), None)
    examples = EXAMPLES
    if last is not None:
        rows = sorted(last.examples.all(), key=lambda row: row.order)
        examples = written((row.verdict, row.limit, row.subject, row.text) for row in rows)
    initial = {"text": last.text if last else TEXT, "examples": examples}
    form = forms.RangeForm(request.POST or None, initial=initial | {"decided_on": ctx.today, "effective_on": ctx.today})
    back = address(ctx, "social:range")
    if submitted(form, lambda values: actions.adopt_range(ctx, **values)):
        messages.success(request, _("発信の範囲を定めました。"))
        return redirect(back)
    lead = _(
        "用意された案から始められます。議会で決めたら、決めた会議と日を書いて登録してください。新しい版になります。"
    )
    title = _("発信の範囲を定める")
    return form_page(request, form, title, back=back, submit=_("定める"), lead=lead, clause=CLAUSE)


@page(APPLY, READ)
def card(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The poster's pocket card."""
    current = queries.range_on(ctx.today)
    if current is None:
        messages.info(request, _("発信の範囲を定めると、カードを印刷できます。"))
        return redirect(address(ctx, "social:range"))
    return download_response(_("SNSのカード.pdf"), PDF, sheets.range_card(ctx, current))


@page(APPLY)
def draft(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A draft is looked through: nothing is kept. Whoever has a part in an account may hand it in."""
    form = forms.DraftForm(request.POST or None, request.FILES or None, accounts=queries.accounts_of_poster(ctx))
    hits: list[Hit] | None = None
    made: list[Post] = []
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        picture = _picture(form)
        if form.is_valid():
            hits = checked(ctx, f"{values['text']}\n{values.get('picture_words', '')}", picture)
            if request.POST.get("act") == "send" and values.get("account") is not None:
                sent = {"name": values["picture"].name, "picture": picture} if picture else {}
                kept = {name: values[name] for name in ("account", "text", "picture_words", "hits_answer")}
                if submitted(form, lambda _values: made.append(actions.submit_post(ctx, **kept, **sent))):
                    messages.success(request, _("投稿を出しました。"))
                    return redirect(address(ctx, "social:post", post_id=made[0].pk))
    found = {"page_title": _("投稿の下書きの点検"), "form": form, "hits": hits, "may_send": "account" in form.fields}
    is_bad = form.is_bound and not form.is_valid()
    return render_page(request, "social/draft.html", found, status=422 if is_bad else 200)


def _picture(form: forms.DraftForm) -> bytes:
    """The bytes of the picture that came along; a file that is no picture stands as an error at its field."""
    file = form.cleaned_data.get("picture")
    if not file:
        return b""
    data = bytes(file.read())
    try:
        kind_of_file(file.name, data)
    except ValidationError as error:
        attach(ValidationError({"picture": error.message_dict["file"]}), form)
    return data


@page(READ)
def posts(request: HttpRequest, ctx: Context) -> HttpResponse:
    """On their way, posted, all."""
    show, on = request.GET.get("show", ""), day_of(request, ctx.today)
    found = open_list(request, ctx, POSTS, queries.posts(on, show), on)
    if found.wants_file:
        return found.file()
    values = {"page_title": _("SNSの投稿"), "list": found, "posts": found.rows, "show": show}
    return render_page(request, "social/posts.html", values)


def _post(ctx: Context, post_id: UUID) -> Post:
    """A post, for whoever wrote it or may read the ledger."""
    rows = Post.objects.select_related("account", "author", "picture", "application")
    found = get_object_or_404(rows, pk=post_id)
    if not allowed(ctx, READ) and found.author_id != ctx.actor.person_id:
        raise Http404
    return found


@page(APPLY, READ)
def post(request: HttpRequest, ctx: Context, post_id: UUID) -> HttpResponse:
    """One post: its words, what the check said, the decision, the archive."""
    found = _post(ctx, post_id)
    application = found.application
    values = {
        "page_title": _("SNSの投稿"),
        "post": found,
        "hits": [{**row, "word": HitKind(row["kind"]).label} for row in found.hits],
        "application": application,
        "decisions": list(application.decisions.select_related("person").order_by("pk")) if application else [],
        "records": list(found.records.select_related("archive").order_by("done_on", "id")),
        "may_post": queries.may_post(ctx, found.account),
        "may_decide": allowed(ctx, Permission.APPROVAL_DECIDE),
        "may_read": allowed(ctx, READ),
        "is_approved": found.state == PostState.APPROVED,
        "is_posted": found.state == PostState.POSTED,
        "takeover": takeover_page(ctx),
    }
    return render_page(request, "social/post.html", values)


@page(APPLY)
def posted(request: HttpRequest, ctx: Context, post_id: UUID) -> HttpResponse:
    """It is out."""
    found = _post(ctx, post_id)
    form = forms.PostedForm(request.POST or None, initial={"done_on": ctx.today})
    back = address(ctx, "social:post", post_id=found.pk)
    if submitted(form, lambda values: actions.record_posted(ctx, post=found, **values)):
        messages.success(request, _("投稿を記録し、PDFで保存しました。"))
        return redirect(back)
    title = _("投稿したことを記録する")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=found.text[:120], clause=CLAUSE)


@page(APPLY)
def mend(request: HttpRequest, ctx: Context, post_id: UUID) -> HttpResponse:
    """It was corrected or removed."""
    found = _post(ctx, post_id)
    form = forms.MendForm(request.POST or None, initial={"done_on": ctx.today, "text": found.text})
    back = address(ctx, "social:post", post_id=found.pk)
    if submitted(form, lambda values: actions.mend_post(ctx, post=found, **values)):
        messages.success(request, _("直したことを記録しました。"))
        return redirect(back)
    title = _("直した・消したことを記録する")
    lead = _("間違いは、黙って消さずに、直したことと理由を載せます。前の文は、保存したPDFに残ります。")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(APPLY, READ)
def archive(request: HttpRequest, ctx: Context, record_id: UUID) -> HttpResponse:
    """The PDF of what was posted."""
    found = get_object_or_404(PostRecord.objects.select_related("archive", "entry"), pk=record_id)
    if found.archive is None or (not allowed(ctx, READ) and found.entry.author_id != ctx.actor.person_id):
        raise Http404
    return file_response(found.archive)


@page(APPLY, READ)
def picture(request: HttpRequest, ctx: Context, post_id: UUID) -> HttpResponse:
    """The picture of a post, without what the camera wrote."""
    found = _post(ctx, post_id)
    if found.picture is None:
        raise Http404
    return file_response(found.picture)
