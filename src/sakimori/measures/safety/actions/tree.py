"""The contact tree is made from posts and caucuses and put right by hand."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.measures.safety.models import CallLine
from sakimori.measures.safety.rules import is_loop
from sakimori.measures.safety.tree_queries import planned_tree

MANAGE = Permission.PLAN_MANAGE


@action("safety.tree", permission=MANAGE, sentence=_("電話の連絡網を体制から作りました"))
def make_tree(ctx: Context, *, anew: bool = False) -> int:
    """Lines for whoever has none; with `anew` all are made again. Who left goes out. Gives how many lines were made."""
    here = set(people_in_office(ctx.today).values_list("pk", flat=True))
    if anew:
        CallLine.objects.all().delete()
    else:
        CallLine.objects.exclude(person__in=here).delete()
        CallLine.objects.exclude(caller__in=here).filter(caller__isnull=False).delete()
    known = set(CallLine.objects.values_list("person_id", flat=True))
    tree = planned_tree(ctx.today)
    rows = [
        CallLine(person_id=person, caller_id=caller, place=place)
        for caller, people in tree.lines.items()
        for place, person in enumerate(people)
        if person not in known
    ]
    CallLine.objects.bulk_create(rows)
    return len(rows)


@action("safety.line", permission=MANAGE, sentence=_("電話の連絡網を直しました"))
def change_line(ctx: Context, *, person: Person, caller: Person | None, place: int) -> CallLine:
    """Somebody is called by another, or begins the tree. Raises ValidationError where a circle would close."""
    callers = dict(CallLine.objects.values_list("person_id", "caller_id"))
    if is_loop(callers, person.pk, caller.pk if caller else None):
        raise ValidationError({"caller": _t("この人は、選んだ人から電話を受ける側です。輪になるため選べません。")})
    if caller is not None and caller.pk not in callers:
        raise ValidationError({"caller": _t("選んだ人が、まだ連絡網に入っていません。")})
    row = CallLine.objects.filter(person=person).first() or CallLine(person=person)
    row.caller, row.place = caller, place
    row.full_clean()
    row.save()
    return row


@action("safety.leave-tree", permission=MANAGE, sentence=_("電話の連絡網から外しました"))
def leave_tree(ctx: Context, *, person: Person) -> None:
    """Somebody is out of the tree; whom they called is called by whoever called them."""
    row = CallLine.objects.filter(person=person).first()
    if row is not None:
        CallLine.objects.filter(caller=person).update(caller_id=row.caller_id)
        row.delete()
