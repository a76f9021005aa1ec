"""``gravida backup`` and ``gravida restore``: one encrypted file, verified before it is called done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from gravida.cli.needed import ask_for_the_extra
from gravida.cli.options import Switch
from gravida.cli.say import count
from gravida.cli.secret import ask
from gravida.errors import FileError, GravidaError

Output = Annotated[Path, Parameter(name=["--output", "-o"])]
Recipients = Annotated[list[str] | None, Parameter(name="--recipient", negative="")]
BEGINNING = "notes-"
DONE, OLDER = 0, 3


def backup(
    *,
    output: Output,
    data: Path | None = None,
    recipient: Recipients = None,
    keep: int | None = None,
) -> None:
    """Save the whole record in one encrypted file. It may be open in the browser meanwhile.

    The file is written, read back, and compared with the record row by row; only then it gets its name. It is encrypted
    with your passphrase, which is asked for (or read as one line of the input), and opens with `age --decrypt` too.

    Parameters
    ----------
    output
        The file to write, or a folder: then the file gets the day and the time as its name.
    data
        The folder of the record. Without it, the usual one.
    recipient
        A public key of age (age1...) to encrypt to in place of the passphrase. May be given several times.
    keep
        With a folder for --output: how many backups to keep there; older ones are removed once the new one is verified.
    """
    ask_for_the_extra("backup")
    if keep is not None and (keep < 1 or not output.is_dir()):
        raise GravidaError("--keep is a number of 1 or more, and needs a folder for --output.")
    from gravida.app.copies import terminal

    record = terminal.existing(data)
    target = output / f"{BEGINNING}{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.age" if output.is_dir() else output

    from gravida.app.vault import age, backups, made, owners, slots

    vault, lock = None, age.ToKeys(tuple(recipient or ()))
    if not recipient:
        passphrase = ask("Passphrase")
        vault, lock = owners.open_with(slots.PASSPHRASE, passphrase), age.ByPassphrase(passphrase)  # type: ignore[assignment]
    try:
        looked = backups.make(record, target, lock, vault.key if vault else None)
    except OSError as error:
        raise FileError(f"{str(target)!r} cannot be written ({error.strerror}).", "Choose another place.") from None
    if vault is not None:
        made.note(vault, "backup", datetime.now().astimezone().date(), "passphrase")
    opened = f", {count(looked.opened, 'document')} opened" if vault else ""
    print(
        f"Backup done and verified: {target} ({count(looked.rows, 'row')} compared{opened}). "
        f"It holds change {looked.record_version}."
    )
    for old in backups.rotate(output, BEGINNING, keep) if keep else ():
        print(f"Removed an older one: {old}")


def restore(
    file: Path, *, data: Path | None = None, identity: Path | None = None, even_if_synced: Switch = False
) -> None:
    """Bring a backup back into an empty folder, with this version or an older one's backup.

    Parameters
    ----------
    file
        The backup.
    data
        The folder to put the record in. It has to hold none yet. Without it, the usual one.
    identity
        A file with the private key of age, for a backup that was made with --recipient.
    even_if_synced
        Use the folder of --data even if it looks like one that is copied to other machines.
    """
    ask_for_the_extra("restore")
    from gravida.app import folder as folders
    from gravida.app import serving
    from gravida.app.copies import terminal
    from gravida.app.vault import age

    content = read_file(file)
    folder = terminal.empty(data, even_if_synced=even_if_synced)
    with folders.only_program(folder):
        serving.set_up_django(folder)

        from gravida.app.vault import bringing_back

        key = "" if identity is None else private_key(identity)
        plain = age.decrypt(content, identity=key) if key else age.decrypt(content, passphrase=ask("Passphrase"))
        looked = bringing_back.restore(plain, folder / terminal.RECORD)
        serving.make_ready(folder, serving.USUAL_PORT)
    print(
        f"Restored into {folder}: {count(looked.rows, 'row')}, at change {looked.record_version}. "
        "It opens with the passphrase and the recovery code of the day it was saved."
    )


def compare(file: Path, *, data: Path | None = None, identity: Path | None = None) -> int:
    """Say whether the record is older than a backup of it: then somebody has put an earlier state in its place.

    From inside a record that cannot be noticed, because all of it was put back together. Exit code 3 if it is older.

    Parameters
    ----------
    file
        A backup of this record.
    data
        The folder of the record. Without it, the usual one.
    identity
        A file with the private key of age, for a backup that was made with --recipient.
    """
    ask_for_the_extra("compare")
    from gravida.app.copies import terminal
    from gravida.app.vault import age, kept_copies

    content = read_file(file)
    record = kept_copies.look(kept_copies.take(terminal.existing(data)))
    key = "" if identity is None else private_key(identity)
    plain = age.decrypt(content, identity=key) if key else age.decrypt(content, passphrase=ask("Passphrase"))
    saved = kept_copies.look(plain)
    if record.owner != saved.owner:
        raise GravidaError("This backup is of another record, so there is nothing to compare.")
    print(f"The record is at change {record.record_version}, the backup holds change {saved.record_version}.")
    if record.record_version >= saved.record_version:
        print("The record is not older than the backup.")
        return DONE
    print("The record is OLDER than the backup: an earlier state was put in its place, or a change is missing.")
    return OLDER


def read_file(file: Path) -> bytes:
    """Read a file that was given by its name.

    Raises:
        FileError: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileError(f"{str(file)!r} cannot be read ({error.strerror}).", "Give the name of the file.") from None


def private_key(file: Path) -> str:
    """Find the private key in a file that `age-keygen` wrote.

    Raises:
        FileError: there is none.
    """
    lines = read_file(file).decode("utf-8", "replace").splitlines()
    for line in lines:
        if line.startswith("AGE-SECRET-KEY-"):
            return line.strip()
    raise FileError(f"{str(file)!r} holds no private key of age.", "It has a line that begins with AGE-SECRET-KEY-1.")
