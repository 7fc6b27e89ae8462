"""Every read of the organisation; all take the day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.together import together
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.ledger.queries import HistoryRow, history_behind
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term, Unit
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.registers.organization.models import ContactCheck, EmergencyContact, Meeting, MeetingItem
from sakimori.registers.organization.types import LED_ROLES, MEMBER_ROLES, NEEDED_ROLES, CheckResult, ContactKind


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list."""

    person: Person
    caucus: str
    posts: tuple[str, ...]
    seat: int | None
    is_member: bool


def person_rows(rows: Sequence[Person], on: date) -> list[PersonRow]:
    """Persons with what they hold on the day. Three SQL statements, however many persons."""
    caucuses = people.caucus_of(on)
    posts: dict[UUID, list[str]] = {}
    for held in Appointment.objects.filter(covers(on)).select_related("post", "post__unit").order_by("post__order"):
        unit = f"{held.post.unit.name} " if held.post.unit.kind == UnitKind.CAUCUS else ""
        posts.setdefault(held.person_id, []).append(f"{unit}{held.post.title}")
    seats = dict(Office.objects.filter(covers(on)).values_list("person_id", "seat__number"))
    return [
        PersonRow(
            person,
            caucuses[person.pk].name if person.pk in caucuses else "",
            tuple(posts.get(person.pk, ())),
            seats.get(person.pk),
            person.pk in seats,
        )
        for person in rows
    ]


def register(text: str = "", group: str = "", on: date | None = None) -> QuerySet[Person]:
    """The register of persons: searched by name, and by group (members, secretariat, former)."""
    rows = people.persons_named(text) if text else Person.objects.all()
    if on is not None and group == "members":
        rows = rows.filter(pk__in=people.members_in_office(on).values("pk"))
    elif on is not None and group == "secretariat":
        staff = Appointment.objects.filter(covers(on), person=OuterRef("pk"), post__unit__kind=UnitKind.SECRETARIAT)
        rows = rows.filter(Exists(staff))
    elif on is not None and group == "former":
        held = Appointment.objects.filter(covers(on), person=OuterRef("pk"))
        rows = rows.exclude(pk__in=people.members_in_office(on).values("pk")).exclude(Exists(held))
    return rows.order_by("kana", "name", "id")


def offices_of(person: Person) -> list[Office]:
    """Every office of a person, newest first."""
    return list(Office.objects.filter(person=person).select_related("seat", "seat__term").order_by("-from_date", "-id"))


def appointments_of(person: Person) -> list[Appointment]:
    """Every appointment of a person, newest first."""
    return list(
        Appointment.objects.filter(person=person).select_related("post", "post__unit").order_by("-from_date", "-id")
    )


def memberships_of(person: Person) -> list[Membership]:
    """Every membership of a person, newest first."""
    return list(Membership.objects.filter(person=person).select_related("unit").order_by("-from_date", "-id"))


def current_term(on: date) -> Term | None:
    """The term that covers the day."""
    return Term.objects.on(on).order_by("-from_date").first()


def current_or_next_term(on: date) -> Term | None:
    """The term that covers the day, else the next one, else the last one."""
    found = terms()
    covering = [term for term in found if term.covers(on)]
    later = [term for term in reversed(found) if term.from_date > on]
    return next(iter([*covering, *later, *found]), None)


def terms() -> list[Term]:
    """Every term, newest first."""
    return list(Term.objects.order_by("-from_date", "-id"))


def free_seats(term: Term, on: date) -> list[Seat]:
    """Seats of a term that nobody holds on the day (or on its first day) or later."""
    day = max(on, term.from_date)
    held = Office.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=day), seat=OuterRef("pk"))
    return list(Seat.objects.filter(~Exists(held), term=term).select_related("term").order_by("number"))


def members_at_end(term: Term) -> list[Person]:
    """Who leaves when the term ends, in the order of seats."""
    if term.to_date is None:
        return []
    rows = Office.objects.filter(covers(term.to_date), seat__term=term, end_reason="")
    return [row.person for row in rows.select_related("person").order_by("seat__number")]


