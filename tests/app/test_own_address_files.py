"""What is put on a server: the command refuses what it does not know, and systemd and Caddy take what it writes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def filled(name: str) -> str:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    return text.replace("@NAME@", "notes.test").replace("@TLS@", "").replace("@RECIPIENT@", KEY)


def test_every_place_to_fill_is_known_to_the_command() -> None:
    command = (ROOT / "own-address").read_text(encoding="utf-8")
    for file in DEPLOY.iterdir():
        assert file.name in command
        for place in re.findall(r"@[A-Z]+@", file.read_text(encoding="utf-8")):
            assert f"|{place}|" in command
        assert not re.search(r"@[A-Z]+@", filled(file.name))


def test_nobody_can_write_between_the_copy_and_the_answer_of_a_new_version() -> None:
    """What goes back after a version that fails is the copy, so nothing may be acknowledged after it was made."""
    command = (ROOT / "own-address").read_text(encoding="utf-8")
    steps = (
        "systemctl stop own-notes\n    rm -rf",
        '"$folder/before/" || {',
        "systemctl stop caddy",
        'ln -sfn "$new"',
        "--now own-notes && answers ||",
        "--now caddy && systemctl reload caddy ||",
        'rm -rf "$folder/before"\nfor other',
    )
    places = [command.index(step) for step in steps]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Give the address first"),
        (("notes.example",), "Give the address first"),
        (("http://notes.example",), "Give the address first"),
        (("https://notes.example/path",), "Give the address first"),
        (("https://notes.example;reboot",), "Give the address first"),
        (("https://notes.example|x",), "Give the address first"),
        (("https://notes.example", "--record", "none.age"), "There is no file 'none.age'"),
        (("https://notes.example", "--backups-to", "nonsense"), "is no public key of age"),
        (("https://notes.example", "--surprise"), "is not known"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_changes_nothing(words: tuple[str, ...], sentence: str) -> None:
    done = subprocess.run(
        [str(ROOT / "own-address"), *words], capture_output=True, text=True, timeout=30, check=False, cwd=DEPLOY
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is needed to verify a unit")
@pytest.mark.parametrize("name", ["own-notes.service", "own-notes-backup.service", "own-notes-backup.timer"])
def test_systemd_takes_the_unit(tmp_path: Path, name: str) -> None:
    for file in DEPLOY.glob("own-notes*"):
        (tmp_path / file.name).write_text(filled(file.name).replace("/opt/own-notes/venv/bin/gravida", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, timeout=60, check=False
    )
    said = [line for line in done.stderr.splitlines() if name in line]
    assert (done.returncode, said) == (0, []), done.stderr


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is needed: apt-get install caddy")
def test_caddy_takes_the_site_and_finds_it_well_written(tmp_path: Path) -> None:
    site = tmp_path / "Caddyfile"
    site.write_text(filled("own-notes.caddy"), encoding="utf-8")
    words = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(site)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False,
                          env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "127.0.0.1:8437" in site.read_text(encoding="utf-8")
    assert "log" not in site.read_text(encoding="utf-8"), "no request is written down"
