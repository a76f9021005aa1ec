"""The folder of a record: where it lies, that nobody else reads it, and that only one program uses it at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gravida.errors import FileError

NAME: Final = "own-notes"
"""The name says nothing: it stands in file managers and in copies of the disk."""

NAME_FOR_MANY: Final = "shared-notes"

ONLY_HERS: Final = 0o700

SYNCED: Final = (
    "box", "box sync", "cloudstation", "com~apple~clouddocs", "dropbox", "google drive", "googledrive", "icloud drive",
    "icloud~", "mega", "megasync", "mobile documents", "my drive", "nextcloud", "onedrive", "owncloud", "pcloud",
    "pclouddrive", "proton drive", "seafile", "sync", "syncthing", "synologydrive", "tresorit", "yandex.disk",
)  # fmt: skip
"""Folders that programs copy to other machines, by the names those programs give them."""


def usual_folder() -> Path:
    """Return where records lie on this kind of machine."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / NAME
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / NAME
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / NAME


def usual_folder_of_many() -> Path:
    """Return where the secret of a shared server lies; the records lie in its database."""
    return usual_folder().with_name(NAME_FOR_MANY)


def prepare(folder: Path, *, even_if_synced: bool) -> Path:
    """Make the folder if it is not there, for its owner only, and return its full path.

    Raises:
        FileError: it is copied to other machines, it is no folder, or it cannot be made.
    """
    os.umask(0o777 - ONLY_HERS)  # every file of this program from now on
    full = folder.expanduser().resolve()
    if not even_if_synced and (copied := _synced_part(full)):
        raise FileError(
            f"{str(full)!r} lies in {copied!r}, which looks like a folder that is copied to other machines.",
            "Choose another with --data, or repeat --data with --even-if-synced if that is what you want.",
        )
    if full.exists() and not full.is_dir():
        raise FileError(f"{str(full)!r} is a file.", "Give the name of a folder with --data.")
    try:
        full.mkdir(mode=ONLY_HERS, parents=True, exist_ok=True)
        full.chmod(ONLY_HERS)
    except OSError as error:
        raise FileError(f"{str(full)!r} cannot be used ({error.strerror}).", "Choose another with --data.") from None
    return full


@contextmanager
def only_program(folder: Path) -> Iterator[None]:
    """Hold the folder, so that a second program refuses to use it.

    Raises:
        FileError: another program holds it.
    """
    with (folder / "in-use").open("a+b") as file:
        try:
            hold(file.fileno())
        except OSError:
            raise FileError(
                f"{str(folder)!r} is open in another window or program already.",
                "Use that one, or stop it first.",
            ) from None
        yield


def _synced_part(folder: Path) -> str:
    for part in folder.parts:
        name = part.lower()
        # "OneDrive - Somewhere" and "Dropbox (Personal)" are how these programs name a second account.
        if name in SYNCED or name.startswith(("onedrive", "dropbox", "icloud~", "googledrive-")):
            return part
    return ""


if sys.platform == "win32":
    import msvcrt

    def hold(file: int) -> None:
        """Hold an open file until it is closed, or raise OSError where another does."""
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def hold(file: int) -> None:
        """Hold an open file until it is closed, or raise OSError where another does."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
