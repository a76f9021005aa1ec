"""A function called with what was typed: ``name=value``, read by the types of its parameters."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from gravida.errors import InputError, UnknownName
from gravida.values import NO, NOTHING, YES

WEEKS = re.compile(r"(\d{1,2})w([0-6])d?")


def pairs(parts: tuple[str, ...]) -> dict[str, str]:
    """Split ``name=value`` at the first sign; a name stands once.

    Raises:
        InputError: a part has no sign, or a name stands twice.
    """
    found: dict[str, str] = {}
    for part in parts:
        name, sign, value = part.partition("=")
        if not sign:
            raise InputError(f"{part!r} is not clear.", "Write name=value, for example ga_days=45.")
        if name in found:
            raise InputError(f"{name} is given twice.", "Keep one of them.")
        found[name] = value
    return found


def call(function: Callable[..., Any], given: Mapping[str, str]) -> Any:
    """Call a function with texts, each read as its parameter says.

    Raises:
        UnknownName: the function has no such parameter.
        InputError: one is missing, or cannot be read.
    """
    known = inspect.signature(function).parameters
    for name in given:
        if name not in known:
            raise UnknownName("value", name, list(known))
    read = {name: _read(name, text, str(known[name].annotation)) for name, text in given.items()}
    missing = [name for name, found in known.items() if found.default is found.empty and name not in read]
    if missing:
        raise InputError(
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.", f"Add {missing[0]}=..."
        )
    return function(**read)


def _read(name: str, text: str, kind: str) -> Any:
    plain = text.strip()
    if "None" in kind and plain.lower() in {*NOTHING, "none", "unknown"}:
        return None
    if "bool" in kind:
        if plain.lower() in YES | NO:
            return plain.lower() in YES
        raise InputError(f"{name} {text!r} is neither yes nor no.", "Write yes or no, or leave it out.")
    if "int" in kind or "float" in kind:
        weeks = WEEKS.fullmatch(plain) if name == "ga_days" else None
        if weeks:
            return 7 * int(weeks[1]) + int(weeks[2])
        try:
            number = float(plain)
        except ValueError:
            raise InputError(f"{name} {text!r} is not a number.", "Write a number such as 45.") from None
        if not isfinite(number):
            raise InputError(f"{name} {text!r} is not a number.", "Write a number such as 45.")
        return int(number) if number == int(number) else number
    return plain
