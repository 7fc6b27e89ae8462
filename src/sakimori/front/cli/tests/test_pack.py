"""`sakimori pack` puts the papers for the worst day in a folder."""

from __future__ import annotations

import stat

from click.testing import CliRunner

from sakimori.front.cli.main import cli


def test_the_pack_is_put_in_a_folder(cast, tmp_path):
    folder = tmp_path / "stick"
    done = CliRunner().invoke(cli, ["pack", "--assembly", cast.assembly.slug, "--to", str(folder)])
    assert done.exit_code == 0, done.output
    (paper,) = folder.iterdir()
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.suffix == ".pdf"
    assert stat.S_IMODE(paper.stat().st_mode) == 0o600


def test_an_unknown_assembly(cast, tmp_path):
    done = CliRunner().invoke(cli, ["pack", "--assembly", "nobody", "--to", str(tmp_path)])
    assert done.exit_code != 0
    assert "nobody" in done.output
