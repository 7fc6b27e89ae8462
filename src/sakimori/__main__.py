"""`python -m sakimori` is the command `sakimori`."""

from sakimori.front.cli.main import cli

if __name__ == "__main__":
    cli(prog_name="sakimori")
