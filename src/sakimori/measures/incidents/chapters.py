"""Open cases as chapters of the nightly pack: what is to be done, and what is known, on paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.book import BookSection
from sakimori.measures.incidents.models import Case, KeptFrom
from sakimori.measures.incidents.sheets import case_parts
from sakimori.measures.incidents.types import Status


def open_cases(ctx: Context, is_restricted: bool) -> Sequence[BookSection]:
    """Every open case, real ones first; in the ordinary pack a restricted one is only a number. Six SQL statements a case.

    A pack is for everybody who may read restricted cases: one that is kept from somebody stands in none of them.
    """
    pending = (
        Case.objects.filter(status__in=Status.pending())
        .select_related("lead")
        .order_by("is_exercise", "noticed_at", "id")
    )
    rows = pending.annotate(is_kept=Exists(KeptFrom.objects.filter(case=OuterRef("pk"))))
    found: list[BookSection] = []
    for case in rows:
        if case.is_restricted and not is_restricted:
            text = _t("内容は、取扱注意の冊子か、事務局長・管理者に確かめてください。")
            found.append(BookSection(case.neutral_title, [text]))
        elif case.is_restricted and case.is_kept:
            text = _t("内容は、どの冊子にも載せません。この事案の担当者に確かめてください。")
            found.append(BookSection(case.neutral_title, [text]))
        else:
            found.extend(_sections(ctx, case))
    return found


def _sections(ctx: Context, case: Case) -> list[BookSection]:
    parts = case_parts(ctx, case)
    name = parts["title"]
    ticks = [[(_t("済") if task["done"] else "□"), task["text"], task["who"], task["when"]] for task in parts["tasks"]]
    return [
        BookSection(_t("対応中の事案: %(name)s") % {"name": name}, [], [_t("項目"), _t("内容")], parts["facts"]),
        BookSection(
            _t("%(name)s 期限") % {"name": name}, [],
            [_t("いつまで"), _t("すること"), _t("行う人"), _t("根拠"), _t("結果")], parts["clocks"],
        ),
        BookSection(
            _t("%(name)s 手順") % {"name": name}, [], [_t("済"), _t("すること"), _t("行う人"), _t("時刻")], ticks
        ),
        BookSection(
            _t("%(name)s 経過") % {"name": name}, [], [_t("日時"), _t("種類"), _t("内容")], parts["lines"]
        ),
    ]  # fmt: skip
