"""No page of the policy offers a link that ends at a closed door, whoever reads it."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

import pytest

from sakimori.foundation.access.permissions import MATRIX, Permission
from sakimori.policy.clauses import actions
from sakimori.policy.clauses.models import Clause
from sakimori.policy.clauses.tests.test_acknowledge import adopt, open_campaign
from sakimori.policy.clauses.tests.texts import FIRST, SECOND
from sakimori.policy.clauses.types import VersionKind
from sakimori.testing import NAMES, TODAY

VERSION_PAGES = ("", "check/", "settings/", "decide/", "done/", "differences/", "publish/", "joint/")


@pytest.fixture
def addresses(cast) -> list[str]:
    """Versions in every state of life, and every page about them."""
    first = adopt(cast, days_ago=30)
    open_campaign(cast)
    second = adopt(cast, SECOND, days_ago=3)
    actions.record_publication(cast.ctx("staff"), version=first, published_on=TODAY, address="議会の掲示場")
    withdrawn, proposed, draft = (actions.take_in_text(cast.ctx("staff"), text=text) for text in (FIRST, FIRST, SECOND))
    actions.withdraw_version(cast.ctx("staff"), version=withdrawn)
    actions.propose_version(cast.ctx("staff"), version=proposed, effective_on=TODAY)
    actions.describe_version(
        cast.ctx("staff"), version=draft, title=draft.title, kind=VersionKind.JOINT, joint_with="潮見町長"
    )
    paths = ["", "start/", "start/?from=current", "start/model/", "versions/", "review/", "acknowledgement/"]
    for version in (first, second, withdrawn, proposed, draft):
        paths += [f"versions/{version.pk}/{page}" for page in VERSION_PAGES]
    for version in (second, draft):
        clause = Clause.objects.filter(version=version).order_by("order")[1]
        paths += [f"clauses/{clause.pk}/", f"clauses/{clause.pk}/structure/"]
    paths.append(f"acknowledgement/persons/{cast.person['member'].pk}/")
    rehearsals = [f"board/rehearsal/{version.pk}/" for version in (draft, proposed)]
    rehearsals += [f"board/clauses/{clause.pk}/" for clause in Clause.objects.filter(version=second)]
    return [cast.url(f"policy/{path}") for path in paths] + [cast.url(path) for path in rehearsals]


@pytest.mark.walk
@pytest.mark.parametrize("role", [str(role) for role in NAMES if Permission.POLICY_READ in MATRIX[role]])
def test_every_link_of_a_policy_page_opens(cast, addresses, role):
    client = cast.client(role)
    offered: dict[str, str] = {}
    opened = 0
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200:
            opened += 1
            main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
            found = re.findall(r'<a[^>]* href="([^"]+)"', main)
            offered |= {urldefrag(link)[0].replace("&amp;", "&"): address for link in found if link.startswith("/")}
    assert opened
    answers = {link: client.get(link).status_code for link in offered if not link.endswith(".pdf")}
    assert {link: (offered[link], status) for link, status in answers.items() if status >= 400} == {}


@pytest.mark.parametrize("role", ["chair", "deputy"])
def test_who_decides_sees_draft_differences_and_rehearsal(cast, role):
    adopt(cast, days_ago=30)
    draft = actions.take_in_text(cast.ctx("staff"), text=SECOND)
    client = cast.client(role)
    assert str(draft.pk) in client.get(cast.url("policy/versions/")).content.decode()
    page = client.get(cast.url(f"policy/versions/{draft.pk}/")).content.decode()
    rehearsal = cast.url(f"board/rehearsal/{draft.pk}/")
    assert rehearsal in page and cast.url(f"policy/versions/{draft.pk}/differences/") in page
    assert cast.url(f"policy/versions/{draft.pk}/decide/") in page
    assert rehearsal in client.get(cast.url(f"policy/versions/{draft.pk}/differences/")).content.decode()
    assert client.get(rehearsal).status_code == 200