@dataclass(frozen=True, slots=True)
class Right:
    """A role that a person has or will have, by what, and until when (ORG-7). An open end is None."""

    role: str
    by: str
    from_date: date
    to_date: date | None


def rights_of(offices: Sequence[Office], appointments: Sequence[Appointment], on: date) -> list[Right]:
    """Roles of today and later with the last day of each; rights end at midnight after it. Reads no database."""
    posts = [
        Right(str(row.post.get_role_display()), f"{row.post.unit.name} {row.post.title}", row.from_date, row.to_date)
        for row in appointments
    ]
    seats = [
        Right(str(Role.MEMBER.label), _t("議席 %(number)s") % {"number": row.seat.number}, row.from_date, row.to_date)
        for row in offices
    ]
    found = [sorted(rows, key=lambda right: right.from_date) for rows in (posts, seats)]
    return [right for rows in found for right in rows if right.to_date is None or right.to_date >= on]


def what_ends(person: Person, on: date) -> list[str]:
    """In words, all that ends when the person leaves: seat, posts, memberships, contact entries to change."""
    still = Q(to_date__isnull=True) | Q(to_date__gte=on)
    words = [
        _t("議席%(number)s番の在職を終え、議席を欠員として記録する") % {"number": row.seat.number}
        for row in Office.objects.filter(still, person=person).select_related("seat")
    ]
    words += [
        _t("%(unit)sの「%(post)s」の任命を終える") % {"unit": row.post.unit.name, "post": row.post.title}
        for row in Appointment.objects.filter(still, person=person).select_related("post__unit")
    ]
    words += [
        _t("%(unit)sの所属を終える") % {"unit": row.unit.name}
        for row in Membership.objects.filter(still, person=person).select_related("unit")
    ]
    return words


def history_of_rows(rows: Sequence[Model], sentence: Callable[[str], str], limit: int = 50) -> list[HistoryRow]:
    """Acts that changed any of the rows, newest first. One SQL statement."""
    labels = {row._meta.label_lower for row in rows}
    keys = [str(row.pk) for row in rows]
    return history_behind(Detail.objects.filter(model__in=labels, object_id__in=keys), sentence, limit)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat and who sits in it."""

    seat: Seat
    holder: Person | None
    is_known_vacancy: bool


def seat_rows(term: Term, on: date) -> list[SeatRow]:
    """Every seat of a term on the day. Two SQL statements."""
    holders = {
        row.seat_id: row.person for row in Office.objects.filter(covers(on), seat__term=term).select_related("person")
    }
    return [
        SeatRow(seat, holders.get(seat.pk), seat.vacant_from is not None and seat.vacant_from <= on)
        for seat in Seat.objects.filter(term=term).order_by("number")
    ]


@dataclass(frozen=True, slots=True)
class CaucusRow:
    """A caucus, its members and the person in charge."""

    unit: Unit
    members: tuple[Person, ...]
    head: Person | None


def caucus_sizes(on: date) -> dict[UUID, int]:
    """How many members each caucus has on the day."""
    rows = Membership.objects.filter(covers(on), unit__kind=UnitKind.CAUCUS).order_by().values("unit_id")
    return dict(rows.annotate(members=Count("id")).values_list("unit_id", "members"))


def caucus_rows(on: date, belonging: Sequence[Membership] | None = None) -> list[CaucusRow]:
    """Caucuses of the day; who belongs to them may be given as `memberships(on)`. One SQL statement."""
    units, heads, members = caucus_reads(on)
    found, held, joined = together(units, heads, members.none() if belonging is not None else members)
    return make_caucus_rows(found, held, joined if belonging is None else belonging)


def caucus_reads(on: date) -> tuple[QuerySet[Unit], QuerySet[Appointment], QuerySet[Membership]]:
    """What `make_caucus_rows` wants, for who reads more together with it."""
    held = Appointment.objects.filter(covers(on), post__role=Role.CAUCUS_HEAD).select_related("person", "post")
    return people.caucuses(on), held, Membership.objects.filter(covers(on)).select_related("person", "unit")


def make_caucus_rows(
    units: Iterable[Unit], held: Iterable[Appointment], belonging: Iterable[Membership]
) -> list[CaucusRow]:
    """Caucuses in their order, with members by reading of the name."""
    members: dict[UUID, list[Person]] = {}
    for row in sorted(belonging, key=lambda row: (row.person.kana, row.pk)):
        members.setdefault(row.unit_id, []).append(row.person)
    heads = {row.post.unit_id: row.person for row in held}
    return [
        CaucusRow(unit, tuple(members.get(unit.pk, ())), heads.get(unit.pk))
        for unit in sorted(units, key=lambda unit: (unit.order, unit.pk))
    ]


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post, who holds it, and what is wrong with it today (empty where nothing is).

    Findings: `empty` never held, `expired` the last appointment ended, `left` the holder's own office ended,
    `no_deputy` nobody could stand in (ORG-2).
    """

    post: Post
    holder: Appointment | None
    deputies: tuple[Post, ...]
    finding: str

    @property
    def finding_text(self) -> str:
        """The finding in words, with what to do."""
        return str(FINDINGS[self.finding]) if self.finding else ""


