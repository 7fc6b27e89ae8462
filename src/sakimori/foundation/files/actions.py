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
from sakimori.foundation.files.kinds import FileKind, clean_name, kind_of_file
from sakimori.foundation.files.models import Disclosure, StoredFile
from sakimori.foundation.files.pictures import bare_picture
from sakimori.foundation.files.scanning import check_clean
from sakimori.foundation.files.sounds import bare_sound


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
    return _put(ctx, kind, data, StoredFile(name=name, disclosure=Disclosure(disclosure), keep_until=keep_until))


@action("files.store-sound", permission=Permission.FILE_STORE, sentence=_("声の録音を登録しました"))
def store_sound(ctx: Context, *, name: str, data: bytes) -> StoredFile:
    """Keep a sound (m4a, 3gp, ogg, webm, mp3, wav, aac, amr; at most 10 MB): only what is heard of it.

    Scanned and encrypted like any file. `store_file` takes no sound, so that one comes in only where a voice is asked
    for. Raises ValidationError (key "file") with what to do instead.
    """
    kind, bare = bare_sound(data)
    check_clean(data, settings.ENV.clamd)
    return _put(ctx, kind, bare, StoredFile(name=name))


def _put(ctx: Context, kind: FileKind, data: bytes, stored: StoredFile) -> StoredFile:
    """Row and bytes of a file that was checked."""
    stored.name, stored.media_type = clean_name(stored.name, kind), kind.media_type
    stored.size, stored.sha256 = len(data), sha256(data).hexdigest()
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
