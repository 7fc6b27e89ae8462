"""Write the bytecode of what a web process loads, also where Python is told to write none.

pip would compile all that the libraries bring, a fifth of which is ever loaded; a process that compiles for itself starts
later and holds more. One start without a sample, in a folder that is thrown away, loads what every start loads.
"""

from __future__ import annotations

import os
import sys
import tempfile


def main() -> None:
    """Prepare an empty installation and read its first pages."""
    sys.dont_write_bytecode = False
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            SAKIMORI_DATA=folder, SAKIMORI_JOBS="off", SAKIMORI_DATABASE_URL="", SAKIMORI_ALLOWED_HOSTS="testserver"
        )
        import granian.server
        import granian.wsgi
        import typst

        import sakimori.front.cli.main
        from sakimori.front.cli import serve, start

        start.load_django()
        for _answer in start.prepare(sample=False):
            pass
        from django.test import Client

        from sakimori.config import served

        assert all((granian.server, granian.wsgi, typst, sakimori.front.cli.main, serve, served))
        for path in ("/accounts/login/", "/setup/"):
            Client().get(path)


if __name__ == "__main__":
    main()
