"""Pages of risks: the register, a group judged at once, one risk with all that was judged and done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import act_page, address, form_page, submitted
from sakimori.measures.risks import actions, forms, queries, sheets
from sakimori.measures.risks.content import scenarios
from sakimori.measures.risks.lists import RISKS
from sakimori.measures.risks.models import Risk
from sakimori.measures.risks.queries import RiskRow
from sakimori.measures.risks.rules import KEY, LINE, level_of
from sakimori.measures.risks.standing import measures_now
from sakimori.measures.risks.types import Chance, Harm, Level, Stage, Threat
from sakimori.registers.assets.models import Asset

CLAUSE = _l("3 対象とする脅威")
READ, MANAGE = Permission.EVIDENCE_READ, Permission.PLAN_MANAGE
PDF = "application/pdf"


def _at(ctx: Context, risk: Risk) -> str:
    return address(ctx, "risks:risk", risk_id=risk.pk)


def _row(ctx: Context, risk_id: UUID) -> RiskRow:
    """The risk of today, or no such page."""
    rows = queries.rows_on(ctx.today, pk=risk_id)
    if not rows:
        raise Http404
    return rows[0]


def _shown(rows: list[RiskRow], show: str) -> list[RiskRow]:
    if show == "all":
        return rows
    if show == "open":
        return [row for row in rows if row.is_open]
    return [row for row in rows if row.stage != Stage.OUT]


@page(READ)
def register(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The five groups, the nine fields, and every risk; `?show=open` those that wait for somebody, `all` also others'."""
    on, show = day_of(request, ctx.today), request.GET.get("show", "")
    rows = queries.rows_on(on)
    found = open_list(request, ctx, RISKS, _shown(rows, show), on, lambda day: _shown(queries.rows_on(day), show))
    if found.wants_file:
        return found.file()
    drawn = queries.line_on(on)
    accepted = Level(drawn.level) if drawn else LINE
    values = {
        "page_title": _("リスク評価"),
        "list": found,
        "rows": found.rows,
        "show": show,
        "groups": queries.groups_of(rows),
        "fields": _fields(rows, accepted),
        "harms": [harm.label for harm in Harm],
        "line": drawn,
        "line_level": accepted,
        "is_empty": not rows,
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
        "may_draw": allowed(ctx, Permission.DUTY_SETTINGS) and not found.is_past,
    }
    return render_page(request, "risks/register.html", values)


def _fields(rows: list[RiskRow], line: Level) -> list[tuple[str, list[tuple[int, Level, bool]]]]:
    """Nine fields, the most frequent chance first: number of risks, level, whether the field lies above the line."""
    counts = queries.field_counts(rows)
    return [
        (
            str(chance.label),
            [
                (counts.get((chance.value, harm.value), 0), level_of(chance, harm), level_of(chance, harm) > line)
                for harm in Harm
            ],
        )
        for chance in reversed(Chance)
    ]


@page(READ)
def register_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The register on paper, for the chair and for meetings."""
    on = day_of(request, ctx.today)
    content = sheets.register_pdf(ctx, queries.rows_on(on), queries.line_on(on), on)
    return download_response(_("リスク評価 %(day)s.pdf") % {"day": on.isoformat()}, PDF, content)


@page(MANAGE)
def start(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Shipped scenarios that the register does not have yet, by group."""
    offered = _offered()
    back = address(ctx, "risks:register")
    if not offered:
        messages.info(request, _("用意されたシナリオは、すべて台帳にあります。"))
        return redirect(back)
    people = people_in_office(ctx.today).order_by("kana", "id")
    form = forms.StartForm(request.POST or None, people=people, offered=offered)
    made: list[Risk] = []

    def act(values: dict[str, Any]) -> None:
        made.extend(actions.take_scenarios(ctx, pairs=form.pairs(), owner=values["owner"]))

    if submitted(form, act):
        words = ngettext(
            "%(n)s件のリスクを加えました。区分ごとに評価してください。",
            "%(n)s件のリスクを加えました。区分ごとに評価してください。",
            len(made),
        )
        messages.success(request, words % {"n": len(made)})
        return redirect(back)
    lead = _("議会でよくあるできごとです。関係のないものは外し、加えたあとで自分の議会の言葉に直します。")
    return form_page(request, form, _("シナリオから加える"), back=back, submit=_("加える"), lead=lead, clause=CLAUSE)


def _offered() -> dict[Threat, list[tuple[str, str]]]:
    """By group what the register does not have yet: (scenario:group of assets, words)."""
    known = queries.known_pairs()
    offered: dict[Threat, list[tuple[str, str]]] = {}
    for one in scenarios().values():
        for group in one.groups:
            if (one.key, group) not in known:
                words = _("%(title)s（%(group)s）") % {"title": one.title, "group": group.label}
                offered.setdefault(one.threat, []).append((f"{one.key}:{group.value}", words))
    return offered


