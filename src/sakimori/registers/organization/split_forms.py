"""The form by which the assembly decides who has which part of a duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.types import Holders, Part, Parts
from sakimori.foundation.people.models import Post
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.fields import Pick
from sakimori.registers.organization.forms import DateField
from sakimori.registers.organization.raci import COLUMNS, post_name

SHARED = (Part.RESPONSIBLE, Part.CONSULTED, Part.INFORMED)
"""Parts that several roles may have; one alone answers."""


class SplitForm(forms.Form):
    """Roles, and where wanted one named post, for every part; from which day, and why."""

    responsible = forms.MultipleChoiceField(label=_("行う役割"), required=False, widget=forms.CheckboxSelectMultiple)
    responsible_post = Pick(label=_("行う職（職を名指しするとき）"), required=False)
    accountable = forms.ChoiceField(label=_("責任を負う役割または職"), help_text=_("一つだけ選びます。"))
    consulted = forms.MultipleChoiceField(
        label=_("相談を受ける役割"), required=False, widget=forms.CheckboxSelectMultiple
    )
    consulted_post = Pick(label=_("相談を受ける職（職を名指しするとき）"), required=False)
    informed = forms.MultipleChoiceField(label=_("知らされる役割"), required=False, widget=forms.CheckboxSelectMultiple)
    informed_post = Pick(label=_("知らされる職（職を名指しするとき）"), required=False)
    from_date = DateField(label=_("この分担の始まる日"))
    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    decided_on = DateField(label=_("決定日"), required=False)
    decision = forms.CharField(label=_("会議名・決裁番号"), required=False, max_length=120)

    def __init__(self, data: Any, *, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.posts: dict[str, Post] = {str(post.pk): post for post in posts}
        roles = [(role.value, label) for role, label in COLUMNS.items()]
        named = [(f"post:{key}", post_name(post)) for key, post in self.posts.items()]
        for part in SHARED:
            self.fields[part.name.lower()].choices = roles  # type: ignore[attr-defined]
            self.fields[f"{part.name.lower()}_post"].offer(  # type: ignore[attr-defined]
                self.posts.values(), post_name, empty=_t("名指ししない")
            )
        self.fields["accountable"].choices = [  # type: ignore[attr-defined]
            ("", _t("選んでください")), (_t("役割"), roles), *([(_t("職"), named)] if named else []),
        ]  # fmt: skip

    def parts(self) -> Parts:
        """What was chosen. Only of a valid form."""
        found = self.cleaned_data
        parts = {
            part: Holders(
                frozenset(Role(role) for role in found[part.name.lower()]), found[f"{part.name.lower()}_post"]
            )
            for part in SHARED
        }
        answers = found["accountable"]
        post = self.posts.get(answers.removeprefix("post:"))
        parts[Part.ACCOUNTABLE] = Holders(post=post) if post else Holders(frozenset({Role(answers)}))
        return {part: parts[part] for part in Part if parts[part]}


class ShippedForm(forms.Form):
    """Back to the split that follows from the catalogue."""

    from_date = DateField(label=_("はじめの分担に戻る日"))
    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    decided_on = DateField(label=_("決定日"), required=False)
    decision = forms.CharField(label=_("会議名・決裁番号"), required=False, max_length=120)


def initial_of(parts: Parts) -> Mapping[str, object]:
    """The parts as the form shows them."""
    found: dict[str, object] = {}
    for part in SHARED:
        holders = parts.get(part, Holders())
        found[part.name.lower()] = [role.value for role in holders.roles]
        found[f"{part.name.lower()}_post"] = _key(holders.post)
    answers = parts.get(Part.ACCOUNTABLE, Holders())
    one = next(iter(answers.roles), None)
    found["accountable"] = f"post:{_key(answers.post)}" if answers.post else one.value if one else ""
    return found


def _key(post: Post | None) -> str | UUID:
    return str(post.pk) if post else ""
