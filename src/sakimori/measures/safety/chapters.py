"""The contact tree in the pack that is printed every night."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.book import BookSection
from sakimori.measures.safety.tree_queries import tree_of


def pack_chapter(ctx: Context, is_restricted: bool = False) -> Sequence[BookSection]:
    """Who calls whom. Private numbers stand only in the restricted pack, which few may open."""
    tree = tree_of(ctx.today)
    if not tree.nodes:
        return [BookSection(_("電話の連絡網"), [_("連絡網は、まだありません。")])]
    header = [_("電話をかける人"), _("電話する相手"), *([_("電話")] if is_restricted else [])]
    rows = [
        [node.person.shown_name, one.person.shown_name, *([one.phone or "—"] if is_restricted else [])]
        for node in tree.callers
        for one in node.called
    ]
    begin = _("始める人: %(names)s") % {
        "names": "、".join(node.person.shown_name for node in tree.nodes if not node.depth)
    }
    return [BookSection(_("電話の連絡網"), [begin], header, rows)]
