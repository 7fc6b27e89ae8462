"""Reads of lending: what is out on a day, who has it, what lacks a paper, what is late."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet

from sakimori.foundation.asks.models import Ask, AskState
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import in_use
from sakimori.registers.assets.types import AssetKind, AssetState
from sakimori.registers.lending.models import Loan, LossReport, Pledge, Receipt
from sakimori.registers.lending.types import ASK_RETURN, ASKS, ReceiptKind

SOON_DAYS = 14
LENDABLE_STATES = (AssetState.IN_USE, AssetState.SPARE)
LENDABLE_KINDS = (AssetKind.DEVICE, AssetKind.MEDIA, AssetKind.INFORMATION, AssetKind.DOCUMENT, AssetKind.ACCOUNT)


def out_on(on: date, prefix: str = "") -> Q:
    """Loans that are out at the end of the day."""
    return Q(**{f"{prefix}lent_on__lte": on}) & (
        Q(**{f"{prefix}returned_on__isnull": True}) | Q(**{f"{prefix}returned_on__gt": on})
    )


def open_loans(on: date) -> QuerySet[Loan]:
    """What is lent on the day, soonest due first."""
    rows = Loan.objects.filter(out_on(on)).select_related("asset", "person", "pledge", "receipt")
    return rows.order_by("due_on", "person__kana", "asset__number", "id")


def no_pledge(on: date) -> Q:
    """Loans whose pledge was not given by the day."""
    return Q(pledge__isnull=True) | Q(pledge__pledged_on__isnull=True) | Q(pledge__pledged_on__gt=on)


def no_receipt(on: date) -> Q:
    """Loans whose receipt was not signed by the day."""
    return Q(receipt__isnull=True) | Q(receipt__signed_at__isnull=True) | Q(receipt__signed_at__date__gt=on)


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of the day."""

    out: int
    overdue: int
    soon: int
    unsigned: int
    lost: int


def overview(on: date) -> Overview:
    """How much is out, late, unsigned, lost. One SQL statement."""
    lost = LossReport.objects.filter(closed_on__isnull=True, asset=OuterRef("asset"))
    row = Loan.objects.filter(out_on(on)).aggregate(
        out=Count("id"),
        overdue=Count("id", filter=Q(due_on__lt=on)),
        soon=Count("id", filter=due_soon(on)),
        unsigned=Count("id", filter=no_pledge(on) | no_receipt(on)),
        lost=Count("id", filter=Exists(lost)),
    )
    return Overview(**row)


def due_soon(on: date) -> Q:
    """Loans due within two weeks."""
    return Q(due_on__gte=on, due_on__lte=on + timedelta(days=SOON_DAYS))


def filtered(on: date, *, show: str = "", text: str = "") -> QuerySet[Loan]:
    """Open loans: all, `overdue`, `soon` or `unsigned`; by words in the asset or the person."""
    rows = open_loans(on)
    if show == "overdue":
        rows = rows.filter(due_on__lt=on)
    elif show == "soon":
        rows = rows.filter(due_soon(on))
    elif show == "unsigned":
        rows = rows.filter(no_pledge(on) | no_receipt(on))
    for word in text.split():
        rows = rows.filter(
            Q(asset__search_text__contains=word.lower())
            | Q(person__name__contains=word)
            | Q(person__public_name__contains=word)
            | Q(person__kana__contains=word)
        )
    return rows


def people(on: date, text: str = "") -> QuerySet[Person]:
    """Whom things may be lent to: everybody in office, members who come, and whoever still holds something."""
    holding = Loan.objects.filter(out_on(on), person=OuterRef("pk"))
    coming = Q(offices__from_date__gt=on)
    rows = Person.objects.filter(Q(pk__in=people_in_office(on)) | coming | Exists(holding)).distinct()
    for word in text.split():
        rows = rows.filter(
            Q(name__contains=word)
            | Q(public_name__contains=word)
            | Q(former_name__contains=word)
            | Q(kana__contains=word)
            | Q(number=word)
        )
    return rows.annotate(held=Count("loans", filter=out_on(on, "loans__"), distinct=True)).order_by(
        "kana", "name", "id"
    )


def loans_of(person: Person) -> list[Loan]:
    """Everything a person has or had, what is open first, then newest."""
    rows = Loan.objects.filter(person=person).select_related("asset", "pledge", "receipt", "return_receipt")
    return list(rows.order_by(F("returned_on").desc(nulls_first=True), "-lent_on", "asset__number"))


def held_by(person_id: UUID, on: date) -> list[Loan]:
    """What a person has on the day."""
    return list(open_loans(on).filter(person_id=person_id))


def open_by_asset(assets: Collection[Asset]) -> dict[UUID, Loan]:
    """The open loans of these assets. One SQL statement."""
    rows = Loan.objects.filter(asset__in=assets, returned_on__isnull=True).select_related("person", "asset")
    return {loan.asset_id: loan for loan in rows}


