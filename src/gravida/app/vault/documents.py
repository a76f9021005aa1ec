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
from base64 import b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from gravida.app.vault.errors import WrongDocument
from gravida.app.vault.read_back import Misfit, reader

D = TypeVar("D")

_kinds: dict[str, tuple[type[Any], int]] = {}
_names: dict[type[Any], str] = {}
_hers_alone: set[str] = set()


def document(kind: str, *, schema: int, hers_alone: bool = False) -> Callable[[type[D]], type[D]]:
    """Register a frozen dataclass as a kind of document. One that is hers alone is not there for whom she lets read."""

    def register(documented: type[D]) -> type[D]:
        if not is_dataclass(documented) or not documented.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            raise TypeError(
                f"{documented.__name__} is not a frozen dataclass: put @document above @dataclass(frozen=True)."
            )
        if kind in _kinds and _kinds[kind][0].__qualname__ != documented.__qualname__:
            raise TypeError(f"Two documents are called {kind!r}: {_kinds[kind][0].__name__} and {documented.__name__}.")
        _kinds[kind] = (documented, schema)
        _names[documented] = kind
        if hers_alone:
            _hers_alone.add(kind)
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


def is_hers_alone(kind: str) -> bool:
    """Whether a kind is not there for whom she lets read."""
    return kind in _hers_alone


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
    try:
        found_document: D = reader(_kinds[kind][0])(content["fields"])
    except Misfit as misfit:
        raise WrongDocument(f"{kind}{misfit.place} {misfit.said}") from None
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
