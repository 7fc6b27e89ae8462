"""What staff add to an answer that came on paper."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.ui.forms import DateInput


class PaperForm(forms.Form):
    """How the answer came, and the scan of it."""

    CHANNELS: ClassVar = [(Channel.PAPER, _("紙（署名のある用紙）")), (Channel.COUNTER, _("窓口や電話で聞いた"))]

    channel = forms.ChoiceField(
        label=_("受け取り方"), choices=CHANNELS, widget=forms.RadioSelect, initial=Channel.PAPER
    )
    signed_on = forms.DateField(
        label=_("署名した日"),
        required=False,
        widget=DateInput,
        help_text=_("用紙に書かれた日。空欄なら今日になります。"),
    )
    scan = forms.FileField(
        label=_("用紙の写し"), required=False, help_text=_("署名のある用紙をスキャンした PDF か画像。20 MB まで。")
    )
