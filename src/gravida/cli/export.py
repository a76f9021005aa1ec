"""``gravida export`` and ``gravida import``: everything in one file that opens without Gravida, and back."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gravida.cli.backup import Output, Recipients, private_key, read_file
from gravida.cli.needed import ask_for_the_extra
from gravida.cli.options import Switch
from gravida.cli.say import count
from gravida.cli.secret import ask
from gravida.errors import FileError, GravidaError, InputError

if TYPE_CHECKING:
    from gravida.app.vault.store import OpenVault

WARNING = (
    "With --plain the file is not encrypted. Whoever gets hold of it can read every word: on this machine, on a stick, "
    "in a mailbox, in a copy that another program makes."
)


def export(*, output: Output, data: Path | None = None, recipient: Recipients = None, plain: Switch = False) -> None:
    """Take everything with you: a zip of readable pages, JSON and CSV, encrypted with age.

    Your passphrase is asked for (or read as one line of the input); the file is encrypted with it. Without Gravida:
    `age --decrypt FILE > notes.zip`.

    Parameters
    ----------
    output
        The file to write.
    data
        The folder of the record. Without it, the usual one.
    recipient
        A public key of age (age1...) to encrypt to in place of the passphrase. May be given several times.
    plain
        Do not encrypt. It warns, and asks to type the word plain.
    """
    ask_for_the_extra("export")
    if plain and recipient:
        raise GravidaError("--plain and --recipient exclude each other.")
    from gravida.app.copies import terminal

    terminal.existing(data)
    terminal.rooms()

    from gravida.app.taking import packing
    from gravida.app.vault import age, disk, made, owners, slots

    passphrase = ask("Passphrase")
    vault = owners.open_with(slots.PASSPHRASE, passphrase)
    if plain:
        print(f"gravida: {WARNING}", file=sys.stderr)
        if ask("Type the word plain to go on") != "plain":
            raise InputError("Nothing was written.", "Leave out --plain for an encrypted file.")
    content = packing.packed(vault)
    if not plain:
        content = packing.sealed(content, age.ToKeys(tuple(recipient)) if recipient else age.ByPassphrase(passphrase))
    part = output.with_name(output.name + disk.UNFINISHED)
    try:
        disk.write(part, content)
        if part.read_bytes() != content:
            raise FileError(f"{str(output)!r} does not read back as it was written.", "Choose another disk.")
        disk.put_in_place(part, output)
    except OSError as error:
        raise FileError(f"{str(output)!r} cannot be written ({error.strerror}).", "Choose another place.") from None
    locked_by: made.LockedBy = "nothing" if plain else "key" if recipient else "passphrase"
    made.note(vault, "export", datetime.now().astimezone().date(), locked_by)
    print(f"Done and verified: {output}{' (not encrypted)' if plain else ''}")


def bring_in(
    file: Path, *, data: Path | None = None, identity: Path | None = None, even_if_synced: Switch = False
) -> None:
    """Bring what `gravida export` wrote into an empty record, which is made if there is none.

    Asked for, or read as lines of the input: the passphrase of the file (not with --identity or a plain file), then the
    passphrase of the record. A new record shows its recovery code when it is first opened.

    Parameters
    ----------
    file
        What `gravida export` or the page "Take everything with you" wrote.
    data
        The folder of the record. Without it, the usual one.
    identity
        A file with the private key of age, for a file that was made with --recipient.
    even_if_synced
        Use the folder of --data even if it looks like one that is copied to other machines.
    """
    ask_for_the_extra("import")
    from gravida.app import folder as folders
    from gravida.app import serving
    from gravida.app.copies import terminal

    content = read_file(file)
    folder = terminal.empty(data, even_if_synced=even_if_synced)
    with folders.only_program(folder):
        serving.make_ready(folder, serving.USUAL_PORT)
        terminal.rooms()

        from django.db import transaction

        from gravida.app.taking import bringing_in
        from gravida.app.vault import age

        if not content.startswith(bringing_in.ZIP):
            key = "" if identity is None else private_key(identity)
            content = (
                age.decrypt(content, identity=key)
                if key
                else age.decrypt(content, passphrase=ask("Passphrase of the file"))
            )
        documents = bringing_in.unpack(content)
        passphrase = ask("Passphrase of the record")
        there = _opened(passphrase)  # outside of the transaction: a wrong try has to stay counted
        with transaction.atomic():
            bringing_in.bring_in(there or _made(passphrase), documents)
    print(f"{count(len(documents), 'document')} brought into {folder}.")


def _opened(passphrase: str) -> OpenVault | None:
    from gravida.app.vault import owners, slots

    return None if owners.only_owner() is None else owners.open_with(slots.PASSPHRASE, passphrase)


def _made(passphrase: str) -> OpenVault:
    from gravida.app.vault import owners, phrases

    if fault := phrases.fault(passphrase):
        raise InputError(fault, "")
    return owners.create(passphrase)
