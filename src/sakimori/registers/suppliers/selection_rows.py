"""A selection as a table: the points of the criteria down, the candidates across."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.registers.suppliers.models import Candidate, CandidateMark, CriteriaItem, Selection

CHAIN: tuple[tuple[str, Promise], ...] = (
    ("hq_country", _("本店のある国")),
    ("owner_country", _("親会社・過半数の株主の国")),
    ("development_place", _("開発する場所")),
    ("maintenance_place", _("保守する場所")),
    ("update_origin", _("更新プログラムの配信元")),
    ("data_place", _("データの保管場所")),
    ("disclosure_risk", _("外国の法令でデータを開示させられるおそれ")),
)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A point with the marks of all candidates, each with its company; None where there is none yet."""

    item: CriteriaItem
    marks: list[tuple[str, CandidateMark | None]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole table."""

    candidates: list[Candidate]
    items: list[ItemRow]
    facts: list[tuple[Promise | str, list[tuple[str, str]]]]

    @property
    def chosen(self) -> Candidate | None:
        """The one that was chosen."""
        return next((one for one in self.candidates if one.is_chosen), None)


def compared(selection: Selection) -> Comparison:
    """Everything known of the candidates. Three SQL statements."""
    candidates = list(Candidate.objects.filter(selection=selection).select_related("supplier").order_by("id"))
    items = list(CriteriaItem.objects.filter(criteria=selection.criteria_id).order_by("order"))
    marks = {
        (row.candidate_id, row.item_id): row for row in CandidateMark.objects.filter(candidate__selection=selection)
    }
    rows = [ItemRow(item, [(one.company, marks.get((one.pk, item.pk))) for one in candidates]) for item in items]
    texts: list[tuple[Promise | str, Callable[[Candidate], str]]] = [(_("公的な一覧"), listing_text)]
    texts += [(label, attrgetter(name)) for name, label in CHAIN]
    texts.append((_("外部から不当な指示を受けないことの誓約"), pledge_text))
    facts = [(label, [(one.company, text(one)) for one in candidates]) for label, text in texts]
    return Comparison(candidates, rows, facts)


def listing_text(candidate: Candidate) -> str:
    """Where it is listed, or the assembly's own reasons."""
    if candidate.listing:
        return f"{candidate.get_listing_display()} {candidate.listing_number}"
    return _t("掲載なし。%(reason)s") % {"reason": candidate.own_reason} if candidate.own_reason else ""


def pledge_text(candidate: Candidate) -> str:
    """Whether it pledged."""
    return {True: _t("あり"), False: _t("なし")}.get(candidate.has_pledge, "")  # type: ignore[arg-type]
