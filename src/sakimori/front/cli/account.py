"""`sakimori account`: a way back in for whoever has the machine, when nobody else can give one."""

from __future__ import annotations

import click

REASON = "sakimori account reset"


@click.group(help="利用者の救済 / Accounts: a way back in")
def account() -> None:
    """Commands about accounts."""


@account.command(name="operators", help="運用管理者の一覧 / list operators")
def list_operators() -> None:
    """Whoever is locked out may have forgotten the name too."""
    from sakimori.front.cli.start import load_django

    load_django()
    from django.utils import timezone

    from sakimori.foundation.access.context import TOKYO
    from sakimori.front.accounts.queries import operators

    for row in operators(timezone.now().astimezone(TOKYO).date()):
        click.echo(f"{row.account.username}{'' if row.is_current else '  (停止 / ended)'}")


@account.command(help="パスワードと二要素認証を無効にし、一度だけ使えるリンクを表示する / print a one-time link")
@click.argument("username")
def reset(username: str) -> None:
    """The old password, second factor and log-ins end at once; the ledgers say that a command did it."""
    from sakimori.front.cli.start import load_django

    load_django()
    from django.conf import settings
    from django.utils import timezone

    from sakimori.foundation.access.models import Account
    from sakimori.front.accounts.actions.operators import reset_operator
    from sakimori.front.accounts.events import reset_by_command
    from sakimori.front.accounts.onetime import link_for

    found = Account.objects.filter(username__iexact=username.strip(), is_active=True).first()
    if found is None:
        raise click.ClickException(f"その利用者はありません / no such account in use: {username}")
    if found.operator_from is not None:
        reset_operator(None, found, reason=REASON, with_mfa=True, at=timezone.now())
    else:
        reset_by_command(found, reason=REASON)
    found.refresh_from_db()
    if found.has_usable_password():
        raise click.ClickException(f"どの議会の利用者でもありません / serves no assembly: {username}")
    click.echo("このリンクでパスワードを設定してください（7日間有効、一度だけ使えます）。")
    click.echo("Set a new password at this address (good for 7 days, works once):")
    click.echo(link_for(found, settings.ENV.address))
