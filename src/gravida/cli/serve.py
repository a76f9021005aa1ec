"""``gravida serve`` and ``gravida demo``: her page on this machine, with her own record or with a made-up one."""

from __future__ import annotations

from pathlib import Path

from gravida.cli.needed import ask_for_the_extra
from gravida.cli.options import Switch
from gravida.errors import GravidaError


def serve(
    *, data: Path | None = None, port: int | None = None, address: str = "", even_if_synced: Switch = False
) -> None:
    """Open your own record in the browser. It stays on this machine, encrypted; nothing is sent.

    Parameters
    ----------
    data
        The folder to keep it in. Without it, a folder of your own where programs keep their data.
    port
        The port on this machine. Without it, 8437 or the next one that is free.
    address
        The address of your own server, https://name.example, where TLS ends in a program before this one.
    even_if_synced
        Use the folder of --data even if it looks like one that is copied to other machines.
    """
    ask_for_the_extra("serve")
    if even_if_synced and data is None:
        raise GravidaError("--even-if-synced is about the folder of --data. Give --data as well.")
    from gravida.app import serving

    serving.serve(data, port, address=address, even_if_synced=even_if_synced)


def demo(*, port: int | None = None) -> None:
    """Open a made-up story in the browser. Everything in it is invented, and gone when you stop it.

    Parameters
    ----------
    port
        The port on this machine. Without it, 8437 or the next one that is free.
    """
    ask_for_the_extra("demo")
    from gravida.app import serving

    passphrase = "made up story"
    serving.demo(port, passphrase, lambda: _fill(passphrase))


def _fill(passphrase: str) -> None:
    from django.db import transaction

    from gravida.app.story import fill
    from gravida.app.vault import owners

    with transaction.atomic():
        vault = owners.create(passphrase)
        owners.confirm_code(vault, owners.code_to_write_down(vault) or "")
        fill(vault)
