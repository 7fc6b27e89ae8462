"""Playbooks from the office's side: adopt, change, ask the chair, review, leave out; and read in a hurry."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.approvals.actions import decide_application
from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.people.models import Appointment
from sakimori.foundation.people.types import Role
from sakimori.measures.playbooks import actions, queries
from sakimori.measures.playbooks.content import shipped, shipped_text
from sakimori.measures.playbooks.models import Adoption, KeptKind, PlaybookReview, PlaybookVersion
from sakimori.measures.playbooks.reading import dialled, time_words
from sakimori.measures.playbooks.types import AdoptionState, IncidentKind, ReviewOutcome
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.types import ContactKind
from sakimori.testing import TODAY, Cast

LOST = IncidentKind.LOST_DEVICE.value
ALL = [kind.value for kind in IncidentKind]

if "test.playbooks" not in registered_actions():

    @action("test.playbooks", permission=Permission.ASSEMBLY_MANAGE, sentence="test")
    def _write(ctx, act):
        act()


def decision(**given: object) -> dict[str, object]:
    found = {
        "way": "record",
        "decision": "議長決裁",
        "decided_on": TODAY,
        "effective_on": TODAY,
        "route": "chair",
        "note": "",
    }
    return found | given


def adopt(cast: Cast, *kinds: str, days_ago: int = 0, **texts: str) -> Adoption:
    day = TODAY - timedelta(days=days_ago)
    with scope(cast.assembly.pk):
        return actions.adopt(
            cast.ctx("staff"),
            texts={kind: texts.get(kind) or shipped_text(kind) for kind in kinds},
            decided_on=day,
            effective_on=day,
            decision="議会運営委員会",
        )


def test_the_office_adopts_all_in_one_sitting(cast):
    staff = cast.client("staff")
    page = staff.get(cast.url("playbooks/")).content.decode()
    assert "端末・媒体をなくした、盗まれた" in page
    assert staff.get(cast.url("playbooks/adopt/")).status_code == 200
    sent = staff.post(cast.url("playbooks/adopt/"), decision(kinds=ALL))
    assert sent.status_code == 302
    with scope(cast.assembly.pk):
        assert Adoption.objects.count() == 1
        assert set(queries.versions_in_force(TODAY)) == set(ALL)
        assert KeptKind.objects.filter(is_kept=True).count() == len(ALL)
    again = staff.get(cast.url("playbooks/adopt/"), follow=True).content.decode()
    assert "もうありません" in again


def test_a_decision_on_record_needs_its_meeting_and_day(cast):
    sent = cast.client("staff").post(cast.url("playbooks/adopt/"), decision(kinds=[LOST], decision="", decided_on=""))
    assert sent.status_code == 422
    late = cast.client("staff").post(
        cast.url("playbooks/adopt/"), decision(kinds=[LOST], decided_on=TODAY + timedelta(days=1))
    )
    assert late.status_code == 422
    early = cast.client("staff").post(
        cast.url("playbooks/adopt/"), decision(kinds=[LOST], effective_on=TODAY - timedelta(days=1))
    )
    assert early.status_code == 422
    with scope(cast.assembly.pk):
        assert not Adoption.objects.exists()


def test_a_member_reads_in_a_hurry_and_sees_the_window_only(cast):
    with scope(cast.assembly.pk):
        save_contact(cast.ctx("staff"), kind=ContactKind.WINDOW, name="統一窓口", phone_day="0166-00-0000")
        save_contact(cast.ctx("staff"), kind=ContactKind.CHAIR, name="議長の携帯", phone_night="090-0000-0000")
    page = cast.client("member").get(cast.url(f"playbooks/{LOST}/")).content.decode()
    assert "tel:0166000000" in page
    assert "090-0000-0000" not in page
    assert "番号は議会事務局がかけます" in page
    assert "直す" not in page
    staff = cast.client("staff").get(cast.url(f"playbooks/{LOST}/")).content.decode()
    assert "tel:09000000000" in staff
    assert cast.person[Role.MANAGER].shown_name in staff, "who holds the role now stands at the step"


def test_of_several_vendors_the_one_that_is_meant_is_shown(cast):
    with scope(cast.assembly.pk):
        for name, phone in (("議会中継の委託先", "0120-000-400"), ("携帯電話会社の窓口", "0120-000-900")):
            save_contact(cast.ctx("staff"), kind=ContactKind.VENDOR, name=name, phone_day=phone)
    staff = cast.client("staff")
    lost = staff.get(cast.url(f"playbooks/{LOST}/")).content.decode()
    assert "tel:0120000900" in lost
    assert "tel:0120000400" not in lost
    other = staff.get(cast.url("playbooks/other/")).content.decode()
    assert "tel:0120000900" in other
    assert "tel:0120000400" in other


def test_an_edited_text_is_a_numbered_version_with_its_difference(cast):
    adopt(cast, LOST, days_ago=10)
    staff = cast.client("staff")
    url = cast.url(f"playbooks/{LOST}/edit/")
    text = shipped_text(LOST).replace("電話を受けた時刻を書く。", "電話を受けた時刻を、赤い帳面に書く。")
    checked = staff.post(url, decision(text=text, act="check"))
    assert checked.status_code == 200
    assert "<ins>1. 電話を受けた時刻を、赤い帳面に書く。</ins>" in checked.content.decode()
    sent = staff.post(url, decision(text=text.replace("\n", "\r\n"), note="帳面の場所を加えた"))
    assert sent.status_code == 302
    with scope(cast.assembly.pk):
        version = queries.version_for(LOST, TODAY)
        assert (version.number, version.is_as_shipped) == (2, False)
        assert queries.version_for(LOST, TODAY - timedelta(days=1)).number == 1
        assert "赤い帳面" in queries.playbook_for(LOST, TODAY).first_minutes[0]
        assert "赤い帳面" not in queries.playbook_for(LOST, TODAY - timedelta(days=1)).first_minutes[0]
        key = version.pk
    shown = staff.get(cast.url(f"playbooks/versions/{key}/")).content.decode()
    assert "<del>1. 電話を受けた時刻を書く。</del>" in shown
    assert cast.client("member").get(cast.url(f"playbooks/versions/{key}/")).status_code == 200


def test_a_text_that_cannot_be_read_keeps_what_was_typed_and_names_the_line(cast):
    staff = cast.client("staff")
    wrong = shipped_text(LOST).replace("## 手順", "## てじゅん")
    for act in ("check", "save"):
        sent = staff.post(cast.url(f"playbooks/{LOST}/edit/"), decision(text=wrong, act=act))
        assert sent.status_code == 422
        page = sent.content.decode()
        line = wrong.split("\n").index("## てじゅん") + 1
        assert f"{line}行目" in page
        assert "てじゅん" in page


def test_the_same_text_is_no_new_version(cast):
    adopt(cast, LOST)
    with pytest.raises(ValidationError):
        adopt(cast, LOST)


def test_the_chair_approves_and_the_version_comes_into_use(cast, django_capture_on_commit_callbacks):
    staff = cast.client("staff")
    sent = staff.post(
        cast.url("playbooks/adopt/"), decision(kinds=[LOST], way="ask", decision="", decided_on="", route="both")
    )
    assert sent.status_code == 302
    with scope(cast.assembly.pk):
        adoption = Adoption.objects.get()
        assert adoption.state == AdoptionState.WAITING
        assert queries.version_for(LOST, TODAY) is None
        application = Application.objects.get()
        assert application.route == [Role.SECRETARY_GENERAL, Role.CHAIR]
        version = PlaybookVersion.objects.get().pk
        # The chair can read what is to be approved; other members cannot yet.
    assert cast.client("chair").get(cast.url(f"playbooks/versions/{version}/")).status_code == 200
    assert cast.client("member").get(cast.url(f"playbooks/versions/{version}/")).status_code == 404
    with scope(cast.assembly.pk), django_capture_on_commit_callbacks(execute=True):
        decide_application(cast.ctx("secretary_general"), application=application, is_approval=True)
        decide_application(cast.ctx("chair"), application=application, is_approval=True)
    with scope(cast.assembly.pk):
        adoption.refresh_from_db()
        assert (adoption.state, adoption.decided_on) == (AdoptionState.DECIDED, TODAY)
        assert queries.version_for(LOST, TODAY).number == 1


def test_refused_or_withdrawn_it_never_comes_into_use_and_the_number_is_not_used_again(
    cast, django_capture_on_commit_callbacks
):
    with scope(cast.assembly.pk), django_capture_on_commit_callbacks(execute=True):
        staff = cast.ctx("staff")
        first = actions.propose(staff, texts={LOST: shipped_text(LOST)}, effective_on=TODAY)
        with pytest.raises(ValidationError):
            actions.propose(staff, texts={LOST: shipped_text(LOST)}, effective_on=TODAY)
        decide_application(cast.ctx("chair"), application=first.application, is_approval=False, note="直すこと")
    with scope(cast.assembly.pk):
        first.refresh_from_db()
        assert first.state == AdoptionState.REFUSED
        second = actions.propose(staff, texts={LOST: shipped_text(LOST)}, effective_on=TODAY)
    sent = cast.client("staff").post(cast.url(f"playbooks/proposals/{second.pk}/withdraw/"))
    assert sent.status_code == 302
    adopt(cast, LOST)
    with scope(cast.assembly.pk):
        second.refresh_from_db()
        assert second.state == AdoptionState.WITHDRAWN
        assert queries.version_for(LOST, TODAY).number == 3


def test_a_step_may_be_given_to_a_post_but_not_to_nobody(cast):
    mine = shipped_text(LOST).replace("担当: 気づいた人", f"担当: {cast.post[Role.STAFF].title}")
    nobody = shipped_text(LOST).replace("担当: 気づいた人", "担当: 幻の係")
    adopt(cast, LOST, **{LOST: mine})
    with pytest.raises(ValidationError) as caught, translation.override("ja"):
        adopt(cast, LOST, **{LOST: nobody})
    assert "手順6の担当「幻の係」" in caught.value.message_dict["text"][0]


def test_a_person_named_in_a_text_is_found_after_they_left(cast):
    name = cast.person[Role.STAFF].name
    adopt(cast, LOST, **{LOST: shipped_text(LOST).replace("担当: 気づいた人", f"担当: {name}")}, days_ago=30)
    with scope(cast.assembly.pk):
        assert not queries.vacant_names(TODAY).exists()
        held = Appointment.objects.get(person=cast.person[Role.STAFF])
        held.to_date = TODAY - timedelta(days=1)
        _write(cast.system(), held.save)
        vacant = set(queries.vacant_names(TODAY).values_list("words", flat=True))
        assert vacant == {name, Role.STAFF}
        assert not queries.vacant_names(TODAY - timedelta(days=1)).exists()
    page = cast.client("manager").get(cast.url(f"playbooks/{LOST}/")).content.decode()
    assert "いま当たる人がいません" in page


def test_kinds_are_left_out_with_a_reason_and_taken_back(cast):
    social = IncidentKind.SOCIAL_TAKEOVER.value
    staff = cast.client("staff")
    assert staff.post(cast.url("playbooks/kinds/"), {social: "議会のSNSを使っていない。"}).status_code == 302
    page = staff.get(cast.url("playbooks/")).content.decode()
    assert "議会のSNSを使っていない。" in page
    with scope(cast.assembly.pk):
        assert queries.left_out(TODAY) == [social]
        with pytest.raises(ValidationError):
            actions.choose_kinds(cast.ctx("staff"), left_out={social: "  "})
    adopt(cast, social)
    with scope(cast.assembly.pk):
        assert queries.left_out(TODAY) == [], "a playbook that is adopted is kept"
        assert KeptKind.objects.filter(to_date__isnull=True).count() == len(ALL)


def test_the_yearly_look_at_several_at_once(cast):
    adopt(cast, *ALL, days_ago=300)
    staff = cast.client("staff")
    with scope(cast.assembly.pk):
        keys = [str(version.pk) for version in queries.versions_in_force(TODAY).values()]
    given = {
        "versions": keys[:3],
        "reviewed_on": TODAY,
        "outcome": ReviewOutcome.CHANGE,
        "reasons": "電話番号が変わっていた。",
        "meeting": "事務局打合せ",
    }
    assert staff.post(cast.url("playbooks/review/"), given | {"versions": []}).status_code == 422
    assert staff.post(cast.url("playbooks/review/"), given).status_code == 302
    page = staff.get(cast.url(f"playbooks/{LOST}/")).content.decode()
    assert "改めることになっています" in page
    with scope(cast.assembly.pk):
        assert PlaybookReview.objects.count() == 3
        rows = {row.kind.value: row for row in queries.kind_rows(TODAY)}
        assert rows[LOST].review_by == TODAY + timedelta(days=365)
        assert rows[ALL[-1]].review_by == TODAY + timedelta(days=65)


def test_newer_shipped_words_are_offered_as_a_difference(cast, monkeypatch):
    adopt(cast, LOST)
    newer = shipped_text(LOST).replace("しからないでください。", "責めないでください。")
    for module in ("content", "views", "views_decide"):
        monkeypatch.setattr(f"sakimori.measures.playbooks.{module}.shipped_text", lambda kind, language="ja": newer)
    staff = cast.client("staff")
    assert "用意された文が新しくなりました" in staff.get(cast.url("playbooks/")).content.decode()
    page = staff.get(cast.url(f"playbooks/{LOST}/news/")).content.decode()
    assert "責めないでください。" in page
    assert "<del>- しからないでください。" in page
    assert "責めないでください。" in staff.get(cast.url(f"playbooks/{LOST}/edit/?from=shipped")).content.decode()


def test_adopted_as_shipped_it_is_read_in_the_readers_language(cast):
    adopt(cast, LOST)
    with scope(cast.assembly.pk):
        assert queries.playbook_for(LOST, TODAY, "en").title == shipped(LOST, "en").title
        assert queries.playbook_for(LOST, TODAY, "ja").title == shipped(LOST, "ja").title


def test_unknown_kinds_and_the_neighbours_versions_are_not_there(cast, neighbour):
    adopt(neighbour, LOST)
    with scope(neighbour.assembly.pk):
        key = PlaybookVersion.objects.get().pk
    staff = cast.client("staff")
    assert staff.get(cast.url("playbooks/earthworms/")).status_code == 404
    assert staff.get(cast.url(f"playbooks/versions/{key}/")).status_code == 404
    with scope(cast.assembly.pk):
        assert queries.version_for(LOST, TODAY) is None


@pytest.mark.parametrize("path", ["adopt/", "kinds/", "review/", f"{LOST}/edit/", f"{LOST}/news/"])
def test_only_the_office_decides(cast, path):
    assert cast.client("member").get(cast.url(f"playbooks/{path}")).status_code == 403


def test_times_and_numbers_in_words():
    with translation.override("ja"):
        assert [time_words(minutes) for minutes in (5, 60, 180, 1440, None)] == ["5分", "1時間", "3時間", "1日", ""]
    with translation.override("en"):
        assert [time_words(minutes) for minutes in (1, 60, 180, 2880)] == ["1 minute", "1 hour", "3 hours", "2 days"]
    assert dialled("0166-00-0000（代表）") == "tel:0166000000"
    assert dialled("内線なし") == ""
