"""What others may want to know of reports."""

from __future__ import annotations

from dataclasses import dataclass

from sakimori.measures.intake.models import Report


@dataclass(frozen=True, slots=True)
class ReportFiled:
    """A report came in."""

    report: Report


@dataclass(frozen=True, slots=True)
class ReportMerged:
    """Reports tell of the same as another one, which stays: one of them, and those that were merged into it before."""

    reports: tuple[Report, ...]
    into: Report
