"""`sakimori board`: the state of every clause, for people and programs."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import click


@click.command()
@click.option("--assembly", required=True, metavar="SLUG", help="議会の識別名 / the assembly")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="過去の日の状況 / a past day")
def board(assembly: str, form: str, on: datetime | None) -> None:
    """条項ごとの状況を出力します / print the state of every clause."""
    from sakimori.front.cli.start import load_django

    load_django()
    from sakimori.assurance.conformance import queries
    from sakimori.assurance.conformance.exports import board_data
    from sakimori.foundation.access.context import Channel, system_context
    from sakimori.foundation.assemblies.queries import assembly_by_slug
    from sakimori.foundation.assemblies.scope import scope

    found = assembly_by_slug(assembly)
    if found is None:
        raise click.ClickException(f"その議会はありません / no such assembly: {assembly}")
    with scope(found.pk):
        shown = queries.board(system_context(found, Channel.CLI), on.date() if on else None)
        data = board_data(shown) if form == "json" else None
    if data is not None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.name}  {shown.state.label}  {shown.kept}/{shown.population}")
    for row in shown.clauses:
        if row.duties and row.state:
            figure = f"{row.kept}/{row.population}" if row.population else "-"
            click.echo(f"  {'  ' * row.depth}{row.path} {row.heading or ''}  {row.state.label}  {figure}")
