"""Storing files. Every upload is hostile until checked: by its bytes, its size and its name."""

from __future__ import annotations

from hashlib import sha256

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
    ctx: Context, *, name: str, data: bytes, disclosure: Disclosure | str = Disclosure.INTERNAL
) -> StoredFile:
    """Keep a file (pdf, png, jpeg, txt, html, docx, xlsx, csv; at most 20 MB), encrypted at rest.

    It is scanned where the installation has a scanner; pictures are kept without place, time and device. The bytes
    are on disk before the row is committed; when the act fails they are removed. Raises ValidationError (key "file")
    with what to do instead.
    """
    kind = kind_of_file(name, data)
    check_clean(data, settings.ENV.clamd)
    data = bare_picture(kind, data)
    stored = StoredFile(
        name=clean_name(name, kind),
        media_type=kind.media_type,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        disclosure=Disclosure(disclosure),
    )
    stored.full_clean()
    undo.on_failure(lambda: store.drop(ctx.assembly.pk, stored.pk))
    store.put(ctx.assembly.pk, stored.pk, data)
    stored.save()
    return stored
