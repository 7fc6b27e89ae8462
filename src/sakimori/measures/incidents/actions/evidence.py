"""Evidence is taken in and handed on; each change of hands is a row that is never changed, and an entry of the ledger."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import Disclosure
from sakimori.measures.incidents.actions.guards import MANAGE, must_be_open, must_see, not_later, note, writer
from sakimori.measures.incidents.models import Case, Custody, Evidence
from sakimori.measures.incidents.types import EvidenceKind, LineKind
from sakimori.measures.intake.models import Report


@action("incidents.evidence", permission=MANAGE, sentence=_("証拠を受け取りました"))
def take_evidence(
    ctx: Context,
    *,
    case: Case,
    title: str,
    handed_by: str,
    kept_at: str,
    received_at: datetime | None = None,
    name: str = "",
    data: bytes = b"",
    bag_number: str = "",
    serial: str = "",
    copy_of: Evidence | None = None,
) -> Evidence:
    """A file (kept byte for byte, hashed on arrival) or a thing; the chain of hands begins. Raises ValidationError."""
    must_be_open(ctx, case)
    not_later(ctx, received_at, "received_at")
    if not data and not bag_number.strip() and copy_of is None:
        raise ValidationError({"bag_number": _t("ファイルを選ぶか、封印袋の番号を入力してください。")})
    stored = None
    if data:
        closed = Disclosure.CLOSED if case.is_restricted else Disclosure.INTERNAL
        stored = store_file(ctx, name=name or "evidence", data=data, disclosure=closed, as_it_came=True)
    if copy_of is not None and copy_of.case_id != case.pk:
        raise ValidationError({"copy_of": _t("この事案の証拠を選んでください。")})
    own = writer(ctx)
    row = Evidence(
        case=case,
        kind=EvidenceKind.FILE if stored else EvidenceKind.THING,
        title=title.strip(),
        file=stored,
        bag_number=bag_number.strip(),
        serial=serial.strip(),
        handed_by=handed_by.strip(),
        received_at=received_at or ctx.at,
        received_by=own,
        kept_at=kept_at.strip(),
        copy_of=copy_of,
        copy_number=(copy_of.copies.count() + 1) if copy_of else 0,
    )
    return _enter(ctx, row, _t("封印袋に入れた") if bag_number else "")


@action("incidents.evidence-of-report", permission=MANAGE, sentence=_("報告に付いていた写真と録音を証拠にしました"))
def take_sent(ctx: Context, *, case: Case, report: Report) -> list[Evidence]:
    """The photos and the voice of a report, as they are kept since it came in; whoever sent it handed them over."""
    must_be_open(ctx, case)
    number = report.number
    titles = [(_t("報告%(number)sの写真%(place)s") % {"number": number, "place": place}, photo.file)
              for place, photo in enumerate(report.photos.select_related("file").order_by("id"), 1)]  # fmt: skip
    if report.voice:
        titles.append((_t("報告%(number)sの声の録音") % {"number": number}, report.voice))
    sender = report.person.shown_name if report.person else report.contact[:120]
    return [
        _enter(
            ctx,
            Evidence(
                case=case, kind=EvidenceKind.FILE, title=title, file=file, handed_by=sender or _t("名前なし"),
                received_at=report.received_at, received_by=report.received_by, kept_at=_t("防人"),
            ),
        )
        for title, file in titles
    ]  # fmt: skip


def _enter(ctx: Context, row: Evidence, seal: str = "") -> Evidence:
    """The next number; the chain of hands begins, and a line of the case says so."""
    row.number = (row.case.evidence.aggregate(last=Max("number"))["last"] or 0) + 1
    row.full_clean()
    row.save()
    to = row.received_by.shown_name if row.received_by else _t("議会事務局")
    _pass(row, row.received_at, row.handed_by, to, row.kept_at, _t("受領"), seal)
    words = _t("証拠%(number)s: %(title)s") % {"number": row.number, "title": row.title}
    if row.file:
        words += f"\nSHA-256 {row.file.sha256}"
    note(ctx, row.case, LineKind.EVIDENCE, words, at=row.received_at, whom=row.handed_by)
    return row


@action("incidents.custody", permission=MANAGE, sentence=_("証拠を受け渡しました"))
def hand_evidence(
    ctx: Context,
    *,
    evidence: Evidence,
    from_whom: str,
    to_whom: str,
    place: str,
    purpose: str,
    at: datetime | None = None,
    seal: str = "",
) -> Custody:
    """The next hands. Evidence outlives its case: this may happen after the case was closed."""
    must_see(ctx, evidence.case)
    not_later(ctx, at)
    last = evidence.chain.order_by("-at", "-id").first()
    when = at or ctx.at
    if last is not None and when < last.at:
        raise ValidationError({"at": _t("前の受渡しより後の日時にしてください。")})
    row = _pass(evidence, when, from_whom.strip(), to_whom.strip(), place.strip(), purpose.strip(), seal.strip())
    evidence.kept_at = row.place
    evidence.save()
    if evidence.case.is_open:
        words = _t("証拠%(number)sを受け渡した: %(purpose)s") % {"number": evidence.number, "purpose": row.purpose}
        note(ctx, evidence.case, LineKind.EVIDENCE, words, at=when, whom=row.to_whom)
    return row


def _pass(evidence: Evidence, at: datetime, giver: str, taker: str, place: str, purpose: str, seal: str) -> Custody:
    row = Custody(
        evidence=evidence, at=at, from_whom=giver, to_whom=taker, place=place, purpose=purpose, seal=seal
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row
