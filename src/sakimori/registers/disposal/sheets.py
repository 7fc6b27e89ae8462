"""A disposal file on paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.render import render
from sakimori.registers.disposal.models import DisposalCase, DisposalItem


def case_pdf(ctx: Context, case: DisposalCase, items: Sequence[DisposalItem], foreign: Sequence[str]) -> bytes:
    """A4: what leaves by whom, each serial with its erasure and whether the contractor's list has it."""
    language = get_language() or "ja"
    day = wareki if language.startswith("ja") else lambda value: value.isoformat()
    facts = [
        (_("種類"), case.get_kind_display()),
        (_("事業者"), case.contractor),
        (_("再委託先"), case.subcontractors.replace("\n", "、")),
        (_("承認日"), day(case.approved_on) if case.approved_on else ""),
        (_("引渡し日"), day(case.handed_on) if case.handed_on else ""),
        (_("完了日"), day(case.closed_on) if case.closed_on else ""),
    ]
    rows = []
    for item in items:
        erasure = item.erasure  # type: ignore[attr-defined]
        if item.matched_on:
            told = _("一致 %(day)s") % {"day": day(item.matched_on)}
        else:
            told = _("例外: %(reason)s") % {"reason": item.exception_reason} if item.exception_reason else _("未確認")
        done = f"{erasure.get_method_display()} {day(erasure.erased_on)}" if erasure else _("記録なし")
        proof = ""
        if erasure:
            names = [
                erasure.witness.shown_name if erasure.witness else "",
                _("証明書") if erasure.certificate_id else "",
            ]
            proof = "・".join(name for name in names if name)
        rows.append([item.asset.number, item.asset.name, item.serial or "—", done, proof, told])
    data = {
        "title": _("廃棄・返却の記録") + f" {case.number}",
        "subtitle": case.title,
        "assembly": ctx.assembly.name,
        "date": day(ctx.today),
        "facts": facts,
        "header": [_("管理番号"), _("名称"), _("製造番号"), _("消去・破壊"), _("立会い・証明"), _("事業者の一覧")],
        "rows": rows,
        "foreign_title": _("事業者の一覧にあり、この記録にない製造番号"),
        "foreign": list(foreign),
        "signatures": [_("引渡し"), _("立会い"), _("確認")],
    }
    return render("registers/disposal/papers/case.typ", data, lang=language[:2])