FINDINGS = {
    "empty": _("任命されていません。就く人を登録してください。"),
    "expired": _("任命の期間が終わっています。再任か後任を登録してください。"),
    "left": _("就いている人の議員としての任期が終わっています。後任を登録してください。"),
    "no_deputy": _("代理する人がいません。代理の職を決め、就く人を登録してください。"),
}


def post_rows(on: date) -> list[PostRow]:
    """Every post of the day with its holder and deputies. One SQL statement."""
    return make_post_rows(*together(*post_reads(on)))


def post_reads(on: date) -> tuple[QuerySet[Post], QuerySet[Appointment], QuerySet[Office, UUID]]:
    """What `make_post_rows` wants, for who reads more together with it."""
    ended = Appointment.objects.filter(post=OuterRef("pk"), to_date__lt=on)
    return (
        Post.objects.filter(covers(on)).select_related("unit", "deputy_of").annotate(was_held=Exists(ended)),
        Appointment.objects.filter(covers(on)).select_related("person"),
        Office.objects.filter(covers(on)).values_list("person_id", flat=True),
    )


def make_post_rows(posts: Iterable[Post], held: Iterable[Appointment], sitting: Collection[UUID]) -> list[PostRow]:
    """Posts in their order; of several holders the last one counts. `sitting`: the members of the day."""
    in_order = sorted(posts, key=lambda post: (post.order, post.pk))
    holders = {row.post_id: row for row in sorted(held, key=lambda row: row.from_date)}
    deputies: dict[UUID, list[Post]] = {}
    for post in in_order:
        if post.deputy_of_id:
            deputies.setdefault(post.deputy_of_id, []).append(post)
    members, found = set(sitting), []
    for post in in_order:
        holder = holders.get(post.pk)
        chain = tuple(sorted(deputies.get(post.pk, ()), key=lambda p: (p.deputy_order or 99, p.order)))
        has_deputy = any(deputy.pk in holders for deputy in chain)
        found.append(PostRow(post, holder, chain, _finding(post, holder, has_deputy, members)))
    return found


def _finding(post: Post, holder: Appointment | None, has_deputy: bool, sitting: set[UUID]) -> str:
    if holder is None and post.is_required:
        return "expired" if post.was_held else "empty"  # type: ignore[attr-defined]
    if holder is not None and post.role in MEMBER_ROLES and holder.person_id not in sitting:
        return "left"
    if post.role in LED_ROLES and not has_deputy:
        return "no_deputy"
    return ""


def contacts(on: date | None = None) -> list[EmergencyContact]:
    """The emergency contact list of a day (without one: entries without an end) in its order.

    Each entry has `confirmed_on`, `confirmed_how` (last good check) and, where it follows a post, `held_by`: who holds
    it. Two SQL statements.
    """
    good = ContactCheck.objects.filter(
        contact=OuterRef("pk"), result__in=[CheckResult.CONFIRMED, CheckResult.REACHED]
    ).order_by("-checked_on", "-id")
    listed = EmergencyContact.objects.on(on) if on else EmergencyContact.objects.filter(to_date__isnull=True)
    rows = listed.annotate(
        confirmed_on=Subquery(good.values("checked_on")[:1]), confirmed_how=Subquery(good.values("how")[:1])
    )
    held = Appointment.objects.filter(covers(on)) if on else Appointment.objects.filter(to_date__isnull=True)
    holders = {row.post_id: row.person for row in held.filter(post__contacts__isnull=False).select_related("person")}
    found: list[EmergencyContact] = list(rows.select_related("person", "post").order_by("order", "kind", "id"))
    for row in found:
        row.held_by = holders.get(row.post_id) if row.post_id else None  # type: ignore[attr-defined]
    return found


