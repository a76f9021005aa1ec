"""A steady stream of requests from one thread: each is sent when it is due, whether or not those before were answered.

One thread and a selector take a small part of the processor time of many threads, and on a machine that serves and
asks at once that part is missing where it is measured. A page's time counts from the moment it was due.
"""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LONGEST_WAIT = 60.0
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A page of somebody at one address, and how many seconds after the beginning it is due."""

    due: float
    address: str
    page: str
    cookie: str


@dataclass
class Line:
    """A connection that is kept, with the request that is on its way."""

    address: str
    socket: socket.socket
    asked: Asked | None = None
    came: bytearray = field(default_factory=bytearray)


def stream(requests: Iterable[Asked]) -> list[tuple[Asked, int, float]]:
    """Send requests as they fall due, and return each with its status and the seconds from then to its last byte."""
    waiting = deque(sorted(requests, key=lambda asked: asked.due))
    free: defaultdict[str, list[Line]] = defaultdict(list)
    selector = selectors.DefaultSelector()
    done: list[tuple[Asked, int, float]] = []
    lines: list[Line] = []
    under_way, begun = 0, time.perf_counter()
    while waiting or under_way:
        now = time.perf_counter() - begun
        while waiting and waiting[0].due <= now:
            asked = waiting.popleft()
            if free[asked.address]:
                line = free[asked.address].pop()
            else:
                lines.append(line := _open(asked.address))
                selector.register(line.socket, selectors.EVENT_READ, line)
            line.asked = asked
            line.socket.sendall(_as_bytes(asked))
            under_way += 1
        left = max(0.0, waiting[0].due - (time.perf_counter() - begun)) if waiting else LONGEST_WAIT
        ready = selector.select(left)
        if not ready and not waiting:
            raise AssertionError(f"{under_way} pages were not answered within {LONGEST_WAIT:.0f} s")
        for key, _ in ready:
            line = key.data
            came = line.socket.recv(256 * 1024)
            assert came, f"{line.address} closed a connection"
            line.came += came
            if line.asked is not None and _is_whole(line.came):
                status = int(line.came[9:12])
                done.append((line.asked, status, time.perf_counter() - begun - line.asked.due))
                line.asked = None
                line.came.clear()
                free[line.address].append(line)
                under_way -= 1
    for line in lines:
        line.socket.close()
    return done


def _open(address: str) -> Line:
    parts = urlsplit(address)
    return Line(address, socket.create_connection((parts.hostname, parts.port)))


def _as_bytes(asked: Asked) -> bytes:
    lines = (f"GET {asked.page} HTTP/1.1", f"Host: {urlsplit(asked.address).netloc}", f"Cookie: {asked.cookie}", "", "")
    return "\r\n".join(lines).encode()


def _is_whole(came: bytearray) -> bool:
    head = came.find(b"\r\n\r\n")
    if head < 0:
        return False
    length = LENGTH.search(came, 0, head + 2)
    if length is None:  # in chunks
        return came.endswith(b"\r\n0\r\n\r\n")
    return len(came) >= head + 4 + int(length[1])
