"""`sakimori pack`: the papers for the worst day, made now and put in a folder (a memory stick, the printer's PC)."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command()
@click.option("--assembly", required=True, metavar="SLUG", help="議会の識別名 / the assembly")
@click.option(
    "--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="置く場所 / the folder"
)
@click.option("--restricted", is_flag=True, help="取扱いを限った事案も含める / with restricted cases")
def pack(assembly: str, folder: Path, restricted: bool) -> None:
    """もしもの冊子をフォルダに置きます（暗号化されません） / write the pack to a folder, not encrypted."""
    from sakimori.front.cli.start import load_django

    load_django()
    from sakimori.foundation.access.context import Channel, system_context
    from sakimori.foundation.assemblies.queries import assembly_by_slug
    from sakimori.foundation.assemblies.scope import scope
    from sakimori.foundation.files.queries import read_file
    from sakimori.measures.cards.pack import make_packs

    found = assembly_by_slug(assembly)
    if found is None:
        raise click.ClickException(f"その議会はありません / no such assembly: {assembly}")
    folder.mkdir(parents=True, exist_ok=True)
    with scope(found.pk):
        made = make_packs(system_context(found, Channel.CLI), with_restricted=restricted)
        for one in made:
            place = folder / one.file.name
            waiting = place.with_suffix(".part")
            with open(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(read_file(one.file))
            waiting.replace(place)
            click.echo(str(place))
