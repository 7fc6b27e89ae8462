"""Walks every page of an assembly that has something on each of them, in one tab of one browser.

The pages come from the address table itself, so a new page is tested without a change here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import resources
from itertools import product

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from sakimori.assurance.inspections.models import Question, Round
from sakimori.foundation.access.models import AccountLink
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term, Unit
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.measures.assessments.models import ContractCheck
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.models import Clause, PolicyVersion, Publication
from sakimori.registers.organization import actions as organization
from sakimori.registers.organization.models import EmergencyContact, Meeting, MeetingItem
from sakimori.registers.organization.types import ContactKind, ItemOutcome
from sakimori.testing import TODAY, Cast
from tests.accessibility.things import ROWS as THINGS
from tests.accessibility.things import furnish_checks, furnish_things
from tests.browser import DESKTOP, ON_A_PHONE, PHONE, RULES, SCREENS, Visitor, axe, look
from tests.permissions.test_every_url import ADDRESSES

WALKER = "secretary_general"
ROWS = {
    "appointment_id": Appointment,
    "ask_id": Ask,
    "contact_id": EmergencyContact,
    "item_id": MeetingItem,
    "link_id": AccountLink,
    "meeting_id": Meeting,
    "membership_id": Membership,
    "office_id": Office,
    "person_id": Person,
    "post_id": Post,
    "publication_id": Publication,
    "seat_id": Seat,
    "term_id": Term,
    "unit_id": Unit,
}
"""What an address names → a row of it; one will do."""

MUST_BE_WALKED = (
    r"/board/$",
    r"/board/rehearsal/",
    r"/policy/versions/[^/]+/differences/",
    r"/exchange/$",
    r"/exchange/persons/",
    r"/exchange/posts/",
    r"/exchange/memberships/",
    r"/organization/roles/[^/]+/edit/",
    r"/organization/meetings/[^/]+/$",
    r"/assets/$",
    r"/assets/[0-9a-f-]{36}/$",
    r"/assets/inventories/$",
    r"/assets/inventories/[0-9a-f-]{36}/$",
    r"/assets/inventories/preview/",
    r"/assets/inventories/devices/[0-9a-f-]{36}/link/",
    r"/lending/counter/",
    r"/stocktaking/[0-9a-f-]{36}/$",
    r"/disposal/[0-9a-f-]{36}/$",
    r"/turnover/[0-9a-f-]{36}/$",
    r"/drills/phishing/[0-9a-f-]{36}/$",
    r"/learning/$",
    r"/learning/required/[0-9a-f-]{36}/$",
    r"/learning/sessions/[0-9a-f-]{36}/$",
    r"/learning/courses/[0-9a-f-]{36}/edit/",
    r"/awareness/2026/11/$",
    r"/awareness/id-rules/asking/",
    r"/playbooks/lost-device/$",
    r"/playbooks/lost-device/edit/",
    r"/playbooks/versions/[0-9a-f-]{36}/$",
    r"/playbooks/review/",
    r"/services/[0-9a-f-]{36}/$",
    r"/services/[0-9a-f-]{36}/split/",
    r"/services/terms/[0-9a-f-]{36}/$",
    r"/social/[0-9a-f-]{36}/$",
    r"/social/posts/[0-9a-f-]{36}/$",
    r"/social/handovers/[0-9a-f-]{36}/$",
    r"/continuity/[0-9a-f-]{36}/edit/",
    r"/safety/[0-9a-f-]{36}/$",
    r"/safety/[0-9a-f-]{36}/phone/",
    r"/safety/asked/[0-9a-f-]{36}/$",
    r"/premises/[0-9a-f-]{36}/round/",
    r"/assessments/[0-9a-f-]{36}/$",
    r"/assessments/[0-9a-f-]{36}/judge/$",
    r"/assessments/[0-9a-f-]{36}/answers/1/$",
    r"/assessments/rounds/[0-9a-f-]{36}/$",
    r"/assessments/versions/[0-9a-f-]{36}/$",
    r"/assessments/contracts/[0-9a-f-]{36}/$",
    r"/assessments/suppliers/[0-9a-f-]{36}/$",
    r"/inspections/[0-9a-f-]{36}/open/",
    r"/inspections/[0-9a-f-]{36}/result/",
    r"/inspections/[0-9a-f-]{36}/answers/",
    r"/inspections/questions/",
    r"/inspections/breaches/[0-9a-f-]{36}/letter/",
    r"/exceptions/[0-9a-f-]{36}/$",
    r"/risks/[0-9a-f-]{36}/$",
    r"/risks/groups/unintentional/",
    r"/upkeep/[0-9a-f-]{36}/$",
    r"/upkeep/windows/[0-9a-f-]{36}/$",
    r"/inspections/checks/[0-9a-f-]{36}/$",
    r"/intake/[0-9a-f-]{36}/$",
    r"/intake/[0-9a-f-]{36}/merge/",
    r"/intake/new/lost/",
    r"/cards/[0-9a-f-]{36}/$",
    r"/cards/copies/[0-9a-f-]{36}/end/",
    r"/audits/[0-9a-f-]{36}/$",
    r"/audits/[0-9a-f-]{36}/clauses/[0-9a-f-]{36}/$",
    r"/audits/[0-9a-f-]{36}/clauses/[0-9a-f-]{36}/duties/[^/]+/$",
    r"/audits/[0-9a-f-]{36}/items/[0-9a-f-]{36}/$",
    r"/audits/[0-9a-f-]{36}/samples/[0-9a-f-]{36}/$",
    r"/audits/[0-9a-f-]{36}/findings/[0-9a-f-]{36}/$",
    r"/incidents/[0-9a-f-]{36}/$",
    r"/incidents/[0-9a-f-]{36}/things/$",
    r"/incidents/[0-9a-f-]{36}/evidence/$",
    r"/incidents/papers/[0-9a-f-]{36}/$",
)
"""Pages that are easily lost from the walk, since they need rows of their own."""


def furnish(town: Cast) -> Cast:
    """A policy in force, a draft that can be rehearsed, asks, a meeting, a contact, registers waiting to be taken in."""
    sample = resources.files("sakimori.sample")
    with scope(town.assembly.pk):
        staff, manager = town.ctx("staff"), town.ctx("manager")
        first = policy.take_in_text(staff, text=sample.joinpath("policy_v1.txt").read_text("utf-8"))
        policy.decide_version(
            manager, version=first, decided_on=TODAY - timedelta(days=3), effective_on=TODAY, meeting="議運"
        )
        policy.ask_everyone(staff, version=first, due_on=TODAY + timedelta(days=20))
        assert Ask.objects.open().count() > 5
        policy.take_in_text(staff, text=sample.joinpath("policy_v2.txt").read_text("utf-8"))
        meeting = organization.record_meeting(staff, name="第5回 議会運営委員会", held_on=TODAY)
        organization.record_item(
            staff, meeting=meeting, title="方針の見直し", outcome=ItemOutcome.AGREED, decision="見直す。"
        )
        organization.save_contact(staff, kind=ContactKind.WINDOW, name="統一窓口", phone_day="0120-000-000")
        furnish_things(staff, town)
        furnish_checks(staff, town)
    uploads = {
        "persons": "氏名,ふりがな,議席\n潮見 渚,しおみ なぎさ,\n,,99\n",
        "posts": f"所属,職名,役割,氏名\n{UnitKind.SECRETARIAT.label},書記,{Role.STAFF.label},だれか\n",
        "memberships": f"氏名,会派,開始日\n{town.person[Role.CITY_IT].name},{UnitKind.CAUCUS.label},{TODAY}\n",
    }
    for register, text in uploads.items():
        file = SimpleUploadedFile(f"{register}.csv", text.encode())
        sent = town.client(WALKER).post(town.url("exchange/"), {"register": register, "file": file})
        assert sent.status_code == 302, sent.content.decode()
    return town


def addresses(cast: Cast) -> Iterator[str]:
    """Concrete addresses of the cast's assembly, with rows that exist; of versions and uploads every one."""
    with scope(cast.assembly.pk):
        values = {name: [model.objects.first()] for name, model in ROWS.items()}
        for name, models in THINGS.items():
            values[name] = [*values.get(name, []), *(model.objects.first() for model in models)]
        values |= {"version_id": list(PolicyVersion.objects.all()), "clause_id": [Clause.objects.first()]}
        values["contract_check_id"] = list(ContractCheck.objects.all())
        values["file_id"] = list(StoredFile.objects.all())
        values["round_id"] = list(Round.objects.all())
        values["question_id"] = list(Question.objects.filter(round__opened_on__isnull=True))
        known = {name: [str(row.pk) for row in rows if row] for name, rows in values.items()}
    known |= {
        "assembly": [cast.assembly.slug],
        "key": ["policy.published", "compliance.acknowledged"],
        "sequence": ["1"],
    }
    known |= {"how": ["split", "merge", "dissolve"], "name": ["persons", "posts", "memberships"]}
    known |= {"year": ["2026"], "month": ["11"], "scenario_key": ["ransomware"], "lure_key": ["courier"]}
    known |= {"course_key": ["password"], "ground_key": ["csirt"], "paper_kind": ["chair"], "what": ["lost"]}
    known |= {"incident_kind": ["lost-device", "phishing", "social-takeover"], "number": ["1"]}
    known |= {"threat": ["unintentional", "pandemic"]}
    known |= {"kind": ["device", "information"], "level": ["2"], "topic": ["storage"]}
    for address in ADDRESSES:
        if address.access is None or address.access.kind != "assembly":
            continue
        names = re.findall(r"<(?:\w+:)?(\w+)>", address.route)
        for chosen in product(*(known.get(name, []) for name in names)):
            given = iter(chosen)
            yield "/" + re.sub(r"<[^>]+>", lambda _found, given=given: next(given), address.route)  # type: ignore[misc]


