"""34 persons with addresses, a mail server that takes their mails, and a drill that may begin."""

from __future__ import annotations

import re
import socketserver
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email import message_from_bytes

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.people.models import Membership, Office, Person, Seat, Term, Unit
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.drills import actions
from sakimori.measures.drills.jobs import run_drills
from sakimori.testing import NOW, SINCE, TODAY, UNTIL

FIRST, LAST, END = date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 9)


class MailServer(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a delivery needs; `refuses` holds addresses that it does not take."""

    def handle(self):
        self.say(220)
        to = ""
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "DATA":
                self.say(354)
                data = b""
                while not data.endswith(b"\r\n.\r\n"):
                    data += self.rfile.readline()
                self.server.mails.append(data[:-5])
                self.say(250)
            elif verb == "RCPT":
                to = re.search("<(.*)>", line)[1]
                self.say(550 if to in self.server.refuses else 250)
            else:
                self.say(221 if verb == "QUIT" else 250)
                if verb == "QUIT":
                    return

    def say(self, code):
        self.wfile.write(f"{code} ok\r\n".encode())


@dataclass
class Mail:
    """A mail as a mailbox holds it."""

    to: str
    sender: str
    text: str
    headers: dict = field(default_factory=dict)

    @property
    def link(self) -> str:
        return re.search(r"http\S+", self.text)[0]

    @property
    def path(self) -> str:
        return "/" + self.link.partition("#")[0].split("/", 3)[3]

    @property
    def carried(self) -> str:
        return self.link.partition("#")[2]

    @property
    def token(self) -> str:
        return self.carried.partition(".")[0]


def read(data: bytes) -> Mail:
    found = message_from_bytes(data)
    return Mail(found["To"], found["From"], found.get_payload(decode=True).decode(), dict(found.items()))


@action("test.crowd", permission=Permission.ORGANIZATION_MANAGE, sentence="人をそろえました")
def crowd(ctx):
    """27 members beside the 7 of the cast, in caucuses of 11, 9 and 4, and 3 without one."""
    term = Term.objects.get()
    number = 100
    for name, size in (("青波会", 11), ("浜の声", 9), ("岬クラブ", 4), ("", 3)):
        unit = Unit.objects.create(kind=UnitKind.CAUCUS, name=name, from_date=SINCE) if name else None
        for _index in range(size):
            number += 1
            person = Person.objects.create(name=f"議員{number}", kana=f"ぎいん{number}", email=f"m{number}@example.jp")
            seat = Seat.objects.create(term=term, number=number)
            Office.objects.create(person=person, seat=seat, from_date=SINCE, to_date=UNTIL)
            if unit:
                Membership.objects.create(person=person, unit=unit, from_date=SINCE)


def ready(cast, *, lure="password-expiry"):
    """A drill that the chair approved and that was announced a week before."""
    phishing = actions.plan_phishing(
        cast.ctx("staff"), title="不審メール訓練", lure_key=lure, starts_on=FIRST, last_on=LAST, ends_on=END
    )
    actions.apply_for_phishing(cast.ctx("staff"), phishing=phishing)
    decide_application(cast.ctx("chair"), application=phishing.application, is_approval=True)
    event = ApplicationDecided(phishing.application_id, phishing.application.kind, phishing.pk, True)
    actions.adopt_decided_phishing(cast.ctx("chair"), event=event)
    phishing.refresh_from_db()
    return actions.announce(
        cast.ctx("staff"),
        phishing=phishing,
        announcement="訓練をします。",
        announced_on=TODAY,
        announced_by="全員協議会",
    )


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TOKYO)


def run_through(first: date = FIRST, last: date = LAST) -> None:
    """The job ticks every half hour from the first to the last day."""
    at = moment(first, 8)
    while at <= moment(last, 18):
        run_drills(at)
        at += timedelta(minutes=30)


__all__ = ["END", "FIRST", "LAST", "NOW", "Mail", "MailServer", "crowd", "moment", "read", "ready", "run_through"]
