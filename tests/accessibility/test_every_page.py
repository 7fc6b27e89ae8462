"""Every page that a role may open, on phone and desktop, in Japanese and English: axe finds nothing, nothing overflows.

The pages come from the address table itself, so a new page is tested without a change here.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import resources

import pytest

from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.models import Clause, PolicyVersion
from sakimori.testing import TODAY
from tests.browser import DESKTOP, PHONE, axe
from tests.permissions.test_every_url import ADDRESSES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _is_page(response) -> bool:
    is_html = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return is_html and "Content-Disposition" not in response


def pages(cast) -> list[str]:
    """Concrete addresses of pages of the cast's assembly, with rows that exist."""
    values = {"assembly": cast.assembly.slug}
    with scope(cast.assembly.pk):
        rows = {
            "version_id": PolicyVersion.objects.first(),
            "clause_id": Clause.objects.first(),
            "person_id": Person.objects.first(),
            "post_id": Post.objects.first(),
            "unit_id": Unit.objects.first(),
        }
    values |= {name: str(row.pk) for name, row in rows.items()} | {"key": "policy.published"}
    found = []
    for address in ADDRESSES:
        if address.access is None or address.access.kind != "assembly":
            continue
        names = [part.split(">")[0].split(":")[-1] for part in address.route.split("<")[1:]]
        if set(names) <= set(values):
            path = address.route
            for part in address.route.split("<")[1:]:
                inner = part.split(">")[0]
                path = path.replace(f"<{inner}>", values[inner.split(":")[-1]])
            found.append("/" + path)
    return found


@pytest.fixture
def furnished(town):
    """The cast with a policy in force, asks, and somebody who has not answered."""
    text = resources.files("sakimori.sample").joinpath("policy_v2.txt").read_text("utf-8")
    with scope(town.assembly.pk):
        version = policy.take_in_text(town.ctx("staff"), text=text)
        policy.decide_version(
            town.ctx("manager"),
            version=version,
            decided_on=TODAY - timedelta(days=3),
            effective_on=TODAY,
            meeting="議運",
        )
        policy.ask_everyone(town.ctx("staff"), version=version, due_on=TODAY + timedelta(days=20))
        assert Ask.objects.open().count() > 5
    return town


@pytest.mark.parametrize(("width", "language"), [(DESKTOP, "ja"), (PHONE, "en")])
def test_axe_finds_nothing_on_any_page(visitor, furnished, width, language):
    found = []
    client = furnished.client("secretary_general")
    # Downloads, and addresses that only take posts, are no pages.
    shown = [path for path in pages(furnished) if _is_page(client.get(path))]
    assert len(shown) > 30
    for path in shown:
        page = visitor.open(path, "secretary_general", width, language)
        if page.locator("h1").count() != 1:
            found.append(f"{path}: {page.locator('h1').count()} h1 ({page.title()})")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{path}: wider than {width}")
        found += [f"{path}: {line}" for line in axe(page)]
        visitor.contexts.pop().close()
    assert found == []
