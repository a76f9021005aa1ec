"""Starting: the folder, the port, what is missing; always one sentence and never a traceback."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.door import Said, command

from gravida.app import folder as folders
from gravida.app.serving import USUAL_PORT, free_port
from gravida.errors import FileError, InputError


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def refused(*tokens: str, folder: Path) -> Said:
    said = command(*tokens, folder=folder)
    assert said.code == 2
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    return said


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize(
    "name",
    [
        "Dropbox", "Dropbox (Personal)", "OneDrive", "OneDrive - Riverside", "Google Drive", "My Drive", "Nextcloud",
        "ownCloud", "pCloud", "MEGA", "Mobile Documents", "iCloud Drive", "Syncthing", "Box",
    ],
)  # fmt: skip
def test_a_folder_that_is_copied_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="looks like a folder that is copied to other machines"):
        folders.prepare(tmp_path / name / "mine", even_if_synced=False)
    assert not (tmp_path / name).exists()
    assert folders.prepare(tmp_path / name / "mine", even_if_synced=True).is_dir()


@pytest.mark.usefixtures("umask")
def test_the_folder_is_made_for_her_only(tmp_path: Path) -> None:
    (tmp_path / "loose").mkdir(mode=0o755)
    for name in ("new/and/deep", "loose"):
        made = folders.prepare(tmp_path / name, even_if_synced=False)
        assert made.stat().st_mode & 0o777 == 0o700
    (made / "file").touch(mode=0o666)
    assert (made / "file").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("umask")
def test_one_program_holds_the_folder(tmp_path: Path) -> None:
    with (
        folders.only_program(tmp_path),
        pytest.raises(FileError, match="open in another window or program already"),
        folders.only_program(tmp_path),
    ):
        pass
    with folders.only_program(tmp_path):
        pass


def test_the_usual_folder_says_nothing() -> None:
    assert not re.search("gravida|preg|baby", folders.usual_folder().name)


def test_a_port_that_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port} cannot be used"):
            free_port(port)
    assert free_port(None) >= USUAL_PORT
    for never in (0, 80, 70000, -1):
        with pytest.raises(InputError):
            free_port(never)


def test_wrong_calls_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file" in refused("serve", "--data", "file", folder=tmp_path).err
    assert "Give --data as well" in refused("serve", "--even-if-synced", folder=tmp_path).err
    assert "--port" in refused("serve", "--port", "80", "--data", "d", folder=tmp_path).err
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "notes.sqlite3").write_bytes(b"no database" * 100)
    assert "cannot be used as a record" in refused("serve", "--data", "bad", folder=tmp_path).err
    (tmp_path / "Dropbox").mkdir()
    assert "--even-if-synced" in refused("serve", "--data", "Dropbox/mine", folder=tmp_path).err


def test_wrong_calls_of_a_shared_server_are_one_sentence(tmp_path: Path) -> None:
    data = ("--data", "d")
    there = ("--database", "postgresql:///notes?host=/nowhere")
    assert "does not look like a database" in refused("serve", "--database", "mysql://x", *data, folder=tmp_path).err
    for address in ("http://notes.example", "notes.example", "https://notes.example/path", "https://"):
        assert "not an address" in refused("serve", *there, "--address", address, *data, folder=tmp_path).err
    assert "database cannot be used" in refused("serve", *there, *data, folder=tmp_path).err
    assert "from 1 to 32" in refused("serve", *there, "--workers", "0", *data, folder=tmp_path).err
    assert "Which database?" in refused("operator", "records", folder=tmp_path).err


def test_without_the_driver_it_says_how_to_install_it(tmp_path: Path) -> None:
    script = (
        "import sys, importlib.util as util; found = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'psycopg' else found(name, *more)\n"
        "from gravida.cli import main; sys.exit(main(['serve', '--database', 'postgresql:///x', '--data', 'd']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "pip install 'gravida[app,postgresql]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", ["serve", "demo"])
def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path, words: str) -> None:
    script = (
        "import sys, importlib.util as util; found = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name in ('django', 'granian') else found(name, *more)\n"
        f"from gravida.cli import main; sys.exit(main([{words!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        f"gravida: `gravida {words}` needs more than the base installation (django, granian missing). "
        "Install it with: pip install 'gravida[app]'\n"
    )


def test_importing_gravida_imports_nothing_of_the_app() -> None:
    script = (
        "import sys, gravida, gravida.cli.commands, gravida.cli.serve; "
        "heavy = {'django', 'granian', 'cryptography', 'argon2'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
