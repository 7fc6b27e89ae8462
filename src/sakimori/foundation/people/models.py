"""Persons, units and what people hold in them. Roles belong to posts, posts to units; people hold them for a period."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.types import EndReason, PeriodKind, Role, UnitEnd, UnitKind


class Person(Recorded):
    """A person known to the assembly. Names are kept as typed (NFC; ideographic variation sequences stay)."""

    name = models.CharField(_("氏名（本名）"), max_length=80)
    public_name = models.CharField(
        _("議員名・通称・旧姓"), max_length=80, blank=True, help_text=_("公に使う名前が本名と違うときだけ入力します。")
    )
    former_name = models.CharField(_("旧姓"), max_length=80, blank=True)
    kana = models.CharField(_("ふりがな"), max_length=120, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    phone = models.CharField(_("電話番号"), max_length=30, blank=True)
    number = models.CharField(_("整理番号"), max_length=20, blank=True, help_text=_("議席番号や職員番号など。"))
    note = models.CharField(_("備考"), max_length=400, blank=True)
    is_sample = models.BooleanField(_("見本"), default=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("対象者")
        indexes = [models.Index(fields=["assembly", "kana", "name"])]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name the public knows: 議員名 where there is one."""
        return self.public_name or self.name


class Unit(Dated):
    """A unit of the assembly: the assembly itself, the secretariat, a caucus, a committee or a body that decides."""

    kind = models.CharField(_("種別"), max_length=12, choices=UnitKind.choices)
    name = models.CharField(_("名称"), max_length=80)
    short_name = models.CharField(_("略称"), max_length=20, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("引継先")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="offshoots", verbose_name=_("分かれた元")
    )
    ended_by = models.CharField(_("終了の理由"), max_length=12, choices=UnitEnd.choices, blank=True)
    order = models.PositiveSmallIntegerField(_("並び順"), default=0)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("組織単位")

    def __str__(self) -> str:
        return self.name


class Term(Dated):
    """A term of the assembly between two general elections (任期)."""

    number = models.PositiveSmallIntegerField(_("期"), default=1)
    election_date = models.DateField(_("選挙期日"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("議員定数"))

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("任期")

    def __str__(self) -> str:
        return str(self.number)


class Period(Dated):
    """A period of the assembly's year: a sitting (会期), the time of budget requests, days on which the office is closed."""

    kind = models.CharField(_("種類"), max_length=10, choices=PeriodKind.choices)
    name = models.CharField(_("名称"), max_length=80)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("議会の日程")
        indexes = [models.Index(fields=["assembly", "from_date", "to_date"])]

    def __str__(self) -> str:
        return self.name


class Seat(Recorded):
    """One seat of a term. It has a holder, or a recorded vacancy; anything else is a gap."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="seat_rows", verbose_name=_("任期"))
    number = models.PositiveSmallIntegerField(_("議席番号"))
    vacant_from = models.DateField(_("欠員となった日"), null=True, blank=True)
    vacancy_note = models.CharField(_("欠員の理由"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("議席")
        constraints = [models.UniqueConstraint(fields=["term", "number"], name="people_seat_number")]

    def __str__(self) -> str:
        return str(self.number)


class Office(Dated):
    """A person is a member of the assembly (在職): from taking office to the last day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="offices", verbose_name=_("議員"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="offices", verbose_name=_("議席"))
    end_reason = models.CharField(_("退任の理由"), max_length=20, choices=EndReason.choices, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("在職")
        # The second answers "in office, since when?" for everyone without touching the rows.
        indexes = [
            models.Index(fields=["assembly", "from_date", "to_date"]),
            models.Index(fields=["person", "from_date", "to_date"]),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class Membership(Dated):
    """A person belongs to a caucus or sits on a committee."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("所属者"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("会派・委員会"))

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("所属")

    def __str__(self) -> str:
        return str(self.person_id)


class Post(Dated):
    """A post of the organisation chart; it carries a role. Roles are held through posts, never by persons."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("組織単位"))
    title = models.CharField(_("職名"), max_length=80)
    role = models.CharField(_("役割"), max_length=20, choices=Role.choices)
    duty_text = models.CharField(_("役割の内容"), max_length=200, blank=True)
    is_required = models.BooleanField(
        _("必置"), default=True, help_text=_("空席のとき「任命されていない」と表示します。")
    )
    is_window = models.BooleanField(_("統一窓口"), default=False)
    deputy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("代理する職")
    )
    deputy_order = models.PositiveSmallIntegerField(_("代理の順位"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("並び順"), default=0)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("職")

    def __str__(self) -> str:
        return self.title


class Appointment(Dated):
    """A person holds a post for a period, by a decision (任命)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments", verbose_name=_("職"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name=_("就任者"))
    decision_number = models.CharField(_("決裁番号"), max_length=60, blank=True)
    decided_on = models.DateField(_("決裁日"), null=True, blank=True)
    end_reason = models.CharField(_("退任の理由"), max_length=20, choices=EndReason.choices, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("任命")
        indexes = [
            models.Index(fields=["assembly", "post", "from_date"]),
            models.Index(fields=["person", "from_date", "to_date", "post"]),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
