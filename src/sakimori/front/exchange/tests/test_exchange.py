"""A ledger as the office keeps it goes in through the browser, comes out, and goes in again without doubling."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.exchange.applying import Reading
from sakimori.foundation.files.jobs import discard
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post
from sakimori.foundation.people.types import EndReason, Role, UnitKind
from sakimori.front.exchange.models import ColumnMapping, ImportRun
from sakimori.registers.organization.actions import change_person, end_service
from sakimori.registers.organization.registers import persons
from sakimori.registers.suppliers.models import SecrecyPledge, ThirdParty
from sakimori.testing import NOW, TODAY, UNTIL


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    kept = settings.ENV.data
    object.__setattr__(settings.ENV, "data", tmp_path)
    yield
    object.__setattr__(settings.ENV, "data", kept)


def xlsx(rows):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("名簿")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def upload(cast, content, register="persons", name="meibo.xlsx", role="staff"):
    file = SimpleUploadedFile(name, content)
    return cast.client(role).post(cast.url("exchange/"), {"register": register, "file": file})


def previewed(cast, content, register="persons", name="meibo.xlsx"):
    sent = upload(cast, content, register, name)
    assert sent.status_code == 302, sent.content.decode()
    return sent["Location"]


HEAD = ["議席番号", "氏名", "フリガナ", "所属会派", "任期（自）", "電話"]


def test_a_ledger_is_previewed_then_written_in_one_act(cast):
    seat = Office.objects.get(person=cast.person[Role.MEMBER]).seat.number
    caucus = cast.unit[UnitKind.CAUCUS].name
    url = previewed(
        cast,
        xlsx([HEAD, ["", "潮見 辻󠄀子", "シオミ ツジコ", caucus, "", "0120-000-000"], ["", "海野誠一", "", "", "", ""]]),
    )
    staff = cast.client("staff")
    page = staff.get(url).content.decode()
    assert "在職中の議員です" in page
    assert "この内容で取り込む" not in page
    url = previewed(
        cast,
        xlsx(
            [["氏名", "フリガナ", "電話"], ["潮見 辻󠄀子", "シオミ ツジコ", "0120-000-000"], ["海野誠一", "ウンノ", ""]]
        ),
    )
    page = staff.get(url).content.decode()
    assert "この内容で取り込む" in page
    assert not Person.objects.filter(name="潮見 辻󠄀子").exists()
    before = Entry.objects.count()
    assert staff.post(url, {"header_row": "1"}).status_code == 302
    assert Entry.objects.count() == before + 1
    assert Entry.objects.order_by("-sequence").first().action == "exchange.import"
    assert Person.objects.get(name="潮見 辻󠄀子").phone == "0120-000-000"
    assert Person.objects.get(pk=cast.person[Role.CHAIR].pk).kana == "ウンノ"
    assert Person.objects.filter(name__contains="海野").count() == 1
    assert Office.objects.get(person=cast.person[Role.MEMBER]).seat.number == seat
    again = staff.get(url).content.decode()
    assert "登録と違うところはありません" in again


def test_a_new_member_takes_the_seat_and_joins_the_caucus(cast):
    office = Office.objects.get(person=cast.person[Role.MEMBER])
    number = office.seat.number
    leave(cast, cast.person[Role.MEMBER])
    caucus = cast.unit[UnitKind.CAUCUS]
    day = TODAY.replace(day=1).isoformat()
    url = previewed(cast, xlsx([HEAD, [number, "潮見 辻󠄀子", "シオミ ツジコ", caucus.name, day, ""]]))
    assert cast.client("staff").post(url).status_code == 302
    person = Person.objects.get(name="潮見 辻󠄀子")
    held = Office.objects.get(person=person)
    assert (held.seat_id, held.from_date.isoformat(), held.to_date) == (office.seat_id, day, UNTIL)
    assert Membership.objects.get(person=person).unit == caucus


def leave(cast, person):
    end_service(
        cast.ctx("staff"), person=person, last_day=TODAY.replace(month=10, day=31), reason=EndReason.RESIGNATION
    )


def test_errors_name_row_and_column_and_nothing_is_written(cast):
    rows = [HEAD, ["", "", "カナ", "", "", ""], [99, "潮見 渚", "しおみ", "知らない会", "令和8年13月1日", "x"]]
    url = previewed(cast, xlsx(rows))
    staff = cast.client("staff")
    page = staff.get(url).content.decode()
    for text in ("2行目「氏名」", "3行目「所属会派」", "3行目「任期（自）」", "直すところが"):
        assert text in page
    refused = staff.post(url)
    assert refused.status_code == 422
    assert not Person.objects.filter(name="潮見 渚").exists()


def test_seats_that_do_not_exist_or_are_taken(cast):
    taken = Office.objects.get(person=cast.person[Role.CHAIR]).seat.number
    rows = [HEAD, [99, "潮見 渚", "", "", "", ""], [taken, "岬 光", "", "", "", ""]]
    page = cast.client("staff").get(previewed(cast, xlsx(rows))).content.decode()
    assert "この任期には、99番の議席がありません" in page
    assert f"{taken}番の議席には、別の議員がいます" in page


def test_columns_are_assigned_by_hand(cast):
    url = previewed(cast, xlsx([["だれ", "よみかた"], ["潮見 渚", "しおみ なぎさ"]]))
    staff = cast.client("staff")
    assert "「氏名（本名）」の列が見つかりません" in staff.get(url).content.decode()
    assigned = {"column-0": "name", "column-1": "kana", "header_row": "1"}
    assert "この内容で取り込む" in staff.get(url, assigned).content.decode()
    assert staff.post(url, assigned).status_code == 302
    assert Person.objects.get(name="潮見 渚").kana == "しおみ なぎさ"


@pytest.mark.parametrize("shape", ["xlsx", "csv"])
@pytest.mark.parametrize("register", ["persons", "posts", "memberships"])
def test_what_was_exported_comes_back_as_the_same(cast, register, shape):
    staff = cast.client("staff")
    out = staff.get(cast.url(f"exchange/{register}.{shape}"))
    assert out["Content-Disposition"].startswith("attachment")
    page = staff.get(previewed(cast, out.content, register, f"file.{shape}")).content.decode()
    assert "登録と違うところはありません" in page
    assert "直すところが" not in page


def test_shift_jis_says_first_what_it_would_lose(cast):
    staff = cast.client("staff")
    told = staff.get(cast.url("exchange/persons.cp932"))
    assert "U+20BB7" in told.content.decode()
    given = staff.get(cast.url("exchange/persons.cp932?agreed=1"))
    assert "海野 誠一" in given.content.decode("cp932")


def test_posts_with_holders_come_in_and_a_change_of_holder_needs_a_day(cast):
    staff = cast.client("staff")
    secretariat = cast.unit[UnitKind.SECRETARIAT].name
    head = ["所属", "職名", "役割", "氏名", "就任日", "決裁番号"]
    rows = [head, [secretariat, "書記", "事務局職員", "渚 美咲", "令和8年4月1日", "人第3号"]]
    url = previewed(cast, xlsx(rows), "posts")
    assert staff.post(url).status_code == 302
    post = Post.objects.get(title="書記")
    assert Appointment.objects.get(post=post).decision_number == "人第3号"
    rows[1][3] = "灯 直樹"
    assert "新しい人の就任日を書いてください" in staff.get(previewed(cast, xlsx(rows), "posts")).content.decode()
    rows[1][4] = "令和8年11月1日"
    assert staff.post(previewed(cast, xlsx(rows), "posts")).status_code == 302
    held = list(Appointment.objects.filter(post=post).order_by("from_date"))
    assert [row.person.name for row in held] == ["渚 美咲", "灯 直樹"]
    assert held[0].to_date.isoformat() == "2026-10-31"
    assert Post.objects.filter(title="書記").count() == 1


def test_a_file_that_is_no_table_is_refused(cast):
    refused = upload(cast, b"%PDF-1.7 nothing", name="meibo.pdf")
    assert (refused.status_code, "Excel（.xlsx）か CSV" in refused.content.decode()) == (422, True)
    refused = upload(cast, b"", name="meibo.csv")
    assert refused.status_code == 422


def test_only_those_who_manage_and_only_their_own_files(cast, neighbour):
    assert cast.client("member").get(cast.url("exchange/")).status_code == 403
    assert cast.client("chair").get(cast.url("exchange/persons.xlsx")).status_code == 403
    with scope(neighbour.assembly.pk):
        url = previewed(neighbour, xlsx([["氏名", "電話"], ["よそ 人", "0120-000-000"]]))
        theirs = StoredFile.objects.get()
    assert cast.client("staff").get(cast.url(f"exchange/persons/{theirs.pk}/")).status_code == 404
    assert cast.client("staff").post(url).status_code == 404
    assert cast.client("staff").get(cast.url(f"exchange/ghosts/{theirs.pk}/")).status_code == 404


def test_preview_costs_the_same_for_many_rows(cast, django_assert_max_num_queries):
    for count in (2, 60):
        content = xlsx([HEAD, *(["", f"議員 {number}", "", "", "", ""] for number in range(count))])
        with django_assert_max_num_queries(8):
            assert len(Reading().preview(persons(TODAY), content).rows) == count


def test_a_column_assigned_by_hand_is_known_next_time(cast):
    rows = [["なまえ欄", "れんらく"], ["潮見 辻子", "0120-000-000"], ["灘 一郎", "0120-000-001"]]
    url = previewed(cast, xlsx(rows))
    browser = cast.client("staff")
    assigned = {"column-0": "name", "column-1": "phone", "header_row": "1"}
    assert browser.post(url, assigned).status_code == 302
    again = previewed(cast, xlsx([*rows, ["沖 花子", "0120-000-002"]]))
    page = browser.get(again).content.decode()
    assert 'value="name" selected' in page
    assert 'value="phone" selected' in page
    learned = {row.heading: row.column for row in ColumnMapping.objects.all()}
    assert learned == {"なまえ欄": "name", "れんらく": "phone"}


def test_a_whole_import_is_taken_back_as_one_act(cast):
    member = cast.person[Role.MEMBER]
    before = Person.objects.count()
    url = previewed(cast, xlsx([["氏名", "備考"], [member.name, "直した"], ["潮見 辻子", "新しい"]]))
    browser = cast.client("staff")
    assert browser.post(url, {}).status_code == 302
    run = ImportRun.objects.get()
    assert (run.new_count, run.changed_count) == (1, 1)
    undo = cast.url(f"exchange/undo/{run.pk}/")
    assert browser.get(undo).status_code == 200
    entries = Entry.objects.count()
    assert browser.post(undo).status_code == 302
    assert Person.objects.count() == before
    member.refresh_from_db()
    assert member.note == ""
    assert Entry.objects.count() == entries + 1
    assert browser.post(undo).status_code == 422
    assert cast.client("auditor").get(undo).status_code == 403


def test_third_parties_come_in_with_their_pledge_and_go_out_again(cast):
    rows = [
        ["氏名", "区分", "取扱情報", "始期", "誓約日"],
        ["潮 みどり", "速記者・文字起こし", "委員会の音声", "R8.4.1", "R8.4.6"],
    ]
    url, browser = previewed(cast, xlsx(rows), "third-parties"), cast.client("staff")
    assert "潮 みどり" in browser.get(url).content.decode()
    assert browser.post(url, {}).status_code == 302
    assert SecrecyPledge.objects.get().third_party == ThirdParty.objects.get()
    assert browser.post(cast.url(f"exchange/undo/{ImportRun.objects.get().pk}/")).status_code == 302
    assert not ThirdParty.objects.exists() and not SecrecyPledge.objects.exists()


def test_an_import_that_was_built_upon_is_not_taken_back_in_part(cast):
    member = cast.person[Role.MEMBER]
    url = previewed(cast, xlsx([["氏名", "備考"], [member.name, "直した"], ["潮見 辻子", "新しい"]]))
    browser = cast.client("staff")
    browser.post(url, {})
    new = Person.objects.get(name="潮見 辻子")
    change_person(cast.ctx("staff"), person=new, note="あとで直した")
    refused = browser.post(cast.url(f"exchange/undo/{ImportRun.objects.get().pk}/"))
    assert refused.status_code == 422
    assert "潮見 辻子" in refused.content.decode()
    member.refresh_from_db()
    assert member.note == "直した"
    assert ImportRun.objects.get().undone_on is None


def test_a_file_that_was_only_looked_at_goes_after_a_week(cast):
    looked, taken = (previewed(cast, xlsx([["氏名", "電話"], [name, "0120-000-000"]])) for name in ("潮見 渚", "岬 光"))
    assert cast.client("staff").post(taken).status_code == 302
    discard(NOW + timedelta(days=8))
    assert cast.client("staff").get(looked).status_code == 404
    assert cast.client("staff").get(taken).status_code == 200


def test_more_mistakes_than_a_page_holds_are_counted(cast):
    rows = [["氏名", "フリガナ"], *([f"潮見 {number}郎", "X"] for number in range(203))]
    page = cast.client("staff").get(previewed(cast, xlsx(rows))).content.decode()
    assert "直すところが203か所あります" in page
    assert "ほかに3か所あります" in page
