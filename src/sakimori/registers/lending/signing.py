"""The part of a form where somebody signs: on the screen, on paper, or later by link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.forms import DateInput
from sakimori.foundation.ui.signature import SignatureField
from sakimori.registers.lending.actions import Signed

SCREEN, PAPER, LATER, LINK = "screen", "paper", "later", "link"
WAYS = (
    (SCREEN, _("この画面に署名する")),
    (PAPER, _("紙に署名した")),
    (LATER, _("紙を印刷し、あとで署名してもらう")),
    (LINK, _("あとで本人にリンクで確認してもらう")),
)


class SigningForm(forms.Form):
    """How the papers are signed; a signature on the screen needs one."""

    how = forms.ChoiceField(label=_("署名の方法"), choices=WAYS, widget=forms.RadioSelect, initial=SCREEN)
    signature = SignatureField(label=_("本人の署名"), required=False)
    scan = forms.FileField(
        label=_("署名した紙の写し"),
        required=False,
        help_text=_("紙のときだけ。PDF か画像。あとで加えることもできます。"),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("how") == SCREEN and not values.get("signature") and "signature" not in self.errors:
            self.add_error("signature", _("署名がありません。署名してもらうか、紙かリンクを選んでください。"))
        return values

    def signed(self) -> Signed:
        """What came of it."""
        values = self.cleaned_data
        scan = values.get("scan")
        if values["how"] == PAPER:
            return Signed(is_paper=True, scan=scan.read() if scan else b"", scan_name=scan.name if scan else "")
        return Signed(picture=values["signature"]) if values["how"] == SCREEN else Signed()


class PaperForm(forms.Form):
    """A signed paper that came back: its day and its scan."""

    signed_on = forms.DateField(label=_("署名の日"), widget=DateInput, help_text=_("用紙に書かれた日。"))
    scan = forms.FileField(
        label=_("用紙の写し"), required=False, help_text=_("スキャンか、スマートフォンで撮った写真。PDF か画像。")
    )

    def signed(self) -> Signed:
        """What came of it."""
        scan = self.cleaned_data["scan"]
        return Signed(
            is_paper=True,
            scan=scan.read() if scan else b"",
            scan_name=scan.name if scan else "",
            on=self.cleaned_data["signed_on"],
        )
