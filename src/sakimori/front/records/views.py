"""The ledger for people: who did what when, what it changed, how it is proven."""

from __future__ import annotations

import tempfile
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.files.store import FileDamaged
from sakimori.foundation.ledger import queries as ledger
from sakimori.foundation.ledger.models import Checkpoint, Detail, Entry
from sakimori.foundation.ledger.veils import veiled
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.witness.actions import erase_payloads
from sakimori.foundation.witness.bundles import write_ledger_bundle
from sakimori.foundation.witness.checkpoints import LogBroken, make_checkpoint
from sakimori.foundation.witness.keyfile import KeyMissing
from sakimori.foundation.witness.queries import checkpoints, seams
from sakimori.front.records.forms import EraseForm, ExportForm, Filter
from sakimori.front.records.queries import key_rows, lines
from sakimori.front.records.reading import readable
from sakimori.front.records.sheets import checkpoint_paper

PAGE_SIZE = 100


@page(Permission.LEDGER_READ)
def entries(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Who did what, newest first; the filter lies in the address."""
    people = list(Person.objects.order_by("kana", "name", "id"))
    form = Filter(people, request.GET if request.GET else None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    person = chosen.get("person") or ""
    rows = ledger.entries(
        since=chosen.get("since"),
        until=chosen.get("until"),
        actor="system" if person == "system" else "",
        person=UUID(person) if person and person != "system" else None,
        act=chosen.get("act") or "",
    )
    found = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    values = {
        "page_title": _("操作の記録"),
        "form": form,
        "found": found,
        "lines": lines(found.object_list),
        "total": found.paginator.count,
        "may_export": allowed(ctx, Permission.LEDGER_EXPORT),
    }
    return render_page(request, "records/entries.html", values, status=422 if form.is_bound and form.errors else 200)


@page(Permission.LEDGER_READ)
def entry(request: HttpRequest, ctx: Context, sequence: int) -> HttpResponse:
    """One act: before and after, reason, and the line that is proven."""
    found = get_object_or_404(Entry, sequence=sequence)
    reason, changes = ledger.contents([found])[found.pk]
    # What an act changed in a restricted row is told to nobody else, nor anything that the same act changed.
    is_veiled = bool(veiled(ctx, [(change.model, change.object_id) for change in changes]))
    covering = Checkpoint.objects.filter(size__gte=found.sequence).order_by("size", "at").first()
    values = {
        "page_title": sentence_of(found.action),
        "line": lines([found])[0],
        "entry": found,
        "reason": "" if is_veiled else reason,
        "changes": [] if is_veiled else readable(changes),
        "is_veiled": is_veiled,
        "checkpoint": covering,
        "leaf": bytes(found.leaf).hex(),
        "may_erase": allowed(ctx, Permission.LEDGER_ERASE),
    }
    return render_page(request, "records/entry.html", values)


@page(Permission.LEDGER_READ)
def checkpoint_list(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Signed checkpoints, keys and seams: what an auditor looks at first."""
    found = Paginator(checkpoints(), PAGE_SIZE).get_page(request.GET.get("page"))
    values = {
        "page_title": _("記録の控え"),
        "found": found,
        "rows": [(row, bytes(row.root).hex()) for row in found.object_list],
        "seams": lines(seams()[:50]),
        "keys": key_rows(),
        "size": ledger.head().size,
        "may_export": allowed(ctx, Permission.LEDGER_EXPORT),
    }
    return render_page(request, "records/checkpoints.html", values)


@require_POST
@page(Permission.LEDGER_EXPORT)
def checkpoint_now(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Sign the log as it stands, e.g. just before the minutes are printed."""
    try:
        made = make_checkpoint(ctx)
    except (LogBroken, KeyMissing) as error:
        messages.error(request, _explain(error))
    else:
        messages.success(request, _("%(size)s件までの控えを作りました。") % {"size": made.size})
    return redirect("records:checkpoints", assembly=ctx.assembly.slug)


def _explain(error: Exception) -> str:
    if isinstance(error, LogBroken):
        return _(
            "保存されている記録が、控えと合いません。だれかが記録を書き換えたおそれがあります。運用管理者に連絡してください。"
        )
    if isinstance(error, KeyMissing):
        return _("署名の鍵が見つかりません。運用管理者に連絡してください（docs/operating.md の「鍵を失ったとき」）。")
    return _(
        "登録したファイルの一部が壊れているか、ありません。ファイルを入れずに書き出すか、運用管理者に連絡してください。"
    )


@page(Permission.LEDGER_READ)
def checkpoint_note(request: HttpRequest, ctx: Context, checkpoint_id: UUID) -> HttpResponse:
    """The signed text itself, to be kept elsewhere or mailed to the city."""
    row = get_object_or_404(Checkpoint, pk=checkpoint_id)
    name = f"checkpoint-{ctx.assembly.slug}-{row.size}.txt"
    return download_response(name, "text/plain; charset=utf-8", row.note.encode())


@page(Permission.LEDGER_READ)
def checkpoint_pdf(request: HttpRequest, ctx: Context, checkpoint_id: UUID) -> HttpResponse:
    """A sheet for the minutes: whoever holds it can find out a rewritten ledger."""
    row = get_object_or_404(Checkpoint, pk=checkpoint_id)
    data = checkpoint_paper(ctx, row, lang=(get_language() or "ja")[:2])
    return download_response(_("記録の控え %(size)s件.pdf") % {"size": row.size}, "application/pdf", data)


@page(Permission.LEDGER_EXPORT)
def export(request: HttpRequest, ctx: Context) -> HttpResponse:
    """An evidence bundle with everything a stranger needs to check it offline."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        out = tempfile.TemporaryFile()  # noqa: SIM115  FileResponse closes it
        try:
            write_ledger_bundle(ctx, out, **form.cleaned_data)
        except (LogBroken, KeyMissing, FileDamaged) as error:
            out.close()
            form.add_error(None, _explain(error))
        else:
            out.seek(0)
            name = f"evidence-{ctx.assembly.slug}-{ctx.today.isoformat()}.zip"
            return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")  # type: ignore[return-value]
    values = {"page_title": _("証拠一式の書き出し"), "form": form}
    return render_page(request, "records/export.html", values, status=422 if form.is_bound else 200)


@page(Permission.LEDGER_ERASE)
def erase(request: HttpRequest, ctx: Context, detail_id: UUID) -> HttpResponse:
    """Erase, for a lawful reason, what the ledger keeps about the row that this content is about."""
    detail = get_object_or_404(Detail.objects.select_related("entry"), pk=detail_id)
    same = Detail.objects.filter(model=detail.model, object_id=detail.object_id, payload__isnull=False)
    count = same.count()
    if count == 0:
        raise Http404
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = erase_payloads(
                ctx.because(form.cleaned_data["reason"]), model=detail.model, object_id=detail.object_id
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("%(count)s件の内容を消去しました。") % {"count": done})
            return redirect("records:entry", assembly=ctx.assembly.slug, sequence=detail.entry.sequence)
    _reason, changes = ledger.contents([detail.entry])[detail.entry.pk]
    about = next(item for item in readable(changes) if item.change.object_id == detail.object_id)
    values = {"page_title": _("記録の内容の消去"), "form": form, "about": about, "count": count, "entry": detail.entry}
    return render_page(request, "records/erase.html", values, status=422 if form.is_bound else 200)
