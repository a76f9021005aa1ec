"""A real server of one's own record, on a free port of this machine, with a folder that is thrown away."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_TO_START = 20
FLOOR_KIB = "65536"
"""The floor of the slow derivation: a test opens a record many times."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(*command: str, log: Path, module: str = "gravida") -> Iterator[str]:
    """Run ``gravida`` with these words and a free port; give its address; stop it afterwards."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *command, "--port", str(port)],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "GRAVIDA_KDF_KIB": FLOOR_KIB},
        )
        try:
            wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not answer at {address}; it wrote:\n{log.read_text(encoding='utf-8')}")
