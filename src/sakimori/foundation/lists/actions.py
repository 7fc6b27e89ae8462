"""Views of lists are kept and forgotten."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.lists.models import SavedView
from sakimori.foundation.lists.tables import LONGEST_QUERY, Table

MOST_VIEWS = 30
"""As many views of one list may one account keep: they stand in a row above it."""


@action("lists.save-view", permission=Permission.ACCOUNT_SELF, sentence=_("一覧を保存しました"))
def save_view(ctx: Context, *, table: Table, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep a list under a name; the same name again replaces it. Of the address only the list's own parameters stay.

    Whoever manages what the list shows may share a view. The page asks for the right to read the list itself.
    """
    if is_shared and not allowed(ctx, table.share):
        raise ValidationError({"is_shared": _t("全員に見せる一覧は、その台帳を管理する人だけが保存できます。")})
    kept = table.query(QueryDict(query[: 4 * LONGEST_QUERY]))
    if len(kept) > LONGEST_QUERY:
        raise ValidationError({"name": _t("条件が長すぎて保存できません。条件を減らしてください。")})
    mine = SavedView.objects.filter(account=ctx.actor.account_id, table=table.address)
    view = mine.filter(name=name.strip()).first()
    if view is None:
        if mine.count() >= MOST_VIEWS:
            raise ValidationError(
                {
                    "name": _t("保存できる一覧は%(most)s件までです。先に要らないものを消してください。")
                    % {"most": MOST_VIEWS}
                }
            )
        view = SavedView(account_id=ctx.actor.account_id, table=table.address, name=name.strip())
    view.query, view.is_shared = kept, is_shared
    view.full_clean()
    view.save()
    return view


@action("lists.drop-view", permission=Permission.ACCOUNT_SELF, sentence=_("保存した一覧を消しました"))
def drop_view(ctx: Context, *, table: Table, view: SavedView) -> None:
    """Forget a saved view: one's own, or a shared one for whoever manages what the list shows."""
    if view.account_id != ctx.actor.account_id and not (view.is_shared and allowed(ctx, table.share)):
        raise PermissionDenied
    view.delete()
