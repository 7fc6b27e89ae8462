"""Dates as a Japanese office writes and counts them: eras, fiscal years, business days, cadences. Needs no Django."""

from sakimori.dates.business import add_business_days, business_days_between, is_business_day
from sakimori.dates.cadence import Cadence, CadenceKind, add_months, next_due
from sakimori.dates.errors import DateError
from sakimori.dates.fiscal import (
    fiscal_year,
    fiscal_year_end,
    fiscal_year_label,
    fiscal_year_start,
    next_paper_number,
    paper_number,
)
from sakimori.dates.wareki import parse_date, wareki, wareki_month

__all__ = [
    "Cadence",
    "CadenceKind",
    "DateError",
    "add_business_days",
    "add_months",
    "business_days_between",
    "fiscal_year",
    "fiscal_year_end",
    "fiscal_year_label",
    "fiscal_year_start",
    "is_business_day",
    "next_due",
    "next_paper_number",
    "paper_number",
    "parse_date",
    "wareki",
    "wareki_month",
]
