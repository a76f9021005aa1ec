"""The recovery code: 160 random bits in Crockford's base 32, in groups of four, with his check character at the end."""

from __future__ import annotations

import secrets
from typing import Final

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS: Final = LETTERS + "*~$=U"
BITS, LENGTH, GROUP = 160, 32, 4
READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Draw a code, written as it is shown: eight groups of four, and the check character."""
    while True:
        number = secrets.randbits(BITS)
        if CHECKS[number % len(CHECKS)] in LETTERS:  # the other five signs are hard to write and to read aloud
            return _written(number)


def read_code(typed: str) -> str | None:
    """Return a typed code as it was shown, or None where the check character says that something is mistyped.

    Small letters, missing or other separators, and O for 0 or I and L for 1 do not matter.
    """
    plain = "".join(typed.upper().split()).replace("-", "").replace("\N{EN DASH}", "").translate(READ_AS)
    if len(plain) != LENGTH + 1 or any(letter not in LETTERS for letter in plain[:-1]):
        return None
    number = 0
    for letter in plain[:-1]:
        number = number * len(LETTERS) + LETTERS.index(letter)
    return _written(number) if CHECKS[number % len(CHECKS)] == plain[-1] else None


def _written(number: int) -> str:
    plain = "".join(LETTERS[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    groups = [plain[place : place + GROUP] for place in range(0, LENGTH, GROUP)]
    return "-".join([*groups, CHECKS[number % len(CHECKS)]])
