"""People are told once, by mail where there is a mail server; a refused mail is tried again and shown."""

from __future__ import annotations

import re
import socketserver
import threading
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.test import Client

from sakimori.foundation.asks.actions import open_campaign
from sakimori.foundation.asks.models import Ask, AskLink, Reminder
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.notices.actions import MOST_ATTEMPTS, queue_notice
from sakimori.foundation.notices.mail import register_link, send_notices
from sakimori.foundation.notices.models import Notice, NoticeState
from sakimori.foundation.notices.reminders import mail_link, remind
from sakimori.testing import NOW, TODAY


class MailServer(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a delivery needs."""

    def handle(self):
        self.say(220)
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "DATA":
                self.say(354)
                data = b""
                while not data.endswith(b"\r\n.\r\n"):
                    data += self.rfile.readline()
                self.server.mails.append(data[:-5])
                self.say(250)
            elif verb == "RCPT" and self.server.refuses:
                self.say(450)
            else:
                self.say(221 if verb == "QUIT" else 250)
                if verb == "QUIT":
                    return

    def say(self, code):
        self.wfile.write(f"{code} ok\r\n".encode())


@pytest.fixture
def server(settings):
    class Server(socketserver.ThreadingTCPServer):
        mails: list = []
        refuses = False
        daemon_threads = True

    running = Server(("127.0.0.1", 0), MailServer)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = running.server_address
    object.__setattr__(settings.ENV, "smtp_host", "127.0.0.1")
    yield running
    object.__setattr__(settings.ENV, "smtp_host", "")
    running.shutdown()
    running.server_close()


def notice(cast, key="k"):
    return queue_notice(cast.system(), person=cast.person["member"], key=key, subject="お願い", body="本文です。")


def ask_for(cast, due_on, opened=NOW - timedelta(days=30)):
    open_campaign(
        cast.ctx("staff", at=opened),
        kind="test.any",
        title="方針第２版の確認",
        subject=cast.unit["assembly"],
        people=[cast.person["member"]],
        due_on=due_on,
    )
    return Ask.objects.get()


def test_told_once(cast):
    assert notice(cast)
    assert notice(cast) is None
    assert Notice.objects.count() == 1


def test_mail_reaches_a_real_server(cast, server):
    notice(cast)
    send_notices(NOW)
    mail = message_from_bytes(server.mails[0])
    assert mail["To"] == "member@example.jp"
    assert str(make_header(decode_header(mail["Subject"]))) == "お願い"
    assert mail.get_payload(decode=True).decode().strip() == "本文です。"
    assert Notice.objects.get().state == NoticeState.SENT
    send_notices(NOW + timedelta(hours=1))
    assert len(server.mails) == 1


def test_refused_mail_is_tried_again_and_given_up(cast, server):
    server.refuses = True
    notice(cast)
    now = NOW
    send_notices(now)
    row = Notice.objects.get()
    assert (row.state, row.attempts) == (NoticeState.QUEUED, 1)
    assert "450" in row.last_error
    send_notices(now + timedelta(minutes=1))
    assert Notice.objects.get().attempts == 1
    for _number in range(MOST_ATTEMPTS):
        now += timedelta(days=30)
        send_notices(now)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (NoticeState.FAILED, MOST_ATTEMPTS)


def test_server_that_is_away_is_no_crash(cast, server, settings):
    settings.EMAIL_PORT = 1
    notice(cast)
    send_notices(NOW)
    assert "refused" in Notice.objects.get().last_error.lower()


def test_without_a_server_notices_stay(cast, mailoutbox):
    notice(cast)
    send_notices(NOW)
    assert Notice.objects.get().state == NoticeState.QUEUED
    assert not mailoutbox


@pytest.mark.parametrize(("days", "expected"), [(8, 0), (7, 1), (2, 1), (1, 1), (0, 1), (-1, 1)])
def test_reminders_by_days_left(cast, days, expected):
    ask_for(cast, TODAY + timedelta(days=days))
    remind(NOW)
    remind(NOW + timedelta(hours=3))
    assert Notice.objects.count() == expected


def test_three_reminders_in_all(cast):
    ask_for(cast, TODAY + timedelta(days=7))
    for day in range(20):
        remind(NOW + timedelta(days=day))
    assert [row.key.rsplit(":", 1)[1] for row in Notice.objects.order_by("id")] == ["7", "1", "over"]
    assert "令和" in Notice.objects.first().body
    assert "様" in Notice.objects.first().body
    assert not Reminder.objects.exists()


def test_asked_today_is_not_reminded_today(cast):
    ask_for(cast, TODAY + timedelta(days=3), opened=NOW)
    remind(NOW)
    assert not Notice.objects.exists()


def test_mail_carries_a_working_link_that_is_stored_nowhere(cast, server):
    register_link("asks.ask", mail_link)
    ask_for(cast, TODAY + timedelta(days=3))
    remind(NOW)
    assert Reminder.objects.get().means == "mail"
    send_notices(NOW)
    text = message_from_bytes(server.mails[0]).get_payload(decode=True).decode()
    token = re.search(r"/l/minatono-shi/([\w-]+)/", text)[1]
    assert AskLink.objects.get().made_for == "mail"
    assert token not in "".join(Detail.objects.values_list("payload", flat=True))
    assert Client().get(f"/l/minatono-shi/{token}x/").status_code == 404
