"""The assembly's own rules of the safety check, and the telegrams that came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted
from sakimori.measures.safety import actions, forms, queries
from sakimori.measures.safety.jobs import FOLDER
from sakimori.measures.safety.views.checks import MANAGE

FIELDS = ("test_day", "keep_days", "is_watching", "threshold", "areas", "pause_hours")


@page(MANAGE)
def settings(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Day of the test, how long answers stay, earthquakes."""
    rules = queries.setting()
    initial = {name: getattr(rules, name) for name in FIELDS}
    form = forms.SettingForm(request.POST if request.method == "POST" else None, initial=initial)
    if submitted(form, lambda values: actions.save_setting(ctx, **values)):
        messages.success(request, _("安否確認の決まりを登録しました。"))
        return redirect(address(ctx, "safety:settings"))
    values = {
        "page_title": _("安否確認の決まり"),
        "form": form,
        "telegrams": queries.telegrams(),
        "folder": FOLDER,
    }
    return render_page(request, "safety/settings.html", values, status=422 if form.is_bound else 200)
