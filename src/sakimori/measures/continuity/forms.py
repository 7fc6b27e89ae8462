"""Forms of continuity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Post
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.continuity.types import ReviewOutcome
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers.models import Service

LOW = forms.Textarea(attrs={"rows": 3})


def hours(label: Any, help_text: Any = "") -> forms.IntegerField:
    """A number of hours."""
    return forms.IntegerField(label=label, min_value=0, max_value=8784, required=False, help_text=help_text)


class CardForm(forms.Form):
    """A function's card."""

    name = forms.CharField(label=_("機能の名称"), max_length=80, help_text=_("例: 本会議、議会中継、請願の受付"))
    summary = forms.CharField(label=_("何をする機能か"), max_length=400, required=False)
    session_hours = hours(_("会期中に止まってよい時間"), _("時間の数。1日は24、1週間は168です。"))
    recess_hours = hours(_("閉会中に止まってよい時間"))
    minimum_staff = forms.IntegerField(label=_("最低限の人数"), min_value=0, max_value=99, required=False)
    posts = PickMany(label=_("必要な職"), required=False)
    stand_ins = PickMany(label=_("代わりができる職"), required=False)
    decider = Pick(label=_("切替えを決める職"), required=False)
    disaster = forms.CharField(label=_("災害のとき"), max_length=1000, required=False, widget=LOW)
    staff = forms.CharField(label=_("職員が足りないとき"), max_length=1000, required=False, widget=LOW)
    power = forms.CharField(label=_("停電・回線の障害のとき"), max_length=1000, required=False, widget=LOW)
    supplier = forms.CharField(label=_("委託先・サービスが止まったとき"), max_length=1000, required=False, widget=LOW)
    assets = PickMany(label=_("必要なシステム・機器"), required=False)
    services = PickMany(
        label=_("必要な委託先のサービス"), required=False,
        help_text=_("上のシステムに結び付いたサービスは、選ばなくても数えます。"),
    )  # fmt: skip
    notice = forms.CharField(
        label=_("お知らせの文案"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("波かっこの中の「日」「理由」「代わりの手段」は、お知らせを作るときに置き換わります。"),
    )  # fmt: skip
    change = forms.CharField(label=_("直した理由"), max_length=400, required=False)

    def __init__(
        self, *args: Any, posts: Iterable[Post], assets: Iterable[Asset], services: Iterable[Service], is_new: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        known = list(posts)
        self.fields["posts"].offer(known, lambda post: post.title)  # type: ignore[attr-defined]
        self.fields["stand_ins"].offer(known, lambda post: post.title)  # type: ignore[attr-defined]
        self.fields["decider"].offer(known, lambda post: post.title, empty=_t("決めていない"))  # type: ignore[attr-defined]
        self.fields["assets"].offer(assets, lambda asset: f"{asset.number} {asset.name}")  # type: ignore[attr-defined]
        self.fields["services"].offer(  # type: ignore[attr-defined]
            services, lambda service: f"{service.supplier.name} {service.name}"
        )
        if is_new:
            del self.fields["change"]


class StarterForm(forms.Form):
    """Which shipped functions are taken."""

    keys = forms.MultipleChoiceField(label=_("加える機能"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = list(choices)  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """The yearly look at a card."""

    reviewed_on = forms.DateField(label=_("見直した日"), widget=DateInput)
    outcome = forms.ChoiceField(label=_("結果"), choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("メモ"), max_length=400, required=False, widget=LOW)


class EndForm(forms.Form):
    """Nothing to fill in: only to be sure."""


class PlanForm(forms.Form):
    """Where the assembly's BCP is."""

    title = forms.CharField(label=_("計画の名称"), max_length=120)
    revised_on = forms.DateField(label=_("最後に改定した日"), widget=DateInput)
    clause = forms.CharField(
        label=_("関係する箇所"), max_length=200, required=False, help_text=_("例: 第3章 議会の継続、別表2")
    )
    trigger = forms.CharField(
        label=_("発動の基準"), max_length=1000, required=False, widget=LOW, help_text=_("例: 市内で震度5強以上")
    )
    kept_at = forms.CharField(
        label=_("置き場所"), max_length=200, required=False, help_text=_("紙の棚や、ページのアドレスなど。")
    )
    file = forms.FileField(label=_("ファイル"), required=False, help_text=_("PDFやWord。20 MB まで。"))


class OutageForm(forms.Form):
    """Since when something is down, and for how long it may be."""

    since = forms.DateField(label=_("止まった日"), widget=DateInput)
    days = forms.IntegerField(label=_("止まりそうな日数"), min_value=1, max_value=60)
