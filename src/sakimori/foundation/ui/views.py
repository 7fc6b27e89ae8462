"""The catalogue of components: what a page may be built from, in every state. For development only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sakimori.foundation.access.pages import public_page
from sakimori.foundation.ui import icons, words
from sakimori.foundation.ui.forms import SampleForm
from sakimori.foundation.ui.render import render_page


@public_page
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """`/_components`: every component with its states. 404 unless DEBUG or SAKIMORI_COMPONENTS is set."""
    if not (settings.DEBUG or settings.ENV.components):
        raise Http404
    return render_page(request, "ui/catalogue.html", _catalogue(), part="ui/catalogue/_states.html")


def _catalogue() -> dict[str, Any]:
    wrong = SampleForm({"wrong-name": "", "wrong-days": "0"}, prefix="wrong")
    wrong.add_error(None, _("決定日より前の日は指定できません。"))
    return {
        "page_title": _("部品の一覧"),
        "nav": _navigation(),
        "assembly_name": _("見本市議会"),
        "account_name": _("灯台 守"),
        "role_label": _("事務局職員"),
        "help_url": "#help",
        "breadcrumbs": [{"label": _("最初の画面"), "url": "/"}, {"label": _("部品の一覧"), "url": ""}],
        "states": list(words.STATES),
        "grounds": list(words.GROUNDS),
        "alerts": list(words.ALERTS),
        "pictures": list(icons.SHAPES),
        "form": SampleForm(),
        "wrong": wrong,
        "steps": [_("方針の取り込み"), _("条項の確認"), _("期限の設定"), _("議会の決定"), _("施行")],
        "tabs": [
            {"label": _("現在の方針"), "url": "#now", "is_current": True},
            {"label": _("履歴"), "url": "#past", "count": 3},
            {"label": _("改正案"), "url": "#next", "count": 0},
        ],
        "page": Paginator(range(240), 20).get_page(5),
        "trend": [
            (date(2026, month, 1), share) for month, share in ((6, 18), (7, 33), (8, 41), (9, 60), (10, 58), (11, 82))
        ],
        "day": date(2026, 11, 23),
        "moment": datetime(2026, 11, 23, 1, 5, tzinfo=UTC),
        "rows": _rows(),
    }


def _navigation() -> list[dict[str, Any]]:
    return [
        {
            "title": "",
            "items": [
                {"label": _("最初の画面"), "url": "/", "is_current": False, "count": 0},
                {"label": _("方針の状況"), "url": "#board", "is_current": True, "count": 0},
            ],
        },
        {
            "title": _("約束したこと"),
            "items": [
                {"label": _("方針と改正"), "url": "#policy", "is_current": False, "count": 0},
                {"label": _("確認・同意"), "url": "#acknowledgement", "is_current": False, "count": 12},
            ],
        },
        {
            "title": _("台帳"),
            "items": [
                {"label": _("議員と職員"), "url": "#people", "is_current": False, "count": 0},
                {"label": _("緊急連絡先と会派の一覧"), "url": "#contacts", "is_current": False, "count": 2},
            ],
        },
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {"name": _("波止場 渚"), "caucus": _("灯の会"), "state": "kept", "due": date(2026, 9, 30), "count": 4},
        {"name": _("岬 航太郎"), "caucus": _("市民の海"), "state": "due_soon", "due": date(2026, 11, 30), "count": 12},
        {"name": _("汐見坂 ゆうこ"), "caucus": "", "state": "breached", "due": date(2026, 10, 31), "count": 103},
    ]
