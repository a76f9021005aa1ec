"""Granian with one listening socket, held by the parent and shared by its workers.

On Linux granian gives every worker a socket of its own. Then nobody listens between the end of one worker and the start
of the next, which here is the moment after every lock: a browser would say that there is no such place. With one socket
a request waits for the new worker instead. This is what granian does itself on other systems.
"""

from __future__ import annotations

import socket
from typing import Any

from granian.net import SocketSpec  # type: ignore[attr-defined]
from granian.server.mp import MPServer


class OneSocketServer(MPServer):
    """A granian server whose address answers, or waits, for as long as the parent lives."""

    def _init_shared_socket(self) -> None:
        held: Any = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._shd, self._sfd = held, held.get_fd()
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)
