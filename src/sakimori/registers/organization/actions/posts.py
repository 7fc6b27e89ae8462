"""Posts of the organisation chart and who holds them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions import events
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import kept_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Person, Post, Unit
from sakimori.foundation.people.types import EndReason, Role
from sakimori.registers.organization.actions.people import earliest_end
from sakimori.registers.organization.events import HolderChanged
from sakimori.registers.organization.rules import overlaps
from sakimori.registers.organization.types import MEMBER_ROLES

MANAGE = Permission.ORGANIZATION_MANAGE
POST_FIELDS = (
    "title",
    "role",
    "duty_text",
    "is_required",
    "is_window",
    "deputy_of",
    "deputy_order",
    "order",
    "from_date",
    "to_date",
)


@action("organization.create-post", permission=MANAGE, sentence=_("職を登録しました"))
def create_post(ctx: Context, /, *, unit: Unit, title: str, role: Role, from_date: date, **values: Any) -> Post:
    """A post of the organisation chart with its role. `values`: duty_text, is_required, is_window, deputy_of, …"""
    post = Post(unit=unit, title=kept_text(title), role=role, from_date=from_date)
    return _saved(post, values)


@action("organization.change-post", permission=MANAGE, sentence=_("職の内容を直しました"))
def change_post(ctx: Context, /, *, post: Post, **values: Any) -> Post:
    """Title, role, deputy order, required or not, window."""
    return _saved(post, values)


def _saved(post: Post, values: dict[str, Any]) -> Post:
    unknown = set(values) - set(POST_FIELDS)
    if unknown:
        raise ValueError(f"a post has no {sorted(unknown)}")
    for field, value in values.items():
        setattr(post, field, kept_text(value) if field in {"title", "duty_text"} else value)
    if post.role == Role.OPERATOR:
        raise ValidationError({"role": _t("運用管理者は、議会の職には割り当てられません。")})
    _check_circle(post)
    post.full_clean()
    post.save()
    return post


def _check_circle(post: Post) -> None:
    seen, above = {post.pk}, post.deputy_of
    while above is not None:
        if above.pk in seen:
            raise ValidationError({"deputy_of": _t("代理の順が輪になっています。代理する職を選び直してください。")})
        seen.add(above.pk)
        above = above.deputy_of


@action("organization.end-post", permission=MANAGE, sentence=_("職の廃止を登録しました"))
def end_post(ctx: Context, *, post: Post, last_day: date) -> Post:
    """A post is abolished; whoever holds it steps down with it."""
    for held in Appointment.objects.filter(covers(last_day), post=post):
        held.to_date, held.end_reason = last_day, EndReason.OTHER
        held.full_clean()
        held.save()
    Appointment.objects.filter(post=post, from_date__gt=last_day).delete()
    post.to_date = last_day
    post.full_clean()
    post.save()
    return post


@action("organization.appoint", permission=MANAGE, sentence=_("任命を登録しました"))
def appoint(
    ctx: Context,
    *,
    post: Post,
    person: Person,
    from_date: date,
    to_date: date | None = None,
    decision_number: str = "",
    decided_on: date | None = None,
) -> Appointment:
    """A person holds a post from a day; whoever held it steps down the day before.

    Posts of members (chair, deputy, caucus head) need an office on the first day and end with it at the latest, so
    that rights never outlive the office (ORG-7; 地方自治法 第103条).
    """
    office = Office.objects.filter(covers(from_date), person=person).order_by("-from_date").first()
    if post.role in MEMBER_ROLES and office is None:
        raise ValidationError({"person": _t("この職には、その日に在職している議員だけが就けます。")})
    end = earliest_end(to_date, post.to_date, office.to_date if office and post.role in MEMBER_ROLES else None)
    _step_down(post, from_date, end)
    appointment = Appointment(
        post=post,
        person=person,
        from_date=from_date,
        to_date=end,
        decision_number=decision_number.strip(),
        decided_on=decided_on,
    )
    appointment.full_clean()
    appointment.save()
    events.publish(HolderChanged(post.pk, person.pk, from_date))
    return appointment


def _step_down(post: Post, from_date: date, to_date: date | None) -> None:
    for earlier in Appointment.objects.filter(post=post):
        if not overlaps(earlier, from_date, to_date):
            continue
        if earlier.from_date >= from_date:
            raise ValidationError(
                {"from_date": _t("その職には、この期間に別の任命があります。日付を確かめてください。")}
            )
        earlier.to_date = from_date - timedelta(days=1)
        earlier.save()


@action("organization.end-appointment", permission=MANAGE, sentence=_("任命の終了を登録しました"))
def end_appointment(ctx: Context, *, appointment: Appointment, last_day: date, reason: EndReason) -> Appointment:
    """An appointment ends on a day."""
    appointment.to_date, appointment.end_reason = last_day, reason
    appointment.full_clean()
    appointment.save()
    return appointment


@action("organization.change-chair", permission=MANAGE, sentence=_("議長などの交代を登録しました"))
def change_chair(
    ctx: Context,
    *,
    post: Post,
    person: Person,
    from_date: date,
    decision_number: str = "",
    decided_on: date | None = None,
) -> Appointment:
    """A new chair (or the holder of another post) takes over: one act, so that there is no day without one."""
    current = Appointment.objects.filter(covers(from_date), post=post).first()
    if current is not None and current.person_id == person.pk:
        raise ValidationError({"person": _t("この人は、その日すでにこの職に就いています。")})
    return appoint(
        ctx,
        post=post,
        person=person,
        from_date=from_date,
        decision_number=decision_number,
        decided_on=decided_on,
    )
