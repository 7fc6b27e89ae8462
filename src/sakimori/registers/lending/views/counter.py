"""Counter mode: pick the person, read the things, sign, done — pledge, receipt and loans in one act (AST-4, AST-5)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted
from sakimori.registers.assets.marks import find_many
from sakimori.registers.lending import actions, queries
from sakimori.registers.lending.actions import Back
from sakimori.registers.lending.counter import backs_of, held_rows, items_of, marks_in, table_read, things_read
from sakimori.registers.lending.counter import rows_of as table_rows
from sakimori.registers.lending.forms import BulkForm, CounterForm, ReturnForm, ReturnManyForm
from sakimori.registers.lending.models import Receipt
from sakimori.registers.lending.people import reservations_about
from sakimori.registers.lending.pledges import terms_in_force
from sakimori.registers.lending.signing import LINK
from sakimori.registers.lending.terms import Bound, bound_of
from sakimori.registers.lending.types import Condition, ReturnReason

MANAGE = Permission.ASSET_MANAGE
PEOPLE = 60


@page(MANAGE)
def counter(request: HttpRequest, ctx: Context) -> HttpResponse:
    """First the person, by name, kana or number; then everything else on one page."""
    person = _person(request.GET.get("person", ""))
    if person is None:
        return _choose(request, ctx, _("窓口: だれに渡しますか"), "lending:counter")
    sent = request.POST if request.method == "POST" else None
    bound = bound_of(person.pk, ctx.today)
    is_check = sent is not None and sent.get("step") == "check"
    marks = (sent or request.GET).get("marks", "")
    things = things_read(marks, ctx.today, sent)
    initial = {"marks": marks, "due_on": bound.due(ctx.today)}
    left = reservations_about([person], ctx.today).get(person.pk, [])
    form = CounterForm(
        None if is_check else sent, request.FILES or None, left=left, initial=initial | _typed(sent, is_check)
    )
    made: list[Receipt] = []

    def act(values: dict[str, object]) -> None:
        unknown = [f"{thing.mark}: {thing.problem}" for thing in things if thing.asset is None]
        if unknown:
            raise ValidationError({"marks": unknown})
        try:
            made.append(
                actions.hand_out(
                    ctx,
                    person=person,
                    items=items_of(things, request.FILES),
                    signed=form.signed(),
                    due_on=values["due_on"],  # type: ignore[arg-type]
                    beyond_term_reason=str(values["beyond_term_reason"]),
                    purpose=str(values["purpose"]),
                    by_link=values["how"] == LINK,
                    despite_reason=str(values.get("despite_reason", "")),
                )
            )
        except ValidationError as error:
            raise _at(error, "items", "marks") from error

    if submitted(form, act):
        messages.success(request, _("%(name)sさんに渡しました。") % {"name": person.shown_name})
        return redirect("lending:receipt", assembly=ctx.assembly.slug, receipt_id=made[0].pk)
    values = {
        "page_title": _("%(name)sさんに渡す") % {"name": person.shown_name},
        "person": person,
        "bound": bound,
        "form": form,
        "left": left,
        "things": things,
        "conditions": Condition.choices,
        "held": queries.held_by(person.pk, ctx.today) if not is_check else [],
        "statement": terms_in_force(ctx.today),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "lending/counter.html", values, part="lending/_things.html", status=status)


def _typed(sent: object, is_check: bool) -> dict[str, object]:
    """What stands in the form when only the list of things is asked for (without JavaScript the whole page comes back)."""
    if not is_check or not hasattr(sent, "get"):
        return {}
    names = ("due_on", "beyond_term_reason", "purpose", "how", "signature", "despite_reason")
    return {name: sent.get(name) for name in names if sent.get(name)}


def _at(error: ValidationError, name: str, field: str) -> ValidationError:
    """What an action says of `name`, at the field of the form."""
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError({field if key == name else key: texts for key, texts in error.message_dict.items()})


def _person(key: str) -> Person | None:
    try:
        return Person.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _choose(request: HttpRequest, ctx: Context, title: str, name: str) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    found = list(queries.people(ctx.today, text)[: PEOPLE + 1])
    values = {
        "page_title": title,
        "text": text,
        "people": found[:PEOPLE],
        "is_more": len(found) > PEOPLE,
        "marks": request.GET.get("marks", ""),
        "is_return": name == "lending:return",
        "target": address(ctx, name),
    }
    return render_page(request, "lending/choose.html", values, part="lending/_people.html")


@page(MANAGE)
def give_back(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Who brings something back: by name, or by reading one of the things."""
    marks = request.GET.get("marks", "")
    if marks:
        loans = list(queries.open_by_asset(list(find_many(marks_in(marks)).values())).values())
        people = {loan.person_id for loan in loans}
        if len(people) == 1:
            url = address(ctx, "lending:return-of", person_id=loans[0].person_id)
            return redirect(f"{url}?{'&'.join(f'loan={loan.pk}' for loan in loans)}")
        text = (
            _("貸し出し中の資産が見つかりません。")
            if not people
            else _("別々の人に貸した物です。一人ずつ読み取ってください。")
        )
        messages.error(request, text)
    return _choose(request, ctx, _("窓口: だれが返しますか"), "lending:return")


