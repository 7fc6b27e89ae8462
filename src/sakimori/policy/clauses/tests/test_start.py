"""From the text of a policy to a living board, through the pages."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.approvals.models import Application
from sakimori.foundation.duties.queries import settings_on
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.models import Clause, PolicyVersion
from sakimori.policy.clauses.tests.texts import FIRST
from sakimori.policy.clauses.types import AlignmentSource, VersionState
from sakimori.policytext import model_policy
from sakimori.testing import TODAY

DECISION = {"decided_on": "2026-11-02", "effective_on": "2026-11-09", "meeting": "議会運営委員会"}


def days(**changed: str) -> dict[str, str]:
    """The settings step as proposed, with changes by `duty.field` (dots as `__`)."""
    values = {
        "policy.published-days": "7",
        "policy.published-ground": "policy",
        "compliance.acknowledged-days": "30",
        "compliance.acknowledged-ground": "policy",
        "policy.reviewed-days": "365",
        "policy.reviewed-ground": "policy",
        "organization.contacts-checked-days": "365",
        "organization.contacts-checked-ground": "policy",
    }
    return values | {key.replace("__", ".").replace("_at_", "-"): value for key, value in changed.items()}


def take_in(cast, role="staff", **values):
    answer = cast.client(role).post(cast.url("policy/start/"), values or {"text": FIRST})
    assert answer.status_code == 302, answer.content.decode()
    return PolicyVersion.objects.get()


def test_a_file_becomes_a_policy_in_force_and_a_living_board(cast):
    manager = cast.client("manager")
    assert manager.get(cast.url("policy/start/")).status_code == 200
    file = SimpleUploadedFile("方針.txt", FIRST.encode("cp932"), "text/plain")
    answer = manager.post(cast.url("policy/start/"), {"file": file})
    version = PolicyVersion.objects.get()
    assert answer["Location"] == cast.url(f"policy/versions/{version.pk}/check/")
    assert version.source_file.name == "方針.txt"
    # Beside the clauses stands the file itself, line by line, not what was made of it.
    original = [line.strip() for line in FIRST.splitlines() if line.strip()]
    assert [line.strip() for line in version.source_text.splitlines() if line.strip()] == original

    page = manager.get(answer["Location"]).content.decode()
    assert "研修" in page and "必要に応じてこの方針を見直す" in page
    answer = manager.post(answer["Location"], {"title": version.title, "kind": "own", "joint_with": ""})
    assert answer["Location"].endswith("/settings/")

    assert "期限と頻度" in manager.get(answer["Location"]).content.decode()
    chosen = {"policy__published_at_days": "5", "policy__reviewed_at_is_open": "on"}
    answer = manager.post(answer["Location"], days(**chosen, compliance__acknowledged_at_days=""))
    adopted = settings_on(TODAY)
    assert set(adopted) == {"policy.published", "policy.reviewed", "organization.contacts-checked"}
    assert adopted["policy.published"].days == 5
    assert adopted["policy.reviewed"].is_open and adopted["policy.reviewed"].reason

    page = manager.get(answer["Location"]).content.decode()
    assert 'value="2026-11-02"' in page  # the day of the policy's own history block is proposed
    answer = manager.post(answer["Location"], DECISION | {"decided_by": str(cast.person["chair"].pk)})
    assert answer["Location"].endswith("/done/")
    page = manager.get(answer["Location"]).content.decode()
    assert "公表を記録する" in page and "全員に方針の確認をお願いする" in page

    version.refresh_from_db()
    assert (version.state, version.decided_by, version.decided_on) == (
        VersionState.DECIDED,
        cast.person["chair"],
        date(2026, 11, 2),
    )
    board = cast.client("chair").get(cast.url("board/")).content.decode()
    assert "研修" in board and "情報セキュリティ基本方針" in board


def test_staff_who_may_not_settle_days_go_on_without_settling(cast):
    version = take_in(cast)
    staff = cast.client("staff")
    page = staff.get(cast.url(f"policy/versions/{version.pk}/settings/")).content.decode()
    assert "事務局長" in page and 'name="policy.published-days"' not in page
    answer = staff.post(cast.url(f"policy/versions/{version.pk}/settings/"), days())
    assert answer["Location"].endswith("/decide/")
    assert settings_on(TODAY) == {}


def test_a_policy_that_says_as_needed_is_proposed_without_a_cadence(cast):
    version = take_in(cast, role="manager")
    page = cast.client("manager").get(cast.url(f"policy/versions/{version.pk}/settings/")).content.decode()
    box = re.search(r'<input[^>]*name="policy.reviewed-is_open"[^>]*>', page)
    assert box and "checked" in box[0]
    assert "必要に応じて" in page


def test_what_was_read_can_be_corrected_with_the_reason_in_sight(cast):
    version = take_in(cast)
    clause = Clause.objects.get(version=version, heading="研修")
    words = [word for row in clause.measures.all() for word in row.words]
    page = cast.client("staff").get(cast.url(f"policy/versions/{version.pk}/check/")).content.decode()
    assert words and all(word in page for word in words)
    address = cast.url(f"policy/clauses/{clause.pk}/")
    assert cast.client("staff").get(address).status_code == 200
    before = version.text_sha256
    answer = cast.client("staff").post(
        address,
        {
            "path": clause.path,
            "heading": "研修と訓練",
            "text": clause.text,
            "measure_slugs": ["review"],
            "concerns_assembly": "on",
        },
    )
    assert answer.status_code == 302
    clause.refresh_from_db()
    version.refresh_from_db()
    assert clause.heading == "研修と訓練"
    assert [(m.measure, m.source) for m in clause.measures.all()] == [("review", AlignmentSource.PERSON)]
    assert version.text_sha256 != before


def test_a_decided_text_cannot_be_changed_but_its_measures_can(cast):
    version = take_in(cast, role="manager")
    manager = cast.client("manager")
    decided = manager.post(cast.url(f"policy/versions/{version.pk}/decide/"), DECISION)
    assert decided.status_code == 302
    clause = Clause.objects.get(version=version, heading="研修")
    form = {
        "path": clause.path,
        "heading": "別",
        "text": "別",
        "measure_slugs": ["training"],
        "concerns_assembly": "on",
    }
    known = {m.measure for m in clause.measures.all()}
    answer = manager.post(cast.url(f"policy/clauses/{clause.pk}/"), form | {"measure_slugs": sorted(known)})
    assert answer.status_code == 302
    clause.refresh_from_db()
    assert clause.heading == "研修" and {m.measure for m in clause.measures.all()} == known
    assert manager.get(cast.url(f"policy/versions/{version.pk}/check/")).status_code == 404


def test_the_author_who_decides_must_say_why(cast):
    version = take_in(cast, role="manager")
    dates = {"decided_on": TODAY, "effective_on": TODAY, "meeting": "議会運営委員会"}
    own = dates | {"version": version, "decided_by": cast.person["manager"]}
    with pytest.raises(ValidationError) as refused:
        actions.decide_version(cast.ctx("staff"), **own)
    assert "same_person_reason" in refused.value.error_dict
    version.refresh_from_db()
    assert (version.state, Application.objects.count()) == (VersionState.DRAFT, 0)
    actions.decide_version(cast.ctx("staff"), **own, same_person_reason="事務局が二人だけのため")
    version.refresh_from_db()
    assert version.state == VersionState.DECIDED
    assert Application.objects.get().decisions.get().same_person_reason == "事務局が二人だけのため"


def test_staff_record_a_decision_without_an_error_behind_the_scenes(cast, django_capture_on_commit_callbacks, caplog):
    version = take_in(cast)
    with django_capture_on_commit_callbacks(execute=True):
        done = cast.client("staff").post(cast.url(f"policy/versions/{version.pk}/decide/"), DECISION)
    assert done.status_code == 302
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_the_chair_records_the_decision_of_a_meeting(cast):
    version = take_in(cast)
    chair = cast.client("chair")
    done = chair.post(cast.url(f"policy/versions/{version.pk}/decide/"), DECISION)
    assert done.status_code == 302 and chair.get(done["Location"]).status_code == 200
    version.refresh_from_db()
    assert (version.state, version.decided_by) == (VersionState.DECIDED, cast.person["chair"])


def test_the_chair_decides_in_the_system(cast, django_capture_on_commit_callbacks):
    version = take_in(cast)
    staff, chair = cast.client("staff"), cast.client("chair")
    done = staff.post(cast.url(f"policy/versions/{version.pk}/decide/"), DECISION | {"propose": "yes"})
    assert "議長の決定を待っています" in staff.get(done["Location"]).content.decode()
    assert staff.get(cast.url(f"policy/versions/{version.pk}/check/")).status_code == 302
    address = cast.url(f"applications/{Application.objects.get().pk}/")
    assert staff.post(address, {"is_approval": "yes"}).status_code in {403, 404}
    with django_capture_on_commit_callbacks(execute=True):
        assert chair.post(address, {"is_approval": "yes"}).status_code == 302
    version.refresh_from_db()
    assert (version.state, version.decided_on, version.decided_by) == (
        VersionState.DECIDED,
        TODAY,
        cast.person["chair"],
    )


def test_a_refused_draft_can_be_mended(cast, django_capture_on_commit_callbacks):
    version = take_in(cast)
    cast.client("staff").post(cast.url(f"policy/versions/{version.pk}/decide/"), DECISION | {"propose": "yes"})
    address = cast.url(f"applications/{Application.objects.get().pk}/")
    with django_capture_on_commit_callbacks(execute=True):
        cast.client("chair").post(address, {"is_approval": "no", "note": "第5条を検討"})
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT
    assert cast.client("staff").get(cast.url(f"policy/versions/{version.pk}/check/")).status_code == 200


def test_bad_input_says_what_to_do(cast):
    staff = cast.client("staff")
    start = cast.url("policy/start/")
    for values in ({}, {"text": "   "}):
        answer = staff.post(start, values)
        assert answer.status_code == 422
    picture = SimpleUploadedFile("方針.pdf", b"\x00\x01\x02\x03" * 100, "application/pdf")
    answer = staff.post(start, {"file": picture})
    assert answer.status_code == 422 and PolicyVersion.objects.count() == 0
    version = take_in(cast)
    address = cast.url(f"policy/versions/{version.pk}/decide/")
    late = (TODAY + timedelta(days=1)).isoformat()
    for wrong in ({"decided_on": late, "effective_on": late}, {"effective_on": "2026-10-01"}, {"meeting": ""}):
        answer = staff.post(address, DECISION | wrong)
        assert answer.status_code == 422, wrong
        assert "aria-invalid" in answer.content.decode()
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_the_model_policy_is_filled_in_and_read_back(cast):
    staff = cast.client("staff")
    page = staff.get(cast.url("policy/start/model/"))
    assert page.status_code == 200
    given = {"text": "みなと野市", "date": "2026-12-01"}
    values = {f.name: f.default or given.get(f.kind) or f.choices[0].value for f in model_policy.fields()}
    answer = staff.post(cast.url("policy/start/model/"), values)
    assert answer.status_code == 302, answer.content.decode()
    version = PolicyVersion.objects.get()
    assert "みなと野市" in version.title and queries.figures(version)["aligned"] >= 9


@pytest.mark.parametrize("role", ["member", "auditor", "city_it", "chair", "caucus_head"])
def test_only_the_office_takes_in(cast, role):
    client = cast.client(role)
    assert client.get(cast.url("policy/start/")).status_code == 403
    assert client.post(cast.url("policy/start/"), {"text": FIRST}).status_code == 403
    assert not PolicyVersion.objects.exists()


def test_a_draft_of_another_assembly_does_not_exist(cast, neighbour):
    version = take_in(cast)
    clause = Clause.objects.filter(version=version).first()
    other = neighbour.client("manager")
    for path in ("check", "settings", "decide", "done", "publish", "differences", "joint"):
        assert other.get(neighbour.url(f"policy/versions/{version.pk}/{path}/")).status_code == 404
        assert other.get(cast.url(f"policy/versions/{version.pk}/{path}/")).status_code == 404
    assert other.get(neighbour.url(f"policy/clauses/{clause.pk}/")).status_code == 404


def test_doubts_and_dropped_text_are_shown_in_words(cast):
    text = FIRST.replace("第4条", "第14条") + "\n印刷する\n"
    version = take_in(cast, text=text)
    assert {doubt["code"] for doubt in version.doubts} >= {"number-gap"}
    page = cast.client("staff").get(cast.url(f"policy/versions/{version.pk}/check/")).content.decode()
    assert "番号が飛んでいます" in page and "number-gap" not in page
    assert "ページの部品" in page and "策定・改正の履歴" in page


def test_a_joint_policy_is_narrowed_to_the_assembly_on_the_way(cast):
    version = take_in(cast)
    staff = cast.client("staff")
    check = cast.url(f"policy/versions/{version.pk}/check/")
    answer = staff.post(check, {"title": version.title, "kind": "joint", "joint_with": "潮見町長"})
    assert answer["Location"].endswith("/joint/")
    assert staff.get(answer["Location"]).status_code == 200
    chosen = [str(pk) for pk in Clause.objects.filter(version=version, heading="研修").values_list("pk", flat=True)]
    answer = staff.post(answer["Location"], {"clauses": chosen})
    assert answer["Location"].endswith("/settings/")
    assert Clause.objects.filter(version=version, concerns_assembly=True).count() == 1


def test_a_draft_is_dropped_but_a_decided_version_is_not(cast):
    version = take_in(cast, role="manager")
    manager = cast.client("manager")
    address = cast.url(f"policy/versions/{version.pk}/withdraw/")
    assert manager.get(address).status_code == 404
    assert cast.client("member").post(address).status_code == 403
    assert manager.post(cast.url(f"policy/versions/{version.pk}/decide/"), DECISION).status_code == 302
    assert manager.post(address).status_code == 404
    manager.post(cast.url("policy/start/"), {"text": FIRST})
    draft = queries.unfinished()
    assert manager.post(cast.url(f"policy/versions/{draft.pk}/withdraw/")).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, queries.in_force(TODAY)) == (VersionState.WITHDRAWN, version)


def test_a_file_of_absurd_length_is_refused_at_the_file(cast):
    file = SimpleUploadedFile("長い.txt", ("行\n" * 20_001).encode(), "text/plain")
    answer = cast.client("staff").post(cast.url("policy/start/"), {"file": file})
    assert answer.status_code == 422 and not PolicyVersion.objects.exists()
    assert "行が多すぎます" in answer.content.decode()
