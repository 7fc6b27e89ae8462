"""A phishing drill of 34 persons through a real mail server: right figures, and nobody can find out who clicked."""

from __future__ import annotations

import io
import logging
import socketserver
import threading
import zipfile
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.witness.bundles import write_ledger_bundle
from sakimori.measures.drills import actions
from sakimori.measures.drills.jobs import run_drills
from sakimori.measures.drills.models import (
    Drill,
    DrillGroup,
    DrillReport,
    GroupResult,
    PhishingDrill,
    Poster,
    QueuedMail,
    SuspiciousMail,
    Thanks,
    TokenHash,
    UnsentToken,
)
from sakimori.measures.drills.rules import digest_of
from sakimori.measures.drills.tests.crowd import END, FIRST, LAST, MailServer, crowd, moment, read, ready, run_through
from sakimori.measures.drills.types import Means
from sakimori.testing import NOW, TODAY


@pytest.fixture
def server(settings):
    class Server(socketserver.ThreadingTCPServer):
        mails: list = []
        refuses: set = set()
        daemon_threads = True

    Server.mails, Server.refuses = [], set()
    running = Server(("127.0.0.1", 0), MailServer)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = running.server_address
    object.__setattr__(settings.ENV, "smtp_host", "127.0.0.1")
    yield running
    object.__setattr__(settings.ENV, "smtp_host", "")
    running.shutdown()
    running.server_close()


@pytest.fixture
def town(cast, server):
    crowd(cast.ctx("staff"))
    return cast


def everybody():
    return list(people_in_office(TODAY).exclude(email=""))


def begin(town):
    return actions.launch_phishing(town.ctx("staff"), phishing=ready(town), people=everybody())


def visit(mail, what, browser=None):
    return (browser or Client(HTTP_USER_AGENT="GuiltyBrowser/9", REMOTE_ADDR="198.51.100.77")).post(
        mail.path, {"token": mail.carried, "what": what}
    )