@page(MANAGE)
def return_of(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """Everything a person has, to tick as it comes back."""
    person = get_object_or_404(Person, pk=person_id)
    sent = request.POST if request.method == "POST" else None
    rows = held_rows(queries.held_by(person.pk, ctx.today), sent, request.GET.getlist("loan"))
    initial = {"returned_on": ctx.today, "reason": _usual_reason(bound_of(person.pk, ctx.today), ctx)}
    form = ReturnForm(sent, request.FILES or None, initial=initial)
    made: list[Receipt] = []

    def act(values: dict[str, object]) -> None:
        made.extend(
            actions.take_back(
                ctx,
                loans=backs_of(rows, request.FILES, values["returned_on"]),
                reason=str(values["reason"]),
                returned_on=values["returned_on"],  # type: ignore[arg-type]
                signed=form.signed(),
                counter=values["counter"],  # type: ignore[arg-type]
                note=str(values["note"]),
                by_link=values["how"] == LINK,
            )
        )

    if submitted(form, act):
        messages.success(request, _("返納を受け付けました。次に、データの消去を記録してください。"))
        return redirect("lending:receipt", assembly=ctx.assembly.slug, receipt_id=made[0].pk)
    values = {
        "page_title": _("%(name)sさんから返してもらう") % {"name": person.shown_name},
        "person": person,
        "rows": rows,
        "form": form,
        "conditions": Condition.choices,
    }
    return render_page(request, "lending/return.html", values, status=422 if form.is_bound else 200)


def _usual_reason(bound: Bound, ctx: Context) -> ReturnReason:
    """Towards the end of a term things come back because of it; before, because they are no longer needed."""
    near = bound.end is not None and bound.end <= ctx.today + timedelta(days=60)
    return ReturnReason.TERM if near or not bound.serves else ReturnReason.NO_NEED


@page(MANAGE)
def bulk(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A table person × asset, looked at first and then lent in one act."""
    sent = request.POST if request.method == "POST" else None
    is_check = sent is not None and sent.get("step") != "done"
    text = sent.get("rows", "") if sent is not None else _proposal(ctx, request.GET.get("fill", ""))
    people = list(queries.people(ctx.today)) if sent is not None else []
    lines = table_read(text, people, ctx.today) if sent is not None else []
    left = reservations_about([line.person for line in lines if line.person], ctx.today)
    form = BulkForm(sent, is_left=bool(left), initial={"rows": text})

    def act(values: dict[str, object]) -> None:
        wrong = [f"{line.number}: {line.problem}" for line in lines if line.problem]
        if wrong:
            raise ValidationError({"rows": wrong})
        try:
            actions.lend_many(
                ctx,
                rows=table_rows(lines),
                purpose=str(values["purpose"]),
                by_link=bool(values["by_link"]),
                despite_reason=str(values.get("despite_reason", "")),
            )
        except ValidationError as error:
            raise _at(error, "items", "rows") from error

    if not is_check and submitted(form, act):
        count = len(lines)
        messages.success(
            request, _("%(count)s件を貸しました。受領書を印刷するか、リンクを渡してください。") % {"count": count}
        )
        return redirect("lending:papers", assembly=ctx.assembly.slug)
    values = {
        "page_title": _("まとめて貸す"),
        "form": form,
        "lines": lines,
        "left": [(line.person, text) for line in lines if line.person for text in left.get(line.person.pk, [])],
        "nobody": "fill" in request.GET and sent is None and not text,
        "is_ready": bool(lines) and not any(line.problem for line in lines),
    }
    status = 422 if form.is_bound and (not is_check or form.errors) else 200
    return render_page(request, "lending/bulk.html", values, status=status)


@page(MANAGE)
def return_many(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Things of many persons come back on one day (after an election): ticked, and taken back in one act."""
    until = _until(request.GET.get("until", ""), ctx)
    loans = [loan for loan in queries.open_loans(ctx.today) if loan.due_on <= until]
    initial = {"returned_on": ctx.today, "reason": ReturnReason.TERM, "by_link": True}
    form = ReturnManyForm(request.POST or None, loans=loans, initial=initial)

    def act(values: dict[str, object]) -> None:
        checked = values["malware_checked_on"]
        backs = [Back(loan, malware_checked_on=checked) for loan in values["loans"]]  # type: ignore[attr-defined, arg-type]
        actions.take_back(
            ctx,
            loans=backs,
            reason=str(values["reason"]),
            returned_on=values["returned_on"],  # type: ignore[arg-type]
            by_link=bool(values["by_link"]),
        )

    if submitted(form, act):
        count = len(form.cleaned_data["loans"])
        messages.success(
            request, _("%(count)s件の返納を受け付けました。次に、データの消去を記録してください。") % {"count": count}
        )
        return redirect("lending:papers", assembly=ctx.assembly.slug)
    values = {"page_title": _("まとめて返してもらう"), "form": form, "until": until, "count": len(loans)}
    return render_page(request, "lending/return_many.html", values, status=422 if form.is_bound else 200)


def _until(text: str, ctx: Context) -> date:
    """The last due date to show; a month from now where none is given."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return ctx.today + timedelta(days=31)


def _proposal(ctx: Context, category: str) -> str:
    """Everybody who has none of a category yet, each with the next spare thing of it."""
    if not category:
        return ""
    spare = list(queries.lendable(ctx.today).filter(category=category))
    people = queries.wanting(ctx.today, category)
    return "\n".join(
        f"{person.number or person.name}\t{asset.number}" for person, asset in zip(people, spare, strict=False)
    )
