"""Reading a document back, strictly: for each type one function is put together, once, and then only called.

A page opens some hundred documents, so nothing about a type is looked up twice, and the place of a fault is put
together only where there is one.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Reader = Callable[[Any], Any]


class Misfit(Exception):
    """What was stored is not of its type. ``place`` grows from the inside out."""

    def __init__(self, said: str, place: str = "") -> None:
        self.said, self.place = said, place
        super().__init__(said)

    def within(self, outer: str) -> Misfit:
        """Put the place into the one around it."""
        self.place = outer + self.place
        return self


def _reader(wanted: Any) -> Reader:
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        return _union(get_args(wanted))
    if origin is Literal:
        return _literal(wanted)
    if origin is tuple:
        return _tuple(get_args(wanted))
    if is_dataclass(wanted):
        return _dataclass(wanted)
    if wanted is date:
        return _text(wanted, date.fromisoformat)
    if wanted is bytes:
        return _text(wanted, lambda text: b64decode(text, validate=True))
    if wanted is UUID or (isinstance(wanted, type) and issubclass(wanted, StrEnum)):
        return _text(wanted, wanted)
    if wanted is float:
        return _float
    return _plain(wanted)


reader: Final[Callable[[Any], Reader]] = cache(_reader)
"""Returns the function that reads a type."""


def _plain(wanted: Any) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise _misfit(value, wanted)
        return value

    return read


def _float(value: Any) -> float:
    if type(value) not in (int, float):
        raise _misfit(value, float)
    return float(value)


def _text(wanted: Any, made: Callable[[str], Any]) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not str:
            raise _misfit(value, wanted)
        try:
            return made(value)
        except ValueError:
            raise _misfit(value, wanted) from None

    return read


def _literal(wanted: Any) -> Reader:
    choices = get_args(wanted)

    def read(value: Any) -> Any:
        if value not in choices:
            raise _misfit(value, wanted)
        return value

    return read


def _union(choices: tuple[Any, ...]) -> Reader:
    nothing = NoneType in choices
    *others, last = (reader(choice) for choice in choices if choice is not NoneType)

    def read(value: Any) -> Any:
        if value is None and nothing:
            return None
        for other in others:
            try:
                return other(value)
            except Misfit:
                continue
        return last(value)

    return read


def _tuple(types: tuple[Any, ...]) -> Reader:
    each = reader(types[0]) if types[-1:] == (Ellipsis,) else None
    readers = () if each is not None else tuple(reader(wanted) for wanted in types)

    def read(values: Any) -> tuple[Any, ...]:
        if type(values) is not list:
            raise _misfit(values, tuple)
        if each is None and len(values) != len(readers):
            raise Misfit(f"was stored as list; {len(readers)} values was expected.")
        found = []
        for place, value in enumerate(values):
            try:
                found.append((each or readers[place])(value))
            except Misfit as misfit:
                raise misfit.within(f"[{place}]") from None
        return tuple(found)

    return read


def _dataclass(wanted: Any) -> Reader:
    readers = {name: reader(wanted_there) for name, wanted_there in get_type_hints(wanted).items()}
    needed = {field.name for field in fields(wanted) if field.default is MISSING and field.default_factory is MISSING}

    def read(values: Any) -> Any:
        if type(values) is not dict:
            raise _misfit(values, wanted)
        if unknown := sorted(values.keys() - readers.keys()):
            raise Misfit(
                f"was stored with {', '.join(unknown)}, which this version of the program does not know. "
                "Open it with the version that wrote it."
            )
        if missing := sorted(needed - values.keys()):
            raise Misfit(f"was stored without {', '.join(missing)}.")
        found = {}
        for name, value in values.items():
            try:
                found[name] = readers[name](value)
            except Misfit as misfit:
                raise misfit.within(f".{name}") from None
        return wanted(**found)

    return read


def _misfit(value: object, wanted: object) -> Misfit:
    name = getattr(wanted, "__name__", str(wanted))
    # The value itself stays out of the sentence: sentences may end in a log.
    return Misfit(f"was stored as {type(value).__name__}; {name} was expected.")