def lendable(on: date) -> QuerySet[Asset]:
    """Devices and media that are there and not lent, spare ones first."""
    lent = Loan.objects.filter(asset=OuterRef("pk"), returned_on__isnull=True)
    rows = in_use(on).filter(state__in=LENDABLE_STATES, kind__in=[AssetKind.DEVICE, AssetKind.MEDIA])
    return rows.exclude(Exists(lent)).order_by("-state", "number")


def receipts_of(person: Person) -> list[Receipt]:
    """Receipts of a person, newest first, with how many things each covers."""
    rows = Receipt.objects.filter(person=person).annotate(
        things=Count("loans", distinct=True) + Count("returned_loans", distinct=True)
    )
    return list(rows.order_by("-made_on", "-number"))


def pledges_of(person: Person) -> list[Pledge]:
    """Pledges of a person, newest first."""
    return list(Pledge.objects.filter(person=person).order_by(F("pledged_on").desc(nulls_first=True), "-id"))


def loans_on(receipt: Receipt) -> list[Loan]:
    """What a receipt covers."""
    field = "receipt" if receipt.kind == ReceiptKind.LEND else "return_receipt"
    rows = Loan.objects.filter(**{field: receipt}).select_related("asset", "person", "pledge")
    return list(rows.order_by("asset__number", "id"))


def next_receipt(kind: ReceiptKind | str) -> int:
    """The next number of a kind of receipt."""
    found = Receipt.objects.filter(kind=kind).aggregate(last=Max("number"))["last"]
    return int(found or 0) + 1


def losses(*, with_closed: bool = False) -> QuerySet[LossReport]:
    """Reports, open ones first, newest first."""
    rows = LossReport.objects.select_related("asset", "person", "loan")
    if not with_closed:
        rows = rows.filter(closed_on__isnull=True)
    return rows.order_by(F("closed_on").desc(nulls_first=True), "-happened_on", "-id")


def open_loss_of_each(loans: Sequence[Loan]) -> dict[UUID, LossReport]:
    """Loan → the report about it that is not closed, the newest when there are several. One SQL statement."""
    rows = LossReport.objects.filter(loan__in=loans, closed_on__isnull=True).order_by("reported_on", "id")
    return {row.loan_id: row for row in rows if row.loan_id is not None}


def open_asks() -> list[Ask]:
    """Asks of this module that wait for an answer, by due day."""
    return list(Ask.objects.open().filter(kind__in=ASKS).select_related("person").order_by("due_on", "id"))


def asks_about(keys: Iterable[UUID]) -> list[Ask]:
    """Asks about these rows, newest first."""
    rows = Ask.objects.filter(subject_id__in=list(keys), kind__in=ASKS).select_related("person")
    return list(rows.order_by("-opened_on", "-id"))


def return_answers(keys: Collection[UUID]) -> dict[UUID, Ask]:
    """Person → the last answer to the ask to give back. One SQL statement."""
    rows = Ask.objects.filter(kind=ASK_RETURN, state=AskState.ANSWERED, person_id__in=list(keys))
    return {ask.person_id: ask for ask in rows.order_by("answered_at", "id")}


def wanting(on: date, category: str) -> list[Person]:
    """Members and staff in office to whom nothing of a category is lent, in the order of names."""
    has = Loan.objects.filter(out_on(on), person=OuterRef("pk"), asset__category=category)
    rows = Person.objects.filter(pk__in=people_in_office(on), offices__isnull=False).distinct()
    return list(rows.exclude(Exists(has)).order_by("kana", "name", "id"))


def receipts_with_loans(keys: Collection[UUID]) -> list[Receipt]:
    """Receipts for printing, each with what it covers. Three SQL statements."""
    things = Loan.objects.select_related("asset").order_by("asset__number")
    rows = Receipt.objects.filter(pk__in=keys).select_related("person", "staff", "signature", "counter_signature")
    return list(rows.prefetch_related(Prefetch("loans", things), Prefetch("returned_loans", things)).order_by("number"))


def holder_names(keys: Collection[UUID], on: date) -> Mapping[UUID, str]:
    """Asset → name of who has it on the day."""
    rows = Loan.objects.filter(out_on(on), asset_id__in=list(keys)).select_related("person")
    return {loan.asset_id: loan.person.shown_name for loan in rows}


def is_lent(on: date) -> Q:
    """Condition on Asset: lent on the day."""
    return Q(Exists(Loan.objects.filter(out_on(on), asset=OuterRef("pk"))))


def is_held_by(person_id: UUID, on: date) -> Q:
    """Condition on Asset: lent to this person on the day."""
    return Q(Exists(Loan.objects.filter(out_on(on), asset=OuterRef("pk"), person_id=person_id)))
