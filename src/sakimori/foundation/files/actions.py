"""Storing files. Every upload is hostile until checked: by its bytes, its size and its name."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions import undo
from sakimori.foundation.actions.core import action
from sakimori.foundation.files import store
from sakimori.foundation.files.kinds import clean_name, kind_of_file
from sakimori.foundation.files.models import Disclosure, StoredFile
from sakimori.foundation.files.pictures import bare_picture
from sakimori.foundation.files.scanning import check_clean


@action("files.store", permission=Permission.FILE_STORE, sentence=_("ファイルを登録しました"))
def store_file(
    ctx: Context,
    *,
    name: str,
    data: bytes,
    disclosure: Disclosure | str = Disclosure.INTERNAL,
    keep_until: date | None = None,
    as_it_came: bool = False,
) -> StoredFile:
    """Keep a file (pdf, png, jpeg, txt, html, docx, xlsx, csv; at most 20 MB), encrypted at rest.

    It is scanned where the installation has a scanner; pictures are kept without place, time and device, unless they
    must stay `as_it_came` (evidence: its hash is that of the bytes that were handed over). The bytes are on disk before
    the row is committed; when the act fails they are removed. With `keep_until` the file goes after that day unless
    `keep_file` is called. Raises ValidationError (key "file") with what to do instead.
    """
    kind = kind_of_file(name, data)
    check_clean(data, settings.ENV.clamd)
    if not as_it_came:
        data = bare_picture(kind, data)
    stored = StoredFile(
        name=clean_name(name, kind),
        media_type=kind.media_type,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        disclosure=Disclosure(disclosure),
        keep_until=keep_until,
    )
    stored.full_clean()
    undo.on_failure(lambda: store.drop(ctx.assembly.pk, stored.pk))
    store.put(ctx.assembly.pk, stored.pk, data)
    stored.save()
    return stored


@action("files.keep", permission=Permission.FILE_STORE, sentence=_("ファイルを残すことにしました"))
def keep_file(ctx: Context, *, stored: StoredFile) -> StoredFile:
    """What was uploaded to be looked at was used: it stays."""
    if stored.keep_until is not None:
        stored.keep_until = None
        stored.save()
    return stored


@action("files.destroy", permission=Permission.FILE_STORE, sentence=_("ファイルの中身を消すことにしました"))
def destroy_file(ctx: Context, *, stored: StoredFile) -> StoredFile:
    """The bytes go with the next run of the job; name, size and hash stay as proof of what was destroyed."""
    stored.destroyed_on = ctx.today
    stored.save()
    return stored


@action("files.discard", permission=Permission.FILE_STORE, sentence=_("使われなかったファイルを消しました"))
def discard_files(ctx: Context) -> list[UUID]:
    """Rows of files whose last day is over. Gives their ids; their bytes go when this is committed (see the job)."""
    rows = list(StoredFile.objects.filter(keep_until__lt=ctx.today))
    ids = [row.pk for row in rows]
    for row in rows:
        row.delete()
    return ids
