"""What others may want to know of reports."""

from __future__ import annotations

from dataclasses import dataclass

from sakimori.measures.intake.models import Report


@dataclass(frozen=True, slots=True)
class ReportFiled:
    """A report came in."""

    report: Report
