"""The sealed bundle of a case: every entry of the ledger that touched it, its evidence files, proofs and the verifier (INC-7)."""

from __future__ import annotations

from typing import BinaryIO

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.ledger.models import Checkpoint
from sakimori.foundation.witness.bundles import write_rows_bundle
from sakimori.measures.incidents.actions.guards import must_see
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.visibility import PATHS


def rows_of(case: Case) -> dict[str, set[str]]:
    """Every row of the case and its stored files: model → keys. One SQL statement a model."""
    found = {
        model._meta.label_lower: {
            str(key) for key in model.objects.filter(**{path: case.pk}).values_list("pk", flat=True)
        }
        for model, path in PATHS.items()
    }
    files = case.evidence.filter(file__isnull=False).values_list("file_id", flat=True)
    return found | {StoredFile._meta.label_lower: {str(key) for key in files}}


def write_case_bundle(ctx: Context, out: BinaryIO, *, case: Case) -> Checkpoint:
    """Write it to `out`. What the same acts changed in rows of other cases is withheld."""
    must_see(ctx, case)
    return write_rows_bundle(ctx, out, rows=rows_of(case), permission=Permission.INCIDENT_MANAGE)
