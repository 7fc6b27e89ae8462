"""The chart draws itself from posts and appointments, on any day, on a page and on paper."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.charts.org_chart import outline
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.people.types import EndReason, Role
from sakimori.registers.organization import actions
from sakimori.registers.organization.chart import organisation
from sakimori.registers.organization.raci import COLUMNS, Part, parts_of, raci
from sakimori.testing import TODAY


def words(cast, on=TODAY):
    return [text for _depth, text in outline(organisation(cast.assembly.name, on))]


def depths(cast, on=TODAY):
    return {text.split()[0]: depth for depth, text in outline(organisation(cast.assembly.name, on))}


def test_the_chair_stands_on_top_and_the_office_beneath_its_head(cast):
    lines = outline(organisation(cast.assembly.name, TODAY))
    assert lines[0] == (0, f"{cast.post[Role.CHAIR].title} {cast.person[Role.CHAIR].shown_name}")
    found = depths(cast)
    assert found[cast.post[Role.SECRETARY_GENERAL].title] == 1
    assert found[cast.post[Role.MANAGER].title] == 2
    assert found[cast.post[Role.STAFF].title] == 3
    assert any("所属 4人" in text for text in words(cast))


def test_another_day_another_chart(cast):
    actions.appoint(
        cast.ctx("manager"),
        post=cast.post[Role.CHAIR],
        person=cast.person[Role.DEPUTY],
        from_date=TODAY + timedelta(days=1),
    )
    assert cast.person[Role.CHAIR].shown_name in words(cast)[0]
    assert cast.person[Role.DEPUTY].shown_name in words(cast, TODAY + timedelta(days=1))[0]
    page = cast.client("staff").get(cast.url(f"organization/chart/?on={(TODAY + timedelta(days=1)).isoformat()}"))
    assert f"{cast.post[Role.CHAIR].title} {cast.person[Role.DEPUTY].shown_name}" in page.content.decode()


def test_an_empty_post_and_a_missing_deputy_are_said_in_words(cast):
    held = cast.post[Role.MANAGER].appointments.get()
    actions.end_appointment(
        cast.ctx("manager"), appointment=held, last_day=TODAY - timedelta(days=1), reason=EndReason.TRANSFER
    )
    page = cast.client("staff").get(cast.url("organization/chart/")).content.decode()
    assert "空席" in page
    assert cast.url(f"organization/posts/{cast.post[Role.MANAGER].pk}/appoint/") in page
    assert "代理する人がいません" in page
    assert "/appoint/" not in cast.client("chair").get(cast.url("organization/chart/")).content.decode()


def test_names_are_escaped(cast):
    actions.change_person(cast.ctx("staff"), person=cast.person[Role.CHAIR], public_name="<script>alert(1)</script>")
    page = cast.client("staff").get(cast.url("organization/chart/")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_paper(cast):
    paper = cast.client("staff").get(cast.url("organization/chart.pdf"))
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


def test_statements_do_not_grow(cast, django_assert_num_queries, sql_count):
    organisation(cast.assembly.name, TODAY)
    first = sql_count()
    for number in range(6):
        actions.create_post(
            cast.ctx("manager"),
            unit=cast.post[Role.STAFF].unit,
            title=f"書記{number}",
            role=Role.STAFF,
            from_date=TODAY,
        )
    with django_assert_num_queries(first):
        organisation(cast.assembly.name, TODAY)


@pytest.mark.parametrize(
    ("role", "status"), [("caucus_head", 200), ("city_it", 200), ("auditor", 403), ("member", 403)]
)
def test_who_sees_the_chart(cast, role, status):
    assert cast.client(role).get(cast.url("organization/chart/")).status_code == status


def test_the_neighbours_chart_is_not_mixed_in(cast, neighbour):
    with scope(neighbour.assembly.pk):
        actions.change_person(neighbour.ctx("staff"), person=neighbour.person[Role.CHAIR], public_name="山彦 太郎")
    assert "山彦 太郎" not in cast.client("staff").get(cast.url("organization/chart/")).content.decode()
    assert cast.client("staff").get(neighbour.url("organization/chart/")).status_code == 404


def test_every_duty_has_exactly_one_who_answers_and_somebody_who_does():
    for spec in catalogue().values():
        parts = parts_of(spec)
        assert [role for role, _parts in parts] == list(COLUMNS)
        assert sum(Part.ACCOUNTABLE in held for _role, held in parts) == 1, spec.key
        assert any(Part.RESPONSIBLE in held for _role, held in parts), spec.key


def test_my_part_comes_first(cast):
    chair = cast.client("chair").get(cast.url("organization/roles/")).content.decode()
    own = chair[chair.index("あなたの分") : chair.index("全体の分担")]
    assert catalogue()["policy.established"].title in own
    member = cast.client("member").get(cast.url("organization/roles/")).content.decode()
    own = member[member.index("あなたの分") : member.index("全体の分担")]
    assert catalogue()["compliance.acknowledged"].title in own
    only = cast.client("chair").get(cast.url("organization/roles/?role=city_it"))
    assert only.status_code == 200
    assert len(raci({})) == len(catalogue())


def text_of(paper: bytes) -> str:
    with pypdfium2.PdfDocument(paper) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_paper_names_everybody_and_every_post(cast):
    text = text_of(cast.client("staff").get(cast.url("organization/chart.pdf")).content)
    for role, post in cast.post.items():
        assert cast.person[role].shown_name in text, role
        assert post.title in text
    assert "議決1" in text
