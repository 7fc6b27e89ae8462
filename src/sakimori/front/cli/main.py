"""`sakimori`: the commands by name. Each is loaded only when it is used, so that every one starts quickly."""

from __future__ import annotations

from importlib import import_module

import click

from sakimori import __version__

COMMANDS = {
    "account": "sakimori.front.cli.account:account",
    "policy": "sakimori.front.cli.policy:policy",
    "board": "sakimori.front.cli.board:board",
    "demo": "sakimori.front.cli.demo:demo",
    "ledger": "sakimori.front.cli.ledger:ledger",
    "migrate": "sakimori.front.cli.migrate:migrate",
    "pack": "sakimori.front.cli.pack:pack",
    "serve": "sakimori.front.cli.serve:serve",
    "work": "sakimori.front.cli.work:work",
}
"""Name → module:object."""


class LazyCommands(click.Group):
    """A group whose commands stand in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command), cmd_name
        return command


@click.command(
    cls=LazyCommands, help="防人: 議会のサイバーセキュリティ方針を守るための仕組み / Keeps an assembly's policy alive"
)
@click.version_option(__version__, prog_name="sakimori")
def cli() -> None:
    """The command line."""
