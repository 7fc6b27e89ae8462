"""One guided work from the election day to the last device back and the last newcomer served."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.lending.pledges import terms_in_force
from sakimori.registers.organization.queries import terms
from sakimori.registers.turnover import actions, forms, queries, sheets
from sakimori.registers.turnover.lists import TURNOVERS
from sakimori.registers.turnover.models import ClosedAccount, Turnover
from sakimori.registers.turnover.rules import CLOSES, OPENS, Hours
from sakimori.registers.turnover.types import Side, Step

CLAUSE = _l("6(4) 物理的セキュリティ")


@page(Permission.ASSET_READ)
def turnovers(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every turnover."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, TURNOVERS, queries.turnovers(on), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("改選の作業"),
        "list": found,
        "turnovers": found.rows,
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE) and not found.is_past,
    }
    return render_page(request, "turnover/turnovers.html", values)


@page(Permission.ASSET_MANAGE)
def turnover_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Begin."""
    rows = queries.terms_without_turnover()
    initial = {"term": str(rows[0].pk), "election_date": rows[0].election_date} if rows else {}
    form = forms.OpenForm(request.POST or None, terms=rows, initial=initial)
    made: list[Turnover] = []
    if submitted(form, lambda values: made.append(actions.open_turnover(ctx, **values))):
        messages.success(request, _("改選の作業を始めました。上から順に進めてください。"))
        return redirect("turnover:turnover", assembly=ctx.assembly.slug, turnover_id=made[0].pk)
    back = address(ctx, "turnover:turnovers")
    lead = _("だれが退任し、続け、新しく就くかは、任期と議席の登録から分かります。")
    return form_page(request, form, _("改選の作業を始める"), back=back, submit=_("始める"), lead=lead, clause=CLAUSE)


@page(Permission.ASSET_READ)
def turnover(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """The progress page: every step with how many are left, and every person with what is open."""
    found = _found(turnover_id)
    rows = queries.people(found)
    open_only = "open" in request.GET
    totals = queries.totals(rows)
    values = {
        "page_title": _("改選の作業"),
        "turnover": found,
        "rows": [row for row in rows if not (open_only and row.is_done)],
        "open_only": open_only,
        "sides": [
            (side, sum(row.side is side for row in rows)) for side in Side if any(row.side is side for row in rows)
        ],
        "totals": totals,
        "next": next((total for total in totals if total.left), None),
        "steps": Step,
        "next_term": queries.next_term(found),
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE) and found.closed_on is None,
        "today": ctx.today,
    }
    return render_page(request, "turnover/turnover.html", values)


