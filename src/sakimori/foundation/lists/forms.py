"""The name of a view."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ViewForm(forms.Form):
    """A list is kept under a name."""

    name = forms.CharField(label=_("一覧の名前"), max_length=60)
    is_shared = forms.BooleanField(label=_("全員に見せる"), required=False)
