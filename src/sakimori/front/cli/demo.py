"""`sakimori demo`: the sample assembly, made anew."""

from __future__ import annotations

import click


@click.command(help="見本の議会を作り直す / Make the sample assembly anew")
@click.option("--yes", is_flag=True, help="確認せずに、いまのデータを消す / delete present data without asking")
def demo(yes: bool) -> None:
    """Deletes the installation's database and files, then builds the sample. Keys and settings stay."""
    from sakimori.front.cli.start import bring_up_to_date, load_django

    load_django()
    from django.conf import settings

    from sakimori.front.sample.build import make_sample
    from sakimori.front.sample.clear import clear

    if not yes:
        click.confirm(f"{settings.ENV.data} のデータを消して見本を作ります / delete the data there?", abort=True)
    clear()
    bring_up_to_date()
    click.echo(make_sample())
