"""The nightly packs as rows: one more, the oldest go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import Disclosure
from sakimori.measures.cards.models import Pack

KEPT = 7


@action("cards.keep-pack", permission=Permission.PLAN_MANAGE, sentence=_("もしもの冊子を作りました"))
def keep_pack(
    ctx: Context,
    *,
    name: str,
    data: bytes,
    content_sha256: str,
    chapters: Sequence[str],
    failed: int,
    is_restricted: bool,
) -> Pack:
    """Store it encrypted; of each kind the last seven stay, the bytes of older ones go with the next clean-up."""
    stored = store_file(ctx, name=name, data=data, disclosure=Disclosure.CLOSED)
    pack = Pack(
        made_at=ctx.at,
        checked_at=ctx.at,
        is_restricted=is_restricted,
        file=stored,
        content_sha256=content_sha256,
        chapters=list(chapters),
        failed=failed,
    )
    pack.full_clean()
    pack.save()
    for old in (
        Pack.objects.filter(is_restricted=is_restricted).select_related("file").order_by("-made_at", "-id")[KEPT:]
    ):
        old.delete()
        # A file whose last day is over is removed by the job that clears unused uploads.
        old.file.keep_until = ctx.today - timedelta(days=1)
        old.file.save()
    return pack


@action(
    "cards.pack-unchanged", permission=Permission.PLAN_MANAGE, sentence=_("もしもの冊子が最新であることを確かめました")
)
def note_unchanged(ctx: Context, *, pack: Pack) -> Pack:
    """Nothing that it says has changed since."""
    pack.checked_at = ctx.at
    pack.save()
    return pack
