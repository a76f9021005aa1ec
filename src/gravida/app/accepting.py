"""A worker on its way out accepts no further connection.

Granian ends a worker by closing every connection on which no request has arrived yet, also one that was accepted a
moment ago: a browser would say that the page is empty. So a worker stops accepting some time before it ends.
Connections then wait for the next worker, and the few that this one holds have time to be answered.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path


def stop_accepting(port: int) -> None:
    """Let this process accept no further connection. Its parent and the next worker go on listening.

    The listening socket is replaced, under each of its numbers, by one on a port that nobody was told of: what waits
    for connections here finds none any more. Where open files cannot be listed nothing is done.
    """
    opened = Path("/dev/fd")
    if not opened.is_dir():
        return
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        silent.setblocking(False)
        for number in [int(entry.name) for entry in opened.iterdir()]:
            if number != silent.fileno() and _listens(number, port):
                os.dup2(silent.fileno(), number)


def _listens(number: int, port: int) -> bool:
    """Say whether an open file is a socket that listens on a port."""
    try:
        with socket.socket(fileno=os.dup(number)) as found:
            listening = found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            return bool(listening) and found.getsockname()[1] == port
    except OSError:
        return False
