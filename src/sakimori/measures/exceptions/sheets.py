"""Exceptions on paper: the application that is decided, the permission, the list. Papers of a Japanese public office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import translation

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.approvals.models import Application
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.papers.render import render
from sakimori.foundation.people.types import Role
from sakimori.measures.exceptions.models import RuleException
from sakimori.measures.exceptions.queries import approver, subject
from sakimori.measures.exceptions.types import Ending

FOLDER = "measures/exceptions/papers"


def _day(value: date | None) -> str:
    return wareki(value) if value else ""


def exception_pdf(ctx: Context, found: RuleException, applications: Sequence[Application]) -> bytes:
    """The application while it waits; with its decision once it is approved."""
    with translation.override("ja"):
        spec = catalogue().get(found.duty)
        application = found.application
        applicant = application.applicant.shown_name if application and application.applicant else ""
        decisions = [decision for row in applications for decision in row.decisions.all()]
        facts = [
            ["種類", str(found.get_kind_display())],
            [
                "対象となる決まり",
                "　".join(part for part in (found.clause_path, spec.title_ja if spec else "") if part),
            ],
            ["対象", subject(found)],
            ["認めてほしいこと", found.what],
            ["理由", found.reason],
            ["考えられる影響", found.risk],
            ["代わりに行うこと", found.substitute],
            ["期間", f"{_day(found.from_date)}から{_day(found.to_date)}まで"],
            ["緊急の使用", "承認の前に使用（事後の申請）" if found.is_emergency else ""],
            ["改善措置", f"{found.improvement.number}　{found.improvement.title}" if found.improvement else ""],
            ["延長する例外", f"{found.extends.number}　{found.extends.title}" if found.extends else ""],
            [
                "終了",
                f"{_day(found.ended_on)}　{Ending(found.ending).label}　{found.end_note}" if found.ended_on else "",
            ],
        ]
        route = [Role(name) for name in application.route] if application else []
        data = {
            "title": "例外措置承認書" if found.granted_on else "例外措置申請書",
            "number": found.number,
            "subtitle": found.title,
            "assembly": ctx.assembly.name,
            "date": _day(found.applied_on),
            "to": f"{ctx.assembly.name}議長 様",
            "from": [f"申請者　{applicant}"] if applicant else [],
            "facts": [row for row in facts if row[1]],
            "decisions": [
                [
                    str(one.get_role_display()),
                    "承認" if one.is_approval else "不承認",
                    _day(one.decided_on),
                    one.person.shown_name if one.person else "",
                    "　".join(part for part in (one.decision_number, one.note, one.same_person_reason) if part),
                ]
                for one in decisions
            ],
            "open": [str(role.label) for role in route[len(decisions) :]] if not found.refused_on else [],
        }
    return render(f"{FOLDER}/exception.typ", data, lang="ja")


def list_pdf(ctx: Context, rows: Iterable[RuleException], on: date) -> bytes:
    """Every exception with where it stands on the day."""
    with translation.override("ja"):
        lines = [
            [
                row.number,
                row.title,
                row.clause_path,
                subject(row),
                row.substitute,
                f"{_day(row.from_date)}\n{_day(row.to_date)}",
                approver(row),
                str(row.stage_now.label),  # type: ignore[attr-defined]
            ]
            for row in rows
        ]
        data = {
            "title": "例外措置の一覧",
            "subtitle": f"{_day(on)}現在",
            "assembly": ctx.assembly.name,
            "printed": _day(ctx.today),
            "header": ["番号", "件名", "条項", "対象", "代わりに行うこと", "期間", "承認した人", "状態"],
            "rows": lines,
        }
    return render(f"{FOLDER}/list.typ", data, lang="ja")