PAGES_OF_A_TAB = 40
"""A tab that has walked hundreds of pages holds a gigabyte and takes twice as long for each."""

FILE = re.compile(r"\.\w+$")

MEASURE = "[document.querySelectorAll('h1').length, document.documentElement.scrollWidth]"

LAY_OUT = f"""text => {{
    const page = new DOMParser().parseFromString(text, "text/html")
    document.body.replaceWith(page.body)
    return {MEASURE}
}}"""
"""Shows a page in a tab that has the style sheets already; gives its first headings and its width."""


def pages(cast: Cast, client: Client) -> Iterator[tuple[str, str]]:
    """Address and text of every page; downloads, and addresses that only take posts, are none."""
    lost = set(MUST_BE_WALKED)
    for path in addresses(cast):
        if FILE.search(path):
            continue
        response = client.get(path)
        if is_page(response):
            lost -= {part for part in lost if re.search(part, path)}
            yield path, response.content.decode()
    assert not lost


def is_page(response: HttpResponse) -> bool:
    """Whether the answer is a page to look at; downloads are none."""
    is_html = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return is_html and "Content-Disposition" not in response


IS_LIVE = re.compile(r"<main.*?(<script|hx-|data-[a-z]+-|<video|<canvas|<img|<object|<iframe).*?</main>", re.DOTALL)
"""Pages that do or fetch something by themselves."""