def window_contact() -> EmergencyContact | None:
    """The assembly's single window (統一窓口), which may be shown to anybody who found something of the assembly's."""
    rows = EmergencyContact.objects.filter(to_date__isnull=True, kind=ContactKind.WINDOW)
    return rows.order_by("order", "id").first()


def meetings(unit: Unit | None = None, clause: str = "") -> list[Meeting]:
    """Meetings with their items, newest first; of one body, or with items about a clause. Two SQL statements."""
    rows = Meeting.objects.select_related("unit").prefetch_related(
        Prefetch("items", MeetingItem.objects.order_by("order", "id"))
    )
    if unit is not None:
        rows = rows.filter(unit=unit)
    if clause:
        rows = rows.filter(Exists(MeetingItem.objects.filter(meeting=OuterRef("pk"), clause_path=clause)))
    return list(rows.order_by("-held_on", "-id"))


def bodies(on: date) -> list[Unit]:
    """Units that can hold meetings, committees first."""
    rows = Unit.objects.on(on).exclude(kind=UnitKind.OUTSIDE)
    return sorted(rows.order_by("order", "id"), key=lambda unit: unit.kind != UnitKind.COMMITTEE)


def members_of(unit: Unit, on: date) -> list[Membership]:
    """Who belongs to a unit on the day."""
    rows = Membership.objects.filter(covers(on), unit=unit).select_related("person")
    return list(rows.order_by("person__kana", "id"))


def members_staying(unit: Unit, from_date: date) -> list[Membership]:
    """Members of the day before who do not leave anyway with it (their own office may end on that day)."""
    day = from_date - timedelta(days=1)
    rows = Membership.objects.filter(covers(day), Q(to_date__isnull=True) | Q(to_date__gt=day), unit=unit)
    return list(rows.select_related("person").order_by("person__kana", "id"))


def memberships(on: date) -> list[Membership]:
    """Who belonged to which unit on the day, by unit. One SQL statement."""
    rows = Membership.objects.filter(covers(on)).select_related("person", "unit")
    return list(rows.order_by("unit__kind", "unit__order", "unit__id", "person__kana", "id"))


def independents(on: date) -> list[Person]:
    """Members of the assembly without a caucus."""
    joined = Membership.objects.filter(covers(on), unit__kind=UnitKind.CAUCUS, person=OuterRef("pk"))
    return list(people.members_in_office(on).filter(~Exists(joined)).order_by("kana", "id"))


def ended_caucuses(on: date) -> list[Unit]:
    """Caucuses that are no more, the latest first, with their successor."""
    rows = Unit.objects.filter(kind=UnitKind.CAUCUS, to_date__lt=on).select_related("successor")
    return list(rows.order_by("-to_date", "-id"))


def lacking_roles(rows: Sequence[PostRow]) -> list[str]:
    """Roles that the chart needs and no post carries (6(1))."""
    have = {row.post.role for row in rows}
    lacking = [str(role.label) for role in NEEDED_ROLES if role not in have]
    return lacking if any(row.post.is_window for row in rows) else [*lacking, _t("統一窓口")]


def units(on: date) -> list[Unit]:
    """Every unit of the day, in order."""
    return list(Unit.objects.on(on).order_by("kind", "order", "id"))


def posts_of_the_day(on: date) -> list[Post]:
    """Every post of the day with its unit, in order."""
    return list(Post.objects.filter(covers(on)).select_related("unit").order_by("order", "id"))


def posts_of_the_person(person_id: UUID, on: date) -> list[UUID]:
    """The posts that somebody holds on the day."""
    return list(Appointment.objects.filter(covers(on), person_id=person_id).values_list("post_id", flat=True))
