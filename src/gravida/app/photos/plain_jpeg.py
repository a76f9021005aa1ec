"""Whether a JPEG is made of a picture and nothing else: looked at segment by segment, without decoding it.

Segments by their markers as in ITU-T T.81, table B.1. Only those that our own encoder writes are let through: no note,
no profile, no smaller picture inside, nothing after the end.
"""

from __future__ import annotations

from typing import Final

START, END = b"\xff\xd8", b"\xff\xd9"
QUANTISATION, HUFFMAN, FRAME, SCAN = 0xDB, 0xC4, 0xC0, 0xDA
LONGEST_SIDE: Final = 2048


def size_of(jpeg: bytes) -> tuple[int, int] | None:
    """Return width and height, or None where there is more in it than a picture, or less."""
    place, size = len(START), None
    if not jpeg.startswith(START):
        return None
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF:
        marker = jpeg[place + 1]
        content = jpeg[place + 4 : place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")]
        place += 4 + len(content)
        if marker == FRAME and size is None and len(content) >= 6:
            size = int.from_bytes(content[3:5], "big"), int.from_bytes(content[1:3], "big")
        elif marker == SCAN:
            return size if _only_pixels(jpeg[place:]) and _fits(size) else None
        elif marker not in (QUANTISATION, HUFFMAN):
            return None
    return None


def _only_pixels(coded: bytes) -> bool:
    """Coded pixels hold no marker: after every 255 stands a 0, and the end stands at the end."""
    return coded.endswith(END) and coded[:-2].count(b"\xff") == coded[:-2].count(b"\xff\0")


def _fits(size: tuple[int, int] | None) -> bool:
    return size is not None and all(0 < side <= LONGEST_SIDE for side in size)
