"""Asking for a secret: unseen on a terminal, as a line of the input elsewhere. Never as an argument."""

from __future__ import annotations

import sys
from getpass import getpass

from gravida.errors import InputError


def ask(for_what: str) -> str:
    """Return what is typed, or the next line of what is piped in.

    Raises:
        InputError: nothing came.
    """
    unseen = sys.stdin.isatty()
    typed = getpass(f"{for_what}: ") if unseen else sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise InputError(f"{for_what} is needed.", "Type it when asked, or pipe it in as one line.")
    return typed
