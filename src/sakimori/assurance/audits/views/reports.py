"""What goes out of an audit: the report on paper and as a workbook, and the evidence of its scope."""

from __future__ import annotations

import tempfile
from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.assurance.audits import reading
from sakimori.assurance.audits.doors import door, lend
from sakimori.assurance.audits.figures import figures_of
from sakimori.assurance.audits.models import Audit
from sakimori.assurance.audits.sheets import report_pdf as pdf_of
from sakimori.assurance.audits.types import Level
from sakimori.assurance.audits.workbook import workbook
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.files.store import FileDamaged
from sakimori.foundation.witness.bundles import write_scoped_bundle
from sakimori.foundation.witness.checkpoints import LogBroken
from sakimori.foundation.witness.keyfile import KeyMissing

CONDUCT, READ = Permission.AUDIT_CONDUCT, Permission.AUDIT_READ
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(CONDUCT, READ)
def report_pdf(request: HttpRequest, ctx: Context, audit_id: UUID, level: str) -> HttpResponse:
    """The report for the chair (one page), for caucus leaders (three), or whole."""
    if level not in Level.values:
        raise Http404
    here = door(ctx, audit_id)
    return paper(ctx, here.audit, Level(level))


def paper(ctx: Context, audit: Audit, level: Level) -> HttpResponse:
    """The report as a download."""
    return download_response(f"{audit.title}.pdf", "application/pdf", pdf_of(ctx, figures_of(audit), level))


@page(CONDUCT, READ)
def report_xlsx(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """Everything in a workbook, the population of each sample included, so that anybody can draw it again."""
    here = door(ctx, audit_id)
    return download_response(f"{here.audit.title}.xlsx", XLSX, workbook(figures_of(here.audit)))


@page(CONDUCT, READ)
def bundle(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """The records of the scope with proofs, to be checked offline."""
    here = door(ctx, audit_id)
    try:
        return evidence_of(ctx, here.audit)
    except (LogBroken, KeyMissing, FileDamaged):
        messages.error(request, _("証拠一式を作れませんでした。記録の検証のページで、原因を確かめてください。"))
        return redirect("audits:audit", assembly=ctx.assembly.slug, audit_id=here.audit.pk)


def evidence_of(ctx: Context, audit: Audit) -> HttpResponse:
    """The bundle as a download. Raises LogBroken, KeyMissing, FileDamaged."""
    models = reading.models_in(reading.scope_rows(ctx, audit))
    out = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115  FileResponse closes it
    try:
        write_scoped_bundle(lend(ctx, Permission.AUDIT_CONDUCT), out, models_in_scope=models)
    except Exception:
        out.close()
        raise
    out.seek(0)
    name = f"evidence-audit-{audit.number}-{ctx.today.isoformat()}.zip"
    response = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    return cast("HttpResponse", response)