def dump() -> dict[str, list[str]]:
    """Every table, every column, in the order in which the database holds the rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select * from "{table}"')
            names = [column[0] for column in cursor.description]
            found[table] = [str(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return found


def ledger_export(cast) -> str:
    out = io.BytesIO()
    write_ledger_bundle(cast.ctx("chair"), out, with_files=False)
    with zipfile.ZipFile(out) as bundle:
        return "\n".join(bundle.read(name).decode("utf-8", "replace") for name in bundle.namelist())


def test_34_persons_and_the_right_figures(town, server):
    phishing = begin(town)
    assert phishing.size == 34
    assert sorted(group.size for group in phishing.groups.all()) == [6, 8, 9, 11]
    run_drills(moment(FIRST, 8, 50))
    assert server.mails == []
    run_through()
    mails = [read(data) for data in server.mails]
    assert sorted(mail.to for mail in mails) == sorted(person.email for person in everybody())
    assert len({mail.token for mail in mails}) == 34
    assert not any(mail.token in mail.path for mail in mails)
    assert sum(phishing.groups.values_list("sent", flat=True)) == 34
    days = Counter(mail.headers["Message-ID"] for mail in mails)
    assert max(days.values()) == 1

    by_address = {mail.to: mail for mail in mails}
    big = [f"m{number}@example.jp" for number in range(101, 112)]
    with time_machine.travel(moment(LAST, 18), tick=False):
        for address in big[:4]:
            assert visit(by_address[address], "open").status_code == 204
            assert visit(by_address[address], "open").status_code == 204
        assert visit(by_address[big[0]], "read").status_code == 204
        for address in big[3:9]:
            assert visit(by_address[address], "report").status_code == 204
        assert visit(by_address[big[3]], "report").status_code == 204
        lone = by_address["member@example.jp"]
        visit(lone, "open")
    result = actions.finish_phishing(town.ctx("staff", at=moment(LAST, 19)), phishing=phishing)
    assert (result.sent, result.clicked, result.learnt, result.reported) == (34, 5, 1, 6)
    assert 60 <= result.median_minutes <= 3 * 24 * 60
    rows = {row.size: row for row in GroupResult.objects.all()}
    assert {size: (row.clicked, row.reported) for size, row in rows.items()} == {
        6: (0, 0),
        8: (1, 0),
        9: (0, 0),
        11: (4, 6),
    }
    assert rows[11].median_minutes is not None
    assert rows[8].median_minutes is None
    drill = Drill.objects.get()
    assert drill.held_on == LAST
    assert "34人" in drill.result
    page = town.client("chair").get(town.url(f"drills/phishing/{phishing.pk}/")).content.decode()
    assert "青波会" in page


def test_nobody_can_find_out_who_clicked(town, server, caplog):
    """Database, logs and ledger, while the drill runs and after it."""
    caplog.set_level(logging.DEBUG)
    phishing = begin(town)
    run_through()
    mails = {mail.to: mail for mail in map(read, server.mails)}
    guilty = Person.objects.get(email="m105@example.jp")
    browser = town.client("member")
    session = browser.session
    session["seen_at"] = 1  # long ago: any other page would now note when and from where the log-in was used
    session.save()
    before = dump()
    assert browser.get(mails[guilty.email].path, HTTP_USER_AGENT="GuiltyBrowser/9").status_code == 200
    assert visit(mails[guilty.email], "open").status_code == 204
    visit(mails[guilty.email], "read")
    visit(mails[guilty.email], "report")
    after = dump()

    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"drills_tokenhash", "drills_drillreport"}
    for table in changed:
        new = set(after[table]) - set(before[table])
        assert len(new) == 1
        told = new.pop()
        for column in ("person", "token'", "_at'", "_on'", "time", "address", "agent"):
            assert column not in told
    # What is left of a token does not stand in the order of sending.
    sent = [digest_of(read(data).token) for data in server.mails]
    kept = [row.partition("'digest': '")[2][:64] for row in after["drills_tokenhash"]]
    assert set(kept) == set(sent)
    assert kept != sent
    assert not QueuedMail.objects.exists()
    assert not UnsentToken.objects.exists()

    everything = "\n".join("\n".join(rows) for rows in after.values()) + caplog.text + ledger_export(town)
    for mail in mails.values():
        assert mail.token not in everything
        assert mail.headers["Message-ID"].strip("<>").partition("@")[0] not in everything
    assert "GuiltyBrowser" not in everything
    assert "198.51.100.77" not in everything
    drill_tables = "\n".join("\n".join(rows) for table, rows in after.items() if table.startswith("drills_"))
    payloads = "\n".join(Detail.objects.filter(model__startswith="drills.").values_list("payload", flat=True))
    for person in everybody():
        for trace in (str(person.pk), person.pk.hex, person.email, person.name):
            assert trace not in drill_tables
            assert trace not in payloads
    assert not any(digest in ledger_export(town) + caplog.text for digest in sent)

    actions.finish_phishing(town.ctx("staff", at=moment(LAST, 19)), phishing=phishing)
    for model in (DrillGroup, QueuedMail, UnsentToken, TokenHash, DrillReport, Poster):
        assert not model.objects.exists()
    end = "\n".join("\n".join(rows) for rows in dump().values()) + ledger_export(town) + caplog.text
    assert not any(digest in end for digest in sent)


def test_no_mail_knows_its_token_before_it_leaves(town):
    """Even while mails wait, no row of the database holds a person and a token."""
    begin(town)
    assert QueuedMail.objects.count() == UnsentToken.objects.count() == TokenHash.objects.count() == 34
    assert {f.name for f in QueuedMail._meta.concrete_fields}.isdisjoint({"token", "digest"})
    assert {f.name for f in UnsentToken._meta.concrete_fields}.isdisjoint({"person", "send_at"})
    times = [row.send_at for row in QueuedMail.objects.all()]
    assert len(set(times)) > 25


def test_mails_leave_in_working_hours_of_business_days(town):
    begin(town)
    for row in QueuedMail.objects.all():
        local = row.send_at.astimezone(moment(FIRST, 0).tzinfo)
        assert 9 <= local.hour < 17
        assert FIRST <= local.date() <= LAST


def test_a_drill_needs_the_chair_and_an_announcement(town):
    staff = town.ctx("staff")
    phishing = actions.plan_phishing(
        staff, title="訓練", lure_key="courier", starts_on=FIRST, last_on=LAST, ends_on=END
    )
    with pytest.raises(ValidationError, match="議長の承認"):
        actions.launch_phishing(staff, phishing=phishing, people=everybody())
    with pytest.raises(ValidationError, match="要ります"):
        actions.put_up_poster(staff, phishing=phishing, room="控室", users=10)
    phishing.approved_on = TODAY  # not saved: the row in the database decides
    with pytest.raises(ValidationError, match="議長の承認"):
        actions.launch_phishing(staff, phishing=phishing, people=everybody())
    approved = ready(town)
    late = actions.announce(staff, phishing=approved, announcement="訓練", announced_on=TODAY, announced_by="掲示")
    day = FIRST - timedelta(days=5)
    actions.change_phishing(
        staff, phishing=late, title="訓練", lure_key=late.lure_key, starts_on=day, last_on=day, ends_on=day
    )
    late.refresh_from_db()
    assert late.approved_on is None  # other days need another decision
    with pytest.raises(ValidationError, match="議長の承認"):
        actions.launch_phishing(staff, phishing=late, people=everybody())
    assert not QueuedMail.objects.exists()


def test_a_week_lies_between_announcement_and_the_first_mail(town):
    phishing = ready(town)
    actions.announce(
        town.ctx("staff", at=NOW + timedelta(days=1)),
        phishing=phishing,
        announcement="訓練",
        announced_on=TODAY + timedelta(days=1),
        announced_by="掲示",
    )
    with pytest.raises(ValidationError, match="7日以上"):
        actions.launch_phishing(town.ctx("staff", at=NOW + timedelta(days=1)), phishing=phishing, people=everybody())


def test_without_a_mail_server_no_mail_drill(town, settings):
    object.__setattr__(settings.ENV, "smtp_host", "")
    path = town.url(f"drills/phishing/{ready(town).pk}/start/")
    answer = town.client("staff").post(path, {"people": [str(person.pk) for person in everybody()]})
    assert answer.status_code == 422
    assert "机上演習" in answer.content.decode()
    assert not QueuedMail.objects.exists()


def test_fewer_than_five_are_refused(town):
    with pytest.raises(ValidationError, match="5人以上"):
        actions.launch_phishing(town.ctx("staff"), phishing=ready(town), people=everybody()[:4])


def test_figures_of_a_group_in_which_everybody_clicked_are_not_told(town, server):
    phishing = begin(town)
    run_through()
    mails = {mail.to: mail for mail in map(read, server.mails)}
    for number in range(112, 121):  # all nine of one caucus
        visit(mails[f"m{number}@example.jp"], "open")
    actions.finish_phishing(town.ctx("staff", at=moment(LAST, 19)), phishing=phishing)
    rows = list(GroupResult.objects.all())
    assert sum(row.clicked for row in rows) == 9
    assert all(row.clicked < row.sent for row in rows)
    assert all(row.size >= 5 for row in rows)


def test_clicks_are_not_shown_while_it_runs(town, server):
    phishing = begin(town)
    run_through()
    for data in server.mails[:7]:
        visit(read(data), "open")
    page = town.client("chair").get(town.url(f"drills/phishing/{phishing.pk}/"))
    assert "リンクを開いた数は、終わるまで見られません" in page.content.decode()
    assert "7" not in str(page.context["under_way"])


def test_it_ends_by_itself_and_tokens_die(town, server):
    begin(town)
    run_through()
    mail = read(server.mails[0])
    run_drills(moment(END, 23))
    assert PhishingDrill.objects.get().finished_on is None
    run_drills(moment(END + timedelta(days=1), 1))
    assert PhishingDrill.objects.get().finished_on == END + timedelta(days=1)
    assert visit(mail, "open").status_code == 410
    assert visit(mail, "report").status_code == 410
    assert PhishingDrill.objects.get().clicked == 0
    page = Client().get(mail.path).content.decode()
    assert "この訓練は終わりました" in page
    assert "24時間" in page


def test_a_refused_mail_waits_and_is_given_up(town, server, caplog):
    server.refuses.add("m101@example.jp")
    phishing = begin(town)
    run_through(LAST, LAST + timedelta(days=1))
    assert len(server.mails) == 33
    assert sum(phishing.groups.values_list("failed", flat=True)) == 1
    assert not QueuedMail.objects.exists()
    assert "m101" not in caplog.text


def test_late_additions_need_no_new_drill(town, server):
    phishing = begin(town)
    run_through(FIRST, FIRST)
    waiting = QueuedMail.objects.first()
    gone = Person.objects.exclude(pk__in=QueuedMail.objects.values("person_id")).filter(email__startswith="m").first()
    late = moment(LAST, 9)
    added = actions.add_people(town.ctx("staff", at=late), phishing=phishing, people=[waiting.person, gone])
    assert added == 1
    assert PhishingDrill.objects.get().size == 35
    assert sum(DrillGroup.objects.values_list("size", flat=True)) == 35
    run_through(LAST, LAST)
    assert len(server.mails) == 35


def test_reports_by_phone_page_and_link(town, server):
    phishing = begin(town)
    run_through()
    mail = read(server.mails[0])
    own_group = str(town.unit["caucus"].pk)
    with time_machine.travel(moment(LAST, 18), tick=False):
        member = town.client("member")
        page = member.post(town.url("drills/report/"), {"minutes": "5", "name": ""})
        assert "ありがとうございました" in page.content.decode()
        assert not Thanks.objects.exists()
        public = Client().post(f"/suspicious-mail/{town.assembly.slug}/", {"link": mail.link, "name": "髙橋"})
        assert "訓練のメールでした" in public.content.decode()
        again = Client().post(f"/suspicious-mail/{town.assembly.slug}/", {"link": mail.link})
        assert again.status_code == 200
        staff = town.client("staff")
        sent = {"means": "phone", "unit_id": "secretariat", "minutes": "30", "text": "市の振込先が変わったとのメール"}
        assert staff.post(town.url("drills/reports/new/"), sent).url == town.url("drills/reports/")
        assert "市の振込先" in staff.get(town.url("drills/reports/")).content.decode()
    actions.report_mail(town.ctx("staff"), means=Means.PHONE, unit_id="secretariat", minutes=30, text="本物らしい")
    assert DrillReport.objects.filter(is_again=True).count() == 1
    assert Thanks.objects.get().name == "髙橋"
    own = DrillReport.objects.get(means=Means.PAGE)
    assert own_group in own.group.unit_ids
    actions.is_real(town.ctx("staff"), report=DrillReport.objects.get(text="本物らしい"))
    assert SuspiciousMail.objects.get().text == "本物らしい"
    result = actions.finish_phishing(town.ctx("staff", at=moment(LAST, 19)), phishing=phishing)
    assert result.reported == PhishingDrill.objects.get().reported >= 2


def test_a_real_report_goes_to_the_office(cast):
    client = Client()
    path = f"/suspicious-mail/{cast.assembly.slug}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"text": "銀行を名乗るメール", "name": "匿名でない"}).status_code == 200
    row = SuspiciousMail.objects.get()
    assert row.contact == "匿名でない"
    staff = cast.ctx("staff")
    with pytest.raises(ValidationError):
        actions.handle_report(staff, report=row, outcome=" ")
    actions.handle_report(staff, report=row, outcome="全員に注意を知らせた。")
    assert SuspiciousMail.objects.get().handled_on == TODAY


def test_a_poster_counts_a_room(town):
    phishing = ready(town)
    with pytest.raises(ValidationError, match="5人以上"):
        actions.put_up_poster(town.ctx("staff"), phishing=phishing, room="会派控室", users=3)
    poster = actions.put_up_poster(town.ctx("staff"), phishing=phishing, room="ロビー", users=40)
    actions.launch_phishing(town.ctx("staff"), phishing=phishing, people=[])
    client, path = Client(), f"/d/{town.assembly.slug}/{phishing.code}/wall/"
    assert "読み取るまで分からない" in client.get(path).content.decode()
    paper = town.client("staff").get(town.url(f"drills/posters/{poster.pk}/poster.pdf"))
    assert paper["Content-Type"] == "application/pdf"
    assert client.post(path, {"token": poster.token, "what": "open"}).status_code == 204
    assert client.post(path, {"token": poster.token, "what": "open"}).status_code == 204
    assert client.post(path, {"token": "wrong", "what": "open"}).status_code == 410
    actions.finish_phishing(town.ctx("staff"), phishing=PhishingDrill.objects.get())
    row = GroupResult.objects.get()
    assert (row.means, row.name, row.clicked) == ("poster", "ロビー", 2)


def test_the_teaching_page_has_no_field_and_sets_no_cookie(town):
    begin(town)
    phishing = PhishingDrill.objects.get()
    answer = Client().get(f"/d/{town.assembly.slug}/{phishing.code}/")
    page = answer.content.decode()
    assert "パスワードの手続きを、メールのリンクから求めている" in page
    assert "<input" not in page
    assert "<textarea" not in page
    assert "<select" not in page
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    read_it = Client().post(f"/d/{town.assembly.slug}/{phishing.code}/")
    assert "ありがとうございました" in read_it.content.decode()
    assert Client().get(f"/d/{town.assembly.slug}/unknown/").status_code == 404