def _risk_form(
    request: HttpRequest, ctx: Context, initial: dict[str, Any], found: Risk | None = None
) -> forms.RiskForm:
    """Who is in office and what is in use, and whoever and whatever the risk names already."""
    owner, asset = (found.owner_id, found.asset_id) if found else (None, None)
    people = Person.objects.filter(Q(pk__in=people_in_office(ctx.today).values("pk")) | Q(pk=owner))
    return forms.RiskForm(
        request.POST or None,
        people=people.order_by("kana", "id"),
        assets=Asset.objects.filter(Q(ended_on__isnull=True) | Q(pk=asset)).order_by("number"),
        duties=[(key, spec.title) for key, spec in catalogue().items() if key != KEY],
        initial=initial,
    )


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A risk that no scenario tells; `?threat=` of which group."""
    threat = Threat.of(request.GET.get("threat", "")) or Threat.INTENTIONAL
    form = _risk_form(request, ctx, {"threat": threat.value})
    made: list[Risk] = []
    if submitted(form, lambda values: made.append(actions.save_risk(ctx, **values))):
        messages.success(request, _("リスクを加えました。つづけて評価できます。"))
        return redirect("risks:assess", assembly=ctx.assembly.slug, risk_id=made[0].pk)
    back = address(ctx, "risks:register")
    return form_page(request, form, _("リスクを加える"), back=back, submit=_("加える"), clause=CLAUSE)


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, risk_id: UUID) -> HttpResponse:
    """Own words, another owner, other measures."""
    row = _row(ctx, risk_id)
    found = row.risk
    initial = {
        "threat": found.threat, "title": found.shown_title, "happens": found.shown_happens,
        "loses": found.shown_loses, "asset_group": found.asset_group, "duties": row.duties,
        "asset": str(found.asset_id or ""), "owner": str(found.owner_id or ""),
    }  # fmt: skip
    form = _risk_form(request, ctx, initial, found)
    if submitted(form, lambda values: actions.save_risk(ctx, risk=found, **values)):
        messages.success(request, _("リスクを直しました。"))
        return redirect(_at(ctx, found))
    return form_page(request, form, _("リスクを直す"), back=_at(ctx, found), submit=_("直す"), clause=CLAUSE)


@page(MANAGE)
def assess_group(request: HttpRequest, ctx: Context, threat: str) -> HttpResponse:
    """Two questions for every risk of a group."""
    group = Threat.of(threat)
    if group is None:
        raise Http404
    rows = [row for row in queries.rows_on(ctx.today, threat=group) if row.stage != Stage.OUT]
    form = forms.GroupForm(request.POST or None, rows=rows, initial={"assessed_on": ctx.today})
    back = address(ctx, "risks:register")

    def act(values: dict[str, Any]) -> None:
        actions.assess(ctx, judgements=form.judgements(), assessed_on=values["assessed_on"])

    if submitted(form, act):
        messages.success(request, _("「%(threat)s」を評価しました。") % {"threat": group.label})
        return redirect(back)
    now = measures_now(ctx, [row.duties for row in rows])
    values = {
        "page_title": _("評価する: %(threat)s") % {"threat": group.label},
        "threat": group,
        "form": form,
        "lines": [
            (row, fields, measures, scenarios().get(row.risk.scenario))
            for (row, fields), measures in zip(form.lines(), now, strict=True)
        ],
        "back": back,
    }
    return render_page(request, "risks/group.html", values, status=422 if form.is_bound else 200)


@page(READ)
def risk(request: HttpRequest, ctx: Context, risk_id: UUID) -> HttpResponse:
    """One risk: what happens, how it was judged, whether the measures it counts on are kept, what is done about it."""
    row = _row(ctx, risk_id)
    (measures,) = measures_now(ctx, [row.duties])
    may_manage = allowed(ctx, MANAGE)
    values = {
        "page_title": row.risk.shown_title,
        "row": row,
        "measures": measures,
        "failing": [one for one in measures if one.fails],
        "answers": [(one, one.exception.stage(ctx.today) if one.exception else None) for one in row.answers],
        "may_manage": may_manage,
        "may_answer": may_manage and row.last is not None and row.stage != Stage.OUT,
        "may_see_improvement": allowed(ctx, Permission.IMPROVEMENT_READ),
    }
    return render_page(request, "risks/risk.html", values)


@page(MANAGE)
def assess(request: HttpRequest, ctx: Context, risk_id: UUID) -> HttpResponse:
    """One risk, with what it would be without any measure."""
    row = _row(ctx, risk_id)
    last, shipped = row.last, scenarios().get(row.risk.scenario)
    initial: dict[str, Any] = {"assessed_on": ctx.today}
    if last is not None:
        initial |= {name: getattr(last, name) for name in ("bare_chance", "bare_harm", "chance", "harm")}
    elif shipped is not None:
        initial |= {"bare_chance": shipped.chance, "bare_harm": shipped.harm}

    def act(values: dict[str, Any]) -> None:
        steps = {name: int(values[name]) for name in ("chance", "harm", "bare_chance", "bare_harm")}
        judged = actions.Judgement(row.risk, note=values["note"], review_on=values["review_on"], **steps)
        actions.assess(ctx, judgements=[judged], assessed_on=values["assessed_on"])

    return _act_page(
        request, ctx, row, forms.AssessForm(request.POST or None, initial=initial), act,
        title=_("評価する"), submit=_("記録する"), done=_("評価を記録しました。"),
    )  # fmt: skip


@page(MANAGE)
def mend(request: HttpRequest, ctx: Context, risk_id: UUID) -> HttpResponse:
    """Something is done: it becomes a corrective action."""
    row = _row(ctx, risk_id)
    people = people_in_office(ctx.today).order_by("kana", "id")
    initial = {"kind": "reduce", "owner": str(row.risk.owner_id or "")}
    return _act_page(
        request, ctx, row, forms.MendForm(request.POST or None, people=people, initial=initial),
        lambda values: actions.mend(ctx, risk=row.risk, **values),
        title=_("対策を決める"), submit=_("改善措置を起こす"), done=_("対策を改善措置の一覧に加えました。"),
    )  # fmt: skip


@page(MANAGE)
def accept(request: HttpRequest, ctx: Context, risk_id: UUID) -> HttpResponse:
    """Nothing more is done for some time, and the chair is asked whether that is all right."""
    row = _row(ctx, risk_id)
    return _act_page(
        request, ctx, row, forms.AcceptForm(request.POST or None),
        lambda values: actions.ask_to_accept(ctx, risk=row.risk, **values),
        title=_("受入れの承認を申請する"), submit=_("申請する"),
        done=_("申請しました。事務局長と議長が承認すると、その期限まで受け入れたことになります。"),
    )  # fmt: skip


@page(MANAGE)
def exclude(request: HttpRequest, ctx: Context, risk_id: UUID) -> HttpResponse:
    """The risk is no matter of the assembly."""
    row = _row(ctx, risk_id)
    if row.stage == Stage.OUT:
        raise Http404
    return _act_page(
        request, ctx, row, forms.ExcludeForm(request.POST or None),
        lambda values: actions.exclude(ctx, risk=row.risk, **values),
        title=_("対象外にする"), submit=_("対象外にする"), done=_("対象外にしました。"),
    )  # fmt: skip


@page(MANAGE)
def include(request: HttpRequest, ctx: Context, risk_id: UUID) -> HttpResponse:
    """It is one again."""
    row = _row(ctx, risk_id)
    if row.stage != Stage.OUT:
        raise Http404
    return _act_page(
        request, ctx, row, forms.IncludeForm(request.POST if request.method == "POST" else None),
        lambda values: actions.include(ctx, risk=row.risk, **values),
        title=_("対象に戻す"), submit=_("対象に戻す"), done=_("対象に戻しました。"),
    )  # fmt: skip


def _act_page(
    request: HttpRequest, ctx: Context, row: RiskRow, form: django_forms.Form, act: Any, *, title: str, submit: str,
    done: str,
) -> HttpResponse:  # fmt: skip
    """A form about one risk that leads back to it."""
    lead = f"{row.risk.shown_title} — {row.risk.shown_happens}"
    return act_page(
        request, form, act, title, back=_at(ctx, row.risk), submit=submit, done=done, lead=lead, clause=CLAUSE
    )


@page(Permission.DUTY_SETTINGS)
def line(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Up to which level risks are accepted as they are."""
    drawn = queries.line_on(ctx.today)
    form = forms.LineForm(request.POST or None, initial={"level": drawn.level if drawn else LINE.value})
    if submitted(form, lambda values: actions.draw_line(ctx, **values)):
        messages.success(request, _("受入れの基準を決めました。"))
        return redirect("risks:register", assembly=ctx.assembly.slug)
    lead = _("ここで決めた範囲を超えるリスクには、対策を決めるか、議長の承認を得て期限まで受け入れます。")
    values = {"form": form, "lead": lead, "page_title": _("受入れの基準"), "lines": queries.lines()}
    return render_page(request, "risks/line.html", values, status=422 if form.is_bound else 200)