@page(Permission.ASSET_MANAGE)
def change(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """Correct election day, place, words; choose the next term."""
    found = _found(turnover_id)
    later = [term for term in terms() if term.from_date > found.term.from_date]
    initial = {name: getattr(found, name) for name in ("election_date", "return_place", "message")}
    initial["next_term"] = str(found.next_term_id or "")
    form = forms.ChangeForm(request.POST or None, terms=later, initial=initial)
    if submitted(form, lambda values: actions.change_turnover(ctx, turnover=found, **values)):
        return redirect(_back(ctx, found))
    return form_page(
        request, form, _("改選の作業の内容を直す"), back=_back(ctx, found), submit=_("直す"), clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def expect(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """Who is expected to stay or leave, while the result is not registered."""
    found = _found(turnover_id)
    known = dict(found.candidates.values_list("person_id", "stays"))
    sitting = [row for row in queries.people(found) if row.side is not Side.COMING]
    form = forms.ExpectForm(request.POST or None, rows=[(row.person, known.get(row.person.pk)) for row in sitting])
    if submitted(form, lambda _values: actions.expect(ctx, turnover=found, stays=form.answers())):
        messages.success(request, _("見込みを登録しました。"))
        return redirect(_back(ctx, found))
    lead = _("選挙の結果（次の任期の就任）を登録すると、ここの見込みより優先されます。")
    return form_page(
        request, form, _("改選の見込み"), back=_back(ctx, found), submit=_("登録する"), lead=lead, clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def timetable(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """Appointments for everyone who brings something back."""
    found = _found(turnover_id)
    last = found.term.to_date or ctx.today
    initial = {
        "first": max(ctx.today, last - timedelta(days=7)), "last": last, "opens": OPENS, "closes": CLOSES, "minutes": 15,
    }  # fmt: skip
    form = forms.TimetableForm(request.POST or None, initial=initial)

    def act(values: dict[str, object]) -> None:
        hours = Hours(values.pop("minutes"), values.pop("opens"), values.pop("closes"))  # type: ignore[arg-type]
        actions.make_timetable(ctx, turnover=found, hours=hours, **values)  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("返納の日程を組みました。日程表と通知を印刷できます。"))
        return redirect(_back(ctx, found))
    lead = _("物を借りている退任予定の人に、空いている枠を順に割り当てます。決まっている人の日時は変わりません。")
    return form_page(
        request, form, _("返納の日程を組む"), back=_back(ctx, found), submit=_("組む"), lead=lead, clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def slot(request: HttpRequest, ctx: Context, turnover_id: UUID, person_id: UUID) -> HttpResponse:
    """Another time for one person."""
    found = _found(turnover_id)
    person = get_object_or_404(Person, pk=person_id)
    known = found.slots.filter(person=person).first()
    local = known.starts_at.astimezone(TOKYO) if known else None
    initial = {"day": local.date(), "time": local.time(), "note": known.note} if local and known else {"time": OPENS}
    form = forms.SlotForm(request.POST or None, initial=initial)

    def act(values: dict[str, object]) -> None:
        moment = datetime.combine(values["day"], values["time"], TOKYO)  # type: ignore[arg-type]
        actions.move_slot(ctx, turnover=found, person=person, starts_at=moment, note=str(values["note"]))

    if submitted(form, act):
        return redirect(_back(ctx, found))
    title = _("%(name)sさんの返納の日時") % {"name": person.shown_name}
    return form_page(request, form, title, back=_back(ctx, found), submit=_("決める"), clause=CLAUSE)


@page(Permission.ASSET_MANAGE)
def services(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """Which services must close the accounts of those who leave; what was listed before stands there for who came late."""
    found = _found(turnover_id)
    known = found.closed.order_by("service").values_list("service", flat=True).distinct()
    initial = {"due_on": found.term.to_date, "services": "\n".join(known)}
    form = forms.ServicesForm(request.POST or None, initial=initial)

    def act(values: dict[str, object]) -> None:
        names = str(values["services"]).splitlines()
        actions.list_accounts(ctx, turnover=found, services=names, due_on=values["due_on"])  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("退任する人ごとに、停止するアカウントを登録しました。"))
        return redirect("turnover:accounts", assembly=ctx.assembly.slug, turnover_id=found.pk)
    lead = _("この仕組みの利用者は、任期が終わると自動で使えなくなります。ほかのサービスを書いてください。")
    return form_page(
        request, form, _("停止するアカウント"), back=_back(ctx, found), submit=_("登録する"), lead=lead, clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def accounts(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """Tick off accounts that were closed."""
    found = _found(turnover_id)
    waiting = ClosedAccount.objects.filter(turnover=found, closed_on__isnull=True).select_related("person")
    rows = list(waiting.order_by("service", "person__kana", "id"))
    form = forms.ClosedForm(request.POST or None, accounts=rows, initial={"closed_on": ctx.today})
    if submitted(form, lambda values: actions.close_accounts(ctx, **values)):
        messages.success(request, _("アカウントの停止を記録しました。"))
        return redirect(request.path if found.closed.filter(closed_on__isnull=True).exists() else _back(ctx, found))
    if not rows:
        return redirect("turnover:services", assembly=ctx.assembly.slug, turnover_id=found.pk)
    return form_page(
        request, form, _("停止したアカウントを記録する"), back=_back(ctx, found), submit=_("記録する"), clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def extend(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """Loans of those who stay run to the end of the next term."""
    found = _found(turnover_id)
    people = [row.person for row in queries.people(found) if row.side is Side.STAYING and row.loans]
    initial = {"people": [str(person.pk) for person in people]}
    form = forms.ExtendForm(request.POST or None, people=people, initial=initial)
    if submitted(form, lambda values: actions.extend_loans(ctx, turnover=found, **values)):
        messages.success(request, _("貸与の期限を、次の任期の終わりまで延ばしました。"))
        return redirect(_back(ctx, found))
    lead = _("任期を越えて貸すことの決定として記録します。誓約は、任期ごとに改めてもらってください。")
    return form_page(
        request,
        form,
        _("貸与を次の任期へ引き継ぐ"),
        back=_back(ctx, found),
        submit=_("引き継ぐ"),
        lead=lead,
        clause=CLAUSE,
    )


@page(Permission.ASK_MANAGE)
def acknowledge(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """Ask everybody of the new term at once to acknowledge the policy in force."""
    found = _found(turnover_id)
    form = forms.AskForm(request.POST or None, initial={"due_on": ctx.today + timedelta(days=14)})
    if submitted(form, lambda values: actions.ask_acknowledgement(ctx, turnover=found, **values)):
        messages.success(request, _("方針の確認をお願いしました。手紙は「方針の確認のお願い」で印刷できます。"))
        return redirect(_back(ctx, found))
    people = queries.to_acknowledge(queries.people(found))
    notes = [_("%(name)sさんに、方針の確認をお願いします") % {"name": person.shown_name} for person in people]
    return form_page(
        request,
        form,
        _("新しい任期の議員に方針の確認をお願いする"),
        back=_back(ctx, found),
        submit=_("全員にお願いする"),
        notes=notes,
        clause=_("5 遵守義務"),
    )


@page(Permission.ASK_MANAGE)
def learn(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """Ask newcomers for their courses."""
    found = _found(turnover_id)
    form = forms.LearnForm(request.POST if request.method == "POST" else None)
    if submitted(form, lambda values: actions.ask_learning(ctx, turnover=found, **values)):
        messages.success(request, _("研修をお願いしました。リンクと用紙は「必修の研修」で渡せます。"))
        return redirect(_back(ctx, found))
    people = queries.to_learn(queries.people(found))
    notes = [_("%(name)sさんに、新任の研修をお願いします") % {"name": person.shown_name} for person in people]
    return form_page(
        request,
        form,
        _("新任の人に研修をお願いする"),
        back=_back(ctx, found),
        submit=_("全員にお願いする"),
        notes=notes,
        clause=_("6(5) 人的セキュリティ"),
    )


@page(Permission.ASSET_READ)
def paper(request: HttpRequest, ctx: Context, turnover_id: UUID, name: str) -> HttpResponse:
    """The timetable, or the packets for those who leave or come."""
    found = _found(turnover_id)
    if name == "timetable":
        data = sheets.timetable_pdf(ctx, found, queries.timetable(found))
        return download_response(_("返納の日程") + ".pdf", "application/pdf", data)
    rows = queries.people(found)
    if name == "leaving":
        chosen = [row for row in rows if row.side in {Side.LEAVING, Side.UNKNOWN} and (row.loans or row.keys)]
        made = sheets.leaving_pdf(ctx, found, chosen) if chosen else b""
    elif name == "coming":
        chosen = [row for row in rows if row.side is Side.COMING]
        made = sheets.coming_pdf(ctx, found, chosen, terms_in_force(ctx.today)) if chosen else b""
    else:
        raise Http404
    if not made:
        messages.info(request, _("印刷する相手がいません。"))
        return redirect(_back(ctx, found))
    return download_response(_("改選の書類") + f" {name}.pdf", "application/pdf", made)


@page(Permission.ASSET_MANAGE)
def close(request: HttpRequest, ctx: Context, turnover_id: UUID) -> HttpResponse:
    """End the work; refused while anything is open."""
    found = _found(turnover_id)
    if request.method == "POST":
        try:
            actions.close_turnover(ctx, turnover=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("改選の作業を終えました。おつかれさまでした。"))
    return redirect(_back(ctx, found))


def _found(turnover_id: UUID) -> Turnover:
    return get_object_or_404(Turnover.objects.select_related("term", "next_term"), pk=turnover_id)


def _back(ctx: Context, found: Turnover) -> str:
    return address(ctx, "turnover:turnover", turnover_id=found.pk)
