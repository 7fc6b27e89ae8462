"""Registers that go out as Excel or CSV and come back: persons with seat and caucus, posts with holders, memberships.

The first two are made for a day: seats, caucuses and holders are those of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.together import together
from sakimori.foundation.exchange.columns import Column, Kind, Option, Register, Row
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.registers.organization.options import caucus_options, person_options, unit_options

PERSON_TEXTS = ("name", "public_name", "former_name", "kana", "number", "email", "phone", "note")
POST_VALUES = ("title", "role", "duty_text", "is_required")


def persons(on: date) -> Register:
    """Everybody known, with today's seat, office and caucus."""
    return Register(
        name="organization.persons",
        title=_("名簿"),
        columns=_person_columns(on),
        key_columns=("name",),
        export_rows=lambda: _person_rows(on),
        id_key="id",
        check_row=_PersonChecks(on),
    )


def _person_columns(on: date) -> tuple[Column, ...]:
    return (
        Column("name", _("氏名（本名）"), Kind.NAME, ("氏名", "本名", "名前"), required=True, max_length=80),
        Column("public_name", _("議員名・通称"), Kind.NAME, ("議員名", "通称", "通称名"), max_length=80),
        Column("former_name", _("旧姓"), Kind.NAME, max_length=80),
        Column("kana", _("ふりがな"), Kind.KANA, ("フリガナ", "よみ", "氏名かな"), max_length=120),
        Column("number", _("整理番号"), aliases=("職員番号", "番号"), max_length=20),
        Column("seat", _("議席番号"), Kind.INTEGER, ("議席",), help=_("議員だけ。職員は空欄にします。")),
        Column(
            "from_date", _("就任日"), Kind.DATE, ("任期（自）", "任期開始日", "在職開始日"),
            help=_("議員だけ。空欄なら任期の開始日とみなします。"),
        ),
        Column(
            "to_date", _("任期の終わり"), Kind.DATE, ("任期（至）", "任期満了日", "任期終了日"),
            help=_("空欄なら任期の終わりまでとみなします。"),
        ),
        Column("caucus", _("会派"), Kind.REFERENCE, ("所属会派", "会派名"), options=lambda: caucus_options(on)),
        Column("phone", _("電話番号"), Kind.PHONE, ("電話", "TEL", "携帯電話"), max_length=30),
        Column("email", _("メールアドレス"), Kind.EMAIL, ("メール", "E-mail"), max_length=254),
        Column("note", _("備考"), max_length=400),
    )  # fmt: skip


def _person_rows(on: date) -> Iterator[Row]:
    held, memberships, known = together(
        Office.objects.filter(covers(on)).select_related("seat"),
        Membership.objects.filter(covers(on), unit__kind=UnitKind.CAUCUS).values_list("person_id", "unit_id"),
        Person.objects.all(),
    )
    offices = {row.person_id: row for row in held}
    member_of = dict(memberships)
    for person in sorted(known, key=lambda person: (person.kana, person.name, person.pk)):
        office = offices.get(person.pk)
        yield {
            "id": str(person.pk),
            **{name: getattr(person, name) for name in PERSON_TEXTS},
            "seat": office.seat.number if office else None,
            "from_date": office.from_date if office else None,
            "to_date": office.to_date if office else None,
            "caucus": member_of.get(person.pk),
        }


@dataclass(slots=True)
class _PersonChecks:
    """What must hold across the columns of a row, and between the rows of one file."""

    on: date
    term: Term | None = None
    is_read: bool = False
    numbers: set[int] = field(default_factory=set)
    holders: dict[int, str] = field(default_factory=dict)
    taken: dict[int, str] = field(default_factory=dict)

    def _read(self) -> None:
        now = Term.objects.on(self.on).order_by("-from_date")[:1]
        terms, numbers, held = together(
            now,
            Seat.objects.filter(term__in=now).values_list("number", flat=True),
            Office.objects.filter(covers(self.on)).values_list("seat__number", "person_id"),
        )
        self.term = terms[0] if terms else None
        self.numbers = set(numbers)
        self.holders = {number: str(person) for number, person in held}
        self.is_read = True

    def __call__(self, row: Row) -> Iterable[tuple[str, str]]:
        if not self.is_read:
            self._read()
        first, last, seat = row.get("from_date"), row.get("to_date"), row.get("seat")
        if first and last and last < first:
            yield "to_date", _t("就任日より前の日です。")
        if seat is None:
            yield from self._without_seat(row)
        else:
            yield from self._with_seat(row, seat, first)

    def _without_seat(self, row: Row) -> Iterable[tuple[str, str]]:
        if self._held_by(row) is not None:
            yield "seat", _t("在職中の議員です。退任は、この人の画面の「退任・異動」で登録してください。")
        elif row.get("from_date") or row.get("to_date"):
            yield (
                "from_date",
                _t("議席番号がないのに就任日か任期の終わりがあります。議席番号を書くか、日付を消してください。"),
            )

    def _with_seat(self, row: Row, seat: int, first: date | None) -> Iterable[tuple[str, str]]:
        own, key = self._held_by(row), str(row.get("id") or "")
        if self.term is None:
            yield "seat", _t("任期が登録されていません。先に「議席と任期」の画面で登録してください。")
            return
        if seat not in self.numbers:
            yield "seat", _t("この任期には、%(seat)s番の議席がありません。") % {"seat": seat}
        elif own is not None and own != seat:
            yield (
                "seat",
                _t("いまの議席は%(seat)s番です。議席の変更は「議席と任期」の画面で行ってください。") % {"seat": own},
            )
        elif own is None and seat in self.holders:
            yield "seat", _t("%(seat)s番の議席には、別の議員がいます。") % {"seat": seat}
        elif seat in self.taken:
            yield "seat", _t("%(seat)s番の議席が、このファイルの中で二度使われています。") % {"seat": seat}
        self.taken[seat] = key
        if first and not self.term.covers(first):
            yield "from_date", _t("任期の外の日です。日付を確かめてください。")

    def _held_by(self, row: Row) -> int | None:
        key = str(row.get("id") or "")
        return next((number for number, person in self.holders.items() if person == key), None) if key else None


