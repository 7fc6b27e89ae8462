"""Write the bytecode of what a web process loads, also where Python is told to write none.

pip would compile all that the libraries bring, a fifth of which is ever loaded; a process that compiles for itself starts
later and holds more. One start without a sample, in a folder that is thrown away, loads what every start loads.
"""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import import_module

LOADED = ("granian.server", "granian.wsgi", "typst", "sakimori.front.cli.main", "sakimori.front.cli.serve")


def main() -> None:
    """Prepare an empty installation and read its first pages."""
    sys.dont_write_bytecode = False
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            SAKIMORI_DATA=folder, SAKIMORI_JOBS="off", SAKIMORI_DATABASE_URL="", SAKIMORI_ALLOWED_HOSTS="testserver"
        )
        for name in LOADED:
            import_module(name)
        start = import_module("sakimori.front.cli.start")
        start.load_django()
        list(start.prepare(sample=False))
        import_module("sakimori.config.served")
        client = import_module("django.test").Client()
        for path in ("/accounts/login/", "/setup/"):
            client.get(path)


if __name__ == "__main__":
    main()
