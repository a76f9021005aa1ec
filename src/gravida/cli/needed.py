"""What a command of her page needs beyond the base installation."""

from __future__ import annotations

from importlib.util import find_spec

from gravida.errors import GravidaError

NEEDED = ("argon2", "cryptography", "django", "granian", "pyrage", "whitenoise")


def ask_for_the_extra(command: str) -> None:
    """Say how to install what is missing.

    Raises:
        GravidaError: something is missing.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise GravidaError(
            f"`gravida {command}` needs more than the base installation ({', '.join(missing)} missing). "
            "Install it with: pip install 'gravida[app]'"
        )
