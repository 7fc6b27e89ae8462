"""Lines of the timeline, and what is noted from inside one: an asset, a person, a trace, the minutes spent (INC-8, INC-9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.actions.guards import MANAGE, demand_reason, must_be_open, note, writer
from sakimori.measures.incidents.clocks import day_in_japan
from sakimori.measures.incidents.models import AffectedAsset, Case, Effort, Indicator, Line, Party
from sakimori.measures.incidents.types import WRITTEN_KINDS, AssetEffect, IndicatorKind, LineKind, Means, PartyKind
from sakimori.registers.assets.models import Asset


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a line is about, besides its words. Everything may be left out."""

    asset: Asset | None = None
    effect: AssetEffect | str = AssetEffect.SUSPECTED
    party: Person | None = None
    party_name: str = ""
    party_kind: PartyKind | str = PartyKind.INVOLVED
    indicator: str = ""
    indicator_kind: IndicatorKind | str = IndicatorKind.OTHER
    minutes: int = 0


NOTHING = Mentioned()


@action("incidents.line", permission=MANAGE, sentence=_("事案の経過を記録しました"))
def write_line(
    ctx: Context,
    *,
    case: Case,
    kind: LineKind | str,
    text: str,
    at: datetime | None = None,
    whom: str = "",
    means: Means | str = "",
    role: str = "",
    mentioned: Mentioned = NOTHING,
) -> Line:
    """A fact, a decision or a contact; in an exercise with the part in which it was said. Raises ValidationError."""
    must_be_open(ctx, case)
    if kind not in WRITTEN_KINDS:
        raise ValidationError({"kind": _t("この種類の行は、その操作をしたときに書かれます。")})
    if role and not case.is_exercise:
        raise ValidationError({"role": _t("役は、訓練だけにあります。")})
    line = note(ctx, case, kind, text, at=at, whom=whom.strip(), means=means, role=role)
    if mentioned.asset is not None:
        touch_asset(ctx, case=case, asset=mentioned.asset, effect=mentioned.effect, line=line)
    if mentioned.party is not None or mentioned.party_name.strip():
        _party(case, mentioned.party_kind, mentioned.party, mentioned.party_name, line=line)
    if mentioned.indicator.strip():
        trace = Indicator(case=case, kind=mentioned.indicator_kind, value=mentioned.indicator.strip(), line=line)
        trace.full_clean()
        trace.save()
    if mentioned.minutes:
        spend(ctx, case=case, person=writer(ctx), minutes=mentioned.minutes, what=line.text[:200])
    return line


@action("incidents.correct", permission=MANAGE, sentence=_("事案の経過を、新しい行で訂正しました"))
def correct_line(ctx: Context, *, line: Line, text: str, at: datetime | None = None) -> Line:
    """A new line that refers to the old one; the old one stays as it is."""
    must_be_open(ctx, line.case)
    same = {name: getattr(line, name) for name in ("whom", "means", "role")}
    return note(ctx, line.case, line.kind, text, at=at or line.at, corrects=line, **same)


@action("incidents.hand-over", permission=MANAGE, sentence=_("事案を次の担当者に引き継ぎました"))
def hand_over(ctx: Context, *, case: Case, to: Person, text: str) -> Line:
    """A change of shift: what the next one must know (引継ぎ)."""
    must_be_open(ctx, case)
    demand_reason(text, "text")
    if case.is_restricted and case.kept_from.filter(person=to).exists():
        raise ValidationError({"to": _t("この事案を見せないと決めた人です。")})
    case.lead = to
    case.save()
    return note(ctx, case, LineKind.HANDOVER, text, whom=to.shown_name)


@action("incidents.asset", permission=MANAGE, sentence=_("事案に、影響を受けた資産を加えました"))
def touch_asset(
    ctx: Context, *, case: Case, asset: Asset, effect: AssetEffect | str, note_text: str = "", line: Line | None = None
) -> AffectedAsset:
    """An asset that is concerned; a second time only changes how."""
    must_be_open(ctx, case)
    row = case.assets.filter(asset=asset).first() or AffectedAsset(case=case, asset=asset)
    row.effect, row.line = effect, line or row.line
    row.note = note_text.strip() or row.note
    row.full_clean()
    row.save()
    if line is None:
        words = _t("資産 %(asset)s: %(effect)s") % {"asset": asset, "effect": row.get_effect_display()}
        note(ctx, case, LineKind.CASE, f"{words} {row.note}".strip())
    return row


@action("incidents.party", permission=MANAGE, sentence=_("事案に、関係する人を加えました"))
def add_party(
    ctx: Context, *, case: Case, kind: PartyKind | str, person: Person | None = None, name: str = "", about: str = ""
) -> Party:
    """A person of the register, or only a name."""
    must_be_open(ctx, case)
    return _party(case, kind, person, name, about=about)


def _party(
    case: Case, kind: PartyKind | str, person: Person | None, name: str, about: str = "", line: Line | None = None
) -> Party:
    row = Party(case=case, kind=kind, person=person, name=name.strip(), note=about.strip(), line=line)
    row.full_clean()
    row.save()
    return row


@action("incidents.effort", permission=MANAGE, sentence=_("事案にかかった時間や費用を記録しました"))
def spend(
    ctx: Context, *, case: Case, what: str, person: Person | None = None, minutes: int = 0, yen: int = 0,
    on: date | None = None,
) -> Effort:  # fmt: skip
    """Minutes of a person, or yen."""
    must_be_open(ctx, case)
    row = Effort(case=case, person=person, on=on or day_in_japan(ctx.at), minutes=minutes, yen=yen, what=what.strip())
    if row.on > ctx.today:
        raise ValidationError({"on": _t("先の日付は入力できません。")})
    row.full_clean()
    row.save()
    return row