def posts(on: date) -> Register:
    """Every post of the day with its role and who holds it."""
    return Register(
        name="organization.posts",
        title=_("役職と任命"),
        columns=_post_columns(on),
        key_columns=("unit", "title"),
        export_rows=lambda: _post_rows(on),
        id_key="id",
        check_row=_PostChecks(on),
    )


def _post_columns(on: date) -> tuple[Column, ...]:
    roles = [Option(role, role.label) for role in Role if role not in {Role.OPERATOR, Role.MEMBER}]
    return (
        Column("unit", _("所属"), Kind.REFERENCE, ("組織", "会派・委員会"), required=True, options=lambda: unit_options(on)),
        Column("title", _("職名"), aliases=("役職", "職"), required=True, max_length=80),
        Column("role", _("役割"), Kind.CHOICE, required=True, options=lambda: roles),
        Column(
            "person", _("就いている人"), Kind.REFERENCE, ("氏名", "担当者", "就任者"), options=person_options,
            help=_("名簿にある人の名前。空席なら空欄にします。"),
        ),
        Column("from_date", _("就任日"), Kind.DATE, ("任命日", "発令日"), help=_("空欄なら取り込んだ日とみなします。")),
        Column("to_date", _("任命の終わり"), Kind.DATE, ("終了日",), help=_("決まっていなければ空欄。")),
        Column("decision_number", _("決裁番号"), aliases=("議決番号",), max_length=60),
        Column("decided_on", _("決裁日"), Kind.DATE, ("議決日",)),
        Column("duty_text", _("役割の内容"), aliases=("担当事務",), max_length=200),
        Column("is_required", _("必置"), Kind.BOOL, help=_("空欄なら「はい」とみなします。")),
    )  # fmt: skip


def _post_rows(on: date) -> Iterator[Row]:
    held = {row.post_id: row for row in Appointment.objects.filter(covers(on)).order_by("from_date")}
    for post in Post.objects.filter(covers(on)).order_by("order", "id"):
        row = held.get(post.pk)
        yield {
            "id": str(post.pk),
            "unit": post.unit_id,
            "title": post.title,
            "role": Role(post.role),
            "person": row.person_id if row else None,
            "from_date": row.from_date if row else None,
            "to_date": row.to_date if row else None,
            "decision_number": row.decision_number if row else "",
            "decided_on": row.decided_on if row else None,
            "duty_text": post.duty_text,
            "is_required": post.is_required,
        }


@dataclass(slots=True)
class _PostChecks:
    """A new holder needs a day, and a post keeps its unit."""

    on: date
    before: dict[str, Row] | None = None

    def __call__(self, row: Row) -> Iterable[tuple[str, str]]:
        if self.before is None:
            self.before = {str(known["id"]): known for known in _post_rows(self.on)}
        known = self.before.get(str(row.get("id") or ""))
        first, last = row.get("from_date"), row.get("to_date")
        if first and last and last < first:
            yield "to_date", _t("就任日より前の日です。")
        if row.get("person") is None and not (known and known["person"]) and (first or last):
            yield "person", _t("就任日か終わりの日がありますが、就いている人が空欄です。")
        if known is None:
            return
        if known["unit"] != row["unit"]:
            yield "unit", _t("職の所属は変えられません。新しい職として登録してください。")
        is_new = row.get("person") is not None and known["person"] not in (None, row["person"])
        if is_new and (first is None or first <= known["from_date"]):
            yield "from_date", _t("人が替わるときは、新しい人の就任日を書いてください（前の人の就任日より後）。")