def findings(visitor: Visitor, cast: Cast) -> Iterator[str]:
    """Everything wrong with any page: axe, more or fewer than one h1, wider than a desktop or a phone.

    Pages that do or fetch something by themselves, and the first of a tab, are opened; the others are laid out in the same tab,
    which gives the same document in a third of the time.
    """
    for number, (path, text) in enumerate(pages(cast, cast.client(WALKER))):
        is_first = number % PAGES_OF_A_TAB == 0
        if is_first:
            visitor.close()
            plain = visitor.open(cast.url("policy/"), WALKER, DESKTOP)
            axe(plain)
        if is_first or IS_LIVE.search(text):
            # In a tab of its own: its scripts would go on under the next page.
            tab = visitor.open(path, WALKER, DESKTOP)
            # The frame is the same around every page and takes most of the time: once in so many pages is enough.
            found = axe(tab, "" if is_first else "main")
            headings, width = tab.evaluate(MEASURE)
        else:
            tab = plain
            tab.set_viewport_size(SCREENS[DESKTOP])
            headings, width = tab.evaluate(LAY_OUT, text)
            found = look(tab, "main", RULES)
        yield from (f"{path}: {line}" for line in found)
        if headings != 1:
            yield f"{path}: {headings} h1"
        if width > DESKTOP:
            yield f"{path}: wider than {DESKTOP}"
        tab.set_viewport_size(SCREENS[PHONE])
        if tab.evaluate(MEASURE)[1] > PHONE:
            yield f"{path}: wider than {PHONE}"
        # Colours only change where something moves over something else: seen on the pages that are opened.
        rules = ON_A_PHONE if tab is plain else [*ON_A_PHONE, "color-contrast"]
        yield from (f"{path} on a phone: {line}" for line in look(tab, "main", rules))
        if tab is not plain:
            tab.close()


def findings_in_english(visitor: Visitor, cast: Cast) -> Iterator[str]:
    """Pages in English that are wider than a phone: English words are longer, and nothing else differs."""
    client = cast.client(WALKER)
    client.cookies["django_language"] = "en"
    tab = visitor.open(cast.url("board/"), WALKER, PHONE, "en")
    for path, text in pages(cast, client):
        headings, width = tab.evaluate(LAY_OUT, text)
        if headings != 1:
            yield f"{path}: {headings} h1"
        if width > PHONE:
            yield f"{path}: wider than {PHONE}"
