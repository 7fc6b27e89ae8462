"""What the pages of suppliers share."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.permissions import Permission
from sakimori.registers.suppliers.actions import Upload

READ, MANAGE = Permission.SUPPLIER_READ, Permission.SUPPLIER_MANAGE
CLAUSE = _l("6(8) 業務委託と外部サービスの利用")
THIRD_CLAUSE = _l("6(7) 運用")


def uploaded(request: HttpRequest, name: str) -> Upload | None:
    """A file that came with the form."""
    given = request.FILES.get(name)
    return Upload(given.name or name, given.read()) if given else None
