"""An audit in the state that a test wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources

from sakimori.assurance.audits import actions
from sakimori.assurance.audits.models import Audit, AuditFinding, Auditor, AuditorLink, ScopeClause
from sakimori.policy.clauses.models import Clause, PolicyVersion
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.testing import TODAY, Cast

STARTS, ENDS = TODAY, TODAY + timedelta(days=30)


@dataclass
class Case:
    """An audit with its auditor of the cast."""

    cast: Cast
    audit: Audit
    auditor: Auditor

    def url(self, path: str = "") -> str:
        return self.cast.url(f"audits/{self.audit.pk}/{path}")

    def scope(self, path: str) -> ScopeClause:
        return ScopeClause.objects.get(audit=self.audit, clause__path=path)

    def link(self) -> tuple[str, AuditorLink]:
        """A link: its address and its row."""
        token = actions.make_link(self.cast.ctx("staff"), auditor=self.auditor)
        link = AuditorLink.objects.order_by("-id").first()
        assert link is not None
        return f"/audit/{self.cast.assembly.slug}/{token}/", link


def version_of(cast: Cast) -> PolicyVersion:
    found = PolicyVersion.objects.filter(state="decided").first()
    text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
    return found or adopt(cast, text=text)


def clauses(cast: Cast, *paths: str) -> list[Clause]:
    version = version_of(cast)
    found = [Clause.objects.get(version=version, path=path) for path in paths]
    assert found
    return found


def planned(
    cast: Cast, *paths: str, title: str = "年次監査", since: date = STARTS, until: date = ENDS, role: str = "auditor"
) -> Case:
    """An audit of some clauses, with an auditor of the cast in a period."""
    ctx = cast.ctx("staff")
    audit = actions.plan_audit(
        ctx,
        title=title,
        kind="city",
        starts_on=STARTS,
        ends_on=ENDS,
        clauses=clauses(cast, *(paths or ("5",))),
        units=[cast.unit["secretariat"]],
    )
    auditor = actions.appoint_auditor(
        ctx, audit=audit, person=cast.person[role], from_date=since, to_date=until, is_lead=True
    )
    return Case(cast, audit, auditor)


def under_way(cast: Cast, *paths: str) -> Case:
    """It has begun."""
    case = planned(cast, *paths)
    actions.start_audit(cast.ctx("auditor"), audit=case.audit)
    return case


def reported(cast: Cast, *paths: str) -> tuple[Case, AuditFinding]:
    """It is reported with one finding."""
    case = under_way(cast, *paths)
    ctx = cast.ctx("auditor")
    scope = ScopeClause.objects.filter(audit=case.audit).order_by("order")[0]
    finding = actions.record_finding(
        ctx, audit=case.audit, scope=scope, grade="minor", title="確認の記録がない", text="2人分の記録がない。"
    )
    actions.report_audit(ctx, audit=case.audit, summary="おおむね守られている。", method="記録の閲覧")
    finding.refresh_from_db()
    return case, finding
