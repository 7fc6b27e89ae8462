"""The one write that only the sample needs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.models import Account, AccountLink
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person


@action("sample.open-accounts", permission=Permission.ACCOUNT_MANAGE, sentence=_("見本の利用者を登録しました"))
def link_accounts(ctx: Context, *, pairs: list[tuple[Account, Person]]) -> None:
    """Accounts of the sample act as these people."""
    AccountLink.objects.bulk_create(AccountLink(account=account, person=person) for account, person in pairs)
