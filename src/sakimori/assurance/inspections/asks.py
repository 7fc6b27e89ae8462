"""Asks of self-inspection and of breaches: by link on a phone, on paper, or logged in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections import queries
from sakimori.assurance.inspections.actions import apply_answers, apply_breach_answer
from sakimori.assurance.inspections.models import Breach
from sakimori.assurance.inspections.types import BREACH_ASK, PERSON_ASK, UNIT_ASK, Value
from sakimori.foundation.access.context import Context, today_in_japan
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.ui.fields import ShortChoice


class InspectionForm(forms.Form):
    """A choice for every question. Where an answer stands against the register, a word is asked for beside it."""

    def __init__(self, ask: Ask, data: Any, files: Any) -> None:
        super().__init__(data, files)
        respondent = queries.respondent_of(ask)
        questions, filled = queries.sheet_of(respondent) if respondent else ([], [])
        # The page above the questions says these; the form has read them.
        self.respondent, self.count = respondent, len(questions)
        self.proven = [row for row in filled if row.value == Value.YES]
        against: Mapping[str, str] = {}
        if respondent is not None and data is not None:
            given = {row.key: data.get(f"q-{row.key}", "") for row in questions}
            against = queries.contradictions(respondent, questions, given, today_in_japan())
        for number, row in enumerate(questions, start=1):
            self.fields[f"q-{row.key}"] = ShortChoice(
                label=f"{number}. {row.shown_text}",
                help_text=row.shown_hint,
                choices=Value.choices,
                error_messages={"required": _t("一つ選んでください。迷うときは「わからない」で結構です。")},
            )
            if row.key in against:
                self.fields[f"keep-{row.key}"] = forms.CharField(
                    label=_t("%(number)s. このまま答えるときは、事情を一言お書きください") % {"number": number},
                    help_text=_t("台帳のほうが間違っていることもあります。答えを変えるときは、空のままで結構です。"),
                    max_length=200,
                    error_messages={"required": against[row.key]},
                )
        self.fields["comment"] = forms.CharField(
            label=_t("気づいたこと・困っていること"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["photo"] = forms.FileField(
            label=_t("写真"),
            required=False,
            widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
            help_text=_t("伝わりやすいときは、写真を一枚添えられます。人が写らないようにお願いします。"),
        )


def _page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    return {"message": ask.campaign.message if ask.campaign else ""}


def explained(ask: Ask) -> list[tuple[str, str]]:
    """What is said to somebody after they answered "don't know": a friendly explanation of each such question."""
    respondent = queries.respondent_of(ask)
    if respondent is None:
        return []
    rows = respondent.answers.filter(value=Value.UNKNOWN).select_related("question").order_by("question__order")
    return [(row.question.shown_text, row.question.shown_hint) for row in rows]


def _inspection(name: str) -> AskKind:
    return AskKind(
        name=name,
        title=_("自己点検"),
        template="inspections/asks/inspection.html",
        page=_page,
        form=InspectionForm,
        apply=lambda ctx, ask, answer: apply_answers(ctx, ask=ask, answer=answer),
        submit_label=_("この内容で答える"),
        explained=explained,
    )


class BreachAnswerForm(forms.Form):
    """How it came about and what was done."""

    answer = forms.CharField(
        label=_("事情と、なさったこと・これからなさること"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def _breach_page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    return {"breach": Breach.objects.filter(pk=ask.subject_id).first()}


KINDS = (
    _inspection(PERSON_ASK),
    _inspection(UNIT_ASK),
    AskKind(
        name=BREACH_ASK,
        title=_("お知らせとお願い"),
        template="inspections/asks/breach.html",
        page=_breach_page,
        form=lambda ask, data, files: BreachAnswerForm(data),
        apply=lambda ctx, ask, answer: apply_breach_answer(ctx, ask=ask, answer=answer),
        submit_label=_("この内容で答える"),
    ),
)
