"""The look of everything: page frames, components, the one way to render a page."""

from typing import Any

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Django's own sentence, 「このフィールドは必須です。」, says neither what a field is nor what to do.
REQUIRED: dict[type[forms.Field], Any] = {
    forms.Field: _("必ず入力してください。"),
    forms.ChoiceField: _("選んでください。"),
    forms.BooleanField: _("内容を確かめて、印を付けてください。"),
    forms.FileField: _("ファイルを選んでください。"),
}


class UiConfig(AppConfig):
    name = "sakimori.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        for field, sentence in REQUIRED.items():
            field.default_error_messages = {**getattr(field, "default_error_messages", {}), "required": sentence}
