"""Where the slots lie in the file: their pages are found by SQLite's own page tree, whatever the size of the file.

The format is that of https://www.sqlite.org/fileformat2.html, section 1.6. It is read here, beside SQLite, because an
update through SQLite writes a journal first, which a full disk refuses.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

INTERIOR, LEAF = 5, 13
FIRST_PAGE_HEADER: Final = 100
DEEPEST: Final = 20
TABLES: Final = ("vault_slot", "vault_owner")
"""The slots that wrap the key, and the private half that opens drafts."""


def spans(file: Path) -> list[tuple[int, int]]:
    """Return where the pages of the keys begin, and how long each is.

    Raises:
        sqlite3.Error: the file is not a database, or damaged.
    """
    marks = ", ".join("?" for _ in TABLES)
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as rows:
        roots = rows.execute(f"SELECT rootpage FROM sqlite_master WHERE name IN ({marks})", TABLES).fetchall()
    with file.open("rb") as stream:
        size = int.from_bytes(_at(stream, 16, 2), "big")
        size = 65536 if size == 1 else size
        return [((page - 1) * size, size) for (root,) in roots for page in _leaves(stream, root, size, DEEPEST)]


def _leaves(stream: BinaryIO, page: int, size: int, deeper: int) -> Iterator[int]:
    content = _at(stream, (page - 1) * size, size)
    start = FIRST_PAGE_HEADER if page == 1 else 0
    if content[start] == LEAF:
        yield page
    elif content[start] == INTERIOR and deeper:
        cells = int.from_bytes(content[start + 3 : start + 5], "big")
        pointers = range(start + 12, start + 12 + 2 * cells, 2)
        for place in [start + 8, *(int.from_bytes(content[pointer : pointer + 2], "big") for pointer in pointers)]:
            yield from _leaves(stream, int.from_bytes(content[place : place + 4], "big"), size, deeper - 1)
    else:
        raise sqlite3.DatabaseError("a page is not what its place in the tree says")


def _at(stream: BinaryIO, place: int, length: int) -> bytes:
    stream.seek(place)
    return stream.read(length)
