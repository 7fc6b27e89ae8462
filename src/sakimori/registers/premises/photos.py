"""Photos of rounds: pictures only, without where and by what they were taken."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

from sakimori.foundation.files.kinds import JPEG, PNG, kind_of_file
from sakimori.foundation.files.pictures import bare_picture


def bare_photo(name: str, data: bytes) -> bytes:
    """The photo without place, time and device. Raises ValidationError (key "photo") for what is no photo."""
    try:
        kind = kind_of_file(name, data)
        if kind not in {JPEG, PNG}:
            raise ValidationError({"photo": _t("写真は JPEG か PNG にしてください。")})
        return bare_picture(kind, data)
    except ValidationError as error:
        raise ValidationError({"photo": [text for texts in error.message_dict.values() for text in texts]}) from error
