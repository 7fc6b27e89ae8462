"""The assembly's own words for levels, limits for grounds, and texts that are used again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.incidents.actions.guards import MANAGE, demand_reason
from sakimori.measures.incidents.grounds import grounds
from sakimori.measures.incidents.models import GroundSetting, LevelWord, StockText
from sakimori.measures.incidents.types import Unit


@action("incidents.level-word", permission=Permission.DUTY_SETTINGS, sentence=_("事案の程度の言葉を決めました"))
def word_level(
    ctx: Context, *, level: int, name: str, meaning: str, reason: str, from_date: date | None = None
) -> LevelWord:
    """From a day on a level is called so."""
    row = LevelWord(
        level=level, name=name.strip(), meaning=meaning.strip(), from_date=from_date or ctx.today,
        reason=demand_reason(reason),
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row


@action("incidents.ground", permission=Permission.DUTY_SETTINGS, sentence=_("事案の期限を決めました"))
def set_ground(
    ctx: Context, *, key: str, is_used: bool, amount: int, unit: Unit | str, reason: str, ground: str = "",
    from_date: date | None = None,
) -> GroundSetting:  # fmt: skip
    """From a day on this ground has this limit, or is not used. Cases that are open keep theirs."""
    if key not in grounds():
        raise ValidationError(_t("この根拠はありません。"))
    row = GroundSetting(
        key=key, is_used=is_used, amount=amount, unit=Unit(unit), ground=ground.strip(),
        from_date=from_date or ctx.today, reason=demand_reason(reason),
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row


@action("incidents.stock-text", permission=MANAGE, sentence=_("よく使う文章を登録しました"))
def keep_stock_text(
    ctx: Context, *, title: str, text: str, stock: StockText | None = None, is_used: bool = True
) -> StockText:
    """A recommendation for papers, new or changed."""
    row = stock or StockText()
    row.title, row.text, row.is_used = title.strip(), text.strip(), is_used
    row.full_clean()
    row.save()
    return row
