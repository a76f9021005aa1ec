"""What SQLite does with its files, seen and disturbed: a layer between SQLite and the system, in its own process.

It is a VFS of SQLite's public C interface (https://www.sqlite.org/vfs.html), registered in the very library that
Python's ``sqlite3`` uses, so the real save path runs through it. It can write down every write, sync and truncation,
and it can answer the n-th call with an I/O error.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.promises.promise import NotHere

IO_ERRORS = {"read": 266, "write": 778, "sync": 1034, "truncate": 1546}
VFS_POINTERS = (
    "xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose", "xRandomness",
    "xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall",
    "xNextSystemCall",
)  # fmt: skip
FILE_POINTERS = (
    "xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock", "xCheckReservedLock",
    "xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap",
    "xFetch", "xUnfetch",
)  # fmt: skip


class Vfs(Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        *((name, c_void_p) for name in VFS_POINTERS),
    ]


class Methods(Structure):
    _fields_ = [("iVersion", c_int), *((name, c_void_p) for name in FILE_POINTERS)]


OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
TRANSFER = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class Done(NamedTuple):
    """One thing that was done to a file; ``what`` is write, truncate, sync, or acknowledged (a save was answered)."""

    what: str
    file: str
    place: int = 0
    content: bytes = b""


@dataclass
class Layer:
    """What was seen so far, and the call that fails."""

    done: list[Done] = field(default_factory=list)
    calls: int = 0
    fails_at: int = 0
    names: dict[int, str] = field(default_factory=dict)

    def fault(self, what: str) -> int:
        self.calls += 1
        return IO_ERRORS[what] if self.calls == self.fails_at else 0


def _library() -> Any:
    import _sqlite3

    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(Vfs)
        library.sqlite3_vfs_find.argtypes = [c_char_p]
        library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
        library.sqlite3_vfs_unregister.argtypes = [c_void_p]
    except (AttributeError, OSError):
        raise NotHere("this build of Python hides the interface of its SQLite") from None
    return library


@contextmanager
def seen() -> Iterator[Layer]:
    """Put the layer under every database that is opened meanwhile."""
    library, layer = _library(), Layer()
    below = library.sqlite3_vfs_find(None)
    kept: list[Any] = []  # callbacks live as long as SQLite may call them
    wrapped: dict[int, Methods] = {}

    def methods_over(real_at: int) -> Methods:
        if real_at not in wrapped:
            real = Methods.from_address(real_at)
            ours = Methods.from_buffer_copy(real)
            for name, kind, around in (
                ("xRead", TRANSFER, _reads),
                ("xWrite", TRANSFER, _writes),
                ("xTruncate", TRUNCATE, _truncates),
                ("xSync", SYNC, _syncs),
            ):
                callback = kind(around(layer, kind(getattr(real, name))))
                kept.append(callback)
                setattr(ours, name, ctypes.cast(callback, c_void_p).value)
            wrapped[real_at] = ours
        return wrapped[real_at]

    real_open = OPEN(below.contents.xOpen)

    def opens(_: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        answer: int = real_open(ctypes.addressof(below.contents), name, file, flags, out)
        first = c_void_p.from_address(file)
        if answer == 0 and first.value:
            layer.names[file] = Path(ctypes.string_at(name).decode()).name if name else ""
            first.value = ctypes.addressof(methods_over(first.value))
        return answer

    ours = Vfs.from_buffer_copy(below.contents)
    ours.zName, callback = b"seen", OPEN(opens)
    kept.append(callback)
    ours.xOpen = ctypes.cast(callback, c_void_p).value
    library.sqlite3_vfs_register(ctypes.byref(ours), 1)
    try:
        yield layer
    finally:
        library.sqlite3_vfs_register(below, 1)
        library.sqlite3_vfs_unregister(ctypes.byref(ours))


def _reads(layer: Layer, real: Any) -> Any:
    return lambda file, to, length, place: layer.fault("read") or real(file, to, length, place)


def _writes(layer: Layer, real: Any) -> Any:
    def write(file: int, source: int, length: int, place: int) -> int:
        if fault := layer.fault("write"):
            return fault
        layer.done.append(Done("write", layer.names[file], place, ctypes.string_at(source, length)))
        answer: int = real(file, source, length, place)
        return answer

    return write


def _truncates(layer: Layer, real: Any) -> Any:
    def truncate(file: int, size: int) -> int:
        if fault := layer.fault("truncate"):
            return fault
        layer.done.append(Done("truncate", layer.names[file], size))
        answer: int = real(file, size)
        return answer

    return truncate


def _syncs(layer: Layer, real: Any) -> Any:
    def sync(file: int, flags: int) -> int:
        if fault := layer.fault("sync"):
            return fault
        answer: int = real(file, flags)
        layer.done.append(Done("sync", layer.names[file]))
        return answer

    return sync
