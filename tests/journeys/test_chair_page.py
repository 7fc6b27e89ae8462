"""The chair's one page: is the policy kept, what waits for my decision; deciding; one sheet to print."""

from __future__ import annotations

import re
from importlib import resources

import pypdfium2
import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses import queries
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_chair_decides_and_prints_one_sheet(visitor, town):
    text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
    with scope(town.assembly.pk):
        version = policy.take_in_text(town.ctx("staff"), text=text)
        policy.propose_version(town.ctx("staff"), version=version, effective_on=TODAY)

    page = visitor.open(town.url(""), "chair", PHONE)
    assert axe(page) == []
    page.get_by_role("link", name=re.compile("内容を見て決める")).click()
    press(page, page.get_by_role("button", name="承認する", exact=True))
    with scope(town.assembly.pk):
        assert queries.in_force(TODAY) == version

    sheet = town.client("chair").get(town.url("board/chair.pdf"))
    assert len(pypdfium2.PdfDocument(sheet.content)) == 1
