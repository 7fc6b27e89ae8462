"""The SQL that counts one population of a duty by assembly, in two steps.

Django writes an annotation out in full wherever it is used: in the verdict, in the due date, and inside each other. Its
subqueries would then run several times a row. So the first step works out each of the row's facts once; the second
reads the verdict off them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, DateField, ExpressionWrapper, F, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Col, Combinable, Ref
from django.db.models.functions import Cast

from sakimori.foundation.duties.spec import SOON_DAYS, Subjects

TALLY = """
with facts as materialized ({facts}),
verdicts as (select assembly_id, {breached} as is_breached, {due} as act_by from facts)
select assembly_id, count(*), count(case when is_breached then 1 end),
  count(case when not is_breached and act_by <= %s then 1 end), min(case when not is_breached then act_by end)
from verdicts group by assembly_id"""


def verdict_of(subjects: Subjects) -> tuple[Any, Any]:
    """Whether a row is breached, and the date by which somebody must act (or null), as expressions."""
    breached = subjects.breached
    if isinstance(breached, Q):
        breached = Case(When(breached, then=Value(True)), default=Value(False), output_field=BooleanField())
    if subjects.due is None:
        # A plain null has no type, and PostgreSQL takes it for text.
        return breached, Cast(Value(None), DateField())
    return breached, ExpressionWrapper(_expression(subjects.due), output_field=DateField())


def with_verdict(subjects: Subjects) -> QuerySet[Any]:
    """The population with two more columns: `is_breached` and `act_by`."""
    breached, due = verdict_of(subjects)
    rows: QuerySet[Any] = subjects.rows.annotate(is_breached=breached, act_by=due)
    return rows


def tally_sql(subjects: Subjects, on: date) -> tuple[str, Sequence[Any]]:
    """The statement that counts a population by assembly: rows, breached, soon, first due."""
    query = subjects.rows.order_by().query.chain()
    facts: dict[str, Any] = {}
    verdict = [
        _over_facts(expression.resolve_expression(query, summarize=True), query, facts)
        for expression in verdict_of(subjects)
    ]
    query.clear_select_clause()
    query.set_annotation_mask(facts)
    query.add_fields(["assembly_id"], False)
    compiler = query.get_compiler(connection=connection)
    (breached, breached_params), (due, due_params) = (compiler.compile(expression) for expression in verdict)
    inner, inner_params = query.sql_with_params()
    sql = TALLY.format(facts=inner, breached=breached, due=due)
    return sql, (*inner_params, *breached_params, *due_params, on + timedelta(days=SOON_DAYS))


def _over_facts(expression: Any, query: Any, facts: dict[str, Any]) -> Any:
    """The expression with every annotation, column and subquery in it replaced by a column of the first step."""
    found: Any = expression
    if isinstance(expression, Ref):
        return facts.setdefault(found.refs, found)
    if isinstance(expression, Col | Subquery):
        name = next((name for name, fact in facts.items() if fact.source == expression), f"fact_{len(facts)}")
        if name not in facts:
            query.add_annotation(expression, name)
            facts[name] = Ref(name, found)
        return facts[name]
    found = expression.copy() if hasattr(expression, "copy") else expression.clone()
    if hasattr(found, "children"):
        found.children = [_over_facts(child, query, facts) for child in found.children]
    else:
        sources = expression.get_source_expressions()
        found.set_source_expressions([s and _over_facts(s, query, facts) for s in sources])
    return found


def _expression(due: str | Combinable) -> Combinable:
    return F(due) if isinstance(due, str) else due
