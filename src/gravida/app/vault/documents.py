"""Typed documents: frozen dataclasses, written as JSON and read back strictly.

    @document("note", schema=1)
    @dataclass(frozen=True)
    class Note:
        text: str
        day: date | None = None

Fields are str, int, float, bool, bytes, date, UUID, None, a ``Literal``, a ``StrEnum``, tuples of these, and frozen
dataclasses of these. What was stored with a field that is no longer known is refused with a sentence: nothing is
dropped quietly.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from gravida.app.vault.errors import WrongDocument

D = TypeVar("D")
T = TypeVar("T")

_kinds: dict[str, tuple[type[Any], int]] = {}
_names: dict[type[Any], str] = {}


def document(kind: str, *, schema: int) -> Callable[[type[D]], type[D]]:
    """Register a frozen dataclass as a kind of document."""

    def register(documented: type[D]) -> type[D]:
        if not is_dataclass(documented) or not documented.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            raise TypeError(
                f"{documented.__name__} is not a frozen dataclass: put @document above @dataclass(frozen=True)."
            )
        if kind in _kinds and _kinds[kind][0].__qualname__ != documented.__qualname__:
            raise TypeError(f"Two documents are called {kind!r}: {_kinds[kind][0].__name__} and {documented.__name__}.")
        _kinds[kind] = (documented, schema)
        _names[documented] = kind
        return documented

    return register


def kind_of(documented: type[Any]) -> str:
    """Return the registered name of a kind.

    Raises:
        WrongDocument: the class is not registered.
    """
    try:
        return _names[documented]
    except KeyError:
        raise WrongDocument(f"{documented.__name__} is not a document: decorate it with @document.") from None


def class_of(kind: str) -> type[Any]:
    """Return the class of a kind.

    Raises:
        WrongDocument: this version of the program does not know the kind.
    """
    if kind not in _kinds:
        raise WrongDocument(
            f"Something here is of the kind {kind!r}, which this version of the program does not know. "
            "Open it with the version that wrote it."
        )
    return _kinds[kind][0]


def kinds_with(name: str) -> list[type[Any]]:
    """Return every kind of document that has a field of this name, such as all that belong to one pregnancy."""
    return [documented for documented in _names if name in {field.name for field in fields(documented)}]


def to_bytes(written: object) -> bytes:
    """Write a document as JSON."""
    kind = kind_of(type(written))
    content = {"kind": kind, "schema": _kinds[kind][1], "fields": _plain(written, kind)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def from_bytes(text: bytes, wanted: type[D]) -> D:
    """Read a document back.

    Raises:
        WrongDocument: another kind or schema, an unknown or missing field, a value of another type.
    """
    kind = kind_of(wanted)
    content = json.loads(text)
    found, schema = content["kind"], content["schema"]
    if (found, schema) != (kind, _kinds[kind][1]):
        raise WrongDocument(
            f"This is {found!r} as written in edition {schema}; {kind!r}, edition {_kinds[kind][1]}, was expected. "
            "Open it with the version of the program that wrote it."
        )
    found_document: D = _read(content["fields"], wanted, kind)
    return found_document


def _plain(value: object, where: str) -> object:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        raise WrongDocument(f"{where} is a moment; only whole days are written down.")
    if isinstance(value, date | UUID):
        return str(value)
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, tuple):
        return [_plain(item, f"{where}[{place}]") for place, item in enumerate(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name), f"{where}.{field.name}") for field in fields(value)}
    raise WrongDocument(f"{where} is of the type {type(value).__name__}, which cannot be written down.")


@cache
def _types(documented: type[Any]) -> dict[str, Any]:
    return get_type_hints(documented)


def _read(value: Any, wanted: Any, where: str) -> Any:
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        return _read_union(value, get_args(wanted), where)
    if origin is Literal:
        return _expect(value, value in get_args(wanted), wanted, where)
    if origin is tuple:
        return _read_tuple(_expect(value, isinstance(value, list), wanted, where), get_args(wanted), where)
    if is_dataclass(wanted):
        return _read_fields(_expect(value, isinstance(value, dict), wanted, where), wanted, where)
    if wanted in (bytes, date, UUID) or (isinstance(wanted, type) and issubclass(wanted, StrEnum)):
        return _read_text(_expect(value, isinstance(value, str), wanted, where), wanted, where)
    if wanted is float:
        return float(_expect(value, type(value) in (int, float), wanted, where))
    return _expect(value, type(value) is wanted, wanted, where)


def _read_union(value: Any, choices: tuple[Any, ...], where: str) -> Any:
    if value is None and NoneType in choices:
        return None
    *others, last = (choice for choice in choices if choice is not NoneType)
    for choice in others:
        try:
            return _read(value, choice, where)
        except WrongDocument:
            continue
    return _read(value, last, where)


def _read_tuple(values: list[Any], types: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if types[-1:] == (Ellipsis,):
        types = types[:1] * len(values)
    _expect(values, len(values) == len(types), f"{len(types)} values", where)
    return tuple(
        _read(value, wanted, f"{where}[{place}]")
        for place, (value, wanted) in enumerate(zip(values, types, strict=True))
    )


def _read_fields(values: dict[str, Any], wanted: Any, where: str) -> Any:
    types = _types(wanted)
    if unknown := sorted(values.keys() - types.keys()):
        raise WrongDocument(
            f"{where} was stored with {', '.join(unknown)}, which this version of the program does not know. "
            "Open it with the version that wrote it."
        )
    needed = {field.name for field in fields(wanted) if field.default is MISSING and field.default_factory is MISSING}
    if missing := sorted(needed - values.keys()):
        raise WrongDocument(f"{where} was stored without {', '.join(missing)}.")
    return wanted(**{name: _read(value, types[name], f"{where}.{name}") for name, value in values.items()})


def _read_text(value: str, wanted: Any, where: str) -> Any:
    try:
        if wanted is bytes:
            return b64decode(value, validate=True)
        return date.fromisoformat(value) if wanted is date else wanted(value)
    except ValueError:
        return _expect(value, False, wanted, where)


def _expect(value: T, holds: bool, wanted: object, where: str) -> T:
    if not holds:
        name = getattr(wanted, "__name__", str(wanted))
        # The value itself stays out of the sentence: sentences may end in a log.
        raise WrongDocument(f"{where} was stored as {type(value).__name__}; {name} was expected.")
    return value
