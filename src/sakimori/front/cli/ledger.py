"""`sakimori ledger …`: evidence bundles, checkpoints, keys. `verify` loads neither Django nor a database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sakimori.front.cli.start import load_django

if TYPE_CHECKING:
    from sakimori.foundation.access.context import Context

FILE = click.Path(dir_okay=False, path_type=Path)
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(help="操作の記録の証拠 / Evidence of the ledger")
def ledger() -> None:
    """Commands about the ledger."""


@ledger.command("export", help="証拠一式をファイルに書き出す / Write an evidence bundle")
@click.argument("file", type=FILE)
@click.option("--assembly", "slug", required=True, help="議会の識別名 / the assembly's slug")
@click.option("--from", "since", type=DAY, help="この日から / first day")
@click.option("--to", "until", type=DAY, help="この日まで / last day")
@click.option("--without-files", is_flag=True, help="登録ファイルを含めない / leave attachments out")
@click.option("--timestamp", type=READABLE, help="時刻認証の応答（.tsr）/ response of a time-stamping authority")
def export(
    file: Path, slug: str, since: datetime | None, until: datetime | None, without_files: bool, timestamp: Path | None
) -> None:
    """The whole log, or the entries of some days (both included), with proofs, keys and files."""
    with _assembly(slug) as ctx:
        from sakimori.foundation.witness.bundles import write_ledger_bundle

        waiting = file.with_name(f"{file.name}.part")
        with waiting.open("wb") as out:
            checkpoint = write_ledger_bundle(
                ctx,
                out,
                since=_day(since),
                until=_day(until),
                with_files=not without_files,
                timestamp=timestamp.read_bytes() if timestamp else None,
            )
        waiting.replace(file)
    click.echo(f"{file}: {checkpoint.size} 件までの記録 / log of {checkpoint.size} entries")


@ledger.command("verify", help="証拠一式を検証する / Verify an evidence bundle")
@click.argument("file", type=READABLE)
@click.option("--key", type=READABLE, help="手元の公開鍵 / the public key you hold")
@click.option("--checkpoint", type=READABLE, help="手元の控え / a checkpoint you kept")
@click.option("--authority", type=READABLE, help="時刻認証局の証明書（PEM） / time-stamp authority")
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True)
def verify(file: Path, key: Path | None, checkpoint: Path | None, authority: Path | None, lang: str) -> None:
    """Exit code 0: sound; 1: problems, each entry named; 2: not usable."""
    from sakimori.evidence.report import run_verify

    sys.exit(run_verify(file, key, checkpoint, lang, authority=authority))


@ledger.command("checkpoint", help="署名した控えを作る / Make a signed checkpoint")
@click.option("--assembly", "slug", required=True, help="議会の識別名 / the assembly's slug")
def checkpoint(slug: str) -> None:
    """Prints the signed checkpoint, ready to be mailed or put into the minutes."""
    with _assembly(slug) as ctx:
        from sakimori.foundation.witness.checkpoints import make_checkpoint

        made = make_checkpoint(ctx)
    click.echo(made.note, nl=False)


@ledger.command("timestamp", help="時刻認証の要求（.tsq）を作る / Make a time-stamp request")
@click.argument("file", type=FILE)
@click.option("--assembly", "slug", required=True, help="議会の識別名 / the assembly's slug")
def timestamp(file: Path, slug: str) -> None:
    """For the newest checkpoint. Carry the file to an authority; give its answer to `export --timestamp`."""
    with _assembly(slug) as ctx:
        from sakimori.evidence.timestamp import timestamp_request
        from sakimori.foundation.witness.checkpoints import make_checkpoint

        made = make_checkpoint(ctx)
    file.write_bytes(timestamp_request(made.note.encode()))
    click.echo(f"{file}: {made.size} 件までの控え / checkpoint of {made.size} entries")


@ledger.command("rotate-key", help="署名の鍵を交代する / Change the signing key")
def rotate_key() -> None:
    """The old key vouches for the new one in every assembly's log."""
    from_all = _everyone()
    from sakimori.foundation.witness.checkpoints import rotate_everywhere

    rotate_everywhere(from_all)
    click.echo(_fingerprint())


@ledger.command("key-lost", help="失った（漏れた）鍵を作り直す / Replace a lost or stolen key")
@click.confirmation_option(
    prompt="鍵の連続が途切れ、すべての議会の記録に継ぎ目が残ります。続けますか / leaves a seam. Continue?"
)
def key_lost() -> None:
    """Leaves a visible seam that must be bridged by the printed fingerprint."""
    from_all = _everyone()
    from sakimori.foundation.witness.checkpoints import replace_lost_everywhere

    replace_lost_everywhere(from_all)
    click.echo(_fingerprint())


@contextmanager
def _assembly(slug: str) -> Iterator[Context]:
    load_django()
    from sakimori.evidence.errors import EvidenceError
    from sakimori.foundation.access.context import Channel, system_context
    from sakimori.foundation.assemblies.queries import assembly_by_slug
    from sakimori.foundation.assemblies.scope import scope
    from sakimori.foundation.files.store import FileDamaged
    from sakimori.foundation.witness.checkpoints import LogBroken
    from sakimori.foundation.witness.keyfile import KeyMissing

    found = assembly_by_slug(slug)
    if found is None:
        raise click.ClickException(f"議会がありません / no such assembly: {slug}")
    try:
        with scope(found.pk):
            yield system_context(found, Channel.CLI)
    except LogBroken as error:
        raise click.ClickException(
            f"記録が書き換えられています。署名しません / the log was tampered with: {error}"
        ) from error
    except KeyMissing as error:
        raise click.ClickException(
            f"署名の鍵がありません（sakimori ledger key-lost）/ signing key missing: {error}"
        ) from error
    except EvidenceError as error:
        raise click.ClickException(f"{error.message_ja} / {error.message_en}") from error
    except FileDamaged as error:
        raise click.ClickException(f"登録ファイルが壊れています（--without-files で除けます）/ {error}") from error


def _everyone() -> list[Context]:
    load_django()
    from sakimori.foundation.access.context import Channel, system_context
    from sakimori.foundation.assemblies.queries import active_assemblies

    return [system_context(assembly, Channel.CLI) for assembly in active_assemblies()]


def _fingerprint() -> str:
    from sakimori.foundation.witness.keyfile import installed_or_new

    return f"公開鍵の指紋 / fingerprint: {installed_or_new().verifier.fingerprint}"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
