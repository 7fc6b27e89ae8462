"""The body's personnel system writes people: each error says which field, nothing happens twice, nobody gets too far."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.queries import actor_in_scope
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.people.models import Appointment, Office, Person
from sakimori.foundation.people.types import EndReason
from sakimori.front.accounts.actions.accounts import issue_token
from sakimori.registers.organization.actions.people import end_service
from sakimori.testing import TODAY, UNTIL

WRITE = Permission.PEOPLE_WRITE


@pytest.fixture(autouse=True)
def no_keys():
    cache.clear()


def key(cast, *scopes):
    with scope(cast.assembly.pk):
        ctx = cast.ctx("manager")
        return issue_token(ctx, name="人事", scopes=scopes or [WRITE], expires_on=TODAY + timedelta(days=9))[1]


def send(cast, token, place, data, *, method="post", language="ja", **headers):
    headers |= {"Authorization": f"Bearer {token}", "Accept-Language": language}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    url = f"/api/v1/{cast.assembly.slug}/{place}"
    return getattr(Client(), method)(url, json.dumps(data), content_type="application/json", headers=names)


def fields(answer):
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    return {row["field"]: row["message"] for row in answer.json()["errors"]}


def test_a_new_member_from_entry_to_leaving(cast):
    token = key(cast)
    end_service(
        cast.ctx("manager"), person=cast.person["member"], last_day=TODAY - timedelta(days=1), reason=EndReason.OTHER
    )
    made = send(cast, token, "people", {"name": "浦 沙織", "kana": "うら さおり", "email": "ura@example.jp"})
    assert made.status_code == 201
    person = Person.objects.get(pk=made.json()["id"])
    assert made["Location"] == f"/api/v1/{cast.assembly.slug}/people/{person.pk}"
    assert (person.name, person.email, made.json()["email"]) == ("浦 沙織", "ura@example.jp", None)
    changed = send(cast, token, f"people/{person.pk}", {"phone": "000-1"}, method="patch")
    assert changed.status_code == 200
    person.refresh_from_db()
    assert (person.phone, person.kana) == ("000-1", "うら さおり")
    seat = Office.objects.get(person=cast.person["member"]).seat.number
    office = {"seat": seat, "from_date": str(TODAY), "caucus": "会派"}
    started = send(cast, token, f"people/{person.pk}/offices", office)
    assert (started.status_code, started.json()["to_date"]) == (201, str(UNTIL))
    again = send(cast, token, f"people/{person.pk}/offices", office)
    assert again.status_code == 422 and set(fields(again)) == {"seat"}
    left = send(cast, token, f"people/{person.pk}/end", {"last_day": str(TODAY), "reason": "resignation"})
    assert left.status_code == 200
    assert Office.objects.get(person=person).to_date == TODAY
    entries = Entry.objects.count()
    send(cast, token, f"people/{person.pk}/end", {"last_day": str(TODAY), "reason": "resignation"})
    assert Entry.objects.count() == entries  # nothing left to end
    acts = Entry.objects.filter(channel="api").order_by("sequence").values_list("action", "actor")
    assert [act for act, _actor in acts] == [
        "organization.register-person",
        "organization.change-person",
        "organization.seat-member",
        "organization.end-service",
    ]
    assert {actor for _act, actor in acts} == {f"account:{cast.account['manager'].pk}"}


def test_an_appointment_begins_and_ends(cast):
    token = key(cast, WRITE, Permission.ORGANIZATION_READ)
    url = f"/api/v1/{cast.assembly.slug}/posts"
    listed = Client().get(url, headers={"Authorization": f"Bearer {token}"}).json()
    post = next(row for row in listed if row["role"] == "staff")
    assert post["holder"] == str(cast.person["staff"].pk)
    new = send(cast, token, "people", {"name": "入江 拓"}).json()
    data = {"post": post["id"], "from_date": str(TODAY), "decision_number": "人第12号"}
    started = send(cast, token, f"people/{new['id']}/appointments", data)
    assert started.status_code == 201
    before = Appointment.objects.get(pk=post["appointment"])
    assert before.to_date == TODAY - timedelta(days=1)
    place = f"appointments/{started.json()['id']}/end"
    ended = send(cast, token, place, {"last_day": str(TODAY), "reason": "transfer"})
    assert (ended.json()["to_date"], ended.json()["end_reason"]) == (str(TODAY), "transfer")
    too_early = send(cast, token, place, {"last_day": "2020-01-01"})
    assert too_early.status_code == 422 and "開始日以後" in next(iter(fields(too_early).values()))


def test_the_same_key_does_it_once(cast):
    token, other = key(cast), key(cast)
    data = {"name": "磯部 渡", "number": "S-77"}
    first = send(cast, token, "people", data, Idempotency_Key="a1")
    second = send(cast, token, "people", data, Idempotency_Key="a1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Person.objects.filter(number="S-77").count() == 1
    mixed_up = send(cast, token, "people", data | {"name": "磯部 航"}, Idempotency_Key="a1")
    assert mixed_up.status_code == 422 and "Idempotency-Key" in mixed_up.json()["detail"]
    assert send(cast, other, "people", data, Idempotency_Key="a1").status_code == 201
    assert send(cast, token, "people", data, Idempotency_Key="x" * 201).status_code == 400
    assert send(cast, token, "people", {"name": ""}, Idempotency_Key="a2").status_code == 422
    assert send(cast, token, "people", data, Idempotency_Key="a2").status_code == 201  # a failed one may be sent again


def test_a_running_request_with_the_same_key_is_told_to_wait(cast, monkeypatch):
    token = key(cast)
    data = {"name": "磯部 渡"}

    def twice(ctx, **values):
        assert send(cast, token, "people", data, Idempotency_Key="a1").status_code == 409
        return Person.objects.first()

    monkeypatch.setattr("sakimori.front.api.people.actions.register_person", twice)
    assert send(cast, token, "people", data, Idempotency_Key="a1").status_code == 201


@pytest.mark.parametrize(
    ("data", "field", "ja", "en"),
    [
        ({}, "name", "必須", "required"),
        ({"name": ""}, "name", "空", "blank"),
        ({"name": 5}, "name", "文字列", "text"),
        ({"name": "x", "email": "x"}, "email", "メール", "email"),
        ({"name": "x", "emial": "x@example.jp"}, "emial", "つづり", "spell"),
        ({"name": "x" * 81}, "name", "80", "80"),
    ],
)
def test_errors_name_the_field_in_the_callers_language(cast, data, field, ja, en):
    token, before = key(cast), Person.objects.count()
    for language, word in (("ja", ja), ("en", en)):
        answer = send(cast, token, "people", data, language=language)
        assert answer.status_code == 422
        assert re.search(word, fields(answer)[field], re.IGNORECASE), fields(answer)
    assert Person.objects.count() == before


def test_errors_of_days_and_references(cast, neighbour):
    token, place = key(cast), f"people/{cast.person['auditor'].pk}"
    wrong_day = send(cast, token, f"{place}/offices", {"seat": 1, "from_date": "令和8年"})
    assert "2026-04-01" in fields(wrong_day)["from_date"]
    assert "seat" in fields(send(cast, token, f"{place}/offices", {"seat": 99, "from_date": str(TODAY)}))
    no_caucus = {"seat": 1, "from_date": str(TODAY), "caucus": "ない会"}
    assert "caucus" in fields(send(cast, token, f"{place}/offices", no_caucus))
    theirs = {"post": str(neighbour.post["staff"].pk), "from_date": str(TODAY)}
    assert "post" in fields(send(cast, token, f"{place}/appointments", theirs))
    not_member = {"post": str(cast.post["chair"].pk), "from_date": str(TODAY)}
    assert "person" in fields(send(cast, token, f"{place}/appointments", not_member))
    assert "last_day" in fields(send(cast, token, f"{place}/end", {"last_day": "2020-01-01"}))
    assert "reason" in fields(send(cast, token, f"{place}/end", {"last_day": str(TODAY), "reason": "bored"}))
    garbled = Client().post(
        f"/api/v1/{cast.assembly.slug}/people",
        "{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert garbled.status_code == 400 and garbled["Content-Type"] == "application/problem+json"


def places(person, appointment):
    day = str(TODAY)
    return [
        ("post", "people", {"name": "x"}),
        ("patch", f"people/{person}", {"name": "x"}),
        ("post", f"people/{person}/offices", {"seat": 1, "from_date": day}),
        ("post", f"people/{person}/appointments", {"post": str(uuid4()), "from_date": day}),
        ("post", f"people/{person}/end", {"last_day": day}),
        ("post", f"appointments/{appointment}/end", {"last_day": day}),
    ]


def test_without_the_scope_nothing_is_written(cast):
    reading = key(cast, Permission.ORGANIZATION_READ, Permission.ORGANIZATION_MANAGE)
    entries = Entry.objects.count()
    for method, place, data in places(cast.person["chair"].pk, Appointment.objects.first().pk):
        answer = send(cast, reading, place, data, method=method)
        assert answer.status_code == 403 and "people:write" in answer.json()["detail"], place
        assert send(cast, "skm_made-up", place, data, method=method).status_code == 401
    assert Entry.objects.count() == entries


def test_another_assembly_is_out_of_reach(cast, neighbour):
    foreign, own = key(neighbour), key(cast)
    with scope(neighbour.assembly.pk):
        appointment = Appointment.objects.first().pk
    entries = Entry.objects.count()
    for method, place, data in places(neighbour.person["chair"].pk, appointment):
        assert send(cast, foreign, place, data, method=method).status_code == 401
        if place != "people":
            assert send(cast, own, place, data, method=method).status_code == 404, place
    assert Entry.objects.count() == entries


def test_the_scope_is_never_more_than_its_owner_and_opens_no_page(cast):
    token = key(cast)
    held = actor_in_scope(cast.account["staff"], TODAY).permissions()
    assert WRITE not in held
    for place in ("people", "policy", "board", "posts"):
        url = f"/api/v1/{cast.assembly.slug}/{place}"
        assert Client().get(url, headers={"Authorization": f"Bearer {token}"}).status_code == 403
    end_service(
        cast.ctx("manager"), person=cast.person["manager"], last_day=TODAY - timedelta(days=1), reason=EndReason.OTHER
    )
    assert send(cast, token, "people", {"name": "x"}).status_code == 401


def test_the_description_is_whole(cast):
    found = Client().get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    text = json.dumps(found)
    for name in re.findall(r'"#/components/schemas/(\w+)"', text):
        assert name in found["components"]["schemas"]
    operations = [(path, method, row) for path, rows in found["paths"].items() for method, row in rows.items()]
    names = [row["operationId"] for _path, _method, row in operations]
    assert len(names) == len(set(names))
    for path, method, row in operations:
        declared = {item["name"] for item in row.get("parameters", []) if item["in"] == "path"}
        assert declared == set(re.findall(r"{(\w+)}", path)), path
        for status, answer in row["responses"].items():
            wanted = "application/problem+json" if int(status) >= 400 else "application/json"
            assert set(answer["content"]) == {wanted}, (path, method, status)
    create = found["paths"]["/api/v1/{assembly}/people"]["post"]
    assert "Idempotency-Key" in {item["name"] for item in create["parameters"]}
    assert found["components"]["schemas"]["PersonIn"]["required"] == ["name"]
