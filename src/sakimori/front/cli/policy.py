"""`sakimori policy …`: read a policy file without a database and without Django."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Literal

import click

from sakimori.policytext.errors import PolicyReadError
from sakimori.policytext.json_form import to_json, to_tree
from sakimori.policytext.parse import parse_policy
from sakimori.policytext.readers import MOST_BYTES


@click.group(help="方針の本文 / The text of a policy")
def policy() -> None:
    """Commands about a policy's text."""


@policy.command("parse", help="方針の本文を条項に分ける / Read a policy into its clauses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--format", "form", type=click.Choice(["json", "tree"]), default="tree", show_default=True)
def parse(file: str, form: str) -> None:
    """FILE is .txt, .html, .docx or .pdf; `-` reads standard input. Exit code 1: the file cannot be read."""
    try:
        data = _bytes_of(file)
        document = parse_policy(data, "" if file == "-" else file)
    except PolicyReadError as error:
        _write("stderr", f"{error.message('ja')}\n{error.message('en')}\n")
        raise SystemExit(1) from error
    except OSError as error:
        _write("stderr", f"ファイルを開けません: {error.strerror}\nCannot open the file: {error.strerror}\n")
        raise SystemExit(1) from error
    text = json.dumps(to_json(document), ensure_ascii=False, indent=2) + "\n" if form == "json" else to_tree(document)
    _write("stdout", text)


def _bytes_of(file: str) -> bytes:
    """At most one byte more than a policy may have, so that a huge file is refused without being read."""
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _write(where: Literal["stdout", "stderr"], text: str) -> None:
    """UTF-8 whatever the locale."""
    click.echo(text.encode("utf-8", "replace"), nl=False, err=where == "stderr")
