"""What a program of the office can read, and what its key does not open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.test import Client

from sakimori.assurance.conformance.exports import board_data
from sakimori.assurance.conformance.queries import board
from sakimori.assurance.conformance.tests.test_board import adopt
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.scope import scope
from sakimori.front.accounts.actions.accounts import issue_token, revoke_token
from sakimori.front.cli.main import cli
from sakimori.testing import NOW, TODAY

READ = [Permission.ORGANIZATION_READ, Permission.POLICY_READ, Permission.BOARD_READ]
PLACES = ["people", "policy", "policy/versions", "board"]


def key(cast, *scopes, role="manager", days=30):
    with scope(cast.assembly.pk):
        return issue_token(cast.ctx(role), name="連携", scopes=scopes or READ, expires_on=TODAY + timedelta(days=days))


def get(cast, token, place, **more):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().get(f"/api/v1/{cast.assembly.slug}/{place}", more, headers=headers)


def test_people_policy_and_board(cast):
    version = adopt(cast)
    _row, token = key(cast)
    people = get(cast, token, "people").json()
    assert {row["name"] for row in people} == {
        person.name for role, person in cast.person.items() if role not in {"auditor", "city_it"}
    }
    chair = next(row for row in people if row["name"] == cast.person["chair"].name)
    assert chair["roles"] == ["chair", "member"] and chair["caucus"] == "会派"
    assert get(cast, token, f"people/{chair['id']}").json() == chair
    policy = get(cast, token, "policy").json()
    assert (policy["number"], policy["text_sha256"]) == (1, version.text_sha256)
    assert [row["path"] for row in policy["clauses"]] == list(
        version.clauses.order_by("order").values_list("path", flat=True)
    )
    assert [row["number"] for row in get(cast, token, "policy/versions").json()] == [1]
    shown = get(cast, token, "board").json()
    assert shown == json.loads(json.dumps(board_data(board(cast.ctx("staff")))))


def test_contacts_only_with_their_own_permission(cast):
    _row, plain = key(cast)
    _row, full = key(cast, *READ, Permission.ORGANIZATION_CONTACT)
    assert {row["email"] for row in get(cast, plain, "people").json()} == {None}
    assert cast.person["chair"].email in {row["email"] for row in get(cast, full, "people").json()}


def test_japanese_stays_readable(cast):
    adopt(cast)
    answer = get(cast, key(cast)[1], "board")
    assert "方針".encode() in answer.content and b"\\u" not in answer.content


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("token", ["", "skm_made-up", "密"])
def test_without_a_key_nothing_opens(cast, place, token):
    adopt(cast)
    assert get(cast, token, place).status_code == 401


@pytest.mark.parametrize(
    ("place", "permission"),
    [("people", READ[0]), ("policy", READ[1]), ("policy/versions", READ[1]), ("board", READ[2])],
)
def test_a_key_opens_only_its_own_scopes(cast, place, permission):
    adopt(cast)
    _row, right = key(cast, permission)
    _row, wrong = key(cast, *(set(READ) - {permission}))
    assert get(cast, right, place).status_code == 200
    refused = get(cast, wrong, place)
    assert refused.status_code == 403 and permission.value in refused.json()["detail"]


@pytest.mark.parametrize("place", PLACES)
def test_a_key_of_another_assembly_is_unknown_here(cast, neighbour, place):
    adopt(cast)
    _row, token = key(neighbour)
    foreign, nowhere = (
        get(cast, token, place),
        Client().get(f"/api/v1/no-such-assembly/{place}", headers={"Authorization": f"Bearer {token}"}),
    )
    assert (foreign.status_code, nowhere.status_code) == (401, 401)
    assert foreign.content == nowhere.content


def test_a_person_of_another_assembly_is_unknown(cast, neighbour):
    _row, token = key(cast)
    assert get(cast, token, f"people/{neighbour.person['chair'].pk}").status_code == 404


def test_a_revoked_or_expired_key_is_closed(cast):
    row, token = key(cast, days=2)
    assert get(cast, token, "people").status_code == 200
    import time_machine

    with time_machine.travel(NOW + timedelta(days=3)):
        assert get(cast, token, "people").status_code == 401
    revoke_token(cast.ctx("manager"), token=row)
    assert get(cast, token, "people").status_code == 401


def test_a_key_dies_with_its_owners_account(cast):
    _row, token = key(cast)
    cast.account["manager"].is_active = False
    cast.account["manager"].save()
    assert get(cast, token, "people").status_code == 401


def test_a_policy_that_is_not_there_is_404(cast):
    assert get(cast, key(cast)[1], "policy").status_code == 404


def test_a_past_day(cast):
    adopt(cast)
    _row, token = key(cast)
    assert get(cast, token, "people", on="2020-01-01").json() == []
    assert get(cast, token, "policy", on="2020-01-01").status_code == 404
    assert get(cast, token, "board", on="2020-01-01").json()["recorded_on"] is None
    assert get(cast, token, "board", on="きのう").status_code == 422


def test_the_api_describes_itself(cast):
    found = Client().get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.")
    assert {f"/api/v1/{{assembly}}/{place}" for place in PLACES} <= set(found["paths"])


def test_the_command_says_the_same_as_the_api(cast, monkeypatch):
    adopt(cast)
    shown = get(cast, key(cast)[1], "board").json()
    monkeypatch.setattr("sakimori.front.cli.start.load_django", lambda: None)
    done = CliRunner().invoke(cli, ["board", "--assembly", cast.assembly.slug, "--format", "json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout_bytes.decode("utf-8")) == shown
    text = CliRunner().invoke(cli, ["board", "--assembly", cast.assembly.slug]).output
    assert text.splitlines()[0].startswith(cast.assembly.name)
    assert f"{shown['kept']}/{shown['population']}" in text
    missing = CliRunner().invoke(cli, ["board", "--assembly", "nowhere"])
    assert missing.exit_code == 1 and "その議会はありません" in missing.output


def test_whoever_does_not_ask_the_api_does_not_load_it(tmp_path):
    program = (
        "import sys, django; django.setup()\n"
        "from django.urls import resolve, reverse\n"
        "reverse('risks:register', kwargs={'assembly': 'x'}); resolve('/a/x/board/')\n"
        "assert 'ninja' not in sys.modules\n"
        "print(resolve('/api/v1/openapi.json').namespace, reverse('api:openapi-json'))\n"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "sakimori.config.settings", "SAKIMORI_DATA": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert said.stdout.strip() == "api /api/v1/openapi.json", said.stderr
