"""`sakimori migrate`: create or change the tables."""

from __future__ import annotations

import click

from sakimori.front.cli.start import bring_up_to_date, load_django


@click.command(help="データベースを最新の形にする / Bring the database up to date")
@click.option("--quiet", is_flag=True, help="何も表示しない / say nothing")
def migrate(quiet: bool) -> None:
    """Tables, the database's walls, the cache table, and on PostgreSQL the rights of the role."""
    load_django()
    bring_up_to_date(verbosity=0 if quiet else 1)
